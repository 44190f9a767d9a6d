"""„Kontrola spójności” in any width and any colours, by keyboard, without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.factories import a_user
from tests.verification.scene import Scene, a_scene, past_everything
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

Axe = Callable[[Page], None]
ADDRESS = "/admin/ocen-urzad/kontrola/"
LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "without a script": {"viewport": {"width": 320, "height": 640}, "script": False},
}


@pytest.fixture
def scene() -> Scene:
    put_up_town(hostname="localhost", port=80)
    scene = a_scene()
    a_user("anna", "administer_survey")
    return scene


def is_clean(page: Page, axe: Axe) -> None:
    axe(page)
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_is_clean(open_page: OpenPage, scene: Scene, axe: Axe, look: str) -> None:
    page = open_page(**LOOKS[look])
    page.goto("/admin/login/")
    page.locator("#id_username").fill("anna")
    page.locator("#id_password").fill("haslo")
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")

    page.goto(ADDRESS)
    is_clean(page, axe)

    page.get_by_role("button", name="Sprawdź teraz").press("Enter")
    page.locator(".ou-verdict--holds").wait_for()
    # Wagtail's message slides in; what is looked at is the page.
    page.goto(ADDRESS)
    is_clean(page, axe)

    past_everything(QuestionSetVersion, pk=scene.second.pk).update(sha256="0" * 64)
    page.get_by_role("button", name="Sprawdź teraz").press("Enter")
    page.locator(".ou-verdict--fails").wait_for()
    page.goto(ADDRESS)
    is_clean(page, axe)

"""„Instrukcja obsługi” and „Terminy” in any width and colours, by keyboard, without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.factories import a_survey, a_user, an_office
from wagtail_ocen_urzad.survey.models import Survey

Axe = Callable[[Page], None]
MANUAL = "/admin/ocen-urzad/instrukcja/"
DATES = "/admin/ocen-urzad/terminy/"
LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow and dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "without a script": {"viewport": {"width": 320, "height": 640}, "script": False},
}


@pytest.fixture
def clerk() -> Any:
    put_up_town(hostname="localhost", port=80)
    office = an_office()
    for title in ("Urząd", "Biblioteka"):
        version = a_survey(office=office)
        Survey.objects.filter(pk=version.survey_id).update(title=title)
    return a_user("piotr", "generate_report")


def signed_in(page: Page) -> Page:
    page.goto("/admin/login/")
    page.locator("#id_username").fill("piotr")
    page.locator("#id_password").fill("haslo")
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    return page


def is_clean(page: Page, axe: Axe) -> None:
    axe(page)
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.usefixtures("clerk")
def test_every_state_is_clean(open_page: OpenPage, axe: Axe, look: str) -> None:
    page = signed_in(open_page(**LOOKS[look]))

    page.goto(MANUAL)
    is_clean(page, axe)
    page.goto(f"{MANUAL}role-i-uprawnienia/")
    is_clean(page, axe)
    page.goto(DATES)
    is_clean(page, axe)


@pytest.mark.usefixtures("clerk")
def test_the_manual_is_read_by_keyboard(page: Page) -> None:
    signed_in(page).goto(MANUAL)

    page.locator(".ou-manual__contents").get_by_role("link", name="Raporty").press("Enter")
    page.wait_for_url("**/raporty/")
    page.get_by_role("link", name="Plik PDF").press("Enter")
    assert page.evaluate("location.hash") == "#plik-pdf"
    page.get_by_role("region", name="Tabela 1").focus()
    page.locator("[rel=next]").press("Enter")
    page.wait_for_url("**/role-i-uprawnienia/")


@pytest.mark.usefixtures("clerk")
def test_from_the_panel_to_all_dates_and_to_what_is_due(page: Page) -> None:
    signed_in(page)

    page.get_by_role("link", name="Wszystkie terminy").press("Enter")
    page.wait_for_url(f"**{DATES}")
    page.get_by_role("row").filter(has_text="Biblioteka").get_by_role("link").press("Enter")

    page.wait_for_url("**/raporty/generuj/?ankieta=*")

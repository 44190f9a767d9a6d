"""The desk „Odpowiedzi do sprawdzenia” in a real browser: clean, by keyboard, without script."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.test_staff import sign_in
from tests.factories import NOON, a_survey_page, an_office, answer, running
from tests.staff.screens import an_administrator
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.models import Response

Axe = Callable[[Page], None]
VIEWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}
PICTURES = os.environ.get("OCEN_URZAD_PICTURES")
"""A folder to look at the screens afterwards."""


@pytest.fixture
def desk(live_server: Any) -> str:
    an_office()
    an_administrator()
    version = running(a_survey_page(questionnaire=STARTER_SET))
    for mark in "5142":
        given = {
            "contact_way": ["phone"],
            "overall": [mark],
            "department": ["so"],
            "comment": ["Uwaga."],
        }
        answer(version, given, issued_at=NOON)
    return f"/admin/ocen-urzad/do-sprawdzenia/{version.survey.code}/"


@pytest.mark.parametrize("view", VIEWS)
def test_every_screen_is_clean(open_page: OpenPage, desk: str, axe: Axe, view: str) -> None:
    page = open_page(**VIEWS[view])
    sign_in(page, "anna")
    key = Response.objects.order_by("review_key")[0].review_key

    def look(name: str) -> None:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if PICTURES:
            page.screenshot(path=Path(PICTURES, f"{view}-{name}.png"), full_page=True)

    page.goto(desk)
    look("list")
    page.goto(f"{desk}{key}/")
    look("answer")
    page.get_by_role("button", name="Wyklucz odpowiedź").click()
    page.get_by_text("Proszę wpisać powód.").wait_for()
    look("no-reason")
    page.get_by_label("Powód wykluczenia").fill("Wpis próbny.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Policz ponownie").wait_for()
    look("excluded")
    page.goto(f"{desk}?stan=wykluczone")
    look("excluded-list")


def test_it_works_without_script(open_page: OpenPage, desk: str) -> None:
    page = open_page(script=False, viewport={"width": 1280, "height": 800})
    page.goto("/admin/login/")
    page.locator("[name=username]").fill("anna")
    page.locator("[name=password]").fill("haslo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    page.goto(desk)
    page.locator(".ou-register tbody a").first.click()
    page.get_by_label("Powód wykluczenia").fill("Wpis próbny.")
    page.get_by_role("button", name="Wyklucz odpowiedź").click()

    assert Response.objects.exclude(excluded_because="").count() == 1
    page.get_by_role("button", name="Policz ponownie").click()
    assert not Response.objects.exclude(excluded_because="").exists()

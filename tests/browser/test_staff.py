"""A clerk in a real browser: change a question, see the report come first, take its PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.factories import a_survey_page, a_user, an_office, answer, running, survey_of
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.staff.groups import ADMINISTRATORS, REPORT_USERS, make_groups

Axe = Callable[[Page], None]
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def survey_page() -> SurveyPage:
    put_up_town(hostname="localhost", port=80)
    an_office()
    page = a_survey_page()
    for mark in (5, 5, 4, 2):
        answer(running(page), {"overall": [str(mark)], "department": ["so"]})
    make_groups()
    for name, group in (("anna", ADMINISTRATORS), ("piotr", REPORT_USERS)):
        a_user(name).groups.add(Group.objects.get(name=group))
    return page


def sign_in(page: Page, name: str) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Nazwa użytkownika").fill(name)
    page.locator("#id_password").fill("haslo")
    page.locator("form button[type=submit]").first.click()
    page.get_by_role("heading", name="Oceń Urząd").wait_for()


def test_a_question_is_changed_and_the_report_comes_first(
    open_page: OpenPage, survey_page: SurveyPage, axe: Axe, tmp_path: Path
) -> None:
    page = open_page(**WIDE)
    sign_in(page, "anna")
    axe(page)
    page.goto(f"/admin/pages/{survey_page.pk}/edit/")
    page.locator("[data-contentpath=questions]").first.wait_for()
    rating = page.locator(
        "[data-streamfield-child]", has=page.locator("> input[value=rating]")
    ).first
    rating.locator("[data-panel-toggle]").first.click()
    text = rating.locator("[data-contentpath=text]").locator("input, textarea").first
    text.fill("Jak ocenia Pan/Pani obsługę w naszym Urzędzie?")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]").click()

    confirm = page.get_by_role("button", name="Wygeneruj raport i wprowadź zmiany")
    confirm.wait_for()
    axe(page)
    assert running(survey_page).number == 1
    page.get_by_label("Kto zgłosił").fill("Biuro Obsługi Klienta")
    confirm.click()

    page.get_by_text("obejmuje 4 ankiety").wait_for()
    [report] = ReportSnapshot.objects.all()
    assert (report.reason, report.forms) == ("before_edit", 4)
    version = running(survey_page)
    assert version.number == 2
    [need] = version.change_requests.all()
    assert need.signalled_by == "Biuro Obsługi Klienta"

    reader = open_page(**WIDE)
    sign_in(reader, "piotr")
    reader.get_by_role("link", name="Raport nr 1").first.click()
    reader.get_by_role("link", name="Pobierz PDF").first.wait_for()
    axe(reader)
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Pobierz PDF").first.click()
    path = tmp_path / "raport.pdf"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("view", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_screen_of_staff_is_clean(
    open_page: OpenPage, survey_page: SurveyPage, axe: Axe, view: dict[str, Any]
) -> None:
    code = survey_of(survey_page).code
    page = open_page(**view)
    sign_in(page, "piotr")
    page.goto("/admin/ocen-urzad/raporty/generuj/")
    axe(page)
    page.get_by_label("ten rok do dziś").check()
    page.get_by_role("button", name="Generuj raport").last.click()
    page.get_by_role("link", name="Pobierz PDF").first.wait_for()
    axe(page)
    page.goto("/admin/ocen-urzad/raporty/")
    axe(page)
    page.goto(f"/admin/ocen-urzad/raporty/{code}/1/")
    axe(page)
    _fits(page)
    clerk = open_page(**view)
    sign_in(clerk, "anna")
    for address in ("/admin/", "/admin/ocen-urzad/ankiety/", "/admin/ocen-urzad/dane-urzedu/"):
        clerk.goto(address)
        axe(clerk)
        _fits(clerk)


def _fits(page: Page) -> None:
    """Nothing scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

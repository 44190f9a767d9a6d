"""Reports as staff have them: any width, any colours, by keyboard, without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.factories import a_survey_page, a_user, an_office, answer, running, survey_of
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.staff.groups import REPORT_USERS, SUPERVISORS, make_groups
from wagtail_ocen_urzad.survey.models import Channel, Survey

Axe = Callable[[Page], None]
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
NARROW = {"viewport": {"width": 320, "height": 640}}
LOOKS: dict[str, dict[str, Any]] = {
    "wide": WIDE,
    "narrow": NARROW,
    "dark": {**WIDE, "color_scheme": "dark"},
    "forced colours": {**WIDE, "forced_colors": "active"},
    "less motion": {**WIDE, "reduced_motion": "reduce"},
}
GENERATE = "/admin/ocen-urzad/raporty/generuj/"


@pytest.fixture
def survey() -> Survey:
    """A survey with answers on paper and by internet, and nothing reported."""
    put_up_town(hostname="localhost", port=80)
    an_office()
    page = a_survey_page()
    for mark, channel in (("5", Channel.PAPER), ("4", Channel.PAPER), ("2", Channel.WEB)):
        answer(running(page), {"overall": [mark], "department": ["so"]}, channel=channel)
    make_groups()
    for name, group in (("piotr", REPORT_USERS), ("ewa", SUPERVISORS)):
        a_user(name).groups.add(Group.objects.get(name=group))
    return survey_of(page)


def sign_in(page: Page, name: str) -> Page:
    page.goto("/admin/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill("haslo")
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    return page


def is_clean(page: Page, axe: Axe) -> None:
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", LOOKS)
def test_every_screen_is_clean(open_page: OpenPage, survey: Survey, axe: Axe, look: str) -> None:
    page = sign_in(open_page(**LOOKS[look]), "piotr")
    is_clean(page, axe)

    page.goto(GENERATE)
    is_clean(page, axe)
    page.get_by_label("Okres od").fill("1.02.2027")
    page.get_by_role("button", name="Generuj raport").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Raport nie powstał")
    is_clean(page, axe)

    page.get_by_label("ten rok do dziś").check()
    page.get_by_label("Okres od").fill("")
    page.get_by_label("ten rok do dziś").check()
    page.get_by_role("button", name="Generuj raport").last.click()
    page.get_by_role("heading", name="Podsumowanie").wait_for()
    assert ReportSnapshot.objects.count() == 1
    # Wagtail's message slides in; what is looked at is the report.
    page.goto(f"/admin/ocen-urzad/raporty/{survey.code}/1/")
    is_clean(page, axe)

    for address in ("/admin/ocen-urzad/raporty/", "/admin/ocen-urzad/ankiety/", "/admin/"):
        page.goto(address)
        is_clean(page, axe)


def test_typing_a_date_chooses_the_other_period(open_page: OpenPage, survey: Survey) -> None:
    page = sign_in(open_page(**WIDE), "piotr")
    page.goto(GENERATE)

    page.get_by_label("Okres od").fill("1.02.2026")

    expect(page.get_by_label("inny okres")).to_be_checked()


def test_a_report_by_keyboard_alone(open_page: OpenPage, survey: Survey) -> None:
    page = sign_in(open_page(**WIDE), "piotr")
    page.goto(GENERATE)

    page.get_by_label("okresowy (co najmniej raz do roku)").focus()
    for key in ("Tab", "ArrowDown", "Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("OR.0643.1.2026")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Podsumowanie").wait_for()
    report = ReportSnapshot.objects.get()
    assert report.data["case_number"] == "OR.0643.1.2026"
    assert (report.period_from.month, report.period_from.day) == (1, 1)


def test_a_report_without_a_script(open_page: OpenPage, survey: Survey, axe: Axe) -> None:
    """Wagtail's menu is not there then: every screen is reached by links of its own."""
    page = sign_in(open_page(script=False, **WIDE), "piotr")
    page.get_by_role("link", name="Generuj raport").click()
    page.get_by_label("ten rok do dziś").check()
    page.get_by_role("button", name="Generuj raport").click()
    page.get_by_role("heading", name="Podsumowanie").wait_for()
    axe(page)
    page.goto("/admin/")
    for name in ("Wszystkie raporty", "Raport nr 1"):
        page.get_by_role("link", name=name).first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Pobierz PDF").last.click()
    assert download.value.suggested_filename.startswith(f"raport-1-{survey.code}-")


def test_the_supervisor_reads_everything_and_finds_no_form(
    open_page: OpenPage, survey: Survey
) -> None:
    """R-24."""
    page = sign_in(open_page(**WIDE), "ewa")

    for address in ("/admin/", "/admin/ocen-urzad/raporty/", "/admin/ocen-urzad/ankiety/"):
        page.goto(address)
        assert page.locator("main form[method=post]").count() == 0
        assert page.get_by_role("link", name="Generuj raport").count() == 0

    page.goto(GENERATE)
    page.wait_for_url("**/admin/")
    assert "nie posiadasz uprawnień" in page.locator(".messages").inner_text()

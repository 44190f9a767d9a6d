"""A resident in a real browser: from the banner to the thanks, and every page on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.factories import a_survey_page, an_office, running
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.models import Comment, Response

VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"},
    "reduced motion": {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"},
    "400 % zoom": {"viewport": {"width": 320, "height": 256}},
}
Axe = Callable[[Page], None]


@pytest.fixture
def survey_path() -> str:
    put_up_town(hostname="localhost", port=80)
    an_office()
    page = a_survey_page(questionnaire=STARTER_SET)
    RateOfficeBanner.objects.create(page=page)
    return str(page.url)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_banner_to_the_thanks(
    open_page: OpenPage, survey_path: str, script: bool, axe: Axe
) -> None:
    page = open_page(script=script, viewport={"width": 1280, "height": 800})
    page.goto("/")
    page.get_by_role("link", name="Oceń Urząd").first.click()
    assert page.title().startswith("Ankieta badania satysfakcji Klienta")
    page.get_by_role("button", name="Wyślij ankietę").click()

    assert page.title().startswith("Błąd: ")
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").count() == 2
    axe(page)
    summary.get_by_role("link").first.click()
    page.get_by_role("radio", name="osobiście").check()
    page.get_by_label("W którym wydziale").select_option(label="Wydział Ochrony Środowiska")
    page.get_by_role("checkbox", name="drogi").check()
    page.get_by_role("group", name="Uprzejmość").get_by_role("radio", name="bardzo dobrze").check(
        force=True
    )
    page.get_by_role("group", name="Jak ogólnie ocenia").get_by_role(
        "radio", name="dobrze", exact=True
    ).check(force=True)
    page.get_by_label("Co powinniśmy poprawić?").fill("Więcej ławek.")
    page.get_by_role("button", name="Wyślij ankietę").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Dziękujemy za wypełnienie ankiety."
    axe(page)
    [response] = Response.objects.all()
    assert response.answers == {
        "contact_way": "in_person",
        "department": "os",
        "case_kind": ["roads"],
        "courtesy": 5,
        "overall": 4,
    }
    assert Comment.objects.get().text == "Więcej ławek."
    assert page.context.cookies() == []


def test_the_keyboard_alone_is_enough(page: Page, survey_path: str) -> None:
    page.goto(survey_path)
    page.get_by_role("radio", name="osobiście").focus()
    page.keyboard.press("Space")
    page.get_by_role("group", name="Jak ogólnie ocenia").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Wyślij ankietę").focus()
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Dziękujemy za wypełnienie ankiety.").wait_for()
    assert Response.objects.get().answers == {"contact_way": "in_person", "overall": 4}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_page_is_clean(
    open_page: OpenPage, survey_path: str, axe: Axe, view: dict[str, Any]
) -> None:
    page = open_page(**view)
    page.goto("/")
    axe(page)
    page.goto(survey_path)
    axe(page)
    _fits(page)
    page.get_by_role("button", name="Wyślij ankietę").click()
    page.get_by_role("alert").wait_for()
    axe(page)
    _fits(page)

    now = timezone.now()
    accept_answers(opens_at=None, closes_at=now - timedelta(days=2))
    page.goto(survey_path)
    assert page.get_by_role("heading", level=1).inner_text() == "Ankieta jest obecnie niedostępna."
    axe(page)
    _fits(page)
    accept_answers(opens_at=now + timedelta(days=2), closes_at=None)
    page.goto(survey_path)
    axe(page)
    version = running(SurveyPage.objects.get())
    page.goto(f"/ocen-urzad/{version.survey.code}/dziekujemy/")
    axe(page)
    _fits(page)


def accept_answers(*, opens_at: datetime | None, closes_at: datetime | None) -> None:
    survey_page = SurveyPage.objects.get()
    survey_page.opens_at, survey_page.closes_at = opens_at, closes_at
    survey_page.save_revision().publish()


def _fits(page: Page) -> None:
    """Nothing scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""A box of paper questionnaires with 15 questions, and a clerk at the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from benchmarks.asked import questionnaire
from example_site.town import put_up_town
from tests.factories import a_survey_page, a_user, an_office, survey_of
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.survey.models import PaperBatch, Response
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

FIFTEEN = questionnaire()
"""10 marks, a department, a single and a multiple choice, two texts."""

SHEET = [*"5432154321", "a", "b", "c", "Enter", "Enter", "Enter"]
"""The marks in their order, the department, the way, one source, no text, no text: saved."""

ANSWERS = {
    "general": 5, "kindness": 4, "knowledge": 3, "clarity": 2, "speed": 1,
    "waiting": 5, "hours": 4, "access": 3, "finding": 2, "website": 1,
    "department": "or", "way": "w2", "learned": ["s3"],
}  # fmt: skip
"""What is stored of it."""


def a_page(asked: Questionnaire = FIFTEEN) -> SurveyPage:
    """Return the survey of the town, with two clerks who may enter paper."""
    put_up_town(hostname="localhost", port=80)
    an_office()
    page = a_survey_page(questionnaire=asked)
    for name in ("anna", "piotr"):
        a_user(name, "enter_paper")
    return page


def a_box(page: SurveyPage, **protocol: Any) -> PaperBatch:
    """Return an open box of the survey."""
    header: dict[str, Any] = {
        "opened_on": date(2026, 3, 10),
        "found": 30,
        "service_point": "BQKAA",
        **protocol,
    }
    return operations.open_batch(
        survey=survey_of(page),
        protocol=operations.Protocol(**header),
        by=None,
        at=timezone.now(),
    )


def below(batch: PaperBatch, rest: str = "") -> str:
    """Return an address below a batch."""
    return f"/admin/ocen-urzad/partie/{batch.survey.code}/{batch.number}/{rest}"


def sign_in(page: Page, name: str = "anna") -> Page:
    """Log in."""
    page.goto("/admin/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill("haslo")
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    return page


def press(page: Page, keys: Sequence[str]) -> None:
    """Press one key after the other."""
    for key in keys:
        page.keyboard.press(key)


def stored() -> list[dict[str, Any]]:
    """Return what is stored, closed answers only."""
    return [one.answers for one in Response.objects.all()]


def at_entry(page: Page, box: PaperBatch, name: str = "anna") -> Page:
    """Log in and begin to type the sheets of a box."""
    sign_in(page, name).goto(below(box, "arkusz/"))
    expect(page.locator("[data-ou=area]")).to_be_focused()
    return page


def saved(page: Page, words: str) -> None:
    """Wait for what the line of saving says."""
    expect(page.locator("[data-ou=saved]")).to_contain_text(words)


def alert(page: Page, words: str) -> None:
    """Wait for what a refusal says."""
    expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()

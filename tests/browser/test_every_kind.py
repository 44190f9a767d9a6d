"""Every kind of question filled in and sent: without scripts, by the keyboard alone, past skips."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.every_kind import EVERY_KIND, FULL_ANSWERS
from tests.factories import a_survey_page, an_office, survey_of
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.judging import validate
from wagtail_ocen_urzad.survey.models import Comment, Response

EXPECTED = validate(questionnaire=EVERY_KIND, given=FULL_ANSWERS, departments=("or", "so", "os"))
MOST_KEYS = 400


@pytest.fixture
def path() -> str:
    an_office()
    page = a_survey_page(questionnaire=SHORT_SET)
    revision.activate(survey=survey_of(page), questionnaire=EVERY_KIND, by=None, at=timezone.now())
    return str(page.url)


def is_stored_exactly() -> bool:
    [stored] = Response.objects.all()
    texts = {one.question: one.text for one in Comment.objects.all()}
    return (stored.answers, texts) == (EXPECTED.answers, EXPECTED.texts)


def test_every_kind_is_sent_without_scripts(open_page: OpenPage, path: str) -> None:
    page = open_page(script=False, viewport={"width": 320, "height": 640})
    page.goto(path)
    for name, values in FULL_ANSWERS.items():
        for value in values:
            control = page.locator(f'[name="{name}"][value="{value}"]')
            if control.count():
                control.check()
            elif name == "department":
                page.locator(f"select[name={name}]").select_option(value)
            else:
                page.locator(f'[name="{name}"]').fill(value)
    page.get_by_role("button", name="Wyślij ankietę").click()

    page.get_by_role("heading", name="Dziękujemy za wypełnienie ankiety.").wait_for()
    assert is_stored_exactly()


FOCUSED = """() => {
  const one = document.activeElement;
  return {name: one.name ?? "", kind: one.type ?? one.tagName, value: one.value ?? "",
    checked: one.checked ?? false, shown: one.checkVisibility(), is_end: one.matches(".ou-button")};
}"""


def test_every_kind_is_filled_and_sent_by_the_keyboard_alone(page: Page, path: str) -> None:
    page.goto(path)
    page.keyboard.press("Tab")
    for _key in range(MOST_KEYS):
        focused = page.evaluate(FOCUSED)
        assert focused["shown"]
        if focused["is_end"]:
            break
        _answer(page, focused)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Dziękujemy za wypełnienie ankiety.").wait_for()
    assert is_stored_exactly()


def _answer(page: Page, focused: dict[str, Any]) -> None:
    wanted = FULL_ANSWERS.get(focused["name"])
    if wanted is None:
        return
    if focused["kind"] == "checkbox":
        if focused["value"] in wanted:
            page.keyboard.press("Space")
    elif focused["kind"] == "radio":
        if focused["value"] == wanted[0]:
            page.keyboard.press("Space")
        while page.evaluate("document.activeElement.value") != wanted[0]:
            page.keyboard.press("ArrowDown")
    elif focused["kind"] == "select-one":
        while page.evaluate("document.activeElement.value") != wanted[0]:
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type(wanted[0])


def test_what_an_answer_leads_past_goes_and_does_not_count(page: Page, path: str) -> None:
    page.goto(path)
    for name in ("place_hours", "place_access", "kind"):
        page.locator(f"#q-{name}-2").check()
    page.locator("#q-leads-2").check()

    assert not page.locator("#q-place_access").is_visible()
    assert not page.locator("#q-place_hours-lead").is_visible()
    assert page.locator("#q-kind").is_visible()
    page.locator("#q-leads-1").check()
    assert page.locator("#q-place_access").is_visible()
    page.locator("#q-leads-2").check()
    page.locator("#q-single_other-1").check()
    page.locator("select").select_option("os")
    page.locator("#q-multiple_other-2").check()
    page.locator("#q-five-1").check()
    page.locator("#q-rating_leads-1").check()
    assert not page.locator("#q-praise").is_visible()
    assert not page.locator("#czesc-5").is_visible()
    page.get_by_role("button", name="Wyślij ankietę").click()

    page.get_by_role("heading", name="Dziękujemy za wypełnienie ankiety.").wait_for()
    skipped = ("ten_rows", "ten_row_two", "comment", "praise", "age")
    assert Response.objects.get().answers == {
        "single_other": "in_person",
        "department": "os",
        "multiple_other": ["civil"],
        "leads": "no",
        "kind": 4,
        "five": 5,
        "rating_leads": 4,
    } | dict.fromkeys(("place_hours", "place_access", *skipped), "@skipped")


def test_the_text_beside_an_option_comes_with_it_and_stays_while_it_says_something(
    page: Page, path: str
) -> None:
    page.goto(path)
    field = page.get_by_label("w inny sposób (jaki?): jaki? – proszę dopisać")
    assert not field.is_visible()

    page.locator("#q-single_other-3").check()
    field.fill("listem")
    page.locator("#q-single_other-1").check()
    assert field.is_visible()
    field.fill("")
    assert field.is_visible()  # nothing vanishes under the cursor
    page.locator("#q-single_other-1").focus()
    assert not field.is_visible()

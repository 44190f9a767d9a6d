"""A sheet that the server refuses comes back, and what was typed since is not lost (paper 3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browser.paper_desk import (
    ANSWERS,
    SHEET,
    a_box,
    a_page,
    alert,
    at_entry,
    below,
    press,
    saved,
    stored,
)
from tests.staff.paper_boxes import code_of
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.survey.models import PaperBatch

CLOSED = "Partia jest zamknięta"


@pytest.fixture
def box(transactional_db: None) -> PaperBatch:
    return a_box(a_page(), found=0)


@contextmanager
def held(page: Page, box: PaperBatch) -> Iterator[None]:
    """Keep what is sent on its way until all of this has been typed."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(f"**{below(box, 'arkusz/')}", hold, times=1)
    yield
    saved(page, "Zapisywanie")
    page.wait_for_timeout(100)
    waiting.pop(0).continue_()


def close(box: PaperBatch) -> None:
    operations.close_batch(batch=box, because="próba", by=None, at=timezone.now())


def strip(page: Page) -> str:
    return "".join(page.locator(".ou-strip-of-sheet__cell").all_inner_texts())


def test_a_sheet_refused_twice_leaves_the_next_one_as_it_was_typed(
    page: Page, box: PaperBatch
) -> None:
    at_entry(page, box)
    with held(page, box):
        press(page, SHEET)
        press(page, ["5", "4"])
        close(box)
    alert(page, CLOSED)
    assert strip(page) == "5432154321ABC––"

    # Still closed: it comes back once more, and the clerk has typed on meanwhile.
    with held(page, box):
        press(page, ["Enter", "3"])
        assert strip(page) == "543"
    alert(page, CLOSED)
    assert strip(page) == "5432154321ABC––"
    operations.reopen_batch(batch=box, by=None)
    press(page, ["Enter"])
    saved(page, "Arkusz 1/1 zapisany o")
    assert strip(page) == "543"
    press(page, SHEET[3:])
    saved(page, "Arkusz 1/2 zapisany o")

    assert stored() == [ANSWERS, ANSWERS]


def test_what_is_typed_while_a_mended_sheet_is_on_its_way_stays(
    page: Page, box: PaperBatch
) -> None:
    at_entry(page, box)
    with held(page, box):
        press(page, SHEET)
        press(page, ["5", "4"])
        close(box)
    alert(page, CLOSED)
    operations.reopen_batch(batch=box, by=None)

    # The whole of the next sheet, whose Enter waits for the one before.
    with held(page, box):
        press(page, ["Enter", *SHEET[2:]])
        alert(page, "Poprzedni arkusz jest jeszcze zapisywany")
    saved(page, "Arkusz 1/2 zapisany o")

    assert stored() == [ANSWERS, ANSWERS]


def test_a_number_seen_before_is_entered_all_the_same_or_put_aside(
    page: Page, box: PaperBatch
) -> None:
    at_entry(page, box)
    code = code_of(SurveyPage.objects.get())
    for words in ("Arkusz K7RT2Q, wersja 1", "został już wprowadzony"):
        page.locator("[data-ou=code]").fill(code)
        page.locator("[data-ou=code]").press("Enter")
        expect(page.get_by_text(words).first).to_be_visible()
        if "wersja" in words:
            press(page, SHEET)
            saved(page, "Arkusz 1/1 zapisany o")

    with held(page, box):
        press(page, SHEET)
        press(page, ["1", "2"])
    alert(page, "został już wprowadzony")
    page.get_by_role("button", name="Wprowadź mimo to").press("Enter")
    saved(page, "Arkusz 1/2 zapisany o")
    assert strip(page) == "12"

    page.locator("[data-ou=code]").fill(code)
    page.locator("[data-ou=code]").press("Enter")
    alert(page, "został już wprowadzony")
    page.locator("[data-ou=area]").focus()
    with held(page, box):
        press(page, SHEET[2:])
        press(page, ["3"])
    page.get_by_role("button", name="Odłóż ten arkusz").click()
    assert strip(page) == "3"

    box.refresh_from_db()
    assert (stored(), box.entered) == ([ANSWERS, ANSWERS], 2)

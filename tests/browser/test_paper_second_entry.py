"""Two people at two desks: one types, the other types again, and the paper settles it (paper 3)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.paper_desk import SHEET, a_box, a_page, alert, below, press, sign_in, stored
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.survey.models import PaperBatch


@pytest.fixture
def box(transactional_db: None) -> PaperBatch:
    return a_box(a_page(), found=2, second_entry="all")


def test_a_slip_of_the_first_person_is_found_and_mended(
    open_page: OpenPage, box: PaperBatch
) -> None:
    first = sign_in(open_page(), "anna")
    first.goto(below(box, "arkusz/"))
    for sheet in (SHEET, ["2", *SHEET[1:]]):
        press(first, sheet)
        expect(first.locator("[data-ou=saved]")).to_contain_text("zapisany o")
    first.get_by_role("link", name="Zamknij partię").click()
    first.get_by_role("button", name="Zamknij partię").click()
    first.get_by_role("link", name="Drugi wpis", exact=True).click()
    expect(first.get_by_text("2 arkusze czekają na inną osobę")).to_be_visible()

    second = sign_in(open_page(), "piotr")
    second.goto(below(box, "drugi-wpis/"))
    expect(second.get_by_text("Proszę wziąć arkusz 1/1")).to_be_visible()
    press(second, SHEET)
    expect(second.get_by_text("Proszę wziąć arkusz 1/2")).to_be_visible()
    press(second, SHEET)
    expect(second.get_by_text("Proszę wziąć arkusz 1/2, pytanie 1")).to_be_visible()
    expect(second.get_by_label("Co jest zaznaczone na papierze?")).to_be_focused()
    press(second, ["5", "Enter"])
    facts = second.locator(".ou-card .ou-facts")
    expect(facts).to_contain_text("2 – źle")
    expect(facts).to_contain_text("5 – bardzo dobrze")
    second.get_by_role("link", name="Dalej").press("Enter")
    expect(second.get_by_text("Drugi wpis jest zakończony")).to_be_visible()

    assert [answers["general"] for answers in stored()] == [5, 5]
    box.refresh_from_db()
    assert (box.checked_sheets, box.checked_fields, box.mismatches, box.corrected) == (2, 26, 1, 1)
    # Nothing leads any more from an answer to the person who typed it.
    assert not box.sheets.exists()


def test_a_sheet_that_is_gone_is_not_sent_for_ever(page: Page, box: PaperBatch) -> None:
    operations.enter_sheet(
        batch=box, sheet_id=uuid4(), given={"general": ["5"]}, by=None, at=timezone.now()
    )
    operations.close_batch(batch=box, because="próba", by=None, at=timezone.now())
    sign_in(page, "piotr").goto(below(box, "drugi-wpis/"))
    expect(page.get_by_text("Proszę wziąć arkusz 1/1")).to_be_visible()
    # Opened again, nothing of it waits for a second entry.
    operations.reopen_batch(batch=box, by=None)

    press(page, SHEET)
    alert(page, "Tego arkusza już tu nie ma")
    expect(page.locator("[data-ou=saved] span")).to_have_text("Nie zapisano")
    page.get_by_role("link", name="Przerwij").click()
    page.wait_for_url(f"**{below(box)}")

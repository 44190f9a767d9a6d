"""Sheets typed by keyboard: few keys, no mouse, nothing lost (paper 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.paper_desk import (
    ANSWERS,
    FIFTEEN,
    SHEET,
    a_box,
    a_page,
    alert,
    at_entry,
    below,
    press,
    saved,
    sign_in,
    stored,
)
from tests.every_kind import EVERY_KIND
from tests.factories import publish
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.paper.models import EnteredSerial, PaperQuestionnaire
from wagtail_ocen_urzad.paper.sheet_code import SheetCode, write
from wagtail_ocen_urzad.survey.models import Comment, PaperBatch, Response
from wagtail_ocen_urzad.survey.questionnaire import INVALID

Axe = Callable[[Page], None]


@pytest.fixture
def box(transactional_db: None) -> PaperBatch:
    return a_box(a_page())


def test_fifteen_questions_take_sixteen_keys_and_the_next_sheet_is_there(
    page: Page, box: PaperBatch
) -> None:
    at_entry(page, box)
    assert len(SHEET) <= 16

    press(page, SHEET)
    expect(page.locator("[data-ou=sheet]")).to_have_text("Arkusz 2 z\u00a030")
    saved(page, "Arkusz 1/1 zapisany o")
    press(page, SHEET)
    saved(page, "Arkusz 1/2 zapisany o")

    assert stored() == [ANSWERS, ANSWERS]
    box.refresh_from_db()
    assert (box.entered, box.last_number) == (2, 2)
    answer = Response.objects.first()
    assert answer is not None
    assert (answer.channel, answer.service_point) == ("paper", "BQKAA")


def test_a_blank_sheet_takes_shift_and_enter_twice(page: Page, box: PaperBatch) -> None:
    at_entry(page, box)

    press(page, ["Shift+Enter", "Shift+Enter"])
    saved(page, "Pusty arkusz policzony")
    press(page, ["Shift+Enter", "5", "Shift+Enter"])
    alert(page, "Na tym arkuszu są już odpowiedzi, więc nie jest pusty")

    box.refresh_from_db()
    assert (box.blank, box.entered) == (1, 0)


def test_a_wrong_key_is_refused_and_nothing_moves(page: Page, box: PaperBatch) -> None:
    at_entry(page, box)
    now = page.locator(".ou-ask.is-now")

    press(page, ["7"])
    alert(page, "Klawisz 7 nie jest odpowiedzią na to pytanie")
    expect(now).to_have_attribute("data-code", "general")
    press(page, ["Enter"])
    alert(page, "to pytanie czeka na odpowiedź")
    press(page, ["ArrowLeft"])
    alert(page, "To jest pierwsze pytanie")
    expect(page.locator("[data-ou=area]")).to_have_class("ou-entry__area is-refused")

    # A key that is held down counts once; Wagtail's own two keys, and others' keys, are left alone.
    page.keyboard.down("4")
    page.keyboard.down("4")
    page.keyboard.up("4")
    press(page, ["?", "Control+1", "Escape"])
    expect(now).to_have_attribute("data-code", "kindness")
    page.keyboard.press("Escape")

    # A list too long for letters has keys of two digits: the second one answers.
    page.evaluate(
        """() => document.querySelectorAll('.ou-ask.is-now input').forEach((one, place) => {
          if (one.value.length === 1) one.dataset.keys = String(10 + place);
        })"""
    )
    press(page, ["1", "Backspace", "1", "3"])
    expect(page.locator("[data-ou=word]")).to_have_text("źle")
    expect(now).to_have_attribute("data-code", "knowledge")
    press(page, ["Backspace"])

    # Keys act only while the entry has the focus.
    page.locator("[data-ou=code]").focus()
    press(page, ["3"])
    expect(now).to_have_attribute("data-code", "kindness")


def test_every_way_back_and_both_rows_of_digits(page: Page, box: PaperBatch) -> None:
    at_entry(page, box)
    strip = page.locator(".ou-strip-of-sheet__cell")

    press(page, ["Numpad5", "NumpadDecimal", "NumpadMultiply", "0", "n"])
    alert(page, "Klawisz N nie jest odpowiedzią")
    press(page, ["Backspace", "ArrowLeft", "ArrowRight", "3", *"154321", "a", "b"])
    press(page, ["a", "c", "a", "Enter", "Enter", "Backspace", "Backspace", "b", "Enter", "Enter"])
    assert "".join(strip.all_inner_texts()) == "5–*3154321ABBC–"
    page.keyboard.type("Miła obsługa")
    press(page, ["Enter"])
    saved(page, "1/1")

    typed = {
        "general": 5, "knowledge": INVALID, "clarity": 3, "speed": 1, "waiting": 5, "hours": 4,
        "access": 3, "finding": 2, "website": 1, "department": "or", "way": "w2",
        "learned": ["s2", "s3"],
    }  # fmt: skip
    assert stored() == [typed]
    assert Comment.objects.get().text == "Miła obsługa"


def test_the_sheet_before_is_opened_with_its_values_and_corrected(
    page: Page, box: PaperBatch
) -> None:
    at_entry(page, box)
    press(page, SHEET)
    saved(page, "1/1")

    page.get_by_role("link", name="Cofnij arkusz 1").click()
    expect(page.locator("[data-ou=label]")).to_have_text("1/1")
    expect(page.locator("[data-ou=area]")).to_be_focused()
    assert "".join(page.locator(".ou-strip-of-sheet__cell").all_inner_texts()) == (
        "5432154321ABC––"
    )
    press(page, ["1", *["ArrowRight"] * 12, "Enter", "Enter"])
    expect(page.get_by_text("Arkusz 1/1 został poprawiony.")).to_be_visible()
    expect(page.locator("[data-ou=label]")).to_have_text("1/2")
    assert stored() == [ANSWERS | {"general": 1}]

    page.get_by_role("link", name="Cofnij arkusz 1").click()
    page.get_by_role("button", name="Usuń wpis tego arkusza").click()
    expect(page.locator("[data-ou=label]")).to_have_text("1/1")
    assert stored() == []


def test_what_was_left_or_corrected_does_not_come_back_on_a_stored_sheet(
    page: Page, box: PaperBatch
) -> None:
    at_entry(page, box)
    press(page, SHEET)
    saved(page, "1/1")
    there = below(box, "arkusz/1/")
    cells = page.locator(".ou-strip-of-sheet__cell")

    # Typed, and left as it is.
    page.goto(there)
    press(page, ["1", "1"])
    page.get_by_role("link", name="Pozostaw bez zmian").click()
    expect(page.locator("[data-ou=label]")).to_have_text("1/2")
    page.goto(there)
    expect(page.locator("[data-ou=area]")).to_be_focused()
    assert "".join(cells.all_inner_texts()) == "5432154321ABC––"

    # Typed, and corrected by somebody else meanwhile.
    press(page, ["1", "1"])
    sheet = PaperQuestionnaire.objects.get()
    operations.correct_sheet(sheet=sheet, given={"general": ["3"]}, by=None)
    page.reload()
    expect(page.locator("[data-ou=area]")).to_be_focused()
    assert "".join(cells.all_inner_texts()) == "3" + "–" * 14

    # A reload alone loses nothing.
    press(page, ["2", "2"])
    page.reload()
    expect(page.locator("[data-ou=area]")).to_be_focused()
    assert "".join(cells.all_inner_texts()) == "22" + "–" * 13


def test_an_enter_that_waits_sends_only_what_it_was_pressed_for(
    page: Page, box: PaperBatch
) -> None:
    at_entry(page, box)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/arkusz/", hold)

    def arrives() -> None:
        expect(page.locator("[data-ou=saved]")).to_contain_text("Zapisywanie")
        page.wait_for_timeout(100)
        held.pop(0).continue_()

    # Sheet 2 is typed to its end while sheet 1 is on its way, and then gone back into.
    press(page, SHEET)
    press(page, SHEET)
    alert(page, "Poprzedni arkusz jest jeszcze zapisywany")
    press(page, ["Backspace", "Backspace"])
    arrives()
    saved(page, "Arkusz 1/1 zapisany o")
    press(page, ["Enter", "Enter"])
    # Sheet 3 is said to be blank, and is not.
    press(page, ["Shift+Enter", "Shift+Enter", "1", "1"])
    arrives()
    saved(page, "Arkusz 1/2 zapisany o")
    page.wait_for_timeout(200)
    assert held == []
    press(page, SHEET[2:])
    arrives()
    saved(page, "Arkusz 1/3 zapisany o")

    assert stored() == [ANSWERS, ANSWERS, ANSWERS | {"general": 1, "kindness": 1}]
    box.refresh_from_db()
    assert (box.blank, box.entered) == (0, 3)


def test_what_was_typed_survives_a_reload_and_the_end_of_the_session(
    page: Page, box: PaperBatch
) -> None:
    at_entry(page, box)
    press(page, ["5", "4"])
    page.reload()
    strip = page.locator(".ou-strip-of-sheet__cell.is-typed")
    expect(strip).to_have_text(["5", "4"])

    Session.objects.all().delete()
    press(page, SHEET[2:])
    saved(page, "Sesja wygasła – zaloguj się w\u00a0nowej karcie")
    # The next sheet is typed meanwhile; it waits its turn.
    press(page, SHEET)
    alert(page, "Poprzedni arkusz jest jeszcze zapisywany")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Zaloguj się w\u00a0nowej karcie").click()
    sign_in(opened.value)
    saved(page, "Arkusz 1/2 zapisany o")

    assert stored() == [ANSWERS, ANSWERS]
    expect(page.locator("[data-ou=label]")).to_have_text("1/3")


def test_a_tab_that_may_store_nothing_loses_no_sheet(page: Page, box: PaperBatch) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('x', 'QuotaExceededError') }"
    )
    at_entry(page, box)

    press(page, SHEET)
    saved(page, "Arkusz 1/1 zapisany o")
    press(page, SHEET)
    saved(page, "Arkusz 1/2 zapisany o")

    assert stored() == [ANSWERS, ANSWERS]


def test_a_right_taken_away_is_not_the_end_of_the_session(page: Page, box: PaperBatch) -> None:
    at_entry(page, box)
    right = Permission.objects.get(codename="enter_paper")
    clerk = get_user_model().objects.get(username="anna")
    clerk.user_permissions.remove(right)

    press(page, SHEET)
    saved(page, "Nie zapisano – odebrano prawo do wprowadzania ankiet")
    expect(page.get_by_role("link", name="Zaloguj się w\u00a0nowej karcie")).to_be_hidden()
    clerk.user_permissions.add(right)
    saved(page, "Arkusz 1/1 zapisany o")

    assert stored() == [ANSWERS]


def test_another_person_who_logs_in_does_not_sign_the_sheet(page: Page, box: PaperBatch) -> None:
    at_entry(page, box)
    Session.objects.all().delete()
    press(page, SHEET)
    saved(page, "Sesja wygasła")

    other = page.context.new_page()
    sign_in(other, "piotr")
    page.wait_for_timeout(3500)
    saved(page, "Sesja wygasła")
    assert stored() == []
    page.context.clear_cookies()
    sign_in(other, "anna")
    saved(page, "Arkusz 1/1 zapisany o")

    assert PaperQuestionnaire.objects.values_list("typist__username").get() == ("anna",)


def test_a_mouse_or_a_finger_answers_too(open_page: OpenPage, box: PaperBatch, axe: Axe) -> None:
    page = at_entry(open_page(viewport={"width": 390, "height": 844}, has_touch=True), box)
    expect(page.get_by_role("heading", name="Klawisze")).to_be_hidden()

    for _mark in range(10):
        page.locator(".ou-ask.is-now").get_by_text("bardzo dobrze").tap()
    page.locator(".ou-ask.is-now").get_by_text("Wydział Organizacyjny").tap()
    page.locator(".ou-ask.is-now").get_by_text("osobiście").tap()
    page.locator(".ou-ask.is-now").get_by_text("z prasy lokalnej").tap()
    axe(page)
    page.get_by_role("button", name="Zapisz i\u00a0wprowadź następną").tap()
    saved(page, "Arkusz 1/1 zapisany o")

    [answers] = stored()
    assert (answers["website"], answers["learned"]) == (5, ["s5"])


def test_a_plain_form_does_without_script(page_without_script: Page, box: PaperBatch) -> None:
    page = sign_in(page_without_script)
    page.goto(below(box, "arkusz/"))
    for name, value in (("general", "5"), ("kindness", "@invalid"), ("way", "w2")):
        page.locator(f"[name={name}][value='{value}']").check()
    page.locator("[name=learned][value=s1]").check()
    page.get_by_role("button", name="Zapisz i\u00a0wprowadź następną").click()

    expect(page.get_by_text("Arkusz 1/1 został zapisany.")).to_be_visible()
    expect(page.locator("[data-ou=label]")).to_have_text("1/2")
    assert stored() == [{"general": 5, "kindness": INVALID, "way": "w2", "learned": ["s1"]}]


def test_every_kind_of_question_has_its_keys(page: Page, transactional_db: None) -> None:
    box = a_box(a_page(EVERY_KIND))
    at_entry(page, box)
    keys = {
        "single_other": "c", "department": "b", "multiple_other": "cfEnter", "sentences": "b",
        "leads": "b", "place_hours": "n", "grade_courtesy": "6", "ten": "a", "ten_rows": "7",
        "long_words": "3", "age": "b",
    }  # fmt: skip

    now = page.locator(".ou-ask.is-now")
    while now.get_attribute("data-kind") != "text":
        typed = keys.get(now.get_attribute("data-code") or "", "1")
        press(page, list(typed.removesuffix("Enter")))
        press(page, ["Enter"] * typed.endswith("Enter"))
    # Texts come last, beside options only where the option is marked.
    asked = []
    for words in ("listem", "las", "Więcej ławek.", ""):
        asked.append(now.get_attribute("data-code"))
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    saved(page, "1/1")

    assert asked == ["single_other.other", "multiple_other.other", "comment", "praise"]
    [answers] = stored()
    assert {code: answers[code] for code in keys} == {
        "single_other": "other", "department": "so", "multiple_other": ["taxes", "other"],
        "sentences": "fair", "leads": "no", "place_hours": "@na", "grade_courtesy": 6, "ten": 10,
        "ten_rows": 7, "long_words": 3, "age": "to_50",
    }  # fmt: skip
    assert sorted(Comment.objects.values_list("text", flat=True)) == [
        "Więcej ławek.", "las", "listem"
    ]  # fmt: skip


def test_a_reader_may_read_the_code_wherever_the_cursor_is(page: Page, box: PaperBatch) -> None:
    survey = box.survey
    code, old = (
        write(
            code=SheetCode(survey=survey.code, version=version, page=1, pages=1, serial=serial),
            site_mark="",
        )
        for version, serial in ((2, "K7RT2Q"), (1, "M4PW9X"))
    )
    publish(SurveyPage.objects.get(), replace(FIFTEEN, intro="Nowy wstęp."))
    box = operations.open_batch(
        survey=survey,
        protocol=operations.Protocol(opened_on=timezone.now().date()),
        by=None,
        at=timezone.now(),
    )
    at_entry(page, box)

    # A reader is quicker than any hand: both characters in one go.
    page.evaluate(
        """() => ["O", "U"].forEach(key => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))"""
    )
    page.keyboard.type(code.removeprefix("OU"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-ou=found]")).to_have_text("Arkusz K7RT2Q, wersja 2")
    expect(page.locator("[data-ou=area]")).to_be_focused()
    press(page, SHEET)
    saved(page, "2/1")

    # The same number once more is asked about; an old version opens its own questions.
    for text in (code, code.replace("K7RT2Q", "K7RT2R")):
        page.locator("[data-ou=code]").fill(text)
        page.locator("[data-ou=code]").press("Enter")
        alert(page, "został już wprowadzony" if text == code else "Znaki kontrolne")
    page.locator("[data-ou=code]").fill(old)
    page.locator("[data-ou=code]").press("Enter")
    expect(page.get_by_text("Arkusz wersji 1, która już nie obowiązuje.")).to_be_visible()
    # A code of the box's own version leads back to its own questions.
    page.locator("[data-ou=code]").fill(code)
    page.locator("[data-ou=code]").press("Enter")
    expect(page.get_by_text("Arkusz wersji 1, która już nie obowiązuje.")).to_be_hidden()
    expect(page.locator("[data-ou=found]")).to_have_text("Arkusz K7RT2Q, wersja 2")
    # Two answers have been typed before the clerk sees that the sheet is an old one.
    page.locator("[data-ou=area]").focus()
    press(page, ["5", "4"])
    page.locator("[data-ou=code]").fill(old)
    page.locator("[data-ou=code]").press("Enter")
    alert(page, "Ten kod należy do innego arkusza niż rozpoczęte odpowiedzi")
    page.locator("[data-ou=code]").press("Enter")
    expect(page.get_by_text("Arkusz wersji 1, która już nie obowiązuje.")).to_be_visible()
    label = page.locator(".ou-entry__label")
    expect(label).to_have_text("Numer do zapisania na arkuszu 2/2")
    # Somebody else has stored 2/2 meanwhile.
    operations.enter_sheet(batch=box, sheet_id=uuid4(), given={}, by=None, at=timezone.now())
    press(page, SHEET)
    expect(page.get_by_text("Po zamknięciu wpłynęła 1 ankieta")).to_be_visible()
    expect(page.get_by_text("Arkusz 2/2 zapisano jako 2/3")).to_be_visible()
    expect(label).to_have_text("Numer do zapisania na arkuszu 2/4")
    expect(page.locator(".is-typed")).to_have_count(0)

    assert sorted(Response.objects.values_list("version__number", "is_late")) == [
        (1, True), (2, False), (2, False)
    ]  # fmt: skip
    assert sorted(EnteredSerial.objects.values_list("serial", flat=True)) == ["K7RT2Q", "M4PW9X"]

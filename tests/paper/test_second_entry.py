"""The second entry: blind, by another person, settled by what the paper says (paper 3)."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from tests.factories import a_user
from tests.paper.boxes import AT, a_box, count_and_close, enter, fill, two_clerks
from tests.paper.counters import assert_counters_agree
from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.paper.models import (
    BatchCorrection,
    CheckedSheet,
    Mismatch,
    PaperQuestionnaire,
)
from wagtail_ocen_urzad.reports.boxes import ReportedBox, box_figures
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.models import Comment, PaperBatch, Response
from wagtail_ocen_urzad.survey.operations import InvalidAnswers
from wagtail_ocen_urzad.survey.questionnaire import INVALID, QuestionKind

pytestmark = pytest.mark.django_db

SAME = {"overall": ["4"]}
FIELDS = 2
"""Closed questions of the short set."""


def closed(sheets: int, *, by: Any, **header: Any) -> PaperBatch:
    return count_and_close(fill(a_box(**header), sheets, by=by))


def drawn(batch: PaperBatch) -> list[int]:
    checks = CheckedSheet.objects.filter(sheet__batch=batch)
    return sorted(checks.values_list("sheet__number", flat=True))


def check_all(batch: PaperBatch, *, by: Any, given: dict[str, list[str]] | None = None) -> None:
    while (one := queries.next_to_check(batch=batch, by=by)) is not None:
        operations.type_again(checked=one, given=given or SAME, by=by, at=AT)


@pytest.mark.parametrize(
    ("scheme", "sheets", "expected"),
    [("sample", 25, 3), ("sample", 1, 1), ("all", 4, 4), ("none", 4, 0), ("sample", 0, 0)],
)
def test_closing_draws_the_sheets(scheme: str, sheets: int, expected: int) -> None:
    first, _ = two_clerks()
    batch = closed(sheets, by=first, second_entry=scheme)

    assert len(drawn(batch)) == expected
    assert (batch.settled_on is None) == (expected > 0)


def test_another_person_types_and_nothing_that_is_the_same_is_asked() -> None:
    first, second = two_clerks()
    batch = closed(12, by=first)
    assert queries.next_to_check(batch=batch, by=first) is None
    assert queries.second_entry_of(batch=batch).waiting == 2
    [one, _] = CheckedSheet.objects.filter(sheet__batch=batch)
    with pytest.raises(operations.SamePerson):
        operations.type_again(checked=one, given=SAME, by=first, at=AT)

    check_all(batch, by=second)

    batch.refresh_from_db()
    assert (batch.checked_sheets, batch.checked_fields, batch.mismatches) == (2, 2 * FIELDS, 0)
    assert (batch.settled_on, batch.is_refused) == (AT, False)
    assert [model.objects.count() for model in (PaperQuestionnaire, CheckedSheet)] == [0, 0]


def test_a_sheet_is_typed_a_second_time_once() -> None:
    first, second = two_clerks()
    batch = closed(20, by=first)
    one = queries.next_to_check(batch=batch, by=second)
    assert one is not None
    operations.type_again(checked=one, given=SAME, by=second, at=AT)

    with pytest.raises(operations.AlreadyChecked):
        operations.type_again(checked=one, given=SAME, by=second, at=AT)
    with pytest.raises(operations.AlreadyChecked):
        operations.say_missing(checked=one, by=second, at=AT)


def test_what_the_paper_says_is_kept_whoever_was_wrong() -> None:
    first, second = two_clerks()
    batch = a_box(second_entry="all")
    for value in ("5", "3", "2"):
        enter(batch, {"overall": [value], "department": ["so"]}, by=first)
    batch = count_and_close(batch)
    for value in ("4", "4", "2"):
        one = queries.next_to_check(batch=batch, by=second)
        assert one is not None
        operations.type_again(
            checked=one, given={"overall": [value], "department": ["so"]}, by=second, at=AT
        )
    open_ones = list(queries.open_mismatches(batch=batch))
    assert [(one.checked.sheet.number, one.question) for one in open_ones] == [
        (1, "overall"),
        (2, "overall"),
    ]
    assert queries.second_entry_of(batch=batch).open_mismatches == 2

    first_was_wrong = operations.settle_mismatch(
        mismatch=open_ones[0], value=["4"], by=first, at=AT
    )
    with pytest.raises(operations.AlreadySettled):
        operations.settle_mismatch(mismatch=open_ones[0], value=["1"], by=first, at=AT)
    second_was_wrong = operations.settle_mismatch(
        mismatch=open_ones[1], value=["3"], by=first, at=AT
    )

    assert (first_was_wrong.first, first_was_wrong.second, first_was_wrong.paper) == (5, 4, 4)
    assert (first_was_wrong.is_corrected, second_was_wrong.is_corrected) == (True, False)
    assert sorted(one.answers["overall"] for one in Response.objects.all()) == [2, 3, 4]
    batch.refresh_from_db()
    assert (batch.checked_fields, batch.mismatches, batch.corrected) == (3 * FIELDS, 2, 1)
    # Every sheet was typed twice and settled: nothing is left to widen, and too little to judge.
    assert (batch.settled_on, batch.is_refused) == (AT, False)
    assert_counters_agree()


def test_settling_may_say_invalid_or_no_answer_and_keeps_the_text() -> None:
    first, second = two_clerks()
    batch = a_box(second_entry="all")
    enter(batch, {"overall": ["5"], "department": ["so"], "comment": ["Miło."]}, by=first)
    batch = count_and_close(batch)
    check_all(batch, by=second, given={"overall": ["1"], "department": ["or"]})
    by_question = {one.question: one for one in queries.open_mismatches(batch=batch)}
    with pytest.raises(InvalidAnswers):
        operations.settle_mismatch(mismatch=by_question["overall"], value=["9"], by=first, at=AT)

    operations.settle_mismatch(mismatch=by_question["overall"], value=[INVALID], by=first, at=AT)
    operations.settle_mismatch(mismatch=by_question["department"], value=[], by=first, at=AT)

    assert Response.objects.get().answers == {"overall": INVALID}
    assert Comment.objects.get().text == "Miło."
    assert_counters_agree()


def test_a_sheet_that_is_not_there_is_counted_and_nothing_else() -> None:
    first, second = two_clerks()
    batch = closed(2, by=first, second_entry="all")
    for verb in (operations.say_missing, None):
        one = queries.next_to_check(batch=batch, by=second)
        assert one is not None
        if verb is not None:
            verb(checked=one, by=second, at=AT)
        else:
            operations.type_again(checked=one, given={"overall": ["1"]}, by=second, at=AT)
    [mismatch] = queries.open_mismatches(batch=batch)

    settled = operations.settle_mismatch(mismatch=mismatch, value=None, by=second, at=AT)

    assert (settled.is_missing, settled.is_corrected) == (True, False)
    batch.refresh_from_db()
    assert (batch.checked_sheets, batch.missing_sheets, batch.mismatches) == (1, 1, 1)
    assert {one.answers["overall"] for one in Response.objects.all()} == {4}


def test_too_many_in_a_small_sample_widen_it() -> None:
    first, second = two_clerks()
    batch = closed(20, by=first)
    one = queries.next_to_check(batch=batch, by=second)
    assert one is not None
    operations.type_again(checked=one, given={"overall": ["1"]}, by=second, at=AT)
    check_all(batch, by=second)
    [mismatch] = queries.open_mismatches(batch=batch)
    operations.settle_mismatch(mismatch=mismatch, value=["4"], by=second, at=AT)

    # 1 of 4 fields, and 1,000 fields want more sheets than there are.
    assert drawn(batch) == list(range(1, 21))
    check_all(batch, by=second)
    batch.refresh_from_db()
    assert (batch.checked_sheets, batch.mismatches, batch.is_refused) == (20, 1, False)
    assert batch.settled_on == AT


def test_too_many_in_a_thousand_fields_refuse_the_batch() -> None:
    first, second = two_clerks()
    closed_questions = [
        one.code for one in STARTER_SET.questions() if one.kind is not QuestionKind.TEXT
    ]
    sheets = -(-1000 // len(closed_questions))
    batch = closed(sheets, by=first, second_entry="all", questionnaire=STARTER_SET)
    for _ in range(6):
        one = queries.next_to_check(batch=batch, by=second)
        assert one is not None
        operations.type_again(checked=one, given={"overall": ["1"]}, by=second, at=AT)
    check_all(batch, by=second)
    for mismatch in list(queries.open_mismatches(batch=batch)):
        operations.settle_mismatch(mismatch=mismatch, value=["4"], by=second, at=AT)

    batch.refresh_from_db()
    assert batch.checked_fields == sheets * len(closed_questions)
    assert (batch.mismatches, batch.is_refused) == (6, True)
    assert operations.withdraw_batch(batch=batch, because="Za dużo pomyłek.", by=None, at=AT)


def test_a_mismatch_under_a_report_is_traced_and_the_kept_value_stays() -> None:
    first, second = two_clerks()
    batch = closed(1, by=first, second_entry="all")
    generate_report(
        survey=batch.survey,
        reason=ReportReason.ON_DEMAND,
        period=(batch.opened_on, batch.opened_on),
        case_number="",
        by=None,
        at=AT,
    )
    check_all(batch, by=second, given={"overall": ["1"]})
    [mismatch] = queries.open_mismatches(batch=batch)

    settled = operations.settle_mismatch(mismatch=mismatch, value=["1"], by=second, at=AT)

    assert (settled.is_corrected, settled.is_covered) == (True, True)
    assert Response.objects.get().answers == {"overall": 4}
    assert BatchCorrection.objects.get().changes == {
        "second_entry": "overall", "version": 1
    }  # fmt: skip
    assert ModelLogEntry.objects.filter(action=audit.CORRECT_BATCH).count() == 1


def test_a_mismatch_is_not_settled_while_the_batch_is_open_again() -> None:
    first, second = two_clerks()
    batch = closed(2, by=first, second_entry="all")
    check_all(batch, by=second, given={"overall": ["1"]})
    one, other = queries.open_mismatches(batch=batch)
    operations.settle_mismatch(mismatch=one, value=["4"], by=second, at=AT)
    reopened = operations.reopen_batch(batch=batch, by=None)

    with pytest.raises(operations.BatchIsOpen):
        operations.settle_mismatch(mismatch=other, value=["4"], by=second, at=AT)

    enter(reopened, by=first)
    reopened.refresh_from_db()
    assert (reopened.state, reopened.settled_on, reopened.entered) == ("reopened", None, 3)
    batch = count_and_close(reopened)
    check_all(batch, by=second)
    operations.settle_mismatch(mismatch=other, value=["4"], by=second, at=AT)
    batch.refresh_from_db()
    assert (batch.settled_on, batch.checked_sheets, batch.mismatches) == (AT, 3, 2)


def test_the_typist_does_not_say_that_a_sheet_is_missing() -> None:
    first, second = two_clerks()
    batch = closed(1, by=first)
    one = queries.next_to_check(batch=batch, by=second)
    assert one is not None

    with pytest.raises(operations.SamePerson):
        operations.say_missing(checked=one, by=first, at=AT)

    assert queries.second_entry_of(batch=batch).waiting == 1


def test_another_sheet_is_drawn_for_one_that_is_missing() -> None:
    first, second = two_clerks()
    batch = closed(12, by=first)
    for _ in range(2):
        one = queries.next_to_check(batch=batch, by=second)
        assert one is not None
        operations.say_missing(checked=one, by=second, at=AT)
    assert queries.second_entry_of(batch=batch).waiting == 2

    # Opened and closed again, two are to be typed, and those not found stand for none of them.
    batch = count_and_close(operations.reopen_batch(batch=batch, by=None))
    assert queries.second_entry_of(batch=batch).waiting == 2
    check_all(batch, by=second)

    batch.refresh_from_db()
    assert (batch.missing_sheets, batch.checked_sheets, batch.settled_on) == (2, 2, AT)


def test_a_batch_of_which_no_sheet_is_found_is_not_verified() -> None:
    first, second = two_clerks()
    batch = closed(3, by=first)
    while (one := queries.next_to_check(batch=batch, by=second)) is not None:
        operations.say_missing(checked=one, by=second, at=AT)
    batch.refresh_from_db()
    assert (batch.missing_sheets, batch.checked_fields, batch.settled_on) == (3, 0, AT)

    figures = box_figures(boxes=[ReportedBox(box=batch, forms=3)], office=None)

    assert figures is not None
    assert figures["total"]["unverified"] == 3


def test_reopening_stops_it_and_closing_draws_anew() -> None:
    first, second = two_clerks()
    batch = closed(30, by=first)
    one = queries.next_to_check(batch=batch, by=second)
    assert one is not None
    operations.type_again(checked=one, given=SAME, by=second, at=AT)

    reopened = operations.reopen_batch(batch=batch, by=None)
    assert drawn(batch) == [one.sheet.number]
    left = CheckedSheet.objects.get()
    batch = count_and_close(reopened)
    with pytest.raises(operations.AlreadyChecked):
        operations.type_again(checked=left, given=SAME, by=second, at=AT)
    assert len(drawn(batch)) == 3


def test_an_open_batch_is_not_checked() -> None:
    first, second = two_clerks()
    batch = closed(10, by=first)
    one = queries.next_to_check(batch=batch, by=second)
    assert one is not None
    operations.reopen_batch(batch=batch, by=None)

    with pytest.raises(operations.BatchIsOpen):
        operations.type_again(checked=one, given=SAME, by=second, at=AT)


def test_batches_that_wait_are_listed() -> None:
    first, second = two_clerks()
    batch = closed(3, by=first)
    assert list(queries.batches_to_check(by=second)) == [batch]
    assert list(queries.batches_to_check(by=first)) == []

    # A mismatch is settled by whoever has the paper.
    check_all(batch, by=second, given={"overall": ["1"]})
    assert list(queries.batches_to_check(by=second)) == [batch]
    assert list(queries.batches_to_check(by=first)) == [batch]
    while mismatch := queries.open_mismatches(batch=batch).first():
        operations.settle_mismatch(mismatch=mismatch, value=["4"], by=second, at=AT)
        check_all(batch, by=second)

    assert list(queries.batches_to_check(by=second)) == []
    assert Mismatch.objects.count() == 0


def test_a_second_entry_that_nobody_can_finish_is_ended_with_its_reason() -> None:
    first, second = two_clerks()
    batch = closed(30, by=first)
    one = queries.next_to_check(batch=batch, by=second)
    assert one is not None
    operations.type_again(checked=one, given=SAME, by=second, at=AT)
    generate_report(
        survey=batch.survey,
        reason=ReportReason.ON_DEMAND,
        period=(batch.opened_on, batch.opened_on),
        case_number="",
        by=None,
        at=AT,
    )

    ended = operations.end_second_entry(batch=batch, because="Jedna osoba.", by=first, at=AT)

    assert (ended.text, ended.changes) == ("Jedna osoba.", {"unchecked": 2})
    batch.refresh_from_db()
    assert (batch.settled_on, batch.checked_sheets, batch.is_refused) == (AT, 1, False)
    assert not batch.sheets.exists()
    figures = box_figures(boxes=[ReportedBox(box=batch, forms=30)], office=None)
    assert figures is not None
    assert (figures["total"]["unverified"], figures["total"]["checked_sheets"]) == (30, 1)
    with pytest.raises(operations.NothingWaits):
        operations.end_second_entry(batch=batch, because="Jedna osoba.", by=first, at=AT)


def test_what_was_typed_twice_is_settled_before_a_second_entry_is_ended() -> None:
    first, second = two_clerks()
    batch = closed(30, by=first)
    one = queries.next_to_check(batch=batch, by=second)
    assert one is not None
    operations.type_again(checked=one, given={"overall": ["1"]}, by=second, at=AT)

    with pytest.raises(operations.MismatchesOpen):
        operations.end_second_entry(batch=batch, because="Jedna osoba.", by=first, at=AT)
    with pytest.raises(operations.NoReason):
        operations.end_second_entry(batch=batch, because=" ", by=first, at=AT)

    [mismatch] = queries.open_mismatches(batch=batch)
    operations.settle_mismatch(mismatch=mismatch, value=["4"], by=first, at=AT)
    # Too many mismatches in few fields: not widened, since nobody would type them.
    operations.end_second_entry(batch=batch, because="Jedna osoba.", by=first, at=AT)
    batch.refresh_from_db()
    assert (batch.settled_on, batch.mismatches, batch.is_refused) == (AT, 1, False)


def test_somebody_who_left_the_office_does_not_stop_the_check() -> None:
    first, second = two_clerks()
    batch = closed(1, by=first)
    first.delete()

    check_all(batch, by=a_user("nowa", "enter_paper"))

    batch.refresh_from_db()
    assert (batch.checked_sheets, second.is_active) == (1, True)

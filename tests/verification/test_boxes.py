"""What lay in the boxes, held against what is stored; whoever changes it is found out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.factories import a_survey
from tests.paper.boxes import AT, a_box, count_and_close, enter, fill
from tests.verification.scene import deleted, found, past_everything
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.paper.models import PaperQuestionnaire
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.models import (
    Batch,
    PaperBatch,
    QuestionSetVersion,
    Response,
    Tally,
)
from wagtail_ocen_urzad.survey.questionnaire import INVALID
from wagtail_ocen_urzad.verification.findings import Kind
from wagtail_ocen_urzad.verification.words import line

pytestmark = pytest.mark.django_db

KINDS = ["taxes", "waste"]


@pytest.fixture
def version() -> QuestionSetVersion:
    """A survey with an open box (1), a settled one (2), a withdrawn one (3) and a tally (4)."""
    asked = a_survey(questionnaire=STARTER_SET)
    box = a_box(asked)
    enter(box, {"overall": [INVALID], "department": ["so"], "comment": ["Miło."]})
    enter(box, {"case_kind": KINDS}, serial="ABC234")
    count_and_close(fill(a_box(asked, second_entry="none"), 2))
    operations.withdraw_batch(batch=fill(a_box(asked), 3), because="Zła urna.", by=None, at=AT)
    tally = a_box(asked, kind=Batch.Kind.TALLY)
    operations.record_totals(
        batch=tally, forms=6, totals={"case_kind": {"taxes": 6, "waste": 1}}, by=None
    )
    return asked


def test_what_was_entered_corrected_withdrawn_and_counted_by_hand_holds(
    version: QuestionSetVersion,
) -> None:
    assert found() == []


def entered(version: QuestionSetVersion) -> None:
    past_everything(PaperBatch, number=2).update(entered=5)


def a_batch_gone(version: QuestionSetVersion) -> None:
    past_everything(Batch, number=4).update(number=7)


def an_answer_moved(version: QuestionSetVersion) -> None:
    box = PaperBatch.objects.get(number=2)
    past_everything(PaperBatch, pk=box.pk).update(opened_on=date(2026, 3, 21))


def a_withdrawn_batch_put_back(version: QuestionSetVersion) -> None:
    past_everything(Batch, number=3).update(withdrawn_on=None)


def sums(version: QuestionSetVersion) -> None:
    past_everything(PaperBatch, number=2).update(mismatches=3)


def a_number_never_given(version: QuestionSetVersion) -> None:
    past_everything(PaperQuestionnaire, number=1).update(number=9)


def a_typist_kept(version: QuestionSetVersion) -> None:
    box = PaperBatch.objects.get(number=2)
    answer = Response.objects.filter(batch=box).first()
    past_everything(PaperQuestionnaire).bulk_create(
        [PaperQuestionnaire(batch=box, number=1, response=answer, sent_sha256="")]
    )


def totals(version: QuestionSetVersion) -> None:
    past_everything(Tally).update(totals={"case_kind": {"taxes": 6, "waste": 1, "@answered": 9}})


NAMED: dict[Callable[[QuestionSetVersion], None], list[tuple[Kind, dict[str, Any]]]] = {
    entered: [(Kind.BATCH_ENTERED, {"batch": 2, "stored": 5, "counted": 2})],
    a_batch_gone: [(Kind.BATCH_NUMBER, {"batch": n}) for n in (4, 5, 6)],
    an_answer_moved: [(Kind.BATCH_ANSWERS, {"batch": 2, "answers": 2})],
    a_withdrawn_batch_put_back: [(Kind.BATCH_WITHDRAWN, {"batch": 3, "answers": 3})],
    sums: [(Kind.BATCH_SUMS, {"batch": 2})],
    a_number_never_given: [(Kind.SHEET_RECORD, {"batch": 1, "sheets": 1})],
    a_typist_kept: [
        (Kind.SHEETS_LEFT, {"batch": 2, "sheets": 1}),
    ],
    totals: [(Kind.TALLY, {"batch": 4, "question": "case_kind"})],
}


@pytest.mark.parametrize("tampering", NAMED, ids=lambda one: one.__name__)
def test_what_was_changed_in_a_batch_is_named_and_nothing_else(
    tampering: Callable[[QuestionSetVersion], None], version: QuestionSetVersion
) -> None:
    tampering(version)

    everything = [one for one in found() if one.kind is not Kind.CELL]
    assert [(one.kind, one.facts) for one in everything] == NAMED[tampering]
    assert [one for one in everything if "%(" in line(finding=one)] == []


def test_an_answer_taken_from_a_box_is_missed(version: QuestionSetVersion) -> None:
    deleted(Response, batch=PaperBatch.objects.get(number=2))

    kinds = [one.kind for one in found()]

    assert kinds[0] is Kind.BATCH_ENTERED
    assert set(kinds[1:]) == {Kind.CELL}


def test_a_tally_changed_is_missed_by_its_counters(version: QuestionSetVersion) -> None:
    past_everything(Tally).update(forms=7)

    cells = [one for one in found() if one.kind is Kind.CELL]

    assert [
        (one.facts["question"], one.facts["stored"], one.facts["counted"]) for one in cells
    ] == [
        ("@tallied", 6, 7),
        ("@tallied", 6, 7),
    ]


def test_an_invalid_answer_belongs_on_paper(version: QuestionSetVersion) -> None:
    past_everything(Response, answers__contains=INVALID).update(channel="web", batch=None)

    problems = [one.facts for one in found() if one.kind is Kind.ANSWER]

    assert problems == [
        {"version": 1, "question": "overall", "problem": "unknown_option", "answers": 1}
    ]

"""Clerks who type at once: every sheet stored once, numbered once, in one report or waiting."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from tests.factories import NOON, a_survey
from tests.faults.beside import beside, needs_row_locks
from tests.faults.books import every_report_is_chained, what_does_not_hold
from tests.paper.boxes import AT, a_box, count_and_close, enter, fill
from tests.paper.counters import assert_counters_agree
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.paper.models import PaperQuestionnaire
from wagtail_ocen_urzad.reports import queries as report_queries
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.reports.queries import counts, late_waiting
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.revision import activate, change_office
from wagtail_ocen_urzad.survey import operations as survey_operations
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        # Django keeps such a database in memory, and one connection only.
        connection.vendor == "sqlite" and connection.settings_dict["NAME"] == ":memory:",
        reason="threads share no database in memory",
    ),
]

CLERKS, SHEETS = 3, 8


def at_once(*acts: Callable[[], object]) -> None:
    """Run these on connections of their own, and raise what one of them raised."""
    failed: list[BaseException] = []
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            together.wait(timeout=30)
            act()
        except BaseException as error:  # noqa: BLE001 - handed on below
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert failed == []
    assert not any(thread.is_alive() for thread in threads)


def typing(batch: PaperBatch, ids: Sequence[uuid.UUID]) -> Callable[[], None]:
    """Return the typing of these sheets, each of them sent twice."""

    def type_all() -> None:
        for sheet_id in ids:
            for _ in range(2):
                enter(batch, {"overall": ["4"], "comment": ["Miło."]}, sheet_id=sheet_id)

    return type_all


def some_ids() -> list[uuid.UUID]:
    return [uuid.uuid4() for _ in range(SHEETS)]


def reworded(intro: str) -> Questionnaire:
    return replace(SHORT_SET, intro=intro)


def change_questions(version: QuestionSetVersion) -> None:
    activate(survey=version.survey, questionnaire=reworded("Trzeci wstęp."), by=None, at=AT)


def change_office_data(version: QuestionSetVersion) -> None:
    office = version.survey.office
    office.phone = "600 000 000"
    office.save()
    change_office(office=office, by=None, at=AT)


def take_back_the_last(batch: PaperBatch) -> None:
    [sheet] = batch.sheets.all()
    operations.remove_last_sheet(batch=batch, sheet_id=sheet.pk, by=None)


def withdraw_the_box(batch: PaperBatch) -> None:
    operations.withdraw_batch(batch=batch, because="x", by=None, at=AT)


def withdraw_what_came(batch: PaperBatch) -> None:
    survey_operations.withdraw_batch(batch=batch, because="x", by=None, at=AT)


def test_clerks_who_type_into_one_batch_get_numbers_of_their_own() -> None:
    batch = a_box()
    piles = [some_ids() for _ in range(CLERKS)]

    # The same pile in two windows, too: an impatient clerk.
    at_once(*(typing(batch, pile) for pile in [*piles, piles[0]]))

    batch.refresh_from_db()
    sheets = CLERKS * SHEETS
    assert (batch.entered, batch.last_number) == (sheets, sheets)
    numbers = PaperQuestionnaire.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, sheets + 1))
    assert set(Response.objects.values_list("pk", flat=True)) == {
        sheet_id for pile in piles for sheet_id in pile
    }
    assert_counters_agree()


def test_a_version_closed_meanwhile_loses_and_doubles_no_sheet() -> None:
    version = a_survey()
    batch = a_box(version)
    piles = [some_ids() for _ in range(2)]

    at_once(
        *(typing(batch, pile) for pile in piles),
        lambda: activate(
            survey=version.survey,
            questionnaire=reworded("Inny wstęp."),
            by=None,
            at=AT + timedelta(hours=1),
        ),
    )

    version.refresh_from_db()
    assert version.closing_report is not None
    late = late_waiting(survey=version.survey).get(version.pk, 0)
    assert version.closing_report.forms + late == 2 * SHEETS
    every_report_is_chained()
    assert what_does_not_hold() == []
    assert_counters_agree()


def test_a_batch_closed_meanwhile_takes_a_sheet_or_refuses_it() -> None:
    batch = a_box(found=SHEETS, second_entry="none")
    refused: list[uuid.UUID] = []

    def type_all() -> None:
        for sheet_id in some_ids():
            try:
                enter(batch, sheet_id=sheet_id)
            except operations.BatchIsClosed:
                refused.append(sheet_id)

    at_once(
        type_all,
        lambda: operations.close_batch(batch=batch, because="przerwano", by=None, at=AT),
    )

    batch.refresh_from_db()
    assert batch.entered + len(refused) == SHEETS
    assert Response.objects.count() == batch.entered
    assert PaperQuestionnaire.objects.count() == 0
    assert what_does_not_hold() == []


def test_two_who_withdraw_and_correct_leave_true_counters() -> None:
    version = a_survey()
    batch, other = a_box(version), a_box(version)
    for box in (batch, other):
        typing(box, some_ids())()
    [first, *_] = other.sheets.order_by("number")

    def correct() -> None:
        for mark in "12345":
            operations.correct_sheet(sheet=first, given={"overall": [mark]}, by=None)

    at_once(lambda: operations.withdraw_batch(batch=batch, because="x", by=None, at=AT), correct)

    count_and_close(other)
    assert_counters_agree()
    assert what_does_not_hold() == []


@needs_row_locks
@pytest.mark.parametrize("change", [change_questions, change_office_data])
@pytest.mark.parametrize("deed", [take_back_the_last, withdraw_the_box, withdraw_what_came])
def test_a_change_and_the_desk_do_not_wait_for_each_other_in_a_circle(
    deed: Callable[[PaperBatch], object],
    change: Callable[[QuestionSetVersion], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both need all versions: the desk, and the report that is made of the last one."""
    first = a_survey()
    version = activate(
        survey=first.survey, questionnaire=reworded("Drugi wstęp."), by=None, at=NOON
    ).version
    batch = fill(a_box(version), 1)
    told: list[str] = []
    desks = []

    def at_the_desk() -> None:
        try:
            deed(batch)
        except Exception as error:  # noqa: BLE001 - told below
            told.append(type(error).__name__)

    def counts_slowly(**of: Any) -> Any:
        desks.append(beside(at_the_desk))
        return counts(**of)

    monkeypatch.setattr(report_queries, "counts", counts_slowly)
    change(version)
    [desk] = desks
    desk.join(timeout=30)

    # The desk came second; what a report counts is withdrawn only where no version was closed.
    assert ReportSnapshot.objects.latest("number").forms == 1
    assert told in (["CoveredByReport"], ["AlreadyReported"], [])
    every_report_is_chained()
    assert_counters_agree()

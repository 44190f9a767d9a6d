"""Clerks who type at once: every sheet stored once, numbered once, in one report or waiting."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, connections

from tests.factories import a_survey
from tests.faults.books import every_report_is_chained, what_does_not_hold
from tests.paper.boxes import AT, a_box, count_and_close, enter
from tests.paper.counters import assert_counters_agree
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.paper.models import PaperQuestionnaire
from wagtail_ocen_urzad.reports.queries import late_waiting
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.revision import activate
from wagtail_ocen_urzad.survey.models import PaperBatch, Response

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
            questionnaire=replace(SHORT_SET, intro="Inny wstęp."),
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

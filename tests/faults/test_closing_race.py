"""An answer that arrives at the very moment of a change: in the closing report, or late.

`test_race.py` tries this by chance and at length; here the two meet for certain. Without the lock
that an answer takes first, the report would not wait for it (a foreign key alone does not make it
wait), and the answer would be in none.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.factories import NOON, a_survey, a_survey_page, answer, survey_of
from tests.faults.beside import beside, needs_row_locks
from tests.faults.books import every_report_is_chained, what_does_not_hold
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports import queries
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import AnswerCell, Department, QuestionSetVersion
from wagtail_ocen_urzad.survey.operations import statements

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    needs_row_locks,
]

GIVEN = {"overall": ["1"]}


@pytest.fixture
def version() -> QuestionSetVersion:
    return a_survey()


def change(version: QuestionSetVersion, *, at: datetime = NOON) -> None:
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    revision.activate(survey=version.survey, questionnaire=other, by=None, at=at)


def change_of_office(version: QuestionSetVersion, *, at: datetime = NOON) -> None:
    office = version.survey.office
    Department.objects.filter(office=office, code="os").update(is_active=False)
    revision.change_office(office=office, by=None, at=at)


SOON, LATER = (NOON + timedelta(minutes=minutes) for minutes in (1, 2))


@pytest.mark.parametrize(
    ("first", "second"), [(change, change_of_office), (change_of_office, change), (change, change)]
)
def test_a_change_that_waited_for_another_is_not_said_to_come_before_it(
    version: QuestionSetVersion, first: Any, second: Any
) -> None:
    """Who waits has read the clock already."""
    with transaction.atomic():
        first(version, at=LATER)
        other = beside(lambda: second(version, at=SOON))
    other.join(timeout=30)

    assert what_does_not_hold() == []
    every_report_is_chained()
    moments = ReportSnapshot.objects.values_list("created_on", flat=True)
    assert set(moments) == {LATER}


def test_a_first_publication_and_a_change_of_office_data_see_each_other() -> None:
    version = a_survey()
    with transaction.atomic():
        page = a_survey_page()
        other = beside(lambda: change_of_office(version, at=SOON))
    other.join(timeout=30)

    assert [one.forms for one in survey_of(page).reports.all()] == [0]
    assert what_does_not_hold() == []


@pytest.mark.parametrize("deed", [change, change_of_office])
def test_the_report_waits_for_an_answer_that_is_being_stored(
    version: QuestionSetVersion, deed: Callable[[QuestionSetVersion], None]
) -> None:
    with transaction.atomic():
        answer(version, GIVEN)
        other = beside(lambda: deed(version))
    other.join(timeout=30)

    assert ReportSnapshot.objects.get().forms == 1
    assert queries.late_waiting(survey=version.survey) == {}


def test_an_answer_waits_for_the_change_and_is_late(version: QuestionSetVersion) -> None:
    with transaction.atomic():
        change(version)
        other = beside(lambda: answer(version, GIVEN))
    other.join(timeout=30)

    assert ReportSnapshot.objects.get().forms == 0
    assert queries.late_waiting(survey=version.survey) == {version.pk: 1}
    every_report_is_chained()


def test_one_form_sent_twice_at_once_is_stored_once(version: QuestionSetVersion) -> None:
    same, told = uuid.uuid4(), []
    with transaction.atomic():
        told.append(answer(version, GIVEN, response_id=same))
        other = beside(lambda: told.append(answer(version, GIVEN, response_id=same)))
    other.join(timeout=30)

    assert [one.is_new for one in told] == [True, False]
    assert list(AnswerCell.objects.filter(question="@forms").values_list("n")) == [(1,)]


def test_the_first_answers_of_a_month_that_come_at_once_are_counted_together(
    version: QuestionSetVersion,
) -> None:
    with transaction.atomic():
        answer(version, GIVEN)
        # As another process: what this one has just counted it does not know.
        statements._known.clear()
        other = beside(lambda: answer(version, GIVEN))
    other.join(timeout=30)

    assert set(AnswerCell.objects.values_list("n", flat=True)) == {2}

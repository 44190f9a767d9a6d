"""An answer that arrives while a supplement is made: in this one, or waiting for the next."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import transaction

from tests.factories import NOON, a_survey, answer
from tests.faults.beside import beside, needs_row_locks
from tests.faults.books import every_report_is_chained
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports import queries
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.reports.operations import make_supplement
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    needs_row_locks,
]

GIVEN = {"overall": ["1"]}


@pytest.fixture
def version() -> QuestionSetVersion:
    """Closed by report no. 1; one late answer waits."""
    version = a_survey()
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    revision.activate(survey=version.survey, questionnaire=other, by=None, at=NOON)
    version.refresh_from_db()
    answer(version, GIVEN)
    return version


def supplement(version: QuestionSetVersion) -> ReportSnapshot:
    assert version.closing_report is not None
    return make_supplement(of=version.closing_report, by=None, at=NOON)


def test_the_supplement_waits_for_an_answer_that_is_being_stored(
    version: QuestionSetVersion,
) -> None:
    with transaction.atomic():
        answer(version, GIVEN)
        other = beside(lambda: supplement(version))
    other.join(timeout=30)

    assert ReportSnapshot.objects.get(number=2).forms == 2
    assert queries.late_waiting(survey=version.survey) == {}


def test_an_answer_waits_for_the_supplement_and_is_left_for_the_next(
    version: QuestionSetVersion,
) -> None:
    with transaction.atomic():
        first = supplement(version)
        other = beside(lambda: answer(version, GIVEN))
    other.join(timeout=30)

    assert first.forms == 1
    assert queries.late_waiting(survey=version.survey) == {version.pk: 1}
    assert supplement(version).forms == 1
    assert queries.late_waiting(survey=version.survey) == {}
    every_report_is_chained()

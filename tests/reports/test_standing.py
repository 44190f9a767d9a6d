"""How things stand beside the frozen reports."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import NOON, a_survey, an_office, answer
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.calendar import DutyState
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.reports.queries import waiting
from wagtail_ocen_urzad.reports.standing import Standing, standing_of_surveys
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Channel, Office, QuestionSetVersion, Survey

pytestmark = pytest.mark.django_db

OVERALL = {"overall": ["4"]}
LATER = NOON + timedelta(days=100)


def report_on(
    version: QuestionSetVersion,
    period: tuple[date, date],
    *,
    at: datetime = NOON,
    reason: ReportReason = ReportReason.PERIODIC,
) -> ReportSnapshot:
    return generate_report(
        survey=version.survey, reason=reason, period=period, case_number="", by=None, at=at
    )


def only(at: datetime = LATER) -> Standing:
    [standing] = standing_of_surveys(at=at)
    return standing


def test_forms_of_the_open_version_by_channel() -> None:
    version = a_survey()
    for channel in (Channel.WEB, Channel.PAPER, Channel.PAPER):
        answer(version, OVERALL, channel=channel)
    revision.activate(
        survey=version.survey,
        questionnaire=dataclasses.replace(SHORT_SET, intro="Nowy wstęp."),
        by=None,
        at=NOON,
    )
    second = QuestionSetVersion.objects.get(number=2)
    for channel in (Channel.WEB, Channel.PAPER, Channel.PAPER):
        answer(second, OVERALL, channel=channel)

    running = only().running

    assert running is not None
    assert (running.version.number, running.channels) == (2, (("paper", 2), ("web", 1)))
    assert running.forms == 3


def test_forms_since_the_last_report() -> None:
    version = a_survey()
    answer(version, OVERALL)
    report = report_on(version, (date(2026, 1, 1), date(2026, 3, 10)))
    answer(version, OVERALL, on=date(2026, 4, 1))
    answer(version, OVERALL, on=date(2026, 4, 2))

    standing = only()

    assert standing.running is not None
    assert standing.last_report == report
    assert standing.running.forms_since(report=report) == 2


def test_a_report_that_begins_later_than_the_version_says_nothing_of_the_rest() -> None:
    version = a_survey()
    answer(version, OVERALL)
    report = report_on(version, (date(2026, 3, 11), date(2026, 3, 12)), at=LATER)

    running = only().running

    assert running is not None
    assert running.forms_since(report=report) is None


def test_a_report_before_a_change_leaves_the_new_version_whole() -> None:
    version = a_survey()
    answer(version, OVERALL)
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    done = revision.activate(survey=version.survey, questionnaire=other, by=None, at=NOON)
    answer(done.version, OVERALL)

    standing = only()

    assert standing.running is not None
    assert done.report is not None
    assert standing.last_report == done.report
    assert standing.running.forms_since(report=done.report) == 1
    assert standing.last_periodic is None


def test_a_closed_survey_owes_nothing() -> None:
    version = a_survey()
    revision.close(survey=version.survey, by=None, at=NOON)

    assert only().running is None


@pytest.mark.parametrize("last_in_force", [date(2019, 11, 4), None])
def test_the_clock_starts_with_the_act_or_with_version_1(last_in_force: date | None) -> None:
    """R-25."""
    office: Office = an_office()
    office.legal_in_force_from = last_in_force
    office.save()
    revision.change_office(office=office, by=None, at=NOON)
    a_survey(office=office)

    running = only().running

    assert running is not None
    expected = (
        (date(2025, 12, 31), DutyState.OVERDUE)
        if last_in_force
        else (date(2027, 12, 31), DutyState.AHEAD)
    )
    assert (running.duty.due_on, running.duty.state) == expected


def test_a_report_before_a_change_does_not_meet_the_yearly_duty() -> None:
    version = a_survey()
    report_on(version, (date(2026, 3, 10), date(2026, 3, 10)), reason=ReportReason.ON_DEMAND)
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    revision.activate(survey=version.survey, questionnaire=other, by=None, at=NOON)
    before = only().running
    report_on(version, (date(2026, 3, 10), date(2026, 3, 10)))
    after = only().running

    assert before is not None
    assert after is not None
    assert (before.duty.state, after.duty.state) == (DutyState.OVERDUE, DutyState.MET)


def test_the_other_reading_of_once_a_year(settings: Any) -> None:
    settings.OCEN_URZAD_YEARLY_REPORT = "twelve_months"
    report_on(a_survey(), (date(2026, 3, 10), date(2026, 3, 10)))

    running = only().running

    assert running is not None
    assert running.duty.due_on == date(2027, 3, 10)


def test_the_day_of_generating_is_a_day_in_the_office_s_zone() -> None:
    """New Year's night: 23.30 in Greenwich is half past midnight in Warsaw."""
    at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    report_on(a_survey(), (date(2026, 3, 10), date(2026, 12, 31)), at=at)

    running = only(at=at + timedelta(days=10)).running

    assert running is not None
    assert running.duty.due_on == date(2028, 12, 31)


def test_late_answers_stand_beside_the_report_that_closed_their_version() -> None:
    version = a_survey()
    answer(version, OVERALL)
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    report = revision.activate(survey=version.survey, questionnaire=other, by=None, at=NOON).report
    assert report is not None
    assert waiting(report=report) == 0

    answer(version, OVERALL)

    assert waiting(report=report) == 1


def test_a_report_before_a_change_of_office_data_has_nothing_beside_it() -> None:
    """Its version stays open: what comes later is not late."""
    office = an_office()
    version = a_survey(office=office)
    office.phone = "00 000 00 00"
    office.save()
    [report] = revision.change_office(office=office, by=None, at=NOON).reports
    answer(version, OVERALL)

    assert waiting(report=report) == 0


@pytest.mark.parametrize(
    ("days", "beside"),
    [
        ([date(2026, 3, 10)], 1),
        ([date(2026, 2, 15), date(2026, 1, 20), date(2026, 3, 11)], 2),
        ([date(2026, 1, 19), date(2026, 3, 11)], 0),
    ],
)
def test_a_box_that_is_opened_after_the_report_stands_beside_it(
    days: list[date], beside: int
) -> None:
    version = a_survey(at=datetime(2026, 1, 2, 12, tzinfo=UTC))
    answer(version, OVERALL, on=date(2026, 2, 1))
    report = report_on(version, (date(2026, 1, 20), date(2026, 3, 10)))

    for day in days:
        answer(version, OVERALL, on=day, channel=Channel.PAPER)

    assert waiting(report=report) == beside


@pytest.mark.parametrize("many", [1, 3])
def test_three_queries_for_any_number_of_surveys(many: int, django_assert_num_queries: Any) -> None:
    office = an_office()
    for number in range(many):
        version = a_survey(office=office)
        Survey.objects.filter(pk=version.survey_id).update(title=f"Ankieta {number}")
        answer(version, OVERALL)
        report_on(version, (date(2026, 3, 10), date(2026, 3, 10)))

    with django_assert_num_queries(3):
        standings = standing_of_surveys(at=LATER)
        assert [one.survey.title for one in standings] == [
            f"Ankieta {number}" for number in range(many)
        ]
        assert [one.running and one.running.forms for one in standings] == [1] * many

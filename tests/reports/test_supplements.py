"""Supplements: what came in after the report that it belongs to (domain 2.4, no. 3)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import NOON, a_survey, answer
from tests.faults.books import every_report_is_chained
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports import queries
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import (
    NothingToSupplement,
    UnableToSupplement,
    generate_report,
    make_supplement,
)
from wagtail_ocen_urzad.residents.starter_sets import COMMENT, DEPARTMENT, OVERALL, SHORT_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.questionnaire import Choice, Question, QuestionKind

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=3)
REWORDED = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")


def given(mark: int, **more: str) -> dict[str, list[str]]:
    return {"overall": [str(mark)], **{name: [value] for name, value in more.items()}}


def closed_after(*marks: int) -> tuple[QuestionSetVersion, ReportSnapshot]:
    """Return a version with these marks, closed, and its closing report."""
    version = a_survey()
    for mark in marks:
        answer(version, given(mark))
    revision.activate(survey=version.survey, questionnaire=REWORDED, by=None, at=NOON)
    version.refresh_from_db()
    assert version.closing_report is not None
    return version, version.closing_report


def periodic(version: QuestionSetVersion, first: date, last: date) -> ReportSnapshot:
    return generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(first, last),
        case_number="",
        by=None,
        at=NOON,
    )


def supplement(report: ReportSnapshot) -> ReportSnapshot:
    return make_supplement(of=report, by=None, at=LATER)


def rating(part: Any, code: str = "overall") -> tuple[Any, ...]:
    [found] = [one for one in part["questions"] if one["code"] == code]
    return found["valid"], found["rating"]["mean"], found["rating"]["index"]


def test_late_answers_alone_and_together_with_the_closing_report() -> None:
    version, closing = closed_after(5, 5, 4)
    answer(version, given(1, department="so", comment="Długo."), at=LATER)
    answer(version, given(2), at=LATER)

    report = supplement(closing)

    assert (report.reason, report.number, report.forms) == (ReportReason.SUPPLEMENT, 2, 2)
    assert (report.supplements, report.version) == (closing, version)
    assert (report.period_from, report.period_to) == (closing.period_from, closing.period_to)
    assert report.data["forms"]["late"] == 2
    assert rating(report.data) == (2, "1.50", "12.5")
    said = report.data["supplements"]
    assert {name: said[name] for name in ("number", "reason", "sha256", "version", "earlier")} == {
        "number": 1,
        "reason": "before_edit",
        "sha256": closing.sha256,
        "version": 1,
        "earlier": [],
    }
    assert (said["before"]["forms"], rating(said["before"])) == (3, (3, "4.67", "91.7"))
    assert (said["together"]["forms"], rating(said["together"])) == (5, (5, "3.40", "60.0"))
    [comment] = [one for one in said["together"]["questions"] if one["code"] == "comment"]
    assert (comment["texts"], comment["asked"]) == (1, 5)
    every_report_is_chained()


def test_a_second_one_covers_only_what_came_since_and_a_third_nothing() -> None:
    version, closing = closed_after(5)
    answer(version, given(1), at=LATER)
    first = supplement(closing)
    answer(version, given(3), at=LATER)
    answer(version, given(3), at=LATER)
    assert queries.late_waiting(survey=version.survey) == {version.pk: 2}

    second = supplement(closing)

    assert (first.forms, second.forms) == (1, 2)
    assert second.data["supplements"]["earlier"] == [2]
    assert second.data["supplements"]["before"]["forms"] == 2
    assert rating(second.data["supplements"]["together"]) == (4, "3.00", "50.0")
    covered = [
        set(queries.covered_by_supplement(report=one).values_list("pk", flat=True))
        for one in (first, second)
    ]
    assert [len(one) for one in covered] == [1, 2]
    late = Response.objects.filter(is_late=True).values_list("pk", flat=True)
    assert covered[0] | covered[1] == set(late)
    assert queries.late_waiting(survey=version.survey) == {}
    with pytest.raises(NothingToSupplement):
        supplement(closing)
    assert ReportSnapshot.objects.count() == 3
    every_report_is_chained()


def test_late_answers_of_two_versions_are_kept_apart() -> None:
    first, closing = closed_after(5)
    second = first.survey.versions.get(is_open=True)
    answer(second, given(4))
    revision.activate(survey=first.survey, questionnaire=SHORT_SET, by=None, at=NOON)
    answer(first, given(1), at=LATER)
    answer(second, given(2), at=LATER)

    report = supplement(closing)

    assert rating(report.data) == (1, "1.00", "0.0")
    assert queries.late_waiting(survey=first.survey) == {second.pk: 1}
    second.refresh_from_db()
    assert second.closing_report is not None
    assert rating(supplement(second.closing_report).data) == (1, "2.00", "25.0")


def test_a_box_opened_in_january_supplements_the_report_of_last_year() -> None:
    version = a_survey()
    answer(version, given(5), on=date(2025, 12, 31))
    report = periodic(version, date(2025, 1, 1), date(2025, 12, 31))
    answer(version, given(1), on=date(2025, 12, 31), at=LATER)
    answer(version, given(2), on=date(2026, 1, 1), at=LATER)
    assert queries.waiting(report=report) == 1

    made = supplement(report)

    assert (made.forms, made.version, made.supplements) == (1, None, report)
    assert rating(made.data["supplements"]["together"]) == (2, "3.00", "50.0")
    assert queries.waiting(report=report) == 0
    answer(version, given(3), on=date(2025, 6, 1), at=LATER)
    again = supplement(report)
    assert (again.forms, again.data["supplements"]["before"]["forms"]) == (1, 2)
    report.refresh_from_db()
    assert report.forms == 1


def test_an_answer_to_a_version_that_the_report_did_not_know_of_is_found_too() -> None:
    """A late sheet of version 1, dated in a period in which version 1 had long been closed."""
    version, closing = closed_after(5)
    day = NOON.date()
    later = day + timedelta(days=2)
    report = generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(day + timedelta(days=1), later),
        case_number="",
        by=None,
        at=LATER,
    )
    assert [one["number"] for one in report.data["versions"]] == [2]

    answer(version, given(1), on=later, at=LATER)

    # It belongs to both: to the closing report as a late one, to the periodic one by its date.
    assert (queries.waiting(report=report), queries.waiting(report=closing)) == (1, 1)
    made = supplement(report)
    assert made.data["forms"]["late"] == 1
    assert [one["number"] for one in made.data["versions"]] == [1]
    assert (queries.waiting(report=report), queries.waiting(report=closing)) == (0, 1)
    assert supplement(closing).forms == 1


def test_an_answer_to_a_version_opened_after_the_report_is_found_too() -> None:
    version = a_survey()
    report = periodic(version, NOON.date(), NOON.date())
    opened = revision.activate(
        survey=version.survey, questionnaire=REWORDED, by=None, at=NOON
    ).version

    answer(opened, given(4), on=NOON.date(), at=LATER)

    assert queries.waiting(report=report) == 1
    assert supplement(report).forms == 1
    assert queries.waiting(report=report) == 0


def test_questions_of_the_supplement_stand_beside_their_own_series() -> None:
    """A question that only the late version asks comes after those of the report."""
    asked = dataclasses.replace(
        SHORT_SET,
        areas=(dataclasses.replace(SHORT_SET.areas[0], questions=(DEPARTMENT, OVERALL, COMMENT)),),
    )
    old = a_survey(questionnaire=asked)
    fresh = dataclasses.replace(OVERALL, code="again")
    area = dataclasses.replace(SHORT_SET.areas[0], questions=(fresh,))
    new = revision.activate(
        survey=old.survey,
        questionnaire=dataclasses.replace(SHORT_SET, areas=(area,)),
        by=None,
        at=NOON + timedelta(days=1),
    ).version
    day = NOON.date() + timedelta(days=2)
    answer(new, {"again": ["5"]}, on=day, at=LATER)
    report = generate_report(
        survey=old.survey,
        reason=ReportReason.ON_DEMAND,
        period=(day, day),
        case_number="",
        by=None,
        at=LATER,
    )
    answer(old, given(1), on=day, at=LATER)

    together = supplement(report).data["supplements"]["together"]

    assert [(one["code"], one["asked"]) for one in together["questions"]] == [
        ("again", 1),
        ("department", 1),
        ("overall", 1),
        ("comment", 1),
    ]


def test_what_was_said_in_words_counts_though_the_newest_wording_takes_none() -> None:
    """„jaka?” was taken out of the question; a late sheet of the old version has it filled."""
    [area] = SHORT_SET.areas

    def asking(*, other: bool) -> Any:
        choices = (
            Choice(code="so", label="Dowody"),
            Choice(code="x", label="Inna", takes_text=other),
        )
        matter = Question(
            code="matter", kind=QuestionKind.SINGLE, text="Jaka sprawa?", choices=choices
        )
        return dataclasses.replace(
            SHORT_SET, areas=(dataclasses.replace(area, questions=(matter, OVERALL)),)
        )

    old = a_survey(questionnaire=asking(other=True))
    new = revision.activate(
        survey=old.survey, questionnaire=asking(other=False), by=None, at=NOON + timedelta(days=1)
    ).version
    day = NOON.date() + timedelta(days=2)
    answer(new, {**given(5), "matter": ["x"]}, on=day, at=LATER)
    report = generate_report(
        survey=old.survey,
        reason=ReportReason.PERIODIC,
        period=(day, day),
        case_number="",
        by=None,
        at=LATER,
    )
    answer(old, {**given(1), "matter": ["x"], "matter.x": ["Paszport"]}, on=day, at=LATER)

    together = supplement(report).data["supplements"]["together"]

    [matter] = [one for one in together["questions"] if one["code"] == "matter"]
    [before] = [one for one in report.data["questions"] if one["code"] == "matter"]
    assert (before["texts"], matter["texts"], matter["valid"]) == (None, 1, 2)


def test_what_takes_no_supplement() -> None:
    version, closing = closed_after(5)
    answer(version, given(1), at=LATER)
    made = supplement(closing)
    office = version.survey.office
    office.phone = "00 000 00 00"
    office.save()
    [before_office] = revision.change_office(office=office, by=None, at=LATER).reports

    for report in (made, before_office):
        with pytest.raises(UnableToSupplement) as refused:
            make_supplement(of=report, by=None, at=LATER)
        assert refused.type is UnableToSupplement

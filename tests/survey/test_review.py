"""Marked answers: counted and told, excluded with a reason, put back; the counters follow."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tests.factories import NOON, a_survey, a_user, answer
from tests.survey.test_answers import counters, publish, recounted
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.reports.queries import reports_over, waiting
from wagtail_ocen_urzad.reports.standing import standing_of_surveys
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import Comment, QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.signs import flags_of

GOOD: Mapping[str, Sequence[str]] = {"overall": ["5"], "department": ["so"], "comment": ["Miło."]}
TODAY = NOON.date()
OTHER = dataclasses.replace(SHORT_SET, intro="Inaczej")
NINE = [one.code for one in STARTER_SET.questions() if one.scale is not None][:9]


@pytest.fixture
def version(db: None) -> QuestionSetVersion:
    return a_survey()


def sent_after(seconds: int, version: QuestionSetVersion, **more: Any) -> Response:
    recorded = answer(version, GOOD, issued_at=NOON - timedelta(seconds=seconds), **more)
    return Response.objects.get(pk=recorded.response_id)


def flagged(version: QuestionSetVersion, **more: Any) -> Response:
    return sent_after(2, version, **more)


def report(version: QuestionSetVersion, first: date = TODAY, last: date = TODAY) -> ReportSnapshot:
    return generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(first, last),
        case_number="",
        by=None,
        at=NOON,
    )


def told(report: ReportSnapshot) -> tuple[int, int, int]:
    forms = report.data["forms"]
    return forms["all"], forms["flagged"], forms["excluded"]


# Signs


@pytest.mark.parametrize(
    ("seconds", "flags"), [(0, "fast"), (9, "fast"), (10, ""), (600, ""), (-3, "fast")]
)
def test_a_form_sent_sooner_than_it_can_be_read_is_marked(
    version: QuestionSetVersion, seconds: int, flags: str
) -> None:
    one = sent_after(seconds, version)

    assert (one.flags, bool(one.review_key)) == (flags, bool(flags))
    assert counters() == recounted()


def test_the_seconds_are_a_setting(settings: Any, version: QuestionSetVersion) -> None:
    settings.OCEN_URZAD_FAST_SECONDS = 3
    assert (sent_after(2, version).flags, sent_after(3, version).flags) == ("fast", "")
    settings.OCEN_URZAD_FAST_SECONDS = 0
    assert sent_after(0, version).flags == ""


def test_what_staff_bring_in_is_never_marked(version: QuestionSetVersion) -> None:
    recorded = answer(version, GOOD)

    assert Response.objects.get(pk=recorded.response_id).flags == ""


@pytest.mark.parametrize(
    ("marks", "seconds", "flags"),
    [
        ([5] * 9, 2, "fast,same"),
        ([5] * 5, 2, "fast,same"),
        ([5] * 4, 2, "fast"),
        ([5] * 8 + [4], 2, "fast"),
        # A content client, who took the time: no sign at all.
        ([5] * 9, 60, ""),
    ],
)
def test_one_mark_for_everything_is_a_sign_beside_haste_only(
    marks: list[int], seconds: float, flags: str
) -> None:
    answers: Any = dict(zip(NINE, marks, strict=False)) | {"contact_way": "phone"}

    found = flags_of(questionnaire=STARTER_SET, answers=answers, seconds=seconds, fast_seconds=10)
    assert found == flags


# Counted like all, and told


def test_a_marked_answer_is_counted_like_all_and_the_report_says_so(
    version: QuestionSetVersion,
) -> None:
    answer(version, GOOD)
    flagged(version)
    flagged(version)

    periodic = report(version)
    ragged = report(version, date(2026, 3, 2))
    whole_month = report(version, date(2026, 2, 1))
    publish(version, OTHER)
    closing = ReportSnapshot.objects.get(reason="before_edit")

    assert [told(one) for one in (periodic, ragged, whole_month, closing)] == [(3, 2, 0)] * 4
    assert counters() == recounted()


def test_a_whole_month_is_told_from_the_counters(version: QuestionSetVersion) -> None:
    flagged(version, on=date(2026, 2, 10))
    excluded = flagged(version, on=date(2026, 2, 11))
    operations.exclude_response(response=excluded, reason="Próba", by=None)

    assert told(report(version, date(2026, 2, 1), date(2026, 2, 28))) == (1, 1, 1)
    assert told(report(version, date(2026, 2, 5), date(2026, 2, 27))) == (1, 1, 1)


# Excluding


def test_an_excluded_answer_is_out_of_every_figure_and_stays_stored(
    version: QuestionSetVersion,
) -> None:
    answer(version, GOOD)
    one = flagged(version, service_point="BQKAA")
    before = counters()

    operations.exclude_response(response=one, reason="  Wpis próbny.  ", by=None)

    assert counters() == recounted()
    one.refresh_from_db()
    assert (one.excluded_because, one.answers) == (
        "Wpis próbny.",
        {"overall": 5, "department": "so"},
    )
    assert Comment.objects.count() == 2
    data = report(version).data
    assert told(report(version)) == (1, 0, 1)
    [overall] = [q for q in data["questions"] if q["code"] == "overall"]
    [text] = [q for q in data["questions"] if q["kind"] == "text"]
    assert (overall["valid"], overall["asked"], text["texts"]) == (1, 1, 1)
    assert data["forms"]["service_points"] == []

    operations.restore_response(response=one, by=None)
    assert counters() == before == recounted()
    assert told(report(version)) == (2, 1, 0)


def test_the_log_says_who_and_why_and_names_no_id(version: QuestionSetVersion) -> None:
    anna, one = a_user("anna"), flagged(version)

    operations.exclude_response(response=one, reason="Wpis próbny.", by=anna)
    operations.restore_response(response=one, by=anna)

    lines = ModelLogEntry.objects.filter(action__endswith="_response").order_by("pk")
    facts = {"number": 1, "answer": one.review_key, "reason": "Wpis próbny."}
    assert [(line.action, line.user, line.data) for line in lines] == [
        ("ocen_urzad.exclude_response", anna, facts),
        ("ocen_urzad.restore_response", anna, facts),
    ]
    written = repr([(line.data, line.object_id, line.label) for line in lines])
    assert str(one.pk) not in written
    assert one.pk.hex not in written


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_no_exclusion_without_a_reason(version: QuestionSetVersion, reason: str) -> None:
    with pytest.raises(operations.NoReason):
        operations.exclude_response(response=flagged(version), reason=reason, by=None)


def test_only_marked_answers_can_be_excluded(version: QuestionSetVersion) -> None:
    with pytest.raises(operations.NotFlagged):
        operations.exclude_response(response=sent_after(60, version), reason="Nie", by=None)


def test_twice_is_once(version: QuestionSetVersion) -> None:
    one = flagged(version)
    operations.exclude_response(response=one, reason="Raz", by=None)

    with pytest.raises(operations.NothingToDo):
        operations.exclude_response(response=one, reason="Dwa", by=None)
    operations.restore_response(response=one, by=None)
    with pytest.raises(operations.NothingToDo):
        operations.restore_response(response=one, by=None)
    assert counters() == recounted()


# What a report has closed over stays as it is


def test_what_a_closing_report_counted_is_excluded_no_more(version: QuestionSetVersion) -> None:
    counted, excluded = flagged(version), flagged(version)
    operations.exclude_response(response=excluded, reason="Próba", by=None)
    publish(version, OTHER)

    with pytest.raises(operations.AlreadyReported):
        operations.exclude_response(response=counted, reason="Za późno", by=None)
    with pytest.raises(operations.AlreadyReported):
        operations.restore_response(response=excluded, by=None)

    version.refresh_from_db()
    closing = version.closing_report
    assert closing
    # Every answer is in exactly this report: as a form, or as an excluded one.
    assert told(closing) == (1, 1, 1)
    assert closing.forms + closing.data["forms"]["excluded"] == version.responses.count()
    assert counters() == recounted()


def test_a_late_answer_may_be_excluded_until_its_supplement(version: QuestionSetVersion) -> None:
    publish(version, OTHER)
    late = flagged(version)
    assert late.is_late

    operations.exclude_response(response=late, reason="Próba", by=None)

    assert counters() == recounted()


def test_reports_that_close_nothing_stay_and_the_next_one_tells(
    version: QuestionSetVersion,
) -> None:
    report(version)
    one = flagged(version)
    first = report(version)
    office = version.survey.office
    office.phone = "00 000 00 00"
    office.save()
    revision.change_office(office=office, by=None, at=NOON)
    text = first.content

    operations.exclude_response(response=one, reason="Próba", by=None)

    # The first was made before the answer came in.
    assert reports_over(response=one) == [2, 3]
    assert ReportSnapshot.objects.get(pk=first.pk).content == text
    assert (told(first), told(report(version))) == ((1, 1, 0), (0, 0, 1))


def test_excluding_is_no_coming_and_no_going(version: QuestionSetVersion) -> None:
    """„Since the report” and „entered after the report” count what came, not what was judged."""
    one = flagged(version)
    before = report(version)
    answer(version, GOOD)
    operations.exclude_response(response=one, reason="Próba", by=None)

    [standing] = standing_of_surveys(at=NOON)
    assert standing.running
    assert standing.running.forms == 1
    assert standing.running.forms_since(report=before) == 1
    assert waiting(report=before) == 1


def test_a_marked_answer_costs_no_statement_more(version: QuestionSetVersion) -> None:
    flagged(version)
    with CaptureQueriesContext(connection) as captured:
        answer(version, GOOD, issued_at=NOON)

    frame = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    assert len([one for one in captured if not one["sql"].startswith(frame)]) <= 6

"""Counting a period: whole months from the counters, ragged days from the answers, no other way."""

from __future__ import annotations

import dataclasses
import uuid
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.factories import NOON, a_survey, an_office, answer
from tests.questionnaires import answers_to
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.queries import Counts, counts, split_period
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.models import AnswerCell, Channel, QuestionSetVersion, Response

FIRST, LAST = date(2027, 11, 20), date(2028, 3, 10)
"""Over a new year and a 29 February."""
days = st.dates(FIRST, LAST)


def recounted(
    versions: list[QuestionSetVersion], first: date, last: date, *, is_late: bool
) -> Counts:
    """Count every answer of the period from its document, in the plainest way."""
    found = Counts()
    answers = Response.objects.filter(
        version__in=versions, answered_on__gte=first, answered_on__lte=last, is_late=is_late
    )
    for one in answers.prefetch_related("comments"):
        found.forms[one.version_id, one.channel, one.department] += 1
        if one.service_point:
            found.service_points[one.service_point] += 1
        given_values: list[tuple[str, Any]] = list(one.answers.items())
        written = {comment.question.split(".")[0] for comment in one.comments.all()}
        given_values += [(question, "@text") for question in sorted(written)]
        for question, value in given_values:
            key = (one.version_id, one.channel, question)
            if isinstance(value, list):
                found.values[(*key, "@answered")] += 1
                found.values.update((*key, option) for option in value)
            else:
                found.values[(*key, str(value))] += 1
    return found


@given(st.tuples(days, days).map(sorted))
@example([date(2028, 2, 29), date(2028, 2, 29)])
@example([date(2028, 2, 1), date(2028, 2, 29)])
@example([date(2027, 12, 1), date(2028, 1, 31)])
@example([date(2027, 12, 31), date(2028, 2, 1)])
@settings(max_examples=300)
def test_a_period_is_split_without_gap_or_overlap(period: list[date]) -> None:
    first, last = period
    ragged, months = split_period(first=first, last=last)

    counted: Counter[date] = Counter()
    for begin, end in ragged:
        counted.update(begin + timedelta(days=n) for n in range((end - begin).days + 1))
    if months:
        assert months[0].day == months[1].day == 1
        day = months[0]
        while day.replace(day=1) <= months[1]:
            counted[day] += 1
            day += timedelta(days=1)
    assert counted == Counter(first + timedelta(days=n) for n in range((last - first).days + 1))
    # Whole months are never walked day by day.
    assert all((end - begin).days < 60 for begin, end in ragged)


def test_a_period_turned_round_is_empty() -> None:
    assert split_period(first=date(2026, 2, 2), last=date(2026, 2, 1)) == ([], None)


@pytest.mark.django_db
def test_any_period_is_counted_like_a_full_recount() -> None:
    office = an_office()

    @given(st.data())
    @settings(max_examples=15, deadline=None)
    def in_any_case(data: st.DataObject) -> None:
        with transaction.atomic():
            first = a_survey(questionnaire=STARTER_SET, office=office)
            second = revision.activate(
                survey=first.survey,
                questionnaire=dataclasses.replace(STARTER_SET, intro="Inaczej"),
                by=None,
                at=NOON,
            ).version
            for _ in range(data.draw(st.integers(1, 6))):
                raw = data.draw(answers_to(STARTER_SET)).raw
                # Few different days, so that some fall on the edges of the periods below.
                answer(
                    data.draw(st.sampled_from([first, second])),
                    raw,
                    on=data.draw(days),
                    channel=data.draw(st.sampled_from(Channel)),
                    service_point=data.draw(st.sampled_from(["", "BQKAA"])),
                    response_id=uuid.uuid4(),
                )
            dates = list(Response.objects.values_list("answered_on", flat=True))
            for _ in range(8):
                ends = st.one_of(days, st.sampled_from(dates))
                begin, end = sorted((data.draw(ends), data.draw(ends)))
                for is_late in (False, True):
                    versions = [first, second]
                    assert counts(
                        versions=versions, period=(begin, end), is_late=is_late
                    ) == recounted(versions, begin, end, is_late=is_late)
            everything = counts(versions=[first, second], period=None, is_late=False)
            assert everything == recounted([first, second], FIRST, LAST, is_late=False)
            transaction.set_rollback(True)

    in_any_case()


@pytest.mark.django_db
def test_whole_months_are_counted_without_reading_an_answer() -> None:
    version = a_survey(questionnaire=STARTER_SET)
    answer(version, {"contact_way": ["phone"], "overall": ["5"]}, on=date(2026, 2, 3))

    with CaptureQueriesContext(connection) as captured:
        found = counts(
            versions=[version], period=(date(2026, 1, 1), date(2026, 12, 31)), is_late=False
        )

    assert found.forms.total() == 1
    [query] = captured.captured_queries
    assert Response._meta.db_table not in query["sql"]
    assert AnswerCell._meta.db_table in query["sql"]


@pytest.mark.django_db
def test_only_the_versions_asked_for_are_counted() -> None:
    office = an_office()
    ours, other = (a_survey(questionnaire=STARTER_SET, office=office) for _ in range(2))
    for version in (ours, other):
        answer(version, {"contact_way": ["phone"], "overall": ["5"]}, on=date(2026, 2, 3))

    for period in (None, (date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 2, 3),) * 2):
        found = counts(versions=[ours], period=period, is_late=False)
        assert {version_id for version_id, _, _ in found.forms} == {ours.pk}

"""How an answer is born: once, whole, counted, and without a trace of who gave it."""

from __future__ import annotations

import dataclasses
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOON, a_survey, an_office, answer
from tests.questionnaires import answers_to, questionnaires
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Channel,
    Comment,
    Department,
    QuestionSetVersion,
    Response,
)
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

pytestmark = pytest.mark.django_db

GOOD: Mapping[str, Sequence[str]] = {"overall": ["5"], "department": ["so"]}


def counters() -> Counter[tuple[Any, ...]]:
    columns = ("version_id", "month", "channel", "department", "is_late", "question", "value")
    return Counter(
        {tuple(key): n for *key, n in AnswerCell.objects.values_list(*columns, "n") if n}
    )


def recounted() -> Counter[tuple[Any, ...]]:
    """Count everything again from the documents, in the plainest way."""
    found: Counter[tuple[Any, ...]] = Counter()
    for one in Response.objects.prefetch_related("comments"):
        key = (
            one.version_id,
            one.answered_on.replace(day=1),
            one.channel,
            one.department,
            one.is_late,
        )
        if one.excluded_because:
            is_withdrawn = one.excluded_because == "@withdrawn"
            found[(*key, "@withdrawn" if is_withdrawn else "@excluded", "")] += 1
            continue
        found[(*key, "@forms", "")] += 1
        if one.flags:
            found[(*key, "@flagged", "")] += 1
        if one.service_point:
            found[(*key, "@service_point", one.service_point)] += 1
        for question, value in one.answers.items():
            if isinstance(value, list):
                found[(*key, question, "@answered")] += 1
                found.update((*key, question, option) for option in value)
            else:
                found[(*key, question, str(value))] += 1
        for question in {comment.question.partition(".")[0] for comment in one.comments.all()}:
            found[(*key, question, "@text")] += 1
    return found


def publish(version: QuestionSetVersion, questionnaire: Questionnaire) -> QuestionSetVersion:
    return revision.activate(
        survey=version.survey, questionnaire=questionnaire, by=None, at=NOON
    ).version


def with_dates(opens: datetime | None, closes: datetime | None) -> QuestionSetVersion:
    version = a_survey()
    revision.activate(
        survey=version.survey,
        questionnaire=SHORT_SET,
        by=None,
        at=NOON,
        accepts=(opens, closes),
    )
    return version


def test_counters_say_what_the_documents_say() -> None:
    office = an_office()
    days = st.dates(date(2025, 11, 1), date(2026, 3, 31))

    @given(st.data())
    @settings(max_examples=25, deadline=None)
    def in_any_case(data: st.DataObject) -> None:
        with transaction.atomic():
            first = data.draw(questionnaires())
            versions = [a_survey(questionnaire=first, office=office)]
            for change in data.draw(st.lists(st.integers(0, 4), min_size=1, max_size=8)):
                if change == 0:
                    intro = f"Zmiana {len(versions)}"
                    versions.append(publish(versions[-1], dataclasses.replace(first, intro=intro)))
                version = data.draw(st.sampled_from(versions))
                recorded = answer(
                    version,
                    data.draw(answers_to(first)).raw,
                    on=data.draw(days),
                    channel=data.draw(st.sampled_from(Channel)),
                    service_point=data.draw(st.sampled_from(["", "BQKAA", "ZZZZZ"])),
                )
                assert recorded.is_late == (version != versions[-1])
            assert counters() == recounted()
            transaction.set_rollback(True)

    in_any_case()


def test_an_answer_is_kept_with_its_own_version_and_marked_late() -> None:
    version = a_survey()
    on_time = answer(version, GOOD)
    publish(version, dataclasses.replace(SHORT_SET, intro="Inaczej"))

    late = answer(version, GOOD)

    assert (on_time.is_late, late.is_late) == (False, True)
    assert Response.objects.get(pk=late.response_id).version_id == version.pk
    assert counters() == recounted()


def test_the_same_form_sent_again_is_stored_once() -> None:
    version = a_survey()
    same = uuid.uuid4()
    full = {**GOOD, "comment": ["Miło."]}

    sent = [answer(version, full, response_id=same).is_new for _ in range(3)]

    assert sent == [True, False, False]
    assert Response.objects.count() == Comment.objects.count() == 1
    assert counters() == recounted()


def test_the_same_form_sent_again_after_a_change_of_questions_is_not_late_anew() -> None:
    version = a_survey()
    same = uuid.uuid4()
    answer(version, GOOD, response_id=same)
    publish(version, dataclasses.replace(SHORT_SET, intro="Inaczej"))

    again = answer(version, GOOD, response_id=same)

    assert (again.is_new, again.is_late) == (False, False)


def test_the_same_form_sent_again_after_the_closing_date_is_thanked_again() -> None:
    version = with_dates(None, NOON)
    same = uuid.uuid4()
    before = NOON - timedelta(minutes=1)
    at_night = {"response_id": same, "at": before, "issued_at": before}
    sent(version, **at_night)

    assert not sent(version, **at_night | {"at": NOON + timedelta(days=9)}).is_new


@pytest.mark.parametrize(
    "other",
    [
        {"overall": ["4"], "department": ["so"], "comment": ["Miło."]},
        {"overall": ["5"], "department": ["or"], "comment": ["Miło."]},
        {"overall": ["5"], "comment": ["Miło."]},
        {**GOOD, "comment": ["Niemiło."]},
        GOOD,
    ],
)
def test_the_same_form_with_other_answers_is_refused(other: Mapping[str, Sequence[str]]) -> None:
    version = a_survey()
    same = uuid.uuid4()
    answer(version, {**GOOD, "comment": ["Miło."]}, response_id=same)

    with pytest.raises(operations.AnswersDiffer) as caught:
        answer(version, other, response_id=same)

    assert str(same) not in str(caught.value)
    assert Response.objects.count() == 1
    assert counters() == recounted()


def test_a_form_of_another_version_cannot_take_over_a_stored_answer() -> None:
    version = a_survey()
    same = uuid.uuid4()
    answer(version, GOOD, response_id=same)
    second = publish(version, dataclasses.replace(SHORT_SET, intro="Inaczej"))

    with pytest.raises(operations.AnswersDiffer):
        answer(second, GOOD, response_id=same)


def test_nothing_is_stored_of_a_refused_answer() -> None:
    version = a_survey()
    refused: list[tuple[Mapping[str, Sequence[str]], type[Exception]]] = [
        ({}, operations.InvalidAnswers),
        ({"overall": ["6"]}, operations.InvalidAnswers),
        ({"overall": ["5", "4"]}, operations.InvalidAnswers),
        ({"overall": ["5"], "department": ["zz"]}, operations.InvalidAnswers),
        ({"overall": ["5"], "comment": ["x" * 1001]}, operations.InvalidAnswers),
        ({"overall": ["5"], "courtesy": ["5"]}, operations.UnknownQuestions),
        ({"overall": ["5"], "@forms": ["1"]}, operations.UnknownQuestions),
    ]
    for given_, kind in refused:
        with pytest.raises(kind):
            answer(version, given_)

    assert not Response.objects.exists()
    assert not AnswerCell.objects.exists()
    assert not Comment.objects.exists()


def test_an_unknown_version_is_refused() -> None:
    version = a_survey()
    codes = queries.KnownCodes(departments=frozenset(), service_points=frozenset())
    for version_id, sha256 in ((version.pk + 1, version.sha256), (version.pk, "0" * 64)):
        with pytest.raises(operations.UnknownVersion):
            operations.record_response(
                asked=operations.Asked(version_id=version_id, sha256=sha256, codes=codes),
                response_id=uuid.uuid4(),
                given={"overall": ["5"]},
                channel=Channel.WEB,
                answered_on=date(2026, 3, 10),
                at=NOON,
            )


def test_a_failing_text_takes_its_answer_with_it() -> None:
    """All or nothing: a text longer than the database takes must not leave half an answer."""
    version = a_survey()
    with pytest.raises(operations.InvalidAnswers):
        answer(version, {**GOOD, "comment": ["\N{GRINNING FACE}" * 1001]})
    assert not Response.objects.exists()

    answer(version, {**GOOD, "comment": ["\N{GRINNING FACE}" * 1000]})
    assert Comment.objects.get().text == "\N{GRINNING FACE}" * 1000


def test_a_desk_nobody_knows_is_ignored() -> None:
    version = a_survey()
    answer(version, GOOD, service_point="BQKAA")
    answer(version, GOOD, service_point="ZZZZZ")
    answer(version, GOOD, service_point="")

    found = Response.objects.order_by("service_point").values_list("service_point", flat=True)
    assert list(found) == ["", "", "BQKAA"]


def test_a_department_of_an_earlier_office_version_is_accepted() -> None:
    version = a_survey()
    office = version.survey.office
    Department.objects.filter(office=office, code="so").update(is_active=False)
    revision.change_office(office=office, by=None, at=NOON)
    Department.objects.filter(office=office, code="so").delete()
    revision.change_office(office=office, by=None, at=NOON)
    version.survey.office.refresh_from_db()

    assert answer(version, GOOD).is_new
    assert Response.objects.get().department == "so"


def test_no_department_is_named_by_not_remembering() -> None:
    answer(a_survey(), {"overall": ["5"], "department": ["@na"]})

    response = Response.objects.get()
    assert (response.department, response.answers["department"]) == ("", "@na")


# Dates


def sent(version: QuestionSetVersion, **when: Any) -> operations.Recorded:
    office = version.survey.office.in_force
    assert office is not None
    codes = queries.known_codes(office_version_id=office.pk, sha256=office.sha256)
    arguments = {"response_id": uuid.uuid4(), "answered_on": NOON.date(), **when}
    return operations.record_response(
        asked=operations.Asked(version_id=version.pk, sha256=version.sha256, codes=codes),
        given=GOOD,
        channel=Channel.WEB,
        **arguments,
    )


def test_before_the_opening_date_no_answer_is_taken() -> None:
    version = with_dates(NOON, None)
    early = NOON - timedelta(seconds=1)

    with pytest.raises(operations.NotOpenYet):
        sent(version, at=early, issued_at=early)
    assert sent(version, at=NOON, issued_at=early).is_new


@pytest.mark.parametrize(
    ("issued", "arrived", "is_taken"),
    [
        (timedelta(hours=-1), timedelta(seconds=-1), True),
        (timedelta(seconds=-1), timedelta(0), True),
        (timedelta(hours=-20), timedelta(hours=24, seconds=-1), True),
        (timedelta(seconds=-1), timedelta(hours=24), False),
        (timedelta(0), timedelta(0), False),
        (timedelta(minutes=1), timedelta(minutes=2), False),
    ],
)
def test_a_form_fetched_in_time_has_a_day_of_grace(
    issued: timedelta, arrived: timedelta, is_taken: bool
) -> None:
    version = with_dates(None, NOON)
    when = {"at": NOON + arrived, "issued_at": NOON + issued}
    if is_taken:
        assert sent(version, **when).is_new
    else:
        with pytest.raises(operations.SurveyOver):
            sent(version, **when)
        assert not Response.objects.exists()


def test_the_hours_of_grace_are_a_setting(settings: Any) -> None:
    settings.OCEN_URZAD_GRACE_HOURS = 1
    version = with_dates(None, NOON)
    before = NOON - timedelta(seconds=1)

    assert sent(version, at=NOON + timedelta(minutes=59), issued_at=before).is_new
    with pytest.raises(operations.SurveyOver):
        sent(version, at=NOON + timedelta(hours=1), issued_at=before)


def test_paper_is_bound_to_no_dates() -> None:
    version = with_dates(None, NOON)

    assert sent(version, at=NOON + timedelta(days=40), issued_at=None).is_new


# What it costs, and what it leaves


@pytest.mark.parametrize(
    ("questionnaire", "given_", "most"),
    [
        (SHORT_SET, {"overall": ["5"]}, 5),
        (SHORT_SET, {**GOOD, "comment": ["Miło."]}, 6),
        (
            STARTER_SET,
            {
                "contact_way": ["phone"],
                "department": ["or"],
                "case_kind": ["taxes", "waste", "roads", "other"],
                "overall": ["4"],
                "finding": ["@na"],
                "speed": ["1"],
                "sex": ["declined"],
                "comment": ["Dziękuję."],
            },
            6,
        ),
    ],
)
def test_the_whole_transaction_takes_at_most_six_statements(
    questionnaire: Questionnaire, given_: Mapping[str, Sequence[str]], most: int
) -> None:
    version = a_survey(questionnaire=questionnaire)
    answer(version, given_)
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer(version, given_)
        statements = [
            query["sql"]
            for query in captured
            if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
        ]
        assert len(statements) <= most, "\n".join(statements)


def test_no_column_could_name_a_person_or_a_moment() -> None:
    assert {(f.name, f.get_internal_type()) for f in Response._meta.concrete_fields} == {
        ("id", "UUIDField"),
        ("version", "ForeignKey"),
        ("answered_on", "DateField"),
        ("channel", "CharField"),
        ("department", "CharField"),
        ("service_point", "CharField"),
        ("is_late", "BooleanField"),
        ("after_report", "PositiveIntegerField"),
        ("flags", "CharField"),
        ("review_key", "CharField"),
        ("excluded_because", "CharField"),
        ("batch", "ForeignKey"),
        ("answers", "TextField"),
    }
    assert {(f.name, f.get_internal_type()) for f in Comment._meta.concrete_fields} == {
        ("id", "UUIDField"),
        ("response", "ForeignKey"),
        ("question", "CharField"),
        ("text", "TextField"),
        ("state", "CharField"),
    }


def test_ids_of_texts_do_not_show_the_order_of_answers() -> None:
    version = a_survey()
    for _ in range(3):
        answer(version, {**GOOD, "comment": ["Miło."]})

    assert all(one.id.version == 4 for one in Comment.objects.all())

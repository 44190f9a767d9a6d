"""What holds is said to hold, in the numbers and states of a living survey."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    NOON,
    a_survey,
    a_survey_page,
    an_office,
    answer,
    running,
    survey_of,
)
from tests.paper.boxes import a_box
from tests.verification.scene import a_scene, found, past_everything, today
from wagtail_ocen_urzad import files, revision
from wagtail_ocen_urzad.one_moment import one_moment
from wagtail_ocen_urzad.paper import operations as paper
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.reports.operations import make_supplement
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import (
    Batch,
    Channel,
    OfficeDataVersion,
    QuestionSetVersion,
    Response,
)
from wagtail_ocen_urzad.survey.models import Tally as HandCounted
from wagtail_ocen_urzad.survey.questionnaire import canonical_json, digest
from wagtail_ocen_urzad.verification import recount
from wagtail_ocen_urzad.verification.answers import faults_of
from wagtail_ocen_urzad.verification.findings import Finding, Kind, Tally
from wagtail_ocen_urzad.verification.walk import findings

pytestmark = pytest.mark.django_db


def test_nothing_at_all_holds() -> None:
    assert found() == []


def test_a_living_survey_holds_and_tells_what_waits() -> None:
    scene = a_scene()
    tally = Tally()

    kinds = [(one.kind, one.is_failure) for one in findings(tally=tally)]

    assert kinds == [(Kind.LATE_WAITING, False)]
    assert tally == Tally(surveys=1, versions=2, office_versions=2, reports=4, answers=5)
    assert [one.survey for one in found(scene.survey)] == [scene.survey.code]


def test_several_surveys_follow_each_other_in_order() -> None:
    office = an_office()
    surveys = [a_survey(office=office, at=timezone.now()) for _ in range(3)]
    for version in surveys:
        past_everything(QuestionSetVersion, pk=version.pk).update(sha256="0" * 64)

    assert [one.survey for one in found()] == [version.survey.code for version in surveys]
    assert [one.survey for one in found(surveys[1].survey)] == [surveys[1].survey.code]


def test_a_page_that_is_hidden_or_gone_says_nothing() -> None:
    an_office()
    page = a_survey_page()
    survey = survey_of(page)
    answer(running(page), {"overall": ["5"]}, on=today())
    page.unpublish()
    past_everything(type(page), pk=page.pk).update(intro="Szkic.")
    assert found() == []

    page.delete()

    assert found() == []
    assert ReportSnapshot.objects.get(survey=survey).forms == 1


def test_a_survey_that_was_never_askable_is_told() -> None:
    page = a_survey_page(questionnaire=dataclasses.replace(SHORT_SET, areas=()))

    code = survey_of(page).code
    assert found() == [Finding(kind=Kind.PAGE_UNREADABLE, survey=code, facts={"version": 0})]


def test_series_that_break_and_options_that_go_hold() -> None:
    """Broken by an answer to the option that goes, or going on without one: both are true."""
    version = a_survey(questionnaire=STARTER_SET, at=NOON)
    overall = STARTER_SET.question("overall")
    assert overall is not None
    [area] = SHORT_SET.areas
    for days, text in enumerate(("A", "B", "C"), start=1):
        questions = (dataclasses.replace(overall, text=text), *area.questions[::2])
        shorter = dataclasses.replace(area, questions=questions)
        revision.activate(
            survey=version.survey,
            questionnaire=dataclasses.replace(SHORT_SET, areas=(shorter,)),
            by=None,
            at=NOON + timedelta(days=days),
        )

    assert found() == []


def test_excluded_answers_hold() -> None:
    version = a_survey(at=timezone.now())
    office = version.survey.office.in_force
    assert office is not None
    at = timezone.now()
    recorded = operations.record_response(
        asked=operations.Asked(
            version_id=version.pk,
            sha256=version.sha256,
            codes=queries.known_codes(office_version_id=office.pk, sha256=office.sha256),
        ),
        response_id=uuid.uuid4(),
        given={"overall": ["5"], "comment": ["Dobrze."]},
        channel=Channel.WEB,
        answered_on=today(),
        at=at,
        issued_at=at,
    )
    assert found() == []

    response = Response.objects.get(pk=recorded.response_id)
    operations.exclude_response(response=response, reason="Próba.", by=None)

    assert found() == []
    revision.close(survey=version.survey, by=None, at=timezone.now())
    assert found() == []


def test_late_answers_wait_until_a_supplement_covers_them() -> None:
    scene = a_scene()
    code = scene.survey.code
    assert found() == [
        Finding(kind=Kind.LATE_WAITING, survey=code, facts={"version": 1, "forms": 1})
    ]

    make_supplement(of=scene.report(3), by=None, at=timezone.now())
    assert found() == []

    for mark in "23":
        answer(scene.first, {"overall": [mark], "comment": [mark]}, on=today())
    assert found() == [
        Finding(kind=Kind.LATE_WAITING, survey=code, facts={"version": 1, "forms": 2})
    ]

    make_supplement(of=scene.report(3), by=None, at=timezone.now())
    make_supplement(of=scene.report(4), by=None, at=timezone.now())
    assert found() == []


def test_what_a_supplement_says_is_counted_again() -> None:
    scene = a_scene()
    make_supplement(of=scene.report(3), by=None, at=timezone.now())
    past_everything(Response, version=scene.first, is_late=True).update(answers={"overall": 2})

    kinds = [(one.kind, one.facts.get("report"), one.facts.get("place")) for one in found()]

    assert kinds[0] == (Kind.FIGURE, 5, "questions/overall/options/2/n")
    assert (Kind.FIGURE, 3) not in {one[:2] for one in kinds}

    past_everything(Response, version=scene.first, is_late=True).update(
        answers={"overall": 1}, after_report=1
    )
    facts = {"version": 1, "forms": 1}
    lost = [one for one in found() if one.kind not in (Kind.FIGURE, Kind.CELL)]
    assert [(one.kind, one.facts) for one in lost] == [
        (Kind.FORMS, {"version": 1, "report": 5, "frozen": "1", "counted": "0"}),
        (Kind.LATE_LOST, facts),
        (Kind.ANSWER_ORDER, facts),
    ]


def test_records_that_are_none_stop_nothing() -> None:
    """Whatever stands in a column: it is told, and everything else is looked at all the same."""
    scene = a_scene()
    make_supplement(of=scene.report(3), by=None, at=timezone.now())
    reports = past_everything(ReportSnapshot, survey=scene.survey)
    for text in ("", "{", "[]", "{}", '{"forms":1}', "null", '{"a":1.5}'):
        reports.update(content=text)
        past_everything(OfficeDataVersion).update(content=text)
        kinds = [one.kind for one in found()]
        assert [kinds.count(kind) for kind in (Kind.OFFICE_HASH, Kind.REPORT_UNREADABLE)] == [2, 5]

    past_everything(QuestionSetVersion).update(content="{", series=[])
    kinds = [one.kind for one in found()]
    assert [kinds.count(kind) for kind in (Kind.VERSION_HASH, Kind.REPORT_UNREADABLE)] == [2, 5]


def test_pages_of_answers_are_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounded memory: a thousand pages are read as three are."""
    monkeypatch.setattr(recount, "PAGE", 2)
    scene = a_scene()
    for mark in "12345":
        answer(scene.second, {"overall": [mark], "comment": [mark]}, on=today())

    with CaptureQueriesContext(connection) as asked:
        tally = Tally()
        assert [one.kind for one in findings(tally=tally)] == [Kind.LATE_WAITING]

    assert tally.answers == 10
    pages = [one for one in asked.captured_queries if one["sql"].endswith("LIMIT 2")]
    assert len(pages) == 6


@pytest.mark.django_db(transaction=True)
def test_answers_that_come_in_meanwhile_are_no_mistake() -> None:
    """Everything is read as it stood at one moment, and nobody who answers has to wait."""
    an_office()
    page = a_survey_page()
    version = running(page)
    answer(version, {"overall": ["5"]}, on=today())

    def answer_by_another_connection() -> None:
        try:
            answer(version, {"overall": ["4"]}, on=today())
        finally:
            connection.close()

    with one_moment():
        assert Response.objects.count() == 1
        resident = Thread(target=answer_by_another_connection)
        resident.start()
        resident.join(timeout=10)
        assert not resident.is_alive()
        assert Response.objects.count() == 1
        assert found() == []

    assert Response.objects.count() == 2
    assert found() == []
    # The next transaction is a usual one.
    answer(version, {"overall": ["3"]}, on=today())


# The office


def test_what_is_wrong_with_the_office_is_named() -> None:
    office = an_office()
    office.phone = "1"
    office.save()
    revision.change_office(office=office, by=None, at=timezone.now())
    past_everything(OfficeDataVersion, number=2).update(number=4)
    past_everything(OfficeDataVersion, number=1).update(content="{ }", sha256=digest(text="{ }"))

    assert [(one.kind, one.facts, one.survey) for one in found()] == [
        (Kind.OFFICE_UNREADABLE, {"version": 1}, ""),
        (Kind.OFFICE_NUMBER, {"version": 2}, ""),
        (Kind.OFFICE_NUMBER, {"version": 3}, ""),
    ]


def test_a_picture_that_is_gone_is_information_and_a_changed_one_is_none() -> None:
    an_office()
    version = OfficeDataVersion.objects.get()
    kept = files.store(content=b"a picture of the tests")
    for sha256, kinds in ((kept, []), ("e" * 64, [Kind.PICTURE_MISSING])):
        data = {**version.data, "logo": {"sha256": sha256, "alt": "Herb", "type": "image/png"}}
        text = canonical_json(value=data)
        past_everything(OfficeDataVersion).update(content=text, sha256=digest(text=text))
        assert [one.kind for one in found()] == kinds

    with files.storage().open(files._name(kept), "wb") as opened:
        opened.write(b"another")
    data = {**version.data, "logo": {"sha256": kept, "alt": "Herb", "type": "image/png"}}
    text = canonical_json(value=data)
    past_everything(OfficeDataVersion).update(content=text, sha256=digest(text=text))
    assert [(one.kind, one.is_failure) for one in found()] == [(Kind.PICTURE_CHANGED, True)]


# One answer


def test_whatever_a_sheet_may_carry_is_no_fault() -> None:
    marked = {"overall": "@invalid", "department": "@na"}
    for answers in ({}, {"overall": 5, "department": "so"}, marked, {"overall": "@skipped"}):
        assert faults_of(answers=answers, questionnaire=SHORT_SET, departments={"so"}) == {}


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({"overall": 6}, {"overall": "unknown_option"}),
        ({"overall": "5"}, {"overall": "otherwise"}),
        ({"overall": True}, {"overall": "unknown_option"}),
        ({"overall": [5, 4]}, {"overall": "more_than_one"}),
        ({"overall": {"5": 1}}, {"overall": "unknown_option"}),
        ({"overall": "@forms"}, {"overall": "unknown_option"}),
        ({"department": "xx"}, {"department": "unknown_option"}),
        ({"comment": "tekst"}, {"comment": "otherwise"}),
        ({"nothing": 1}, {"nothing": "unknown_question"}),
        ([], {"–": "otherwise"}),
        (None, {"–": "otherwise"}),
    ],
)
def test_what_no_form_can_store_is_a_fault(answers: object, faults: dict[str, str]) -> None:
    assert faults_of(answers=answers, questionnaire=SHORT_SET, departments={"so"}) == faults


def test_totals_counted_by_hand_after_the_closing_wait_or_are_missed() -> None:
    version = a_survey()
    box = a_box(version, kind=Batch.Kind.TALLY, opened_on=NOON.date())
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    report = revision.activate(survey=version.survey, questionnaire=other, by=None, at=NOON).report
    assert report is not None
    paper.record_totals(batch=box, forms=6, totals={"overall": {"5": 6}}, by=None)
    answer(version, {"overall": ["1"]})

    def told() -> list[tuple[Kind, object]]:
        return [(one.kind, one.facts.get("forms")) for one in found()]

    assert told() == [(Kind.LATE_WAITING, 7)]
    past_everything(HandCounted).update(after_report=0)
    assert told() == [(Kind.LATE_LOST, 6), (Kind.LATE_WAITING, 1), (Kind.ANSWER_ORDER, 6)]
    past_everything(HandCounted).update(after_report=1)
    make_supplement(of=report, by=None, at=NOON)
    assert told() == []

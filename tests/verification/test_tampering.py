"""Whoever changes a record past this system is found out, and what was changed is named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from tests.factories import a_survey
from tests.verification.scene import (
    Scene,
    a_report,
    a_scene,
    deleted,
    found,
    past_everything,
    today,
)
from tests.verification.test_boxes import NAMED as BATCHES
from tests.verification.test_prints import NAMED as PRINTS
from tests.verification.test_study_chain import TAMPERINGS as OF_STUDIES
from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportDocument, ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Comment,
    Office,
    OfficeDataVersion,
    QuestionSetVersion,
    Response,
    Survey,
)
from wagtail_ocen_urzad.survey.operations import office_for_site
from wagtail_ocen_urzad.survey.questionnaire import canonical_json
from wagtail_ocen_urzad.verification.findings import Finding, Kind

Tampering = Callable[[Scene], None]

FALSE = "f" * 64


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Made once, since real publications take their time; every test undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_scene()
        transaction.set_rollback(True)


@pytest.fixture
def scene(made: Scene, db: None) -> Scene:
    return made


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def rewrite(report: ReportSnapshot, *, rehash: bool, **places: Any) -> None:
    """Write other figures into a report: `questions__0__valid=7`."""
    data = json.loads(report.content)
    for place, value in places.items():
        *way, last = [int(step) if step.isdecimal() else step for step in place.split("__")]
        part = data
        for step in way:
            part = part[step]
        part[last] = value
    columns = {"content": canonical_json(value=data)}
    if rehash:
        columns["sha256"] = sha256(columns["content"] + report.previous_hash)
    past_everything(ReportSnapshot, pk=report.pk).update(**columns)


def a_figure(scene: Scene) -> None:
    rewrite(scene.report(4), rehash=False, questions__1__valid=7)


def a_figure_of_a_closing(scene: Scene) -> None:
    rewrite(scene.report(3), rehash=False, questions__1__valid=7)


def a_figure_rehashed(scene: Scene) -> None:
    rewrite(scene.report(3), rehash=True, questions__1__options__0__n=7)


def the_whole_chain_rewritten(scene: Scene) -> None:
    rewrite(scene.report(3), rehash=True, questions__1__rating__mean="4.99", forms__all=3)
    fourth = scene.report(4)
    head = scene.report(3).sha256
    past_everything(ReportSnapshot, pk=fourth.pk).update(
        previous_hash=head, sha256=sha256(fourth.content + head)
    )


def an_unreadable_report(scene: Scene) -> None:
    fourth = scene.report(4)
    past_everything(ReportSnapshot, pk=fourth.pk).update(
        content="[]", sha256=sha256("[]" + fourth.previous_hash)
    )


def a_column_of_the_register(scene: Scene) -> None:
    past_everything(ReportSnapshot, pk=scene.report(4).pk).update(forms=100)


def a_link(scene: Scene) -> None:
    past_everything(ReportSnapshot, pk=scene.report(2).pk).update(previous_hash=FALSE)


def a_report_in_the_middle(scene: Scene) -> None:
    deleted(ReportSnapshot, pk=scene.report(2).pk)


def the_last_report(scene: Scene) -> None:
    deleted(ReportDocument, snapshot=scene.report(4))
    deleted(ReportSnapshot, pk=scene.report(4).pk)


def closed_by_another_report(scene: Scene) -> None:
    past_everything(QuestionSetVersion, pk=scene.first.pk).update(closing_report=scene.report(1))


def closed_by_a_report_of_another_survey(scene: Scene) -> None:
    other = a_survey(office=scene.survey.office, at=timezone.now()).survey
    foreign = a_report(other, ReportReason.ON_DEMAND)
    past_everything(QuestionSetVersion, pk=scene.first.pk).update(closing_report=foreign)


def the_text_of_the_open_version(scene: Scene) -> None:
    text = scene.second.content.replace("Nowy wstęp.", "Inny wstęp.")
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(content=text)


def the_text_and_the_hash(scene: Scene) -> None:
    text = scene.second.content.replace("Nowy wstęp.", "Inny wstęp.")
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(
        content=text, sha256=sha256(text)
    )


def the_text_of_a_closed_version(scene: Scene) -> None:
    text = scene.first.content.replace("sprawę", "rzecz")
    past_everything(QuestionSetVersion, pk=scene.first.pk).update(content=text)


def an_unreadable_version(scene: Scene) -> None:
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(
        content="{}", sha256=sha256("{}")
    )


def the_hash_of_a_version(scene: Scene) -> None:
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(sha256=FALSE)


def a_series(scene: Scene) -> None:
    series = {**scene.second.series, "overall": 2}
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(series=series)


def the_number_of_a_version(scene: Scene) -> None:
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(number=3)


def the_hour_of_an_opening(scene: Scene) -> None:
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(opened_on=scene.first.opened_on)


def the_office(scene: Scene) -> None:
    version = OfficeDataVersion.objects.get(number=1)
    text = version.content.replace("Przykładów", "Przykładek").replace("12/2019", "13/2019")
    past_everything(OfficeDataVersion, pk=version.pk).update(content=text)


def the_hash_of_the_office(scene: Scene) -> None:
    past_everything(OfficeDataVersion, number=1).update(sha256=FALSE)


def the_hour_of_a_change_of_the_office(scene: Scene) -> None:
    past_everything(OfficeDataVersion, number=2).update(opened_on=scene.report(1).created_on)


def the_office_data_in_force(scene: Scene) -> None:
    older = OfficeDataVersion.objects.get(number=1)
    past_everything(Office, pk=scene.survey.office_id).update(in_force=older)


def no_office_data_in_force(scene: Scene) -> None:
    past_everything(Office, pk=scene.survey.office_id).update(in_force=None)


def the_office_of_the_survey(scene: Scene) -> None:
    site = Site.objects.create(hostname="b.example", root_page=Page.objects.get(depth=1))
    other = office_for_site(site=site)
    past_everything(Survey, pk=scene.survey.pk).update(office=other)


def an_answer(scene: Scene) -> None:
    one = Response.objects.get(version=scene.second)
    past_everything(Response, pk=one.pk).update(answers={**one.answers, "overall": 4})


def an_answer_to_a_closed_version(scene: Scene) -> None:
    one = Response.objects.get(version=scene.first, channel="paper")
    past_everything(Response, pk=one.pk).update(answers={**one.answers, "overall": 4})


def an_answer_that_no_form_can_give(scene: Scene) -> None:
    one = Response.objects.get(version=scene.second)
    answers = {"overall": 9, "department": "or", "nothing": "x"}
    past_everything(Response, pk=one.pk).update(answers=answers)


def an_answer_that_is_none(scene: Scene) -> None:
    one = Response.objects.get(version=scene.second)
    with connection.cursor() as cursor:
        table = Response._meta.db_table
        key = Response._meta.pk.get_db_prep_value(one.pk, connection)
        cursor.execute(f"UPDATE {table} SET answers = '{{' WHERE id = %s", [key])


def an_answer_deleted(scene: Scene) -> None:
    deleted(Response, version=scene.second)


def an_answer_added(scene: Scene) -> None:
    one = Response(version=scene.second, channel="web", answered_on=today())
    one.answers = {"overall": 5}
    past_everything(Response).bulk_create([one])


def an_answer_made_late(scene: Scene) -> None:
    past_everything(Response, version=scene.second).update(is_late=True)


def an_answer_after_a_report_that_was_never_made(scene: Scene) -> None:
    past_everything(Response, version=scene.second).update(after_report=5)


def an_answer_after_the_report_that_counts_it(scene: Scene) -> None:
    past_everything(Response, version=scene.first, channel="paper").update(after_report=3)


def the_last_report_forgotten(scene: Scene) -> None:
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(reported_up_to=3)


def a_comment(scene: Scene) -> None:
    deleted(Comment, question="comment")


def a_comment_to_another_question(scene: Scene) -> None:
    past_everything(Comment).update(question="overall")


def a_counter(scene: Scene) -> None:
    past_everything(AnswerCell, version=scene.second, question="overall").update(n=8)


def a_counter_deleted(scene: Scene) -> None:
    deleted(AnswerCell, version=scene.second, question="overall")


def a_counter_of_nothing(scene: Scene) -> None:
    one = AnswerCell.objects.get(version=scene.second, question="overall")
    one.cell, one.value = UUID(FALSE[:32]), "4"
    past_everything(AnswerCell).bulk_create([one])


def the_name_of_a_counter(scene: Scene) -> None:
    past_everything(AnswerCell, version=scene.second, question="overall").update(cell=FALSE[:32])


def the_page(scene: Scene) -> None:
    past_everything(SurveyPage, pk=scene.page.pk).update(intro="Wpisane obok.")


def the_page_emptied(scene: Scene) -> None:
    past_everything(SurveyPage, pk=scene.page.pk).update(questions="[]")


def a_file(scene: Scene) -> None:
    sha256 = files.store(content=b"another paper")
    past_everything(ReportDocument).update(sha256=sha256)
    with files.storage().open(files._name(sha256), "wb") as opened:
        opened.write(b"changed")


def a_file_gone(scene: Scene) -> None:
    past_everything(ReportDocument).update(sha256=FALSE)


def cell(question: str, value: str, stored: int, counted: int, **more: Any) -> dict[str, Any]:
    """Return the facts of one counter; the month is told by the scene."""
    usual = {"version": 2, "channel": "web", "department": "or", "is_late": 0}
    counts = {"stored": stored, "counted": counted}
    return usual | {"question": question, "value": value} | counts | more


def figure(place: str, frozen: str, counted: str) -> dict[str, Any]:
    """Return the facts of one figure of the report that closed version 1."""
    return {"version": 1, "report": 3, "place": place, "frozen": frozen, "counted": counted}


PAPER_ONE = {"version": 1, "channel": "paper", "department": "so"}
WEB_ONE = {"version": 1, "department": ""}
OF_TWO = {"version": 2}
UNKNOWN_DEPARTMENT = {"question": "department", "problem": "unknown_option"}

NAMED: dict[Tampering, list[tuple[Kind, dict[str, Any]]]] = {
    a_figure: [(Kind.REPORT_HASH, {"report": 4})],
    a_figure_of_a_closing: [
        (Kind.REPORT_HASH, {"report": 3}),
        (Kind.FIGURE, figure("questions/overall/valid", "7", "3")),
    ],
    a_figure_rehashed: [
        (Kind.REPORT_LINK, {"report": 4}),
        (Kind.FIGURE, figure("questions/overall/options/5/n", "7", "1")),
    ],
    the_whole_chain_rewritten: [
        (Kind.FIGURE, figure("questions/overall/rating/mean", "4.99", "3.67")),
    ],
    an_unreadable_report: [(Kind.REPORT_UNREADABLE, {"report": 4})],
    a_column_of_the_register: [(Kind.REPORT_COLUMN, {"report": 4, "column": "forms"})],
    a_link: [(Kind.REPORT_LINK, {"report": 2}), (Kind.REPORT_HASH, {"report": 2})],
    a_report_in_the_middle: [
        (Kind.REPORT_NUMBER, {"report": 2}),
        (Kind.REPORT_LINK, {"report": 3}),
        (Kind.OFFICE_CHANGE, {"version": 1, "office_version": 2}),
    ],
    the_last_report: [(Kind.REPORT_GONE, {"report": 4})],
    closed_by_another_report: [
        (Kind.CLOSING_REPORT, {"version": 1, "report": 1, "what": "reason"})
    ],
    closed_by_a_report_of_another_survey: [
        (Kind.CLOSING_REPORT, {"version": 1, "report": 1, "what": "survey"})
    ],
    the_text_of_the_open_version: [
        (Kind.VERSION_HASH, OF_TWO),
        (Kind.REPORT_VERSION, {"report": 4, "version": 2}),
        (Kind.PAGE_DIFFERS, OF_TWO),
    ],
    the_text_and_the_hash: [
        (Kind.REPORT_VERSION, {"report": 4, "version": 2}),
        (Kind.PAGE_DIFFERS, OF_TWO),
    ],
    the_text_of_a_closed_version: [
        (Kind.VERSION_HASH, {"version": 1}),
        *((Kind.REPORT_VERSION, {"report": n, "version": 1}) for n in (1, 2, 3, 4)),
        (Kind.CLOSING_REPORT, {"version": 1, "report": 3, "what": "version"}),
    ],
    an_unreadable_version: [
        (Kind.VERSION_UNREADABLE, OF_TWO),
        (Kind.REPORT_VERSION, {"report": 4, "version": 2}),
        (Kind.PAGE_DIFFERS, OF_TWO),
    ],
    the_hash_of_a_version: [(Kind.VERSION_HASH, OF_TWO)],
    a_series: [(Kind.VERSION_SERIES, {"version": 2, "question": "overall"})],
    the_number_of_a_version: [
        (Kind.VERSION_NUMBER, OF_TWO),
        (Kind.REPORT_VERSION, {"report": 4, "version": 2}),
        (Kind.CLOSING_REPORT, {"version": 1, "report": 3, "what": "change"}),
    ],
    the_hour_of_an_opening: [
        (Kind.VERSION_TIMES, OF_TWO),
        (Kind.OFFICE_CHANGE, {"version": 2, "office_version": 2}),
    ],
    the_office: [
        (Kind.OFFICE_HASH, {"version": 1}),
        (Kind.REPORT_OFFICE, {"report": 1}),
        (Kind.REPORT_OFFICE, {"report": 2}),
    ],
    the_hash_of_the_office: [(Kind.OFFICE_HASH, {"version": 1})],
    the_office_data_in_force: [(Kind.OFFICE_IN_FORCE, {"version": 2, "in_force": 1})],
    no_office_data_in_force: [(Kind.OFFICE_IN_FORCE, {"version": 2, "in_force": "–"})],
    the_hour_of_a_change_of_the_office: [(Kind.OFFICE_CHANGE, {"version": 1, "office_version": 2})],
    # The other office has no departments.
    the_office_of_the_survey: [
        (Kind.SURVEY_OFFICE, {"report": 4}),
        *(
            (Kind.ANSWER, UNKNOWN_DEPARTMENT | {"version": version, "answers": answers})
            for version, answers in ((1, 2), (2, 1))
        ),
    ],
    an_answer: [
        (Kind.CELL, cell("overall", "3", 1, 0)),
        (Kind.CELL, cell("overall", "4", 0, 1)),
    ],
    an_answer_to_a_closed_version: [
        (Kind.FIGURE, figure("questions/overall/options/5/n", "1", "0")),
        (Kind.FIGURE, figure("summary/overall/mean", "3.67", "3.33")),
        (Kind.FIGURE, figure("areas/general/index", "66.7", "58.3")),
        (Kind.CELL, cell("overall", "4", 0, 1, **PAPER_ONE)),
        (Kind.CELL, cell("overall", "5", 1, 0, **PAPER_ONE)),
    ],
    an_answer_that_no_form_can_give: [
        (
            Kind.ANSWER,
            OF_TWO | {"question": "nothing", "problem": "unknown_question", "answers": 1},
        ),
        (Kind.ANSWER, OF_TWO | {"question": "overall", "problem": "unknown_option", "answers": 1}),
        (Kind.CELL, cell("nothing", "x", 0, 1)),
        (Kind.CELL, cell("overall", "3", 1, 0)),
        (Kind.CELL, cell("overall", "9", 0, 1)),
    ],
    an_answer_that_is_none: [
        (Kind.ANSWER, OF_TWO | {"question": "–", "problem": "otherwise", "answers": 1}),
        (Kind.CELL, cell("department", "or", 1, 0)),
        (Kind.CELL, cell("overall", "3", 1, 0)),
    ],
    an_answer_deleted: [
        (Kind.CELL, cell("@forms", "", 1, 0)),
        (Kind.CELL, cell("department", "or", 1, 0)),
        (Kind.CELL, cell("overall", "3", 1, 0)),
    ],
    an_answer_added: [
        (Kind.CELL, cell("@forms", "", 0, 1, department="")),
        (Kind.CELL, cell("overall", "5", 0, 1, department="")),
    ],
    an_answer_made_late: [
        (Kind.LATE_TO_OPEN, {"version": 2, "forms": 1}),
        (Kind.CELL, cell("@forms", "", 1, 0)),
        (Kind.CELL, cell("department", "or", 1, 0)),
        (Kind.CELL, cell("overall", "3", 1, 0)),
        (Kind.CELL, cell("@forms", "", 0, 1, is_late=1)),
        (Kind.CELL, cell("department", "or", 0, 1, is_late=1)),
        (Kind.CELL, cell("overall", "3", 0, 1, is_late=1)),
    ],
    an_answer_after_a_report_that_was_never_made: [(Kind.ANSWER_ORDER, {"version": 2, "forms": 1})],
    an_answer_after_the_report_that_counts_it: [(Kind.ANSWER_ORDER, {"version": 1, "forms": 1})],
    the_last_report_forgotten: [(Kind.VERSION_REPORTED, {"version": 2, "report": 4})],
    a_comment: [
        (Kind.FIGURE, figure("questions/comment/valid", "1", "0")),
        (Kind.CELL, cell("comment", "@text", 1, 0, **WEB_ONE)),
    ],
    a_comment_to_another_question: [
        (Kind.FIGURE, figure("questions/overall/texts", "–", "1")),
        (Kind.FIGURE, figure("questions/comment/valid", "1", "0")),
        (
            Kind.ANSWER,
            {"version": 1, "question": "overall", "problem": "unknown_question", "answers": 1},
        ),
        (Kind.CELL, cell("comment", "@text", 1, 0, **WEB_ONE)),
        (Kind.CELL, cell("overall", "@text", 0, 1, **WEB_ONE)),
    ],
    a_counter: [(Kind.CELL, cell("overall", "3", 8, 1))],
    a_counter_deleted: [(Kind.CELL, cell("overall", "3", 0, 1))],
    a_counter_of_nothing: [(Kind.CELL, cell("overall", "4", 1, 0))],
    the_name_of_a_counter: [(Kind.CELL_NAME, cell("overall", "3", 1, 1))],
    the_page: [(Kind.PAGE_DIFFERS, OF_TWO)],
    the_page_emptied: [(Kind.PAGE_UNREADABLE, OF_TWO)],
    a_file: [(Kind.FILE_CHANGED, {"report": 4, "document": "pdf"})],
    a_file_gone: [(Kind.FILE_MISSING, {"report": 4, "document": "pdf"})],
}

OF_THE_OFFICE = (Kind.OFFICE_HASH, Kind.OFFICE_IN_FORCE)
OF_COUNTERS = (Kind.CELL, Kind.CELL_NAME)
WAITING = (Kind.LATE_WAITING, {"version": 1, "forms": 1})


def the_rest(scene: Scene) -> list[Finding]:
    """Return what is found beside the answer that waits for its supplement.

    To a report that is not the version's own no answer can be said to belong.
    """
    waiting = Finding(kind=WAITING[0], survey=scene.survey.code, facts=WAITING[1])
    everything = found()
    is_closed_well = Kind.CLOSING_REPORT not in {one.kind for one in everything}
    assert (waiting in everything) is is_closed_well
    return [one for one in everything if one != waiting]


def as_named(scene: Scene, kind: Kind, facts: dict[str, Any]) -> Finding:
    month = {"month": scene.month} if kind in OF_COUNTERS else {}
    code = "" if kind in OF_THE_OFFICE else scene.survey.code
    return Finding(kind=kind, survey=code, facts=facts | month)


@pytest.mark.parametrize("tampering", NAMED, ids=lambda one: one.__name__)
def test_what_was_changed_is_named_and_nothing_else(tampering: Tampering, scene: Scene) -> None:
    tampering(scene)

    assert the_rest(scene) == [as_named(scene, kind, facts) for kind, facts in NAMED[tampering]]


def test_an_answer_taken_from_a_closed_version_is_missed_by_its_report(scene: Scene) -> None:
    deleted(Response, version=scene.first, channel="paper")

    first, *others = the_rest(scene)

    facts = {"version": 1, "report": 3, "frozen": "3", "counted": "2"}
    assert first == as_named(scene, Kind.FORMS, facts)
    questions = ["department", "overall", "comment", "matter"]
    places = [str(one.facts["place"]) for one in others if one.kind is Kind.FIGURE]
    assert [place.split("/")[1] for place in places[:4]] == questions
    assert {one.kind for one in others} == {Kind.FIGURE, Kind.CELL}


def test_a_late_answer_put_before_the_report_that_missed_it_is_lost(scene: Scene) -> None:
    """It is in no report, and no supplement would ever count it."""
    past_everything(Response, version=scene.first, is_late=True).update(after_report=2)

    facts = {"version": 1, "forms": 1}
    assert found() == [
        as_named(scene, Kind.LATE_LOST, facts),
        as_named(scene, Kind.ANSWER_ORDER, facts),
    ]


def test_what_only_the_print_out_can_show(scene: Scene) -> None:
    """The honest limit: the last report, rewritten whole, differs from what was printed only."""
    printed = scene.report(4).sha256

    rewrite(scene.report(4), rehash=True, case_number="OR.1")

    assert the_rest(scene) == []
    assert scene.report(4).sha256 != printed


def test_every_kind_is_tampered_with_somewhere() -> None:
    kinds = {kind for named in NAMED.values() for kind, _ in named}
    elsewhere = {
        Kind.LATE_WAITING,
        Kind.LATE_LOST,
        Kind.FORMS,
        Kind.OFFICE_NUMBER,
        Kind.OFFICE_UNREADABLE,
        Kind.PICTURE_CHANGED,
        Kind.PICTURE_MISSING,
        *(kind for named in BATCHES.values() for kind, _ in named),
        *PRINTS.values(),
        *(kind for named in OF_STUDIES.values() for kind, _ in named),
        Kind.STUDY_FILE_CHANGED,
        Kind.STUDY_FILE_MISSING,
        # Of a pack: tests/procedure/test_dossier.py
        Kind.DOSSIER_DIFFERS,
        Kind.DOSSIER_FILE_UNNAMED,
        Kind.DOSSIER_FOREIGN,
        Kind.DOSSIER_PART_CHANGED,
        Kind.DOSSIER_PART_MISSING,
        Kind.DOSSIER_PROCEDURE,
        Kind.DOSSIER_STUDY,
    }

    assert kinds | elsewhere == set(Kind)

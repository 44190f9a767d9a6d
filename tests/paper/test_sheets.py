"""Typing sheets: counted at once, stored once, never blocked, never doubled (paper 2, 3)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from tests.factories import a_survey, a_user
from tests.paper.boxes import AT, DAY, DESK, a_box, count_and_close, enter, fill
from tests.paper.counters import assert_counters_agree, counters
from tests.questionnaires import answers_to, questionnaires
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.paper.models import EnteredSerial, PaperQuestionnaire
from wagtail_ocen_urzad.reports.queries import late_waiting
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.revision import activate
from wagtail_ocen_urzad.survey.models import (
    Channel,
    Comment,
    PaperBatch,
    QuestionSetVersion,
    Response,
    Survey,
)
from wagtail_ocen_urzad.survey.operations import InvalidAnswers, UnknownQuestions
from wagtail_ocen_urzad.survey.questionnaire import INVALID, Questionnaire

pytestmark = pytest.mark.django_db


def the_answer() -> Response:
    return Response.objects.get()


def take_back(batch: PaperBatch) -> int:
    """Take the last sheet out as somebody does who has just seen it."""
    seen = batch.sheets.order_by("number").last()
    assert seen is not None
    return operations.remove_last_sheet(batch=batch, sheet_id=seen.pk, by=None)


def replaced(version: QuestionSetVersion) -> QuestionSetVersion:
    """Publish other words, so that this version is closed."""
    return activate(
        survey=version.survey,
        questionnaire=replace(SHORT_SET, intro="Inny wstęp."),
        by=None,
        at=AT - timedelta(hours=1),
    ).version


def test_a_sheet_counts_at_once_with_the_day_and_desk_of_its_box() -> None:
    batch = a_box()

    entered = enter(batch, {"overall": ["5"], "department": ["so"]})

    answer = the_answer()
    assert (entered.number, entered.entered, entered.is_new, entered.is_late) == (1, 1, True, False)
    assert (answer.channel, answer.answered_on, answer.service_point, answer.department) == (
        Channel.PAPER,
        DAY,
        DESK,
        "so",
    )
    assert answer.batch_id == batch.pk
    assert sorted(key[-2:] for key in counters()) == [
        ("@forms", ""),
        ("@service_point", DESK),
        ("department", "so"),
        ("overall", "5"),
    ]


def test_numbers_run_within_the_batch() -> None:
    version = a_survey()
    first, second = a_box(version), a_box(version)

    assert [enter(first).number for _ in range(3)] == [1, 2, 3]
    assert enter(second).number == 1


def test_the_typist_stands_beside_the_answer_until_the_batch_is_settled() -> None:
    clerk = a_user("ola", "enter_paper")
    batch = fill(a_box(second_entry="none"), 2, by=clerk)
    assert {sheet.typist for sheet in batch.sheets.all()} == {clerk}

    count_and_close(batch)

    assert PaperQuestionnaire.objects.count() == 0
    assert Response.objects.count() == 2
    logged = ModelLogEntry.objects.filter(action__startswith="ocen_urzad.").values_list(
        "action", flat=True
    )
    # No line a sheet: its time would say which answer was typed when, and by whom.
    assert sorted(set(logged)) == [
        "ocen_urzad.change_batch",
        "ocen_urzad.change_office",
        "ocen_urzad.check_batch",
        "ocen_urzad.close_batch",
        "ocen_urzad.open_batch",
        "ocen_urzad.open_version",
    ]


def test_sent_twice_is_stored_once() -> None:
    batch, sheet_id = a_box(), uuid.uuid4()

    first = enter(batch, {"overall": ["5"]}, sheet_id=sheet_id)
    again = enter(batch, {"overall": ["5"], "comment": []}, sheet_id=sheet_id)

    assert (first.number, first.is_new) == (1, True)
    assert (again.number, again.is_new, again.entered) == (1, False, 1)
    with pytest.raises(operations.SheetDiffers):
        enter(batch, {"overall": ["4"]}, sheet_id=sheet_id)
    assert Response.objects.count() == 1
    assert_counters_agree()


def test_sent_again_after_it_was_corrected_changes_nothing() -> None:
    batch, sheet_id = a_box(), uuid.uuid4()
    enter(batch, {"overall": ["5"]}, sheet_id=sheet_id)
    [sheet] = batch.sheets.all()
    operations.correct_sheet(sheet=sheet, given={"overall": ["2"]}, by=None)

    again = enter(batch, {"overall": ["5"]}, sheet_id=sheet_id)

    assert (again.number, again.is_new) == (1, False)
    assert the_answer().answers == {"overall": 2}


def test_sent_again_after_the_batch_was_settled_is_still_known() -> None:
    batch, sheet_id = a_box(second_entry="none"), uuid.uuid4()
    enter(batch, sheet_id=sheet_id)
    count_and_close(batch)

    again = enter(batch, sheet_id=sheet_id)

    assert (again.number, again.is_new) == (None, False)


def test_nothing_is_required_and_no_answer_leads_past_another() -> None:
    batch = a_box(questionnaire=STARTER_SET)

    enter(batch, {})

    assert the_answer().answers == {}


@pytest.mark.parametrize("question", list(STARTER_SET.questions()), ids=lambda one: one.code)
def test_every_question_may_be_invalid(question: object) -> None:
    code = question.code  # type: ignore[attr-defined]  # a Question, named so for the ids
    batch = a_box(questionnaire=STARTER_SET)

    enter(batch, {code: [INVALID]})

    assert the_answer().answers == {code: INVALID}
    assert Comment.objects.count() == 0
    assert (code, INVALID) in {key[-2:] for key in counters()}


def test_what_no_sheet_can_say_is_refused_and_leaves_nothing() -> None:
    batch = a_box()

    with pytest.raises(InvalidAnswers):
        enter(batch, {"overall": ["9"]})
    with pytest.raises(InvalidAnswers):
        enter(batch, {"overall": ["4", INVALID]})
    with pytest.raises(UnknownQuestions):
        enter(batch, {"nobody_asked": ["4"]})

    batch.refresh_from_db()
    assert (batch.entered, batch.last_number, Response.objects.count()) == (0, 0, 0)


def test_a_sheet_of_an_old_version_goes_to_it_as_late() -> None:
    old = a_survey()
    new = replaced(old)
    batch = a_box(new, at=AT, opened_on=AT.date())
    assert batch.version == new

    entered = enter(batch, version=old)
    on_time = enter(batch)

    assert (entered.is_late, on_time.is_late) == (True, False)
    assert Response.objects.get(is_late=True).version == old
    assert late_waiting(survey=old.survey) == {old.pk: 1}


def test_a_sheet_of_another_survey_is_refused() -> None:
    batch = a_box()
    other = activate(
        survey=Survey.objects.create(office=batch.survey.office, title="Inna"),
        questionnaire=SHORT_SET,
        by=None,
        at=AT,
    ).version

    with pytest.raises(operations.OtherSurvey):
        enter(batch, version=other)


def test_a_repeated_number_is_asked_about_and_never_dropped() -> None:
    version = a_survey()
    enter(a_box(version), serial="ABC234")
    batch = a_box(version)

    with pytest.raises(operations.SerialSeen) as asked:
        enter(batch, serial="ABC234")
    assert asked.value.serial == "ABC234"
    assert enter(batch, serial="ABC234", is_repeat_confirmed=True).number == 1

    assert Response.objects.count() == 2
    assert EnteredSerial.objects.count() == 2


def test_a_number_taken_back_is_not_seen_any_more() -> None:
    batch = a_box()
    enter(batch, serial="ABC234")
    take_back(batch)

    assert enter(batch, serial="ABC234").number == 1


def test_the_last_sheet_is_taken_back_and_its_number_is_free_again() -> None:
    batch = a_box()
    enter(batch)
    enter(batch, {"overall": ["1"], "comment": ["Za długo."]})

    assert take_back(batch) == 2
    assert enter(batch, {"overall": ["3"]}).number == 2

    assert sorted(one.answers["overall"] for one in Response.objects.all()) == [3, 4]
    assert Comment.objects.count() == 0
    assert_counters_agree()


def test_there_is_nothing_to_take_back_in_an_empty_batch() -> None:
    with pytest.raises(operations.NotTheLast):
        operations.remove_last_sheet(batch=a_box(), sheet_id=uuid.uuid4(), by=None)


def test_only_the_sheet_that_was_seen_as_the_last_is_taken_back() -> None:
    batch = fill(a_box(), 3)
    seen = batch.sheets.get(number=3).pk

    assert operations.remove_last_sheet(batch=batch, sheet_id=seen, by=None) == 3
    # The button was pressed twice.
    with pytest.raises(operations.NotTheLast):
        operations.remove_last_sheet(batch=batch, sheet_id=seen, by=None)
    # Somebody has entered another sheet since the page was opened.
    seen = batch.sheets.get(number=2).pk
    enter(batch)
    with pytest.raises(operations.NotTheLast):
        operations.remove_last_sheet(batch=batch, sheet_id=seen, by=None)

    batch.refresh_from_db()
    assert sorted(one.number for one in batch.sheets.all()) == [1, 2, 3]
    assert (batch.entered, batch.last_number) == (3, 3)
    assert_counters_agree()


def test_the_last_sheet_may_be_one_of_an_old_version() -> None:
    old = a_survey()
    batch = a_box(replaced(old), at=AT, opened_on=AT.date())
    enter(batch)
    enter(batch, version=old)

    assert take_back(batch) == 2

    assert the_answer().version == batch.version


def test_a_sheet_is_shown_again_as_it_was_typed_and_corrected() -> None:
    batch = a_box()
    typed = {"overall": ["4"], "department": ["so"], "comment": ["Miło."]}
    enter(batch, typed)
    [sheet] = batch.sheets.all()
    assert queries.values_of(response=sheet.response) == typed

    kept = Comment.objects.get().pk
    operations.correct_sheet(
        sheet=sheet, given={**typed, "overall": [INVALID], "department": ["or"]}, by=None
    )

    answer = the_answer()
    assert answer.answers == {"overall": INVALID, "department": "or"}
    assert answer.department == "or"
    # A text that stays keeps what moderation has done with it.
    assert Comment.objects.get().pk == kept
    assert_counters_agree()


def test_a_sheet_that_a_report_counts_is_not_changed() -> None:
    batch = fill(a_box(), 1)
    replaced(batch.version)
    [sheet] = batch.sheets.all()

    with pytest.raises(operations.CoveredByReport):
        operations.correct_sheet(sheet=sheet, given={}, by=None)
    with pytest.raises(operations.CoveredByReport):
        take_back(batch)
    assert the_answer().answers == {"overall": 4}


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_any_sheet_corrected_to_any_other_leaves_true_counters(data: st.DataObject) -> None:
    questionnaire: Questionnaire = data.draw(questionnaires())
    first, second = (data.draw(answers_to(questionnaire)).raw for _ in range(2))
    # On paper a mark counts even where it was led past, so none may stand there by mistake.
    clean = [{k: v for k, v in one.items() if v != ["?"]} for one in (first, second)]
    survey = Survey.objects.first()
    at = AT - timedelta(days=10)
    version = (
        a_survey(questionnaire=questionnaire, at=at)
        if survey is None
        else activate(
            survey=Survey.objects.create(office=survey.office, title="Ankieta"),
            questionnaire=questionnaire,
            by=None,
            at=at,
        ).version
    )
    batch = a_box(version)
    try:
        enter(batch, clean[0])
        [sheet] = batch.sheets.all()
        operations.correct_sheet(sheet=sheet, given=clean[1], by=None)
    except InvalidAnswers:
        return
    assert_counters_agree()
    take_back(batch)
    assert_counters_agree()

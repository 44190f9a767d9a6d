"""Any answers to any questionnaire over HTTP: stored and counted exactly, or refused as a whole."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.factories import NOON, a_survey_page, an_office, running, survey_of
from tests.questionnaires import Given, answers_to, questionnaires, wrong_answers_to
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import AnswerCell, Comment, QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, question_of

pytestmark = pytest.mark.django_db
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def page() -> SurveyPage:
    an_office()
    return a_survey_page(questionnaire=SHORT_SET, slug="ankieta")


def ask(page: SurveyPage, questionnaire: Questionnaire) -> QuestionSetVersion:
    revision.activate(survey=survey_of(page), questionnaire=questionnaire, by=None, at=NOON)
    Response.objects.all().delete()
    AnswerCell.objects.all().delete()
    cache.clear()
    return running(page)


def send(page: SurveyPage, raw: dict[str, list[str]]) -> Any:
    resident = Client(enforce_csrf_checks=True, raise_request_exception=False)
    form = BeautifulSoup(resident.get("/ankieta/").content, "html.parser")
    token = form.select_one("[name=token]")
    assert token is not None
    where = f"/ocen-urzad/{survey_of(page).code}/wyslij/"
    return resident.post(where, {**raw, "token": token["value"], "punkt": "", "www": ""})


def counters(version: QuestionSetVersion) -> Counter[tuple[str, str]]:
    """What the cells hold, but for the mark of a form that came back at once."""
    cells = AnswerCell.objects.filter(version=version).exclude(question=AnswerCell.FLAGGED)
    return Counter({(cell.question, cell.value): cell.n for cell in cells})


def expected(answers: Given) -> Counter[tuple[str, str]]:
    counted = Counter([(AnswerCell.FORMS, "")])
    for code, value in answers.answers.items():
        if isinstance(value, list):
            counted.update([(code, AnswerCell.ANSWERED), *((code, one) for one in value)])
        else:
            counted[code, str(value)] += 1
    counted.update({(question_of(field=name), AnswerCell.TEXT) for name in answers.texts})
    return counted


@BOUNDED
@given(data=st.data(), questionnaire=questionnaires())
def test_any_answers_that_fit_are_stored_and_counted_exactly(
    page: SurveyPage, data: st.DataObject, questionnaire: Questionnaire
) -> None:
    version = ask(page, questionnaire)
    answers = data.draw(answers_to(questionnaire))

    response = send(page, answers.raw)

    assert response.status_code == 303
    [stored] = Response.objects.all()
    assert (stored.version, stored.answers) == (version, answers.answers)
    assert {one.question: one.text for one in Comment.objects.all()} == answers.texts
    assert counters(version) == expected(answers)


@BOUNDED
@given(data=st.data(), questionnaire=questionnaires())
def test_any_answers_that_do_not_fit_come_back_with_the_question_named(
    page: SurveyPage, data: st.DataObject, questionnaire: Questionnaire
) -> None:
    ask(page, questionnaire)
    wrong, code, _problem = data.draw(wrong_answers_to(questionnaire))
    # No browser sends a NUL; what does is refused at the door (test_submit.py).
    assume(not any("\x00" in value for values in wrong.raw.values() for value in values))

    response = send(page, wrong.raw)

    assert response.status_code == 422
    form = BeautifulSoup(response.content, "html.parser")
    [line] = form.select("[role=alert] a")
    numbers = [question.code for question in questionnaire.questions()]
    assert f"Pytanie\u00a0{numbers.index(code) + 1}. " in line.get_text()
    [control] = form.select(f'[id="{str(line["href"]).removeprefix("#")}"]')
    assert question_of(field=str(control["name"])) == code
    assert [one["id"] for one in form.select(".ou-wrong")] == [f"q-{code}"]
    assert [one.objects.count() for one in (Response, Comment, AnswerCell)] == [0, 0, 0]

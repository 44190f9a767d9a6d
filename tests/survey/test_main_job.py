"""From a published page to an answer, a change, and the report before it."""

from __future__ import annotations

import dataclasses
import re

import pytest
from django.test import Client

from tests.factories import a_survey_page, an_office, answer, publish, running, survey_of
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import AnswerCell, Comment, Response
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

pytestmark = pytest.mark.django_db


def reworded() -> Questionnaire:
    [area] = SHORT_SET.areas
    first = dataclasses.replace(area.questions[0], text="Gdzie załatwiał(a) Pan/Pani sprawę?")
    return dataclasses.replace(
        SHORT_SET, areas=(dataclasses.replace(area, questions=(first, *area.questions[1:])),)
    )


def test_a_change_of_questions_makes_the_report_first() -> None:
    an_office()
    page = a_survey_page()
    version = running(page)
    for _ in range(3):
        answer(version, {"overall": ["5"], "department": ["so"]})
    answer(version, {"overall": ["2"], "comment": ["Za długo."]})

    publish(page, reworded())

    version.refresh_from_db()
    report = version.closing_report
    assert version.is_open is None
    assert report is not None
    assert report.forms == 4
    assert report.data["forms"]["departments"] == [
        {"code": "so", "name": "Wydział Spraw Obywatelskich", "symbol": "SO", "forms": 3},
        {"code": "", "name": "", "symbol": "", "forms": 1},
    ]
    overall = report.data["summary"]["overall"]
    assert (overall["mean"], overall["good_share"], overall["index"]) == ("4.25", "75.0", "81.3")
    opened = running(page)
    assert (opened.number, opened.series) == (2, {"department": 1, "overall": 1, "comment": 1})


def test_a_resident_answers_without_a_cookie(client: Client) -> None:
    an_office()
    page = a_survey_page()

    shown = client.get(page.url)
    assert shown.status_code == 200
    assert shown.cookies == {}
    token = re.search(r'name="token" value="([^"]+)"', shown.content.decode())
    assert token is not None
    code = survey_of(page).code
    sent = {"token": token.group(1), "overall": "4", "department": "so", "comment": "Miło."}
    thanks = f"/ocen-urzad/{code}/dziekujemy/"
    for _ in range(2):
        done = client.post(f"/ocen-urzad/{code}/wyslij/", sent)
        assert (done.status_code, done["Location"]) == (303, thanks)
    assert client.get(thanks).status_code == 200
    [response] = Response.objects.all()
    assert response.answers == {"overall": 4, "department": "so"}
    assert Comment.objects.get().text == "Miło."
    assert AnswerCell.objects.get(question=AnswerCell.FORMS).n == 1

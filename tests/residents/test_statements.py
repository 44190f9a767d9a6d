"""How often the public form asks the database: the same for 15 and for 60 questions."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import a_survey_page, an_office, survey_of
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.survey.models import AnswerCell, Response
from wagtail_ocen_urzad.survey.operations import statements as operation_statements
from wagtail_ocen_urzad.survey.questionnaire import (
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
    ScalePoint,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_new_process() -> None:
    """No counter is remembered that the test before rolled back."""
    operation_statements._known.clear()


MARKS = RatingScale(
    code="three",
    points=tuple(ScalePoint(value=n, label=str(n), is_good=n == 3) for n in (3, 2, 1)),
)
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def questions(count: int) -> Questionnaire:
    """Ratings, one department and two texts."""
    ratings = tuple(
        Question(code=f"r{n}", kind=QuestionKind.RATING, text=f"Ocena {n}", scale=MARKS)
        for n in range(count - 3)
    )
    others = (
        Question(code="department", kind=QuestionKind.DEPARTMENT, text="Wydział"),
        Question(code="first", kind=QuestionKind.TEXT, text="Co poprawić?"),
        Question(code="second", kind=QuestionKind.TEXT, text="Co zostawić?"),
    )
    return Questionnaire(areas=(QuestionArea(code="all", title="", questions=ratings + others),))


def a_page(count: int) -> SurveyPage:
    an_office()
    return a_survey_page(questionnaire=questions(count), slug="ankieta")


def statements(captured: CaptureQueriesContext) -> list[str]:
    return [one["sql"] for one in captured if not one["sql"].startswith(CONTROL)]


def words(sent: list[str]) -> list[str]:
    """What each statement does."""
    return [text.split(None, 1)[0] for text in sent]


def reading(path: str) -> tuple[list[str], Any]:
    Client().get(path)  # what a process asks once
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(path)
    return statements(captured), response


def filled(page: SurveyPage, count: int, *, mark: int) -> bytes:
    html = Client().get(page.url).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', html)
    assert token
    answers = {f"r{n}": str(mark) for n in range(count - 3)}
    texts = {"first": "Nic.", "second": "Wszystko."}
    return urlencode({"token": token[1], "department": "so", **answers, **texts}).encode()


def sending(page: SurveyPage, body: bytes) -> list[str]:
    path = f"/ocen-urzad/{survey_of(page).code}/wyslij/"
    with CaptureQueriesContext(connection) as captured:
        response = Client(enforce_csrf_checks=True).post(
            path, body, content_type="application/x-www-form-urlencoded"
        )
    assert response.status_code == 303
    return statements(captured)


@pytest.mark.parametrize("count", [15, 60])
def test_reading_asks_one_question_more_than_wagtail_asks_for_any_page(count: int) -> None:
    page = a_page(count)
    read, response = reading(page.url)
    ours = [text for text in read if "ocen_urzad_questionsetversion" in text]
    # The town's own template asks for its menu; what is left is Wagtail's way to the page.
    assert len(ours) == 1
    assert not [text for text in read if not text.startswith("SELECT")]
    assert not [text for text in read if "django_session" in text or "auth_user" in text]
    assert response.cookies == {}


def test_sixty_questions_are_read_by_as_many_statements_as_fifteen() -> None:
    an_office()
    short = a_survey_page(questionnaire=questions(15), slug="krotka")
    long = a_survey_page(questionnaire=questions(60), slug="dluga")

    assert len(reading(short.url)[0]) == len(reading(long.url)[0])


@pytest.mark.parametrize("count", [15, 60])
def test_an_answer_takes_three_statements_as_a_rule(count: int) -> None:
    page = a_page(count)
    first = sending(page, filled(page, count, mark=3))
    again = sending(page, filled(page, count, mark=3))
    other = sending(page, filled(page, count, mark=1))

    # The answer, which locks its version and tells whether it was there; on MariaDB all three are
    # asked one by one.
    can = connection.features
    answer = (
        ["INSERT"] if can.supports_update_conflicts_with_target else ["SELECT"] * 2 + ["INSERT"]
    )
    # Counters, new ones inserted and those that are known updated, and the texts.
    assert words(first)[-len(answer) - 2 :] == [*answer, "INSERT", "INSERT"]
    assert words(again) == [*answer, "UPDATE", "INSERT"]
    assert words(other) == [*answer, "INSERT", "UPDATE", "INSERT"]


def test_thanking_asks_for_the_page_and_what_stands_around_it() -> None:
    page = a_page(15)
    path = f"/ocen-urzad/{survey_of(page).code}/dziekujemy/"
    found, response = reading(path)

    assert len([text for text in found if "ocen_urzad" in text]) == 2
    assert not [text for text in found if not text.startswith("SELECT")]
    # What the office has published is never read again, what editors write is.
    assert '"content"' not in "".join(found)
    assert "Prawdziwy powód" not in response.content.decode()
    page.thank_you = "Prawdziwy powód."
    page.save()
    assert "Prawdziwy" in Client().get(path).content.decode()


def test_the_printed_address_of_an_unpublished_page_says_so() -> None:
    page = a_page(15)
    path = f"/ocen-urzad/{survey_of(page).code}/"
    assert Client().get(path)["Location"] == page.url
    page.unpublish()

    response = Client().get(path)
    assert (response.status_code, response.templates[0].name) == (
        200,
        "wagtail_ocen_urzad/residents/closed_page.html",
    )


def test_counters_that_are_gone_are_made_anew() -> None:
    page = a_page(15)
    sending(page, filled(page, 15, mark=3))
    AnswerCell.objects.filter(question__in=["r1", "r2"]).delete()
    sending(page, filled(page, 15, mark=3))

    counted = dict(AnswerCell.objects.values_list("question", "n"))
    assert Response.objects.count() == 2
    assert (counted["r0"], counted["r1"], counted["r2"]) == (2, 1, 1)


def test_counters_that_another_process_made_are_added_to() -> None:
    page = a_page(15)
    sending(page, filled(page, 15, mark=3))
    operation_statements._known.clear()
    sending(page, filled(page, 15, mark=3))

    assert set(AnswerCell.objects.values_list("n", flat=True)) == {2}

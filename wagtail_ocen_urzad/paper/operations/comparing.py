"""Answers of one sheet held against each other, and put back into the form that was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.survey.judging import validate
from wagtail_ocen_urzad.survey.models import Response
from wagtail_ocen_urzad.survey.operations import InvalidAnswers
from wagtail_ocen_urzad.survey.queries import questionnaire_of
from wagtail_ocen_urzad.survey.questionnaire import SKIPPED, AnswerValue, QuestionKind

Value = AnswerValue | None
"""None is no answer, and stands for a question that another answer led past, too."""


def value_of(*, response: Response, question: str) -> Value:
    """Return what is stored for one question."""
    value: Value = response.answers.get(question)
    return None if value == SKIPPED else value


def judged(*, response: Response, given: Mapping[str, Sequence[str]]) -> dict[str, Value]:
    """Return what these raw values say, by the version of the stored answer.

    Raises:
        InvalidAnswers: they do not fit the questions.
    """
    validated = validate(
        questionnaire=questionnaire_of(version=response.version),
        given=given,
        departments=queries.known_codes_of(survey=response.version.survey).departments,
        enforce_required=False,
        takes_invalid=True,
    )
    if not validated.is_valid:
        raise InvalidAnswers(validated)
    return {code: None if value == SKIPPED else value for code, value in validated.answers.items()}


def judged_one(*, response: Response, question: str, value: Sequence[str]) -> Value:
    """Return what one question's raw values say.

    Raises:
        InvalidAnswers: they do not fit the question.
    """
    return judged(response=response, given={question: value}).get(question)


def differing(*, response: Response, second: Mapping[str, Value]) -> dict[str, bool]:
    """Say of every closed question whether the two differ; texts are left out."""
    return {
        question.code: value_of(response=response, question=question.code)
        != second.get(question.code)
        for question in questionnaire_of(version=response.version).questions()
        if question.kind is not QuestionKind.TEXT
    }


def put_value(*, response: Response, question: str, value: Sequence[str]) -> dict[str, list[str]]:
    """Return the raw values of a stored answer with another one in the place of one.

    What was written beside an option that is no longer ticked goes with it.
    """
    given = queries.values_of(response=response)
    given[question] = list(value)
    asked = questionnaire_of(version=response.version).question(question)
    for option, name in (asked.text_fields if asked else {}).items():
        if option not in value:
            given.pop(name, None)
    return given

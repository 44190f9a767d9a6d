"""One stored answer held against the questions of its own version."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from wagtail_ocen_urzad.survey.judging import Problem, validate
from wagtail_ocen_urzad.survey.questionnaire import (
    INVALID,
    NOT_APPLICABLE,
    SKIPPED,
    QuestionKind,
    Questionnaire,
)

MARKERS = (NOT_APPLICABLE, INVALID, SKIPPED)
"""What stands in place of an answer; paper may carry any of them."""

UNKNOWN_QUESTION = "unknown_question"
"""The version asks no such question."""
NO_QUESTION = "–"
"""The document as a whole is meant."""
OTHERWISE = "otherwise"
"""Another form of writing than `record_response` stores."""


def faults_of(
    *,
    answers: Any,
    questionnaire: Questionnaire,
    departments: Collection[str],
    takes_invalid: bool = True,
) -> dict[str, str]:
    """Return what is wrong with one stored document, by question code.

    Args:
        answers: the document.
        questionnaire: of its version.
        departments: codes that may be named.
        takes_invalid: it was on paper, where an answer may be invalid.
    """
    if not isinstance(answers, Mapping):
        return {NO_QUESTION: OTHERWISE}
    given = {
        code: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for code, value in answers.items()
        if value not in MARKERS
    }
    judged = validate(
        questionnaire=questionnaire,
        given=given,
        departments=departments,
        enforce_required=False,
    )
    known = {question.code for question in questionnaire.questions()}
    faults = {}
    for code, value in answers.items():
        if code not in known:
            faults[code] = UNKNOWN_QUESTION
        elif code in judged.problems:
            faults[code] = judged.problems[code].value
        elif value == INVALID and not takes_invalid:
            faults[code] = Problem.UNKNOWN_OPTION.value
        elif value not in MARKERS and not _is_same(judged.answers.get(code), value):
            faults[code] = OTHERWISE
    return faults


def text_fields(*, questionnaire: Questionnaire) -> set[str]:
    """Return the names under which a form of these questions sends texts."""
    names: set[str] = set()
    for question in questionnaire.questions():
        names.update(question.text_fields.values())
        if question.kind is QuestionKind.TEXT:
            names.add(question.code)
    return names


def _is_same(judged: Any, stored: Any) -> bool:
    """True is no 1 and „5” no 5: the document is compared as it is written."""
    return type(judged) is type(stored) and judged == stored

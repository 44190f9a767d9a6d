"""Hand-counted totals held against the questions, and their sums (domain 4.3). Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from wagtail_ocen_urzad.survey.questionnaire import (
    INVALID,
    NO_ANSWER,
    NOT_APPLICABLE,
    Question,
    QuestionKind,
    Questionnaire,
)

ANSWERED = "@answered"
"""Value in the totals of a multiple choice: forms that ticked something (`AnswerCell.ANSWERED`)."""

APART = (NOT_APPLICABLE, INVALID, NO_ANSWER)
"""What is counted beside the answers themselves."""

Totals = dict[str, dict[str, int]]
"""Question code -> value -> how often."""


class TallyProblem(StrEnum):
    """What can be wrong with the totals of one question."""

    UNKNOWN_QUESTION = "unknown_question"
    """The version does not ask it, or it is a free text, which nobody can add up."""
    UNKNOWN_VALUE = "unknown_value"
    NEGATIVE = "negative"
    SUM = "sum"
    """The numbers do not add up to the forms that were counted."""
    MORE_THAN_FORMS = "more_than_forms"
    """Of a multiple choice: one option was ticked more often than there are forms that answered."""


def judge_totals(
    *,
    questionnaire: Questionnaire,
    totals: Mapping[str, Mapping[str, int]],
    forms: int,
    departments: Collection[str],
) -> tuple[Totals, dict[str, TallyProblem]]:
    """Return the totals as they are stored, and what is wrong with them by question code.

    Args:
        questionnaire: the version that was asked.
        totals: as counted; a question that is left out was not counted.
        forms: questionnaires, or votes, in the box.
        departments: codes that may be named.
    """
    kept: Totals = {}
    problems: dict[str, TallyProblem] = {}
    for code, values in totals.items():
        question = questionnaire.question(code)
        problem = (
            _problem(question, values, forms, departments)
            if question is not None and question.kind is not QuestionKind.TEXT
            else TallyProblem.UNKNOWN_QUESTION
        )
        if problem is not None:
            problems[code] = problem
            continue
        kept[code] = {value: n for value, n in values.items() if n}
        if question is not None and question.kind is QuestionKind.MULTIPLE:
            kept[code][ANSWERED] = _answered(values, forms)
    return kept, problems


def expected_sum(*, question: Question, values: Mapping[str, int], forms: int) -> int:
    """Return how many forms the numbers of one question still leave unexplained.

    0 is what it should be; of a multiple choice always, since its sum may exceed the forms.
    """
    if question.kind is QuestionKind.MULTIPLE:
        return 0
    return forms - sum(values.values())


def values_of(*, question: Question, departments: Collection[str]) -> list[str]:
    """Return every value that may be counted of a question, in the order of the paper."""
    named = departments if question.kind is QuestionKind.DEPARTMENT else question.values
    apart = APART if question.allows_not_applicable else (INVALID, NO_ANSWER)
    return [*map(str, named), *apart]


def _problem(
    question: Question,
    values: Mapping[str, int],
    forms: int,
    departments: Collection[str],
) -> TallyProblem | None:
    known = set(values_of(question=question, departments=departments))
    if not known.issuperset(values):
        return TallyProblem.UNKNOWN_VALUE
    if any(n < 0 for n in values.values()):
        return TallyProblem.NEGATIVE
    if question.kind is not QuestionKind.MULTIPLE:
        left = expected_sum(question=question, values=values, forms=forms)
        return TallyProblem.SUM if left else None
    answered = _answered(values, forms)
    ticked = [n for value, n in values.items() if value not in APART]
    if answered < 0 or sum(ticked) < answered:
        # Whoever answered ticked something.
        return TallyProblem.SUM
    return TallyProblem.MORE_THAN_FORMS if any(n > answered for n in ticked) else None


def _answered(values: Mapping[str, int], forms: int) -> int:
    return forms - sum(values.get(value, 0) for value in APART)

"""How long it takes to answer: what the intro's {minuty} says, on the form and in the report."""

from __future__ import annotations

from wagtail_ocen_urzad.survey.questionnaire import QuestionKind, Questionnaire

SECONDS = {
    QuestionKind.RATING: 6,
    QuestionKind.SINGLE: 6,
    QuestionKind.MULTIPLE: 12,
    QuestionKind.DEPARTMENT: 12,
    QuestionKind.TEXT: 30,
}
"""Reading and answering one question, by kind; the starter set of 24 comes to three minutes."""


def estimated_minutes(*, questionnaire: Questionnaire) -> int:
    """Return the time of answering in whole minutes, at least 1, rounded up: never too short.

    Seconds are added up by the kind of question: 6 for a rating or a single choice, 12 for a
    multiple choice or the list of departments, 30 for a free text.
    """
    seconds = sum(SECONDS[question.kind] for question in questionnaire.questions())
    return max(1, -(-seconds // 60))

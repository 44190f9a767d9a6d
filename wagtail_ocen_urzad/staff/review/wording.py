"""What the review desk says: signs, states, and the marks of one answer in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import Response
from wagtail_ocen_urzad.survey.questionnaire import (
    INVALID,
    NOT_APPLICABLE,
    SKIPPED,
    Question,
    QuestionKind,
    question_of,
)
from wagtail_ocen_urzad.survey.signs import FAST, SAME


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One question and what was answered."""

    number: int
    question: str
    answer: str


def signs(*, flags: str) -> str:
    """Return why an answer is worth a look, in words."""
    words = {
        FAST: _("sent sooner than it can be read"),
        SAME: _("the same mark everywhere"),
    }
    return "; ".join(words.get(flag, flag) for flag in flags.split(","))


def state(*, response: Response) -> str:
    """Return whether an answer is counted, and whether that can still change."""
    if response.excluded_because:
        word = pgettext("answer", "excluded")
    else:
        word = pgettext("answer", "counted")
    if response.version.is_open is None and not response.is_late:
        return _("%(state)s, version closed") % {"state": word}
    return word


def lines(*, response: Response) -> list[Line]:
    """Return the answer question by question; of texts only that there is one.

    A text may name a person, and is read where texts are looked after.
    """
    questionnaire = queries.questionnaire_of(version=response.version)
    in_force = response.version.survey.office.in_force
    departments = {
        one["code"]: one["name"] for one in (in_force.data["departments"] if in_force else [])
    }
    fields = response.comments.values_list("question", flat=True)
    with_text = {question_of(field=field) for field in fields}
    return [
        Line(
            number=number,
            question=question.text,
            answer=_answer(question, response.answers, departments, with_text),
        )
        for number, question in enumerate(questionnaire.questions(), start=1)
    ]


def _answer(
    question: Question,
    answers: Mapping[str, Any],
    departments: Mapping[str, str],
    with_text: Collection[str],
) -> str:
    value = answers.get(question.code)
    values = value if isinstance(value, list) else [] if value is None else [value]
    words = [_words(question, str(one), departments) for one in values]
    if question.code in with_text:
        words.append(_("a text was written"))
    return ", ".join(words) or _("no answer")


def _words(question: Question, value: str, departments: Mapping[str, str]) -> str:
    if question.scale is not None:
        known = {str(point.value): point.label for point in question.scale.points}
    elif question.kind is QuestionKind.DEPARTMENT:
        known = dict(departments)
    else:
        known = {choice.code: choice.label for choice in question.choices}
    known |= {
        NOT_APPLICABLE: _("not applicable / hard to say"),
        INVALID: _("invalid answer"),
        SKIPPED: _("passed over"),
    }
    return known.get(value, value)

"""What the form says in the office's stead: hints, limits, what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.questionnaire import (
    OTHER_LIMIT,
    Best,
    Question,
    QuestionKind,
    RatingScale,
)

ASKS_WHICH = re.compile(r"\((?P<question>[^()]+\?)\)\s*$")
"""„inna (jaka?)”: the words in brackets ask for the text beside the option."""


def not_applicable(question: Question) -> str:
    """Words of the answer that is none: of a department, or of anything else."""
    if question.kind is QuestionKind.DEPARTMENT:
        return _("I do not remember / hard to say")
    return _("not applicable / hard to say")


def hint(
    question: Question, *, is_first_single: bool, leads: Sequence[tuple[str, str]] = ()
) -> str:
    """How the question is answered; said of single choices once, before it is understood.

    Args:
        question: the one that is asked.
        is_first_single: it is the first single choice of the form.
        leads: (label, where it leads) of the answers that lead past questions.
    """
    if question.kind is QuestionKind.TEXT:
        return _text_note(question)
    if question.kind is QuestionKind.MULTIPLE:
        manner = _("You may mark several answers.")
    else:
        manner = _("Mark one answer.") if is_first_single else ""
    said = [question.help_text, manner]
    if leads:
        if question.matrix is not None:
            # In a table the words of a mark stand in the head, for all rows.
            said += [f"{capfirst(label)} {words}." for label, words in leads]
        said.append(_("Answers to the questions passed over do not count."))
    return " ".join(filter(None, said))


def goes_on(target: int) -> str:
    """Say where an answer leads: to the question of this number, or 0 when it was the last."""
    if target:
        return _("(please go on to question %(number)s)") % {"number": target}
    return _("(then this was the last question)")


def which(label: str) -> str:
    """Return the visible label of the text beside an option."""
    asks = ASKS_WHICH.search(label)
    if asks:
        return _("%(question)s – please write it in") % {"question": asks["question"]}
    return _("please write it in")


def ends(scale: RatingScale) -> dict[int, str]:
    """Return words for both ends of a scale of bare numbers, by value; none where words are."""
    if not all(point.label.strip().isdecimal() for point in scale.points):
        return {}
    best, worst = _("the best mark"), _("the worst mark")
    if scale.best is Best.LOW:
        best, worst = worst, best
    return {scale.maximum: best, scale.minimum: worst}


def what_to_do(question: Question, problem: Problem) -> str:
    """Say what to do about a problem: no capital, no full stop, to end a line of the summary."""
    if problem is Problem.TOO_LONG:
        limit = question.max_length if question.kind is QuestionKind.TEXT else OTHER_LIMIT
        return ngettext(
            "shorten the answer to %(count)s character",
            "shorten the answer to %(count)s characters",
            limit,
        ) % {"count": limit}
    if problem is Problem.TEXT_OF_ANOTHER_OPTION:
        return _("mark the answer that something is written beside, or remove the words")
    if question.kind is QuestionKind.TEXT:
        return _("write an answer")
    if question.kind is QuestionKind.DEPARTMENT:
        return _("choose an answer from the list")
    if question.kind is QuestionKind.MULTIPLE:
        return _about_several(question, problem)
    if problem is Problem.UNKNOWN_OPTION:
        return _("mark one of the answers given")
    return _("mark one answer")


def sentence(question: Question, problem: Problem) -> str:
    """The same as a sentence, to stand at the question."""
    return f"{capfirst(what_to_do(question, problem))}."


def _about_several(question: Question, problem: Problem) -> str:
    if problem is Problem.MORE_THAN_ONE:
        return _("mark either answers or “%(none)s”") % {"none": not_applicable(question)}
    return _("mark at least one of the answers given")


def _text_note(question: Question) -> str:
    """The office's help, our request about personal data (unless it is that help), the limit."""
    request = _("Please do not give personal data, neither your own nor of others.")
    limit = ngettext(
        "Up to %(count)s character.", "Up to %(count)s characters.", question.max_length
    ) % {"count": question.max_length}
    said = question.help_text if request in question.help_text else ""
    return " ".join(filter(None, (said or f"{question.help_text} {request}".strip(), limit)))

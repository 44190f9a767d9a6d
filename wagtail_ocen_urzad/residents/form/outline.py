"""What stands around the questions: the list of parts, the error summary, how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wagtail_ocen_urzad.residents.form import wording
from wagtail_ocen_urzad.residents.form.asked import Given, control_id, faulty_field
from wagtail_ocen_urzad.residents.form.skips import skips_of
from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire


@dataclass(frozen=True, kw_only=True, slots=True)
class PartLink:
    """One line of the list of parts."""

    number: int
    title: str
    anchor: str
    is_optional: bool
    """The „metryczka”."""
    hidden: str = ""
    """Classes with which the part goes when an answer leads past all of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorLine:
    """One line of the error summary."""

    number: int
    text: str
    message: str
    """What to do; no capital, no full stop."""
    anchor: str
    """Id of the control that is to be mended, else of the first of the question."""


def part_anchor(number: int) -> str:
    """Id of a part, as residents see it in the address."""
    return f"czesc-{number}"


def part_links(*, questionnaire: Questionnaire) -> list[PartLink]:
    """Return the parts in order; a questionnaire of one part needs no list of them."""
    if len(questionnaire.areas) == 1:
        return []
    skips = skips_of(questionnaire=questionnaire)
    return [
        PartLink(
            number=number,
            title=area.title,
            anchor=part_anchor(number),
            is_optional=area.is_demographics,
            hidden=skips.hidden_with(*(one.code for one in area.questions)).strip()
            if area.questions
            else "",
        )
        for number, area in enumerate(questionnaire.areas, start=1)
    ]


def error_lines(
    *,
    questionnaire: Questionnaire,
    problems: Mapping[str, Problem],
    given: Given | None = None,
) -> list[ErrorLine]:
    """Return what must be mended, in the order of the questions, in the active language.

    Args:
        questionnaire: what was asked.
        problems: what is wrong, by question code.
        given: raw values, which tell the text beside an option that a line is about.
    """
    return [
        ErrorLine(
            number=number,
            text=question.text,
            message=wording.what_to_do(question, problems[question.code]),
            anchor=control_id(
                question,
                field=faulty_field(
                    question=question, problem=problems[question.code], given=given or {}
                ),
            ),
        )
        for number, question in enumerate(questionnaire.questions(), start=1)
        if question.code in problems
    ]

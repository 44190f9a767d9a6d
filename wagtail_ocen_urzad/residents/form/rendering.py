"""The questions as HTML, made of a `Questionnaire` alone: no request, no page, no database.

What is rendered without answers is the same for every resident of one version, one office version
and one language, so `cached_questions` keeps it in this process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.residents.form.asked import Asked, parts
from wagtail_ocen_urzad.residents.form.controls import (
    NOTHING,
    choice_question,
    department_question,
    text_question,
)
from wagtail_ocen_urzad.residents.form.layout import Block, blocks
from wagtail_ocen_urzad.residents.form.matrix import matrix, stack
from wagtail_ocen_urzad.residents.form.memory import Key, Memory
from wagtail_ocen_urzad.residents.form.outline import (
    ErrorLine,
    error_lines,
    part_anchor,
)
from wagtail_ocen_urzad.residents.form.skips import Skips, skips_of
from wagtail_ocen_urzad.residents.typography import typeset
from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.questionnaire import QuestionArea, QuestionKind, Questionnaire

__all__ = [
    "ErrorLine",
    "cached_questions",
    "error_lines",
    "render_questions",
]

_memory: Memory[SafeString] = Memory()


def render_questions(
    *,
    questionnaire: Questionnaire,
    departments: Sequence[tuple[str, str]],
    given: Mapping[str, Sequence[str]] | None = None,
    problems: Mapping[str, Problem] | None = None,
) -> SafeString:
    """Return all parts with their questions, in the active language.

    Args:
        questionnaire: what is asked.
        departments: (code, name) of those that may be named, in the order of the regulations.
        given: raw values by name of the field; what is not asked or not offered is left out.
        problems: what is wrong, by question code.
    """
    count = len(questionnaire.areas)
    areas = parts(questionnaire=questionnaire, given=given or {}, problems=problems or {})
    skips = skips_of(questionnaire=questionnaire)
    return format_html_join(
        "",
        "{}",
        (
            (_part(area, asked, departments, place=place, count=count, skips=skips),)
            for place, (area, asked) in enumerate(areas, start=1)
        ),
    )


def cached_questions(
    *,
    key: Key,
    questionnaire: Questionnaire,
    departments: Sequence[tuple[str, str]],
) -> SafeString:
    """Return the empty questions in a language, rendered once per process.

    Args:
        key: stands for the other two; names the language of the rendering, too.
        questionnaire: rendered when it is not remembered.
        departments: the same.
    """
    return _memory.get(
        key,
        make=lambda: render_questions(questionnaire=questionnaire, departments=departments),
    )


def _part(
    area: QuestionArea,
    asked: Sequence[Asked],
    departments: Sequence[tuple[str, str]],
    *,
    place: int,
    count: int,
    skips: Skips,
) -> SafeString:
    by_code = {one.question.code: one for one in asked}
    together = blocks(area.questions)
    # The lead heads the first table if that is what the part begins with and it has none.
    first = together[0] if together else None
    heads = first is not None and first.is_matrix and not (first.matrix and first.matrix.lead)
    codes = [one.question.code for one in asked]
    return format_html(
        '<section class="ou-part{}" id="{}">{}<h2>{}</h2>{}\n{}</section>\n',
        skips.hidden_with(*codes) if codes else "",
        part_anchor(place),
        _count(place, count),
        typeset(area.title),
        NOTHING if heads else _lead(area),
        format_html_join(
            "",
            "{}",
            (
                (
                    _block(
                        block,
                        [by_code[question.code] for question in block.questions],
                        departments,
                        lead=area.lead if heads and block is first else "",
                        skips=skips,
                    ),
                )
                for block in together
            ),
        ),
    )


def _block(
    block: Block,
    asked: Sequence[Asked],
    departments: Sequence[tuple[str, str]],
    *,
    lead: str,
    skips: Skips,
) -> SafeString:
    first = asked[0]
    scale = first.question.scale
    hidden = skips.hidden_with(*(one.question.code for one in asked))
    own_lead = block.matrix.lead if block.matrix else ""
    if block.is_matrix and scale is not None:
        is_group = block.matrix is not None
        return matrix(asked, scale=scale, lead=own_lead or lead, hidden=hidden, is_group=is_group)
    if block.matrix is not None:
        return stack(asked, lead=own_lead, hidden=hidden)
    if first.question.kind is QuestionKind.TEXT:
        return text_question(first)
    if first.question.kind is QuestionKind.DEPARTMENT:
        # Nothing could be chosen: such a question is not required either (`Judge.validate`).
        is_asked = bool(departments) or first.question.allows_not_applicable
        return department_question(first, departments) if is_asked else NOTHING
    return choice_question(first)


def _count(place: int, count: int) -> SafeString:
    if count == 1:
        return NOTHING
    words = _("Part %(number)s of %(count)s") % {"number": place, "count": count}
    return format_html('<p class="ou-count">{}</p>', typeset(words))


def _lead(area: QuestionArea) -> SafeString:
    if not area.lead:
        return NOTHING
    kind = "ou-note" if area.is_demographics else "ou-lead"
    return format_html('<p class="{}">{}</p>', kind, typeset(area.lead))

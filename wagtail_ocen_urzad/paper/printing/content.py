"""A questionnaire as it goes on paper: parts, questions, boxes, each in a layout that fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import ceil

from wagtail_ocen_urzad.paper.keys import OptionKey, keys_of
from wagtail_ocen_urzad.paper.printing import wording
from wagtail_ocen_urzad.paper.printing.arrangement import (
    arranged,
    column_of,
    in_rows,
    none_column,
)
from wagtail_ocen_urzad.paper.printing.presentation import (
    Arrangement,
    Block,
    Content,
    Head,
    Mark,
    Part,
    Row,
)
from wagtail_ocen_urzad.paper.printing.style import Style
from wagtail_ocen_urzad.survey.questionnaire import (
    NOT_APPLICABLE,
    Matrix,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
)


@dataclass(kw_only=True)
class _Setter:
    """What is known while the questions are gone through."""

    style: Style
    departments: Sequence[tuple[str, str]]
    numbers: Mapping[str, int]
    """Number of each question by its code."""
    scales_with_none: Collection[RatingScale | None]
    """Scales beside which „nie dotyczy” stands somewhere."""
    count: int = field(default=0)

    def next_id(self, kind: str) -> str:
        self.count += 1
        return f"{kind}-{self.count}"


def content_of(
    *, questionnaire: Questionnaire, departments: Sequence[tuple[str, str]], style: Style
) -> Content:
    """Return what is printed, in the language that is active.

    Args:
        questionnaire: of the version.
        departments: (code, name) that may be marked, in the order of the regulations.
        style: size of print.
    """
    numbers = {one.code: place for place, one in enumerate(questionnaire.questions(), start=1)}
    with_none = {one.scale for one in questionnaire.questions() if one.allows_not_applicable}
    setter = _Setter(
        style=style, departments=departments, numbers=numbers, scales_with_none=with_none
    )
    return Content(
        parts=tuple(_part(area, setter) for area in questionnaire.areas if area.questions),
        intro=questionnaire.intro,
    )


def _part(area: QuestionArea, setter: _Setter) -> Part:
    groups = [
        (matrix, tuple(questions)) for (matrix, _scale), questions in groupby(area.questions, _key)
    ]
    blocks = [block for matrix, rows in groups for block in _blocks(rows, matrix, setter)]
    # Above a table the lead of the area stands where the sentence of its rows begins.
    heads = bool(blocks) and blocks[0].arrangement is Arrangement.TABLE and not blocks[0].lead
    if heads and area.lead:
        blocks[0] = replace(blocks[0], lead=area.lead)
    return Part(title=area.title, lead="" if heads else area.lead, blocks=tuple(blocks))


def _key(question: Question) -> tuple[Matrix | None, RatingScale | None]:
    """Ratings that follow each other on one scale share the head of a table."""
    if question.skips and question.matrix is None:
        return None, None
    return question.matrix, question.scale


def _blocks(
    questions: tuple[Question, ...], matrix: Matrix | None, setter: _Setter
) -> Iterator[Block]:
    scale = questions[0].scale
    lead = matrix.lead if matrix else ""
    has_none = any(question.allows_not_applicable for question in questions)
    way = arranged(scale=scale, has_none=has_none, style=setter.style)
    if way is Arrangement.TABLE:
        rows = tuple(_row(question, setter) for question in questions)
        heads = _heads(questions, way, setter.style)
        is_apart = scale in setter.scales_with_none and not has_none
        spare = ceil(none_column(style=setter.style)) if is_apart else 0
        yield Block(arrangement=way, rows=rows, lead=lead, heads=heads, spare=spare)
        return
    for question in questions:
        row = _row(question, setter)
        if question.kind is QuestionKind.TEXT:
            block = Block(arrangement=Arrangement.FRAME, rows=(row,))
        elif way is Arrangement.LINE:
            block = Block(
                arrangement=way, rows=(row,), heads=_heads((question,), way, setter.style)
            )
        else:
            columns, options = in_rows(marks=row.marks, style=setter.style)
            block = Block(
                arrangement=Arrangement.LIST, rows=(row,), columns=columns, options=options
            )
        yield replace(block, lead=lead if question is questions[0] else "")


def _row(question: Question, setter: _Setter) -> Row:
    is_text = question.kind is QuestionKind.TEXT
    options = keys_of(question=question, departments=setter.departments)
    goes_on = {skip.answer: setter.numbers.get(skip.to, 0) for skip in question.skips}
    return Row(
        code=question.code,
        number=setter.numbers[question.code],
        text=question.text,
        notes=wording.notes(question=question, goes_on=goes_on),
        marks=tuple(_mark(question, option, goes_on, setter) for option in options),
        frame_id=setter.next_id("field") if is_text else "",
    )


def _mark(
    question: Question, option: OptionKey, goes_on: Mapping[str, int], setter: _Setter
) -> Mark:
    label = option.label
    if option.value == NOT_APPLICABLE:
        label = wording.not_applicable(question=question)
    is_led_past = question.scale is None and option.value in goes_on
    return Mark(
        id=setter.next_id("box"),
        question=question.code,
        value=option.value,
        key=option.key,
        label=label,
        goes_on=wording.goes_on(target=goes_on[option.value]) if is_led_past else "",
        line_id=setter.next_id("field") if option.takes_text else "",
    )


def _heads(questions: Sequence[Question], way: Arrangement, style: Style) -> tuple[Head, ...]:
    """Return the heads of the boxes of these questions, which share a scale."""
    widest = max(questions, key=lambda question: question.allows_not_applicable)
    column = 0.0
    if way is Arrangement.TABLE and widest.scale is not None:
        column = column_of(scale=widest.scale, style=style)
    none = wording.not_applicable(question=widest)
    return tuple(
        Head(label=none, key=one.key, width=ceil(none_column(style=style)))
        if one.value == NOT_APPLICABLE
        else Head(label=one.label, key=one.key, width=ceil(column))
        for one in keys_of(question=widest)
    )

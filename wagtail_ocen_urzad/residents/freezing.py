"""From the stream that editors work on to the questions that residents are asked, and back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, groupby
from typing import Any

from wagtail_ocen_urzad.residents.draft_skips import Order, shown_target, target_of
from wagtail_ocen_urzad.residents.scales import mark_of, mark_words, read_scale, write_scale
from wagtail_ocen_urzad.survey.questionnaire import (
    TEXT_LIMIT,
    Choice,
    Matrix,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
    Skip,
    UnableToRead,
    problems_of,
)

Raw = dict[str, Any]
TABLE = "matrix"
"""Type of the block whose rows are ratings."""


def freeze(*, stream: Iterable[Any], intro: str) -> Questionnaire:
    """Return the questions of a stream.

    Wagtail's `full_clean` does not look into blocks, so this looks for itself.

    Raises:
        UnableToRead: something is missing or stands twice; every problem is named.
    """
    areas: list[QuestionArea] = []
    heading: Mapping[str, Any] = {}
    questions: list[Question] = []
    children = list(stream)
    order = order_of(children=[(child.block_type, child.value) for child in children])
    areas_of = (child.value for child in children if child.block_type == "area")
    taken = {_words(value.get("code")) for value in areas_of}
    for child in children:
        if child.block_type == "area":
            _close_area(areas, heading, questions, taken)
            heading, questions = child.value, []
        else:
            questions += _questions(child.block_type, child.value, heading, order)
    _close_area(areas, heading, questions, taken)
    questionnaire = Questionnaire(intro=_words(intro), areas=tuple(areas))
    problems = problems_of(questionnaire=questionnaire)
    if problems:
        raise UnableToRead(problems)
    return questionnaire


def thaw(*, questionnaire: Questionnaire) -> list[Raw]:
    """Return the raw stream that freezes into these questions: a starter set for a new page.

    The rows of a table share what the editor asks once: required, „nie dotyczy” and the scale are
    those of the first one; a row has neither a hint nor a way on of its own.
    """
    raw: list[Raw] = []
    order = _order(questionnaire)
    for area in questionnaire.areas:
        heading = {
            "title": area.title,
            "lead": area.lead,
            "is_demographics": area.is_demographics,
            "code": area.code,
        }
        raw.append(_child("area", heading))
        for matrix, group in groupby(area.questions, key=lambda one: one.matrix):
            if matrix is not None:
                raw.append(_child(TABLE, _matrix_value(matrix, list(group))))
            else:
                raw.extend(_child(q.kind.value, _question_value(q, order)) for q in group)
    return raw


def order_of(*, children: Iterable[tuple[str, Mapping[str, Any]]]) -> Order:
    """Return the order of the questions in a stream.

    Args:
        children: type and value of each block, raw or not.
    """
    codes: list[str] = []
    texts: list[str] = []
    details: int | None = None
    is_about_respondent = False
    for block_type, value in children:
        if block_type == "area":
            is_about_respondent = bool(value.get("is_demographics"))
            continue
        if is_about_respondent and details is None:
            details = len(codes) + 1
        for one in questions_in(block_type=block_type, value=value):
            codes.append(_words(one.get("code")))
            texts.append(_words(one.get("text")))
    return Order(codes=codes, texts=texts, details=details)


def questions_in(*, block_type: str, value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the part of each question of a block: the rows of a table, else the block itself."""
    if block_type == "area":
        return []
    if block_type != TABLE:
        return [value]
    # A raw item carries its value; an item that has been read is one.
    return [row.get("value", row) for row in value.get("rows") or ()]


def _order(questionnaire: Questionnaire) -> Order:
    questions = list(questionnaire.questions())
    return Order(
        codes=[one.code for one in questions],
        texts=[one.text for one in questions],
        details=None,
    )


def _close_area(
    areas: list[QuestionArea],
    heading: Mapping[str, Any],
    questions: list[Question],
    taken: set[str],
) -> None:
    if heading or questions:
        areas.append(
            QuestionArea(
                code=_words(heading.get("code")) or _free_code(areas, taken),
                title=_words(heading.get("title")),
                lead=_words(heading.get("lead")),
                is_demographics=bool(heading.get("is_demographics")),
                questions=tuple(questions),
            )
        )


def _free_code(areas: list[QuestionArea], taken: set[str]) -> str:
    """Name an area that has no heading, or none with a code, by its place."""
    used = taken | {area.code for area in areas}
    return next(code for n in count(len(areas) + 1) if (code := f"area_{n}") not in used)


def _words(value: Any) -> str:
    """Return a text of the stream; whatever a script put there instead is read as one."""
    return "" if value is None else str(value).strip()


def _length(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else TEXT_LIMIT


def _questions(
    block_type: str, value: Mapping[str, Any], heading: Mapping[str, Any], order: Order
) -> Iterator[Question]:
    is_required = bool(value.get("is_required")) and not heading.get("is_demographics")
    if block_type == TABLE:
        yield from _rows(value, is_required=is_required)
        return
    kind = QuestionKind(block_type)
    scale = read_scale(value=value) if kind is QuestionKind.RATING else None
    yield Question(
        code=_words(value.get("code")),
        kind=kind,
        text=_words(value.get("text")),
        help_text=_words(value.get("help_text")),
        is_required=is_required,
        allows_not_applicable=bool(value.get("allows_not_applicable")),
        choices=tuple(
            Choice(
                code=_words(option.get("code")),
                label=_words(option.get("label")),
                takes_text=bool(option.get("takes_text")),
            )
            for option in value.get("options") or ()
        ),
        scale=scale,
        skips=tuple(_skips(value, scale, order)),
        max_length=_length(value.get("max_length")),
    )


def _rows(value: Mapping[str, Any], *, is_required: bool) -> Iterator[Question]:
    matrix = Matrix(code=_words(value.get("code")), lead=_words(value.get("lead")))
    scale = read_scale(value=value)
    for row in value.get("rows") or ():
        yield Question(
            code=_words(row.get("code")),
            kind=QuestionKind.RATING,
            text=_words(row.get("text")),
            is_required=is_required,
            allows_not_applicable=bool(value.get("allows_not_applicable")),
            scale=scale,
            matrix=matrix,
        )


def _skips(value: Mapping[str, Any], scale: RatingScale | None, order: Order) -> Iterator[Skip]:
    for option in value.get("options") or ():
        to = target_of(value=option, order=order)
        if to is not None:
            yield Skip(answer=_words(option.get("code")), to=to)
    if scale is None:
        return
    for way in value.get("skips") or ():
        to = target_of(value=way, order=order)
        if to is not None:
            yield Skip(answer=mark_of(words=_words(way.get("answer")), scale=scale), to=to)


def _matrix_value(matrix: Matrix, rows: list[Question]) -> Raw:
    first = rows[0]
    return {
        "lead": matrix.lead,
        "rows": [_item({"text": row.text, "code": row.code}) for row in rows],
        "is_required": first.is_required,
        "allows_not_applicable": first.allows_not_applicable,
        "code": matrix.code,
        **(write_scale(scale=first.scale) if first.scale else {}),
    }


def _question_value(question: Question, order: Order) -> Raw:
    value: Raw = {
        "text": question.text,
        "help_text": question.help_text,
        "is_required": question.is_required,
        "code": question.code,
    }
    if question.kind is QuestionKind.TEXT:
        value["max_length"] = question.max_length
    else:
        value["allows_not_applicable"] = question.allows_not_applicable
    leads = {skip.answer: shown_target(code=skip.to, order=order) for skip in question.skips}
    if question.choices:
        value["options"] = [
            _item(
                {"label": c.label, "takes_text": c.takes_text, "code": c.code}
                | leads.get(c.code, {})
            )
            for c in question.choices
        ]
    if question.scale is not None:
        value |= write_scale(scale=question.scale)
    if question.scale is not None and leads:
        value["skips"] = [
            _item({"answer": mark_words(point=point), **leads[str(point.value)]})
            for point in question.scale.points
            if str(point.value) in leads
        ]
    return value


def _item(value: Raw) -> Raw:
    return {"type": "item", "id": str(uuid.uuid4()), "value": value}


def _child(block_type: str, value: Raw) -> Raw:
    return {"type": block_type, "id": str(uuid.uuid4()), "value": value}

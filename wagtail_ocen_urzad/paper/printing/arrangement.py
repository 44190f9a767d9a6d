"""Which layout a question gets: the smallest one that leaves room for its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from wagtail_ocen_urzad.paper.printing import wording
from wagtail_ocen_urzad.paper.printing.measuring import (
    ON_THE_WIDE_SIDE,
    lines,
    widest_word,
)
from wagtail_ocen_urzad.paper.printing.presentation import Arrangement, Mark
from wagtail_ocen_urzad.paper.printing.style import BOX_AND_GAPS, COLUMN, Style
from wagtail_ocen_urzad.survey.questionnaire import RatingScale

MOST_COLUMNS = 5
"""Of a list that is one line; longer lists take up to three columns."""
LINES_IN_A_LIST = 2
"""Of the words beside a box; three of the last option, which mostly is none of the others."""
LINES_IN_A_HEAD = 4
BETWEEN_HEADS = 2.0
"""Millimetres between the words of two heads."""
ROWS_READ_DOWNWARDS = 12
"""A longer list may go over to the next page, so it is read along its rows."""

Rows = tuple[tuple[Mark | None, ...], ...]


def arranged(*, scale: RatingScale | None, has_none: bool, style: Style) -> Arrangement:
    """Return how ratings on this scale stand; a list when there is no scale.

    Args:
        scale: of one rating, or shared by the rows of a table.
        has_none: „nie dotyczy” stands beside the marks.
        style: size of print.
    """
    if scale is None:
        return Arrangement.LIST
    labels = [point.label for point in scale.points]
    column = column_of(scale=scale, style=style)
    boxes = column * len(labels) + (none_column(style=style) if has_none else 0.0)
    if boxes + style.least_text <= COLUMN and _fit(labels, column, style):
        return Arrangement.TABLE
    cell = (COLUMN - (none_column(style=style) if has_none else 0.0)) / len(labels)
    if cell >= style.least_column and _fit(labels, cell, style):
        return Arrangement.LINE
    return Arrangement.LIST


def column_of(*, scale: RatingScale, style: Style) -> float:
    """Return the width of the columns of a table on this scale, in millimetres."""
    words = (widest_word(text=point.label, size=style.head) for point in scale.points)
    return max(max(words) + BETWEEN_HEADS, style.least_column)


def none_column(*, style: Style) -> float:
    """Return the width of the column of „nie dotyczy”, in millimetres."""
    words = widest_word(text=wording.not_applicable_words(), size=style.head)
    return max(words + 2 * BETWEEN_HEADS, style.least_column)


def _fit(labels: Sequence[str], column: float, style: Style) -> bool:
    """Every label has room above its box, in few lines and without a broken word."""
    room = column - BETWEEN_HEADS
    return all(
        widest_word(text=label, size=style.head) <= room
        and lines(text=label, size=style.head, room=room) <= LINES_IN_A_HEAD
        for label in labels
    )


def in_rows(*, marks: Sequence[Mark], style: Style) -> tuple[int, Rows]:
    """Return the number of columns of a list, and its marks in rows.

    An option with a line to write on has a row of its own. Options are read down the columns
    unless the list is so long that it may be broken by the end of the page.
    """
    plain = [mark for mark in marks if not mark.line_id]
    columns = _columns(plain, style)
    rows: list[tuple[Mark | None, ...]] = []
    for takes_text, group in groupby(marks, key=lambda mark: bool(mark.line_id)):
        together = list(group)
        if takes_text:
            rows += [(mark,) for mark in together]
        else:
            rows += _grid([_counted(mark, columns, style) for mark in together], columns)
    return columns, tuple(rows)


def _columns(marks: Sequence[Mark], style: Style) -> int:
    whole_line = [len(marks)] if 1 < len(marks) <= MOST_COLUMNS else []
    for columns in (*whole_line, 3, 2):
        room = COLUMN / columns - BOX_AND_GAPS
        if all(
            widest_word(text=mark.words, size=style.option) <= room
            and lines(text=mark.words, size=style.option, room=room)
            <= LINES_IN_A_LIST + (columns > 3 and mark is marks[-1])
            for mark in marks
        ):
            return columns
    return 1


def _counted(mark: Mark, columns: int, style: Style) -> Mark:
    room = COLUMN / columns - BOX_AND_GAPS
    # As they are, not on the wide side: words that just fit stand beside the middle of the box.
    size = style.option / ON_THE_WIDE_SIDE
    return replace(mark, lines=lines(text=mark.words, size=size, room=room))


def _grid(marks: Sequence[Mark], columns: int) -> list[tuple[Mark | None, ...]]:
    count = -(-len(marks) // columns)
    if count > ROWS_READ_DOWNWARDS:
        rows = [marks[start : start + columns] for start in range(0, len(marks), columns)]
    else:
        rows = [marks[row::count] for row in range(count)]
    return [(*row, *[None] * (columns - len(row))) for row in rows]

"""How the options of a question may stand beside each other: a matter of their length only.

The stylesheet does the rest by the width it finds. Measures are characters of a common font at
18 px; a town's wider font wraps inside its cell, it never breaks the line of options.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from wagtail_ocen_urzad.survey.questionnaire import Choice, Matrix, Question, RatingScale

LINE_FROM_34 = {2: 23, 3: 13, 4: 7}
"""Number of options in one line -> longest label in a column of 34rem."""
LINE_FROM_46 = {2: 34, 3: 20, 4: 14, 5: 9}
"""The same in a column of 46rem."""
SCALE_FROM_34 = {2: 22, 3: 16, 4: 12, 5: 10, 6: 8, 7: 6, 8: 5, 9: 4, 10: 3, 11: 3}
"""Number of marks -> longest word in one of the equal cells of a rating, column of 34rem."""
SCALE_FROM_46 = {2: 30, 3: 24, 4: 18, 5: 14, 6: 11, 7: 9, 8: 8, 9: 7, 10: 6, 11: 5}
"""The same in a column of 46rem."""
MATRIX_CELL = {2: 13, 3: 13, 4: 12, 5: 8, 6: 8, 7: 7, 8: 5, 9: 5, 10: 4, 11: 4}
"""Number of marks -> longest word that may head a column of a matrix."""
MATRIX_WIDE_CELL = {5: 12}
"""The same where the columns may take more of the row; there are scales with „dostatecznie”."""

LINES = 3
"""Most lines of words in one cell; whatever is longer stands in rows."""
SENTENCE = 60
"""From so many characters an option is a sentence: its control stands at the first line."""

LONG_LIST = 6
"""From so many options a multiple choice takes two columns."""
LONG_LIST_END = 30
"""Longer lists than this stay in one column."""
COLUMN_LABEL = 45
"""Longest label in two columns."""

OPT_OUT_CODE = "declined"
OPT_OUT_STARTS = ("nie chcę", "nie dotyczy", "nie wiem", "nie pamiętam", "trudno powiedzieć")


def line_classes(*, labels: Sequence[str], ends_with_opt_out: bool) -> tuple[str, bool]:
    """Return the classes of a single choice, and whether its last option drops to a second line.

    One line where all fit at equal width; else one line with a last opt-out below it; else
    nothing, which is one column. An ordered scale is never broken over two lines.
    """
    for rest in (False, True) if ends_with_opt_out else (False,):
        row = labels[:-1] if rest else labels
        longest = max(map(len, row))
        for limits, since in ((LINE_FROM_34, 34), (LINE_FROM_46, 46)):
            if longest <= limits.get(len(row), 0):
                return f"ou-line-{since} ou-n-{len(row)}", rest
    return "", False


def list_classes(*, labels: Sequence[str]) -> str:
    """Return the classes of a multiple choice: a long one takes two columns, read downwards."""
    if LONG_LIST <= len(labels) <= LONG_LIST_END and max(map(len, labels)) <= COLUMN_LABEL:
        return f"ou-columns ou-n-{-(-len(labels) // 2)}"
    return ""


def column_classes(*, labels: Sequence[str]) -> str:
    """Return the classes of options one below another: sentences have theirs at the top."""
    return "ou-sentences" if max(map(len, labels)) >= SENTENCE else ""


def scale_classes(*, scale: RatingScale) -> str:
    """Return the classes of one rating: equal cells where every word fits, else one column."""
    count = len(scale.points)
    for limits, since in ((SCALE_FROM_34, 34), (SCALE_FROM_46, 46)):
        if _fits(scale, limits.get(count, 0)):
            return f"ou-scale-{since} ou-n-{count}"
    return ""


def matrix_classes(*, scale: RatingScale) -> str:
    """Return the classes of a matrix on this scale; none if its words can't head columns."""
    count = len(scale.points)
    if _fits(scale, MATRIX_CELL.get(count, 0)):
        return f"ou-matrix ou-n-{count}"
    if _fits(scale, MATRIX_WIDE_CELL.get(count, 0)):
        return f"ou-matrix ou-wide ou-n-{count}"
    return ""


def is_opt_out(choice: Choice) -> bool:
    """The option is a way not to answer, so it is no step of an order."""
    return choice.code == OPT_OUT_CODE or choice.label.casefold().startswith(OPT_OUT_STARTS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """What stands together in a part: one question, or the rows of one table."""

    questions: tuple[Question, ...]
    is_matrix: bool = False
    """Rows under common column heads."""
    matrix: Matrix | None = None
    """What the office said of the rows; None of ratings that make a table by themselves."""


def blocks(questions: Sequence[Question]) -> list[Block]:
    """Return the questions of a part in order, ratings that make one matrix together.

    The rows of one `Matrix` stand together, whatever stands beside them; whether as a table is a
    matter of the words of their scale. Two or more other consecutive ratings on one scale make a
    table, too, unless one of them leads past questions, which needs room for words.
    """
    result: list[Block] = []
    for (matrix, scale), group in groupby(questions, key=_together):
        rows = tuple(group)
        if matrix is not None:
            fits = rows[0].scale is not None and bool(matrix_classes(scale=rows[0].scale))
            result.append(Block(questions=rows, is_matrix=fits, matrix=matrix))
        elif scale is not None and len(rows) > 1:
            result.append(Block(questions=rows, is_matrix=True))
        else:
            result += [Block(questions=(question,)) for question in rows]
    return result


def _together(question: Question) -> tuple[Matrix | None, RatingScale | None]:
    if question.matrix is not None or question.scale is None or question.skips:
        return question.matrix, None
    return None, question.scale if matrix_classes(scale=question.scale) else None


def _fits(scale: RatingScale, width: int) -> bool:
    """Every label fits in `LINES` lines of so many characters."""
    labels = [point.label for point in scale.points]
    words = [word for label in labels for word in label.split() or [""]]
    return max(map(len, words)) <= width and max(map(len, labels)) <= LINES * width

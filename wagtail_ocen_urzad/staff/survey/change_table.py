"""From differences to the rows that are shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from wagtail_ocen_urzad.staff.change_rows import Row, RowLine
from wagtail_ocen_urzad.staff.survey import wording
from wagtail_ocen_urzad.staff.survey.differences import (
    AreaDifference,
    Aspect,
    Differences,
    Effect,
    Line,
    QuestionDifference,
)
from wagtail_ocen_urzad.staff.word_changes import Fate, Piece
from wagtail_ocen_urzad.survey.questionnaire import END


def change_table(found: Differences, *, number: int) -> tuple[Row, ...]:
    """Return the rows: questions in the order of the draft, then what stands around them.

    Args:
        number: of the version that would be opened.
    """
    rows = [_question_row(one, number) for one in found.questions]
    rows += [_area_row(one) for one in found.around]
    return tuple(rows)


def _question_row(one: QuestionDifference, number: int) -> Row:
    is_gone = one.effect is Effect.REMOVED
    former = _("former %(number)s") % {"number": one.number}
    return Row(
        place=former if is_gone else str(one.number),
        lines=tuple(_question_lines(one)),
        effect=str(wording.EFFECTS[one.effect]),
        consequence=wording.consequence(one, number=number),
    )


def _question_lines(one: QuestionDifference) -> Iterator[RowLine]:
    if one.lines[0].aspect is not Aspect.TEXT:
        yield RowLine(pieces=(Piece(text=one.text, fate=Fate.KEPT),))
    for line in one.lines:
        yield _row_line(line)


def _area_row(one: AreaDifference) -> Row:
    place = _("Area “%(title)s”") % {"title": one.title} if one.title else _("Introduction")
    return Row(
        place=place,
        lines=tuple(_row_line(line) for line in one.lines),
        effect=str(wording.AREA_EFFECTS[one.effect]),
        consequence=_("no effect on comparability"),
    )


def _row_line(line: Line) -> RowLine:
    pieces = tuple(
        Piece(text=_in_words(piece.text, line.aspect), fate=piece.fate) for piece in line.pieces
    )
    return RowLine(label=wording.label_of(line), pieces=pieces)


def _in_words(text: str, aspect: Aspect) -> str:
    """Return a piece with the words for what the questionnaire has signs for."""
    if aspect is Aspect.KIND:
        return str(wording.KINDS[text])
    if aspect is Aspect.WAY_ON:
        return text.replace(f"→ {END}", "→ " + _("end of the survey"))
    return text

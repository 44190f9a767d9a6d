"""What a report shows, as plain data: every figure already rounded and set in Polish.

The screen and the paper are both made from this, so they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

SHORT = 18
"""Rows of a table that is never split on paper."""
LONG = 45
"""Characters of an option that is no longer listed in one line with others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One line of a list of facts: what it is, and its value."""

    term: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One figure set large, with what it means."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """Head of one column."""

    title: str
    is_number: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row of a table; the first cell is its heading."""

    heading: str
    cells: tuple[str, ...]
    bar: int | None = None
    """Length of the bar beside the figures, in percent of the longest possible."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table of ready texts."""

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    """Printed under the table: the base of percentages, what a mark means."""

    @property
    def has_bars(self) -> bool:
        """A column of bars belongs to it."""
        return any(line.bar is not None for line in self.lines)

    @property
    def is_short(self) -> bool:
        """It fits on a page, even with two lines in each row."""
        return len(self.lines) <= SHORT

    @property
    def rows(self) -> tuple[tuple[Line, tuple[tuple[Column, str], ...]], ...]:
        """Lines, each with its cells and the columns they stand in."""
        return tuple(
            (line, tuple(zip(self.columns[1:], line.cells, strict=True))) for line in self.lines
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class TableChapter:
    """A chapter that is tables, or a sentence when there is nothing to compare."""

    anchor: str
    title: str
    sentence: str
    tables: tuple[Table, ...]


class RowKind(StrEnum):
    """Kinds of row in a table of answers."""

    OPTION = "option"
    TOTAL = "total"
    APART = "apart"
    """„Nie dotyczy”, no answer, not valid: shown, but no part of the result."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRow:
    """One row of a table of answers."""

    kind: RowKind
    label: str
    count: str
    share_valid: str
    """Percent of valid answers, without the sign."""
    share_asked: str
    """Percent of the forms that ask the question, without the sign."""
    shade: int | None = None
    """Which fill of the chart stands for this mark (`fills.FILLS`)."""
    bar: int | None = None
    """Length of the bar of this option, in percent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionView:
    """The results of one question."""

    anchor: str
    area: str
    lead: str
    """Of a row of a table: the beginning of the sentence that every row ends."""
    title: str
    """„9. Dostępność budynku…”"""
    help_text: str
    sentence: str
    """The result in words; also the text alternative of the chart."""
    remarks: tuple[str, ...]
    """What the reader must know: few answers, other wordings, a new series."""
    figures: tuple[Figure, ...]
    rows: tuple[AnswerRow, ...]
    """None for a free text."""
    valid_label: str
    """Head of the column with percent of valid answers."""
    asked_label: str
    """Head of the column with percent of forms."""
    notes: tuple[str, ...]
    """Printed under the table."""
    wordings: tuple[Fact, ...]
    screen_chart: SafeString
    print_chart: SafeString
    ends: tuple[str, str]
    """Words under the left and the right end of the chart on the screen."""
    screen_is_crowded: bool
    """The chart on the screen leaves some shares to the table."""
    print_is_crowded: bool
    """The chart on paper leaves some words to the table."""

    @property
    def has_bars(self) -> bool:
        """The options are compared by bars in the table itself."""
        return any(row.bar is not None for row in self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaView:
    """Questions under one heading."""

    anchor: str
    title: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedQuestion:
    """A question as it was asked, for the annex."""

    title: str
    help_text: str
    hints: str
    """„(pole wymagane)”, „(można zaznaczyć kilka odpowiedzi)”."""
    answers: tuple[str, ...]
    skips: tuple[str, ...] = ()
    """„Po odpowiedzi „nie” przejście do pytania 5.”"""
    lead: str = ""
    """Of the first row of a table: the beginning of the sentence that every row ends."""
    lead_answers: tuple[str, ...] = ()
    """Of the first row of a table: the marks that all its rows share."""
    is_row: bool = False

    @property
    def are_long(self) -> bool:
        """Whole sentences stand one below the other."""
        return any(len(answer) > LONG for answer in self.answers)


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedArea:
    """An area of the questionnaire as it was asked, for the annex."""

    title: str
    lead: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A logo: name of the file, its text alternative."""

    sha256: str
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TitlePage:
    """What identifies the report."""

    office: str
    address: str
    logo: Picture | None
    kind: str
    """„Raport okresowy nr 4”"""
    heading: str
    """„Raport z badania satysfakcji klientów”"""
    period: str
    facts: tuple[Fact, ...]
    project: str
    funding_note: str
    project_logos: tuple[Picture, ...]
    file_title: str
    """Title of the file, with plain spaces: programs list and search it."""
    running_head: str
    """„Raport nr 4 · 1.01–31.12.2025”"""
    created: str
    """ISO date, for the metadata of the file."""
    author: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """How the results came about."""

    basis: tuple[str, ...]
    """Sentences on the legal basis and the purpose."""
    sentences: tuple[str, ...]
    """Sentences on the survey itself."""
    counting: tuple[str, ...]
    """Rules of counting, one per point."""
    versions: Table
    boxes: Table | None
    """The protocol of the boxes; None when no paper came in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """The report in one page."""

    lead: str
    figures: tuple[Figure, ...]
    best: Table | None
    weakest: Table | None
    formula: str
    """What the order is by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Annex:
    """What was asked, whose office it was, and the hashes."""

    intro: str
    areas: tuple[AskedArea, ...]
    office: tuple[Fact, ...]
    departments: tuple[str, ...]
    hashes: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A whole report."""

    title: TitlePage
    meta: str
    """One line for the screen: period, versions, author, date."""
    short_hash: str
    hash_in_fours: tuple[str, str]
    """The SHA-256 in two lines of groups of four digits."""
    is_empty: bool
    """No form at all: the sentence that leads the summary takes the place of the chapters."""
    summary: Summary
    method: Method
    together: tuple[TableChapter, ...]
    """Of a supplement: one chapter that adds it to the report it belongs to."""
    demographics: tuple[AreaView, ...]
    areas: tuple[AreaView, ...]
    """Questions in the order of the survey; those no longer asked come last."""
    tables: tuple[TableChapter, ...]
    annex: Annex

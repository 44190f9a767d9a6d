"""What the pages of a sheet are made of, in words and in order; the templates do the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST_WHOLE = 7
"""Rows of options that are kept on one page."""


class Arrangement(StrEnum):
    """How a question stands on paper."""

    TABLE = "table"
    """Boxes beside the question, under heads that its neighbours share."""
    LINE = "line"
    """All boxes in one line under the question, each below its words."""
    LIST = "list"
    """Each box before its words."""
    FRAME = "frame"
    """A frame to write in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One box with its words."""

    id: str
    """Of its element in the document, by which its place is found."""
    question: str
    value: str
    key: str
    label: str
    goes_on: str = ""
    """Where this answer leads, in words."""
    line_id: str = ""
    """Of the line to write on, if there is one."""
    lines: int = 1
    """That the words take."""

    @property
    def words(self) -> str:
        """All that stands beside the box."""
        return f"{self.label} {self.goes_on}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One question."""

    code: str
    number: int
    text: str
    notes: str
    marks: tuple[Mark, ...] = ()
    frame_id: str = ""
    """Of the frame of a free text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The head of one column of boxes."""

    label: str
    key: str
    width: int = 0
    """Of the column, in millimetres; 0 takes an equal share of what is left."""

    @property
    def words(self) -> str:
        """What is printed above the key, unless it says the same."""
        return "" if self.label == self.key else self.label


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """What is laid out together: a question, or the rows of a table."""

    arrangement: Arrangement
    rows: tuple[Row, ...]
    lead: str = ""
    """Beginning of the sentence that every row ends."""
    heads: tuple[Head, ...] = ()
    """Of a table."""
    spare: int = 0
    """Of a table without „nie dotyczy”: what keeps its boxes below those of tables with it."""
    columns: int = 1
    """Of a list."""
    options: tuple[tuple[Mark | None, ...], ...] = ()
    """Of a list: the marks in rows."""

    @property
    def template(self) -> str:
        """The template that draws it."""
        return f"wagtail_ocen_urzad/paper/{self.arrangement}.html"

    @property
    def places(self) -> range:
        """Of the columns of a list."""
        return range(self.columns)

    @property
    def span(self) -> int:
        """Columns of the table that the words of one option take which has the row to itself."""
        return 2 * self.columns - 1

    @property
    def is_short(self) -> bool:
        """The whole list fits on any page; a longer one may go over to the next."""
        return len(self.options) <= LONGEST_WHOLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One area under its heading."""

    title: str
    lead: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """All that is asked."""

    parts: tuple[Part, ...]
    intro: str

    def rows(self) -> Iterator[Row]:
        """All questions in order."""
        for part in self.parts:
            for block in part.blocks:
                yield from block.rows

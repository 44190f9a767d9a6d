"""Rows of the table „było – będzie”, the same for questions and for office data."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_ocen_urzad.staff.word_changes import Pieces


@dataclass(frozen=True, kw_only=True, slots=True)
class RowLine:
    """One thing that changes."""

    label: str = ""
    """What it is; "" when the words speak for themselves."""
    pieces: Pieces = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row of the table."""

    place: str
    """Number of the question, or name of the field."""
    lines: tuple[RowLine, ...]
    effect: str = ""
    """What it does to results, in two words; "" in a table without that column."""
    consequence: str = ""

"""The two sizes of print, and what they leave room for."""

from __future__ import annotations

from dataclasses import dataclass

COLUMN = 170.0
"""Width of the text, in millimetres."""
BOX_AND_GAPS = 10.7
"""Of an option: the box, the gap to its words, and the gap to the next option."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """Sizes that a layout is chosen by; the stylesheet has the same."""

    name: str
    option: float
    """Size of the words of an option, in points."""
    head: float
    """Size of the words that head a column, in points."""
    least_column: float
    """Of a box in a table, in millimetres; never under the contract's distance."""
    least_text: float
    """Of the question beside its boxes, in millimetres."""
    has_large_foot: bool = False
    """The small print of the foot stands on the first page instead, in large letters."""


ORDINARY = Style(name="ordinary", option=10.5, head=8.5, least_column=12.0, least_text=66.0)
LARGE = Style(
    name="large", option=17.0, head=16.0, least_column=14.0, least_text=80.0, has_large_foot=True
)
STYLES = {style.name: style for style in (ORDINARY, LARGE)}

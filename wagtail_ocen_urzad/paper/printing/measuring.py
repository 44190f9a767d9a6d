"""How much room words take in our own type, so that a layout is chosen and not hoped for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PIL import ImageFont

from wagtail_ocen_urzad.pdf import STATIC

MM_PER_POINT = 25.4 / 72
_FILE = STATIC / "wagtail_ocen_urzad" / "fonts" / "Lato-Regular.ttf"
_MEASURED_AT = 100
"""Pixels; large enough for rounding not to matter."""
ON_THE_WIDE_SIDE = 1.02
"""Whoever sets the type may do it a little wider."""


def width(*, text: str, size: float) -> float:
    """Return the length of a line of text, in millimetres.

    Args:
        text: without line breaks.
        size: in points.
    """
    return float(_type().getlength(text)) / _MEASURED_AT * size * MM_PER_POINT * ON_THE_WIDE_SIDE


def widest_word(*, text: str, size: float) -> float:
    """Return the length of the longest word, in millimetres: no column can be narrower."""
    return max((width(text=word, size=size) for word in text.split()), default=0.0)


def lines(*, text: str, size: float, room: float) -> int:
    """Return how many lines the text takes, broken at blanks only.

    Args:
        text: any.
        size: in points.
        room: length of a line, in millimetres.
    """
    count, used = 1, 0.0
    blank = width(text=" ", size=size)
    for word in text.split():
        length = width(text=word, size=size)
        if used and used + blank + length > room:
            count, used = count + 1, length
        else:
            used += length + (blank if used else 0.0)
    return count


@lru_cache(maxsize=1)
def _type() -> Any:
    return ImageFont.truetype(_FILE, _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)

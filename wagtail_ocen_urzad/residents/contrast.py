"""Contrast of two colours, by the formula of WCAG 2.2 (success criteria 1.4.3 and 1.4.11)."""

from __future__ import annotations

import math
import re

TEXT_MINIMUM = 4.5
"""Least ratio of a text to its ground (level AA)."""

CONTROL_MINIMUM = 3.0
"""Least ratio of the edge of a control to what is beside it."""

DARKEST_SHARES = 0.04045
"""Up to this share of a channel sRGB is a straight line, above it a curve."""

COLOUR_PATTERN = re.compile(r"#[0-9a-fA-F]{6}")


def ratio(*, first: str, second: str) -> float:
    """Return the contrast of two `#rrggbb` colours, from 1 (the same) to 21 (black on white).

    Raises:
        ValueError: a colour is not written as `#rrggbb`.
    """
    darker, lighter = sorted((relative_luminance(first), relative_luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def rounded_down(value: float) -> float:
    """Return a ratio to one decimal, never up: 4.49 must not read as the 4.5 that it misses."""
    return math.floor(value * 10) / 10


def relative_luminance(colour: str) -> float:
    """Return the relative luminance of a `#rrggbb` colour, from 0 (black) to 1 (white).

    Raises:
        ValueError: the colour is not written as `#rrggbb`.
    """
    if not COLOUR_PATTERN.fullmatch(colour):
        raise ValueError(f"not a colour: {colour!r}")
    red, green, blue = (_linear(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= DARKEST_SHARES else ((share + 0.055) / 1.055) ** 2.4

"""The fills of a chart, which differ without colour, whatever the length of the scale.

Up to five marks have five fills: dark, middle, pale, hatched, dense. Longer scales (school grades,
1–10) take steps between them: the good half gets paler towards the middle, the bad half is hatched
ever more densely, its lines leaning to one side and the other in turn. The bad ones are orange and
brown, no alarm red.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

INK = "#1b2523"
PAPER = "#ffffff"

WORST, BEST = 1, 5
LONG_WORST, LONG_BEST = 10, 20
"""Numbers of the fills of scales with more than five marks; both ends look as the short ones."""

_BROWN, _CREAM = "#8a4a10", "#fbe3cf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hatching:
    """Lines over a fill, in pixels."""

    size: int
    """From one line to the next."""
    leans_right: bool
    ink: str
    width: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fill:
    """How one mark is painted."""

    plain: str
    """The colour, and of the patch under a figure."""
    ink: str = INK
    """Of a figure on the plain colour: contrast at least 4.5."""
    hatching: Hatching | None = None
    is_pale: bool = False
    """Has an outline, since it hardly differs from paper."""


_DARK = Fill(plain="#14574a", ink=PAPER)
_PALE = Fill(plain="#e1e4df", is_pale=True)
_HATCHED = Fill(
    plain="#f3b877", hatching=Hatching(size=10, leans_right=True, ink=_BROWN, width="1.6")
)
_DENSE = Fill(
    plain="#9c3d15",
    ink=PAPER,
    hatching=Hatching(size=6, leans_right=False, ink=_CREAM, width="1.3"),
)

FILLS = {
    5: _DARK,
    4: Fill(plain="#7fbfa8"),
    3: _PALE,
    2: _HATCHED,
    1: _DENSE,
    20: _DARK,
    19: Fill(plain="#377969", ink=PAPER),
    18: Fill(plain="#61a28e"),
    17: Fill(plain="#8ec5b0"),
    16: Fill(plain="#bad5c9"),
    15: _PALE,
    14: Fill(
        plain="#f9dcb9", hatching=Hatching(size=16, leans_right=True, ink=_BROWN, width="1.2")
    ),
    13: Fill(
        plain="#f3b877", hatching=Hatching(size=12, leans_right=False, ink=_BROWN, width="1.6")
    ),
    12: Fill(plain="#dd9450", hatching=Hatching(size=9, leans_right=True, ink=_BROWN, width="2.0")),
    11: Fill(
        plain="#a9501f",
        ink=PAPER,
        hatching=Hatching(size=10, leans_right=True, ink=_CREAM, width="1.3"),
    ),
    10: _DENSE,
}
"""By shade: 5 to 1 of a scale of up to five marks, 20 to 10 of a longer one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """One mark of the scale in a bar."""

    label: str
    value: str
    """The mark itself, said where the label has no room."""
    share: str
    """As printed, „26,9%”."""
    n: int
    """Answers; lengths are drawn from these, not from rounded shares."""
    shade: int


def shade(*, position: int, many: int) -> int:
    """Return the fill of the mark at this position (0 is the best) among so many."""
    worst, best = (WORST, BEST) if many <= BEST else (LONG_WORST, LONG_BEST)
    if many == 1:
        return best
    doubled = 2 * (best - worst) * position
    return best - (doubled + many - 1) // (2 * (many - 1))


def placed(*, segments: Sequence[Segment], width: float) -> list[tuple[Segment, float, float]]:
    """Return segments that have answers, each with its left edge and its length."""
    total = sum(one.n for one in segments)
    result, before = [], 0
    for one in segments:
        if one.n:
            result.append((one, width * before / total, width * one.n / total))
        before += one.n
    return result


def fill(*, shade: int, name: str) -> str:
    """Return the value of a `fill` attribute; hatching needs `patterns` of the same name."""
    return f"url(#{name}-{shade})" if FILLS[shade].hatching else FILLS[shade].plain


def patterns(*, segments: Sequence[Segment], name: str) -> SafeString:
    """Return the definitions of the hatchings that these segments use.

    Args:
        segments: the marks in the bar.
        name: begins the ids, which must be unique on a page.
    """
    shades = sorted({one.shade for one in segments if one.n}, reverse=True)
    used = [_pattern(one, hatching, name) for one in shades if (hatching := FILLS[one].hatching)]
    return format_html("<defs>{}</defs>", joined(parts=used))


def outline(*, shade: int) -> SafeString:
    """Return the attribute that draws the outline of the pale fill, or nothing."""
    return SafeString(' stroke="#7c8782"' if FILLS[shade].is_pale else "")


def length(*, part: int, whole: int) -> int:
    """Return the length of a bar in whole percent; what was chosen at all can be seen."""
    return max((200 * part + whole) // (2 * whole), 1) if part else 0


def joined(*, parts: Iterable[SafeString]) -> SafeString:
    """Return the parts of a drawing one after the other."""
    return format_html_join("", "{}", ((part,) for part in parts))


def _pattern(shade: int, hatching: Hatching, name: str) -> SafeString:
    """Return one tile; its line runs out of the corners, so that tiles join."""
    end = hatching.size
    low, high, near = -2, end + 2, end - 2
    if hatching.leans_right:
        path = f"M{low} 2 2 {low}M{low} {high} {high} {low}M{near} {high} {high} {near}"
    else:
        path = f"M{low} {low} {high} {high}M{low} {near} 2 {high}M{near} {low} {high} 2"
    return format_html(
        '<pattern id="{}-{}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
        '<rect width="{size}" height="{size}" fill="{}"/>'
        '<path d="{}" stroke="{}" stroke-width="{}"/></pattern>',
        name,
        shade,
        FILLS[shade].plain,
        path,
        hatching.ink,
        hatching.width,
        size=hatching.size,
    )

"""The 100 % bar of a rating question for the screen: any width, shares inside where they fit.

Only presentation attributes and classes, so that a strict content security policy lets it pass;
the stylesheet may recolour the classes for a dark screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from wagtail_ocen_urzad.reports.documents.fills import (
    FILLS,
    PAPER,
    Segment,
    fill,
    joined,
    outline,
    patterns,
    placed,
)

HEIGHT = 40
"""Pixels."""
LABEL_FROM = 6
"""Percent of the bar from which a share fits inside its segment; below it is in the table."""
_LABEL_ON_PHONES_FROM = 18


def screen_bar(*, segments: Sequence[Segment], name: str, title: str) -> SafeString:
    """Return the bar as SVG, hidden from screen readers: the table beside has every figure.

    Args:
        segments: best mark first; at least one answer in all.
        name: begins the ids of the patterns, unique on the page.
        title: the result in words.
    """
    return format_html(
        '<svg class="ou-bar" width="100%" height="{}" aria-hidden="true" focusable="false">'
        "<title>{}</title>{}{}</svg>",
        HEIGHT,
        title,
        patterns(segments=segments, name=name),
        joined(parts=_parts(segments, name)),
    )


def _parts(segments: Sequence[Segment], name: str) -> Iterator[SafeString]:
    # Nested drawings: only their place is in percent, what is inside keeps its pixels.
    for one, left, length in placed(segments=segments, width=100):
        gap = '<rect class="ou-bar__gap" width="2" height="100%" fill="{}"/>'
        yield format_html(
            '<svg x="{}%" width="{}%" height="{}">'
            '<rect class="ou-bar__part ou-bar__part--{}" width="100%" height="100%"'
            ' fill="{}"{}/>{}</svg>',
            f"{left:.3f}",
            f"{length:.3f}",
            HEIGHT,
            one.shade,
            fill(shade=one.shade, name=name),
            outline(shade=one.shade),
            format_html(gap, PAPER) if left else "",
        )
        if length >= LABEL_FROM:
            is_short = length < _LABEL_ON_PHONES_FROM
            yield _label(one, left + length / 2, " ou-bar__label--short" if is_short else "")


def _label(one: Segment, middle: float, more_classes: str) -> SafeString:
    # The plain patch keeps the figure readable over hatching; the shift is in pixels.
    return format_html(
        '<g class="ou-bar__label ou-bar__label--{}{}">'
        '<rect x="{x}%" y="9" width="54" height="22" transform="translate(-27 0)" fill="{}"/>'
        '<text x="{x}%" y="25" text-anchor="middle" font-weight="700" fill="{}">{}</text></g>',
        one.shade,
        more_classes,
        FILLS[one.shade].plain,
        FILLS[one.shade].ink,
        one.share,
        x=f"{middle:.3f}",
    )

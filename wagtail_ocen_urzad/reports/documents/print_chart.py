"""The 100 % bar of a rating question for paper: word and share above each segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from wagtail_ocen_urzad.reports.documents.fills import (
    FILLS,
    INK,
    Segment,
    fill,
    joined,
    outline,
    patterns,
    placed,
)

WIDTH = 624
"""The column of text in CSS pixels, 165 mm."""
HEIGHT = 88
"""CSS pixels."""
_TOP, _THICKNESS = 46, 42
_WORD_SIZE, _SHARE_SIZE = 13, 17
_BETWEEN_LABELS = 10
_SHIFT = 20
_WIDEST = 200
"""A longer word above a segment gives way to its mark, whatever room there is."""


@dataclass(frozen=True, slots=True)
class _Label:
    segment: Segment
    word: str
    left: float
    right: float
    is_last: bool


def print_bar(*, segments: Sequence[Segment], name: str, title: str) -> SafeString:
    """Return the bar as SVG whose title is the text alternative in the PDF.

    Args:
        segments: best mark first; at least one answer in all.
        name: begins the ids of the patterns.
        title: the result in words.
    """
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {} {}">'
        "<title>{}</title>{}{}{}</svg>",
        WIDTH,
        HEIGHT,
        title,
        patterns(segments=segments, name=name),
        joined(parts=_parts(segments, name)),
        joined(parts=(_drawn(label) for label in _labels(segments))),
    )


def crowded(*, segments: Sequence[Segment]) -> bool:
    """Whether words that would run into each other are left to the table."""
    labels = _labels(segments)
    is_cut = any(label.word != label.segment.label for label in labels)
    return is_cut or len(labels) < len(placed(segments=segments, width=WIDTH))


def _parts(segments: Sequence[Segment], name: str) -> Iterator[SafeString]:
    for one, left, length in placed(segments=segments, width=WIDTH):
        # The outline is drawn inside; two pixels stay white between neighbours.
        inset = 0.5 if FILLS[one.shade].is_pale else 0
        start = left + (1 if left else 0)
        end = left + length - (1 if left + length < WIDTH else 0)
        yield format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"{}/>',
            f"{start + inset:.2f}",
            _TOP + inset,
            f"{max(end - start - 2 * inset, 0.4):.2f}",
            _THICKNESS - 2 * inset,
            fill(shade=one.shade, name=name),
            outline(shade=one.shade),
        )


def _labels(segments: Sequence[Segment]) -> list[_Label]:
    """Labels that have room, chosen from the longest segment down."""
    parts = placed(segments=segments, width=WIDTH)
    chosen: list[_Label] = []
    for part in sorted(parts, key=lambda part: -part[2]):
        one, left, _length = part
        # A whole sentence as a mark has room in the table only.
        word = one.label if _width(one.label, _WORD_SIZE) <= _WIDEST else one.value
        width = max(_width(word, _WORD_SIZE), _width(one.share, _SHARE_SIZE))
        is_last = part == parts[-1] and len(parts) > 1
        start = WIDTH - width if is_last else min(left, WIDTH - width)
        label = _Label(one, word, start, start + width, is_last)
        # Too far to the left of its segment a word would seem to belong to another one.
        if start >= left - _SHIFT and all(_apart(label, other) for other in chosen):
            chosen.append(label)
    return sorted(chosen, key=lambda label: label.left)


def _apart(one: _Label, other: _Label) -> bool:
    return one.right + _BETWEEN_LABELS <= other.left or other.right + _BETWEEN_LABELS <= one.left


def _width(text: str, size: float) -> float:
    """Estimate the width of text in Lato, on the wide side."""
    narrow = sum(text.count(letter) for letter in "ijltfrI.,:;|'! ")
    wide = sum(text.count(letter) for letter in "mwMWŚ%")
    return size * (0.58 * len(text) - 0.26 * narrow + 0.28 * wide)


def _drawn(label: _Label) -> SafeString:
    return format_html(
        '<g font-family="Lato" fill="{}" text-anchor="{}">'
        '<text x="{x}" y="14" font-size="{}">{}</text>'
        '<text x="{x}" y="35" font-size="{}" font-weight="900">{}</text></g>',
        INK,
        "end" if label.is_last else "start",
        _WORD_SIZE,
        label.word,
        _SHARE_SIZE,
        label.segment.share,
        x=f"{label.right if label.is_last else label.left:.2f}",
    )

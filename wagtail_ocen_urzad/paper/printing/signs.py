"""What a machine reads on a page: fiducials (ArUco) and QR codes, as black rectangles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wagtail_ocen_urzad.paper.geometry import (
    CODE_SIZE,
    CODE_TEXT,
    CODES,
    MARKER_SIZE,
    MARKERS,
    marker_ids,
)
from wagtail_ocen_urzad.pdf.layout import Rectangle
from wagtail_ocen_urzad.pdf.stamping import Line, Stamp

DICT_4X4_50 = (
    0xB532, 0x0F9A, 0x332D, 0x9946, 0x549E, 0x79CD,
    0x9E2E, 0xC4F2, 0xFEDA, 0xCF56, 0xF991, 0x11A7,
)  # fmt: skip
"""The first twelve patterns of the dictionary of that name: 16 bits by rows, 1 is white."""

CODE_TEXT_SIZE = 9.0
"""Of the code in letters, in points."""

Matrix = Sequence[Sequence[int]]
"""Rows of modules; other than 0 is black."""


def markers(*, page: int) -> tuple[Rectangle, ...]:
    """Return the six fiducials of a page, counted from 1."""
    return tuple(
        rectangle
        for marker, (x, y) in zip(marker_ids(page=page), MARKERS, strict=True)
        for rectangle in drawn(matrix=_marker(marker), x=x, y=y, size=MARKER_SIZE)
    )


def code_stamp(*, text: str) -> Stamp:
    """Return the two codes of a page, and their text in letters."""
    matrix = qr_matrix(text=text)
    rectangles = tuple(
        rectangle for x, y in CODES for rectangle in drawn(matrix=matrix, x=x, y=y, size=CODE_SIZE)
    )
    x, y = CODE_TEXT
    return Stamp(rectangles=rectangles, lines=(Line(text=text, x=x, y=y, size=CODE_TEXT_SIZE),))


def qr_matrix(*, text: str, error: str = "Q") -> Matrix:
    """Return the modules of a QR code without its quiet zone.

    Args:
        text: what it says.
        error: level of correction; with Q a quarter of the code may be lost.
    """
    matrix: Matrix = segno.make_qr(text, error=error, boost_error=False).matrix
    return matrix


def qr_drawing(*, text: str, name: str) -> SafeString:
    """Return a QR code as SVG with its quiet zone left to the page around it.

    Args:
        text: what it says.
        name: its text alternative.
    """
    matrix = qr_matrix(text=text, error="M")
    runs = drawn(matrix=matrix, x=0, y=0, size=len(matrix))
    path = "".join(f"M{r.x:g} {r.y:g}h{r.width:g}v1h-{r.width:g}z" for r in runs)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {0} {0}">'
        '<title>{1}</title><path d="{2}"/></svg>',
        len(matrix),
        name,
        path,
    )


def drawn(*, matrix: Matrix, x: float, y: float, size: float) -> Iterator[Rectangle]:
    """Yield the black runs of every row.

    Args:
        matrix: square.
        x: left edge, in millimetres.
        y: top edge, in millimetres.
        size: side of the whole, in millimetres.
    """
    module = size / len(matrix)
    for row, modules in enumerate(matrix):
        start = None
        for column, is_black in enumerate([*modules, 0]):
            if is_black and start is None:
                start = column
            elif not is_black and start is not None:
                yield Rectangle(
                    x=x + start * module,
                    y=y + row * module,
                    width=(column - start) * module,
                    height=module,
                )
                start = None


def _marker(number: int) -> Matrix:
    """Return a fiducial: four by four bits inside a black border."""
    bits = DICT_4X4_50[number]
    black = [0 if bits >> place & 1 else 1 for place in reversed(range(16))]
    inside = [black[start : start + 4] for start in range(0, 16, 4)]
    return [[1] * 6, *([1, *row, 1] for row in inside), [1] * 6]

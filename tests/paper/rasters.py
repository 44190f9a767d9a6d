"""Printed pages as pictures, measured in millimetres."""

from __future__ import annotations

from functools import cache
from typing import Any

import cv2
import numpy as np
import pypdfium2

from tests.paper.sheets import made

DPI = 300
SCANNER_DPI = 200
PX = DPI / 25.4
"""Pixels in a millimetre."""
WHITE = 255


@cache
def pages(name: str) -> tuple[Any, ...]:
    """Return the printed pages of a survey in grey, 0 black to 255 white."""
    document = pypdfium2.PdfDocument(made(name).printed)
    shown = tuple(
        document[number].render(scale=DPI / 72, grayscale=True).to_numpy().squeeze()
        for number in range(len(document))
    )
    document.close()
    return shown


def scanned(page: Any, scale: float) -> Any:
    """Return a page as a scanner of 200 dpi sees it.

    Args:
        page: as laid out.
        scale: at which it was printed, in the middle of its paper.
    """
    height, width = (round(side * SCANNER_DPI / DPI) for side in page.shape)
    size = (round(width * scale), round(height * scale))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    paper = np.full((height, width), WHITE, dtype=np.uint8)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    paper[top : top + small.shape[0], left : left + small.shape[1]] = small
    return paper


def ink(page: Any, left: float, top: float, right: float, bottom: float) -> Any:
    """Return how black each pixel of a part of the page is, 0 to 1; millimetres."""
    rows = slice(max(round(top * PX), 0), round(bottom * PX))
    columns = slice(max(round(left * PX), 0), round(right * PX))
    return 1 - page[rows, columns].astype(float) / WHITE


def edges(page: Any, x: float, y: float, size: float) -> tuple[float, float, float, float]:
    """Return the outer edges of the box near this place: left, top, right, bottom."""
    around = 1.5
    half = size / 2
    across = ink(page, x - around, y + half - 1, x + size + around, y + half + 1).mean(axis=0)
    down = ink(page, x + half - 1, y - around, x + half + 1, y + size + around).mean(axis=1)
    left, right = _ends(across)
    top, bottom = _ends(down)
    start_x, start_y = round((x - around) * PX), round((y - around) * PX)
    return (
        (start_x + left) / PX,
        (start_y + top) / PX,
        (start_x + right) / PX,
        (start_y + bottom) / PX,
    )


def _ends(profile: Any) -> tuple[float, float]:
    """Return where black begins and ends along a line, to a part of a pixel."""
    black = np.flatnonzero(profile > 0.9)
    first, last = int(black[0]), int(black[-1])
    # A pixel that the edge runs through is as grey as it is covered.
    return first - float(profile[first - 1]), last + 1 + float(profile[last + 1])

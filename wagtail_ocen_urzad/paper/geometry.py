"""Where things stand on a printed sheet: the contract of the layout as plain data.

Millimetres from the top left corner of the page. It is written down once, with the print run,
and read by whoever reads a sheet: a clerk's screen for the page breaks, one day a scanner.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = 1
"""Number of the shape of the JSON; old runs keep theirs."""

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
EDGE = 9.0
"""Nothing is printed nearer to the edge, so that scales from 94 to 100 % lose nothing."""

MARKER_SIZE = 8.0
"""Side of a fiducial with its black border."""
MARKERS = (
    (EDGE, EDGE),
    (PAGE_WIDTH - EDGE - MARKER_SIZE, EDGE),
    (EDGE, (PAGE_HEIGHT - MARKER_SIZE) / 2),
    (PAGE_WIDTH - EDGE - MARKER_SIZE, (PAGE_HEIGHT - MARKER_SIZE) / 2),
    (EDGE, PAGE_HEIGHT - EDGE - MARKER_SIZE),
    (PAGE_WIDTH - EDGE - MARKER_SIZE, PAGE_HEIGHT - EDGE - MARKER_SIZE),
)
"""Top left corners of the fiducials, in the order of their ids: rows from the top, left first."""

CODE_SIZE = 19.0
"""Side of a code without its quiet zone."""
CODES = ((170.0, 10.0), (21.0, 268.0))
"""Top left corners of the two codes: at the top on the right, at the foot on the left."""
CODE_TEXT = (44.0, 269.8)
"""Left end of the baseline of the code in letters."""

BOX_SIZE = 5.0
"""Outer edge to outer edge."""
BOX_LINE = 0.35
LEAST_DISTANCE = 9.0
"""From the middle of one box to the middle of another."""
CLEARANCE = 2.5
"""Nothing else is printed nearer to a box."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """One box to be marked."""

    question: str
    value: str
    """Option or department code, the mark as text, or `NOT_APPLICABLE`."""
    key: str
    """As printed above the box, see `keys`."""
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """Room to write in: the frame of a free text, or the line beside an option."""

    question: str
    option: str
    """'' of a free text."""
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PageGeometry:
    """One page of a sheet."""

    markers: tuple[int, ...]
    """Ids of the fiducials in the order of `MARKERS`."""
    questions: tuple[str, ...]
    """Codes of the questions that stand on it, in order."""
    boxes: tuple[Box, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetGeometry:
    """All pages of a sheet, and the departments as they were printed."""

    pages: tuple[PageGeometry, ...]
    departments: tuple[tuple[str, str], ...]
    """(code, name) in the printed order, which their keys follow."""

    def to_json(self) -> str:
        """Return the text that is frozen with a print run."""
        data = {
            "schema": SCHEMA,
            "unit": "mm",
            "page": [PAGE_WIDTH, PAGE_HEIGHT],
            "marker": {"dictionary": "DICT_4X4_50", "size": MARKER_SIZE, "places": MARKERS},
            "code": {"size": CODE_SIZE, "places": CODES},
            **asdict(self),
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_geometry(*, text: str) -> SheetGeometry:
    """Read what `SheetGeometry.to_json` wrote.

    Raises:
        ValueError: another schema.
    """
    data: dict[str, Any] = json.loads(text)
    if data["schema"] != SCHEMA:
        raise ValueError(data["schema"])
    return SheetGeometry(
        pages=tuple(
            PageGeometry(
                markers=tuple(page["markers"]),
                questions=tuple(page["questions"]),
                boxes=tuple(Box(**box) for box in page["boxes"]),
                fields=tuple(Field(**field) for field in page["fields"]),
            )
            for page in data["pages"]
        ),
        departments=tuple((code, name) for code, name in data["departments"]),
    )


def marker_ids(*, page: int) -> tuple[int, ...]:
    """Return the ids of the fiducials of a page: 0 to 5 on odd pages, 6 to 11 on even ones."""
    first = 0 if page % 2 else len(MARKERS)
    return tuple(range(first, first + len(MARKERS)))

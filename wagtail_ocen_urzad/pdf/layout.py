"""Lay a document out and say where its marked elements came to stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wagtail_ocen_urzad.pdf import prepared

MM_PER_PX = 25.4 / 96


@dataclass(frozen=True, kw_only=True, slots=True)
class Rectangle:
    """A place on a page, in millimetres from the top left corner; outer edges of the border."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class LaidOut:
    """A document and where things stand in it."""

    content: bytes
    """PDF without tags, to be printed."""
    places: tuple[Mapping[str, Rectangle], ...]
    """Per page: the place of every element with an `id`, in the order of the document."""


def lay_out(
    *,
    html: str,
    stylesheets: Sequence[str],
    pictures: Mapping[str, bytes] | None = None,
) -> LaidOut:
    """Set HTML once, and take the places from that very setting.

    An element's `id` must not be split over lines or pages, or only its first part is told.

    Args:
        html: the whole document, with `lang` and `<title>`.
        stylesheets: static files of the package.
        pictures: bytes by name; see `picture_url`.
    """
    document, settings = prepared(html=html, stylesheets=stylesheets, pictures=pictures)
    rendered = document.render(**settings)
    places = []
    for page in rendered.pages:
        # WeasyPrint gives the corners (left, top, right, bottom) in CSS pixels, whatever its own
        # description says; the contract test compares every box with the printed page.
        places.append({name: _rectangle(*corners) for name, corners in page.anchors.items()})
        # Left in, each would become a named destination of the PDF.
        page.anchors.clear()
    content: bytes = rendered.write_pdf(pdf_identifier=True)
    return LaidOut(content=content, places=tuple(places))


def _rectangle(left: float, top: float, right: float, bottom: float) -> Rectangle:
    return Rectangle(
        x=round(left * MM_PER_PX, 3),
        y=round(top * MM_PER_PX, 3),
        width=round((right - left) * MM_PER_PX, 3),
        height=round((bottom - top) * MM_PER_PX, 3),
    )

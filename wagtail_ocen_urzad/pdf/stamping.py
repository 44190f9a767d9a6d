"""Print on top of a finished PDF: black rectangles and short lines of text, in millimetres.

Many copies share the pages they are stamped on, so that a thousand sheets cost hardly more room
than one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from wagtail_ocen_urzad.pdf import STATIC
from wagtail_ocen_urzad.pdf.layout import Rectangle

POINTS_PER_MM = 72 / 25.4
TYPE_FILE = STATIC / "wagtail_ocen_urzad" / "fonts" / "Lato-Bold.ttf"
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-. "
"""All that a stamped line can hold."""
FIRST_SIGN, LAST_SIGN = 32, 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of text in bold."""

    text: str
    """Of `SIGNS` alone."""
    x: float
    """Left end, in millimetres from the left edge of the page."""
    y: float
    """Baseline, in millimetres from the top."""
    size: float
    """In points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """What is printed on one page."""

    rectangles: tuple[Rectangle, ...] = ()
    """Filled black; they may lie edge to edge."""
    lines: tuple[Line, ...] = ()


def stamped(*, blank: bytes, copies: Iterable[Sequence[Stamp]]) -> bytes:
    """Return the copies of a PDF one after another, each page with its own stamp.

    Args:
        blank: a PDF; what is stamped goes under what it draws.
        copies: for each copy one stamp per page.
    """
    import pikepdf  # noqa: PLC0415 - heavy

    with pikepdf.open(BytesIO(blank)) as document:
        pages = [page.obj for page in document.pages]
        heights = [float(page.MediaBox[3]) for page in pages]
        face = _face(document)
        for page in pages:
            _learn(page, face)
        made = [
            _copy(document, page, _drawing(stamp, height))
            for stamps in copies
            for page, height, stamp in zip(pages, heights, stamps, strict=True)
        ]
        del document.pages[:]
        document.pages.extend(pikepdf.Page(page) for page in made)
        finished = BytesIO()
        document.save(
            finished,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()


def _learn(page: Any, face: Any) -> None:
    """Give a page the stamp's typeface; its copies share it."""
    import pikepdf  # noqa: PLC0415 - heavy

    page.Resources = pikepdf.Dictionary(page.Resources)
    fonts = pikepdf.Dictionary(page.Resources.get("/Font", pikepdf.Dictionary()))
    fonts.Stamp = face
    page.Resources.Font = fonts


def _copy(document: Any, page: Any, drawing: bytes) -> Any:
    import pikepdf  # noqa: PLC0415 - heavy

    copy = pikepdf.Dictionary(page)
    under = copy.Contents
    below = list(under) if isinstance(under, pikepdf.Array) else [under]
    # First, and closed in itself: what the page does to its coordinates comes after it.
    # Packed at once: thousands of drawings are held until the file is written.
    packed = document.make_stream(zlib.compress(drawing), Filter=pikepdf.Name.FlateDecode)
    copy.Contents = pikepdf.Array([packed, *below])
    return document.make_indirect(copy)


def _drawing(stamp: Stamp, height: float) -> bytes:
    """Return the operators that draw a stamp on a page of this height, in points."""
    parts = [f"q {POINTS_PER_MM:.6f} 0 0 {-POINTS_PER_MM:.6f} 0 {height:.4f} cm"]
    parts += [f"{r.x:.3f} {r.y:.3f} {r.width:.3f} {r.height:.3f} re" for r in stamp.rectangles]
    if stamp.rectangles:
        # One path, one fill: neighbours show no seam.
        parts.append("f")
    parts.append("Q")
    for line in stamp.lines:
        x, y = line.x * POINTS_PER_MM, height - line.y * POINTS_PER_MM
        parts.append(f"BT /Stamp {line.size} Tf {x:.3f} {y:.3f} Td ({line.text}) Tj ET")
    return "\n".join(parts).encode("ascii")


def _face(document: Any) -> Any:
    """Return the typeface of the stamps as an object of this PDF, embedded."""
    import pikepdf  # noqa: PLC0415 - heavy

    program, widths, measures = _type()
    name = pikepdf.Name("/OUSTMP+Lato-Bold")
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=name,
        Flags=32,  # only signs of the standard Latin set
        ItalicAngle=0,
        StemV=120,
        FontBBox=pikepdf.Array(measures["box"]),
        Ascent=measures["ascent"],
        Descent=measures["descent"],
        CapHeight=measures["cap"],
        FontFile2=document.make_stream(program, Length1=len(program)),
    )
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            BaseFont=name,
            Encoding=pikepdf.Name.WinAnsiEncoding,
            FirstChar=FIRST_SIGN,
            LastChar=LAST_SIGN,
            Widths=pikepdf.Array(widths),
            FontDescriptor=document.make_indirect(descriptor),
        )
    )


@lru_cache(maxsize=1)
def _type() -> tuple[bytes, list[int], dict[str, Any]]:
    """Return the few signs of our bold type, how wide each is, and the measures of the face.

    Widths and measures are in thousandths of the size.
    """
    from fontTools import subset, ttLib  # noqa: PLC0415 - WeasyPrint's own, heavy like it

    font = ttLib.TTFont(TYPE_FILE)
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[], notdef_outline=True)
    cut = subset.Subsetter(options)
    cut.populate(text=SIGNS)
    cut.subset(font)
    scale = 1000 / font["head"].unitsPerEm
    signs, advances = font.getBestCmap(), font["hmtx"]
    widths = [
        round(advances[signs[code]][0] * scale) if code in signs else 0
        for code in range(FIRST_SIGN, LAST_SIGN + 1)
    ]
    head, lines = font["head"], font["OS/2"]
    measures = {
        "box": [round(one * scale) for one in (head.xMin, head.yMin, head.xMax, head.yMax)],
        "ascent": round(font["hhea"].ascent * scale),
        "descent": round(font["hhea"].descent * scale),
        "cap": round(lines.sCapHeight * scale),
    }
    program = BytesIO()
    font.save(program)
    return program.getvalue(), widths, measures

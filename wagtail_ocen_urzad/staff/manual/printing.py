"""The manual as one accessible PDF: title page with version and date, contents, chapters."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from wagtail_ocen_urzad import files, markup, pdf, shared_cache
from wagtail_ocen_urzad.reports.documents.typesetting import day, tied
from wagtail_ocen_urzad.staff.manual.book import (
    LANGUAGE,
    PICTURES,
    RELEASED_ON,
    VERSION,
    Chapter,
    Manual,
    size,
    the_manual,
)

STYLESHEETS = (
    "wagtail_ocen_urzad/reports/report-pdf.css",
    "wagtail_ocen_urzad/manual/manual-pdf.css",
)
WIDE = 600
"""Pixels from which a picture is one of a desk, not of a telephone."""
TALL = {True: 1.2, False: 2.3}
"""Height to width, of a desk and of a telephone, beyond which only the beginning can be printed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedChapter:
    """A chapter as it is printed."""

    anchor: str
    number: int
    title: str
    html: SafeString
    sections: tuple[markup.Heading, ...]


def pdf_of_manual() -> bytes:
    """Return the PDF of this release; it is made when first asked for, and kept if possible.

    Where it is kept is said in the cache: were that lost, it would be made again.
    """
    html = _html(the_manual())
    key = f"ocen-urzad:manual:{hashlib.sha256(html.encode()).hexdigest()}"
    kept = shared_cache.get(key=key)
    if kept is not None:
        with suppress(files.UnableToRead):
            return files.read(sha256=str(kept))
    made = _made(html)
    # Where there is no room, who asks next waits again.
    with suppress(files.UnableToStore):
        shared_cache.put(key=key, value=files.store(content=made), seconds=None)
    return made


def _made(html: str) -> bytes:
    pictures = {path.name: path.read_bytes() for path in sorted(PICTURES.glob("*.png"))}
    return pdf.render(html=html, stylesheets=STYLESHEETS, pictures=pictures)


@lru_cache(maxsize=1)
def _html(manual: Manual) -> str:
    chapters = [_printed(chapter, place) for place, chapter in enumerate(manual.chapters, start=1)]
    with override(LANGUAGE):
        html = render_to_string(
            "wagtail_ocen_urzad/staff/manual/print.html",
            {
                "chapters": chapters,
                "version": VERSION,
                "released": day(on=RELEASED_ON),
                "released_iso": RELEASED_ON.isoformat(),
            },
        )
    head, end_of_head, body = html.partition("</head>")
    return head + end_of_head + tied(text=body)


def _printed(chapter: Chapter, number: int) -> PrintedChapter:
    rendered = markup.render(
        text=chapter.text, address=_address, lower_by=1, anchor_prefix=f"{chapter.name}--"
    )
    return PrintedChapter(
        anchor=chapter.name,
        number=number,
        title=chapter.title,
        html=rendered.html,
        sections=tuple(one for one in rendered.headings if one.level == 2),
    )


def _address(kind: str, written: str) -> dict[str, str]:
    if kind == markup.PICTURE:
        name = PurePosixPath(written).name
        width, height = size(name=name)
        looks = ["screen"]
        if not (is_wide := width >= WIDE):
            looks.append("screen--narrow")
        if height / width > TALL[is_wide]:
            looks.append("screen--tall")
        return {"src": pdf.picture_url(name=name), "class": " ".join(looks)}
    target, _, place = written.partition("#")
    if not target or "://" in target:
        return {"href": written}
    found = the_manual().by_file(file_name=target)
    if found is None:
        raise LookupError(written)
    return {"href": f"#{found.name}--{place}" if place else f"#{found.name}"}

"""A chapter on the screen: its links lead to pages of the admin, its pictures to our own view."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from django.urls import reverse

from wagtail_ocen_urzad import markup
from wagtail_ocen_urzad.staff.manual.book import Chapter, size, the_manual

TABLE = "Tabela"
"""Polish, as everything in the manual."""


@lru_cache(maxsize=64)
def on_screen(*, chapter: Chapter) -> markup.Rendered:
    """Return a chapter as HTML; the same for everybody, so it is made once."""
    return markup.render(text=chapter.text, address=_address, tables_called=TABLE)


def _address(kind: str, written: str) -> dict[str, str]:
    if kind == markup.PICTURE:
        return _picture(PurePosixPath(written).name)
    target, _, place = written.partition("#")
    if not target or "://" in target:
        return {"href": written}
    found = the_manual().by_file(file_name=target)
    if found is None:
        raise LookupError(written)
    return {"href": chapter_url(chapter=found) + (f"#{place}" if place else "")}


def chapter_url(*, chapter: Chapter) -> str:
    """Return where a chapter stands in the admin."""
    if chapter is the_manual().introduction:
        return reverse("ocen_urzad_manual:index")
    return reverse("ocen_urzad_manual:chapter", args=[chapter.name])


def _picture(name: str) -> dict[str, str]:
    width, height = size(name=name)
    return {
        "src": reverse("ocen_urzad_manual:picture", args=[name]),
        "width": str(width),
        "height": str(height),
        "loading": "lazy",
    }

"""„Instrukcja obsługi” (R-21): the chapters as they were written, carried inside the package.

One Markdown source, in docs/instrukcja/ of the repository: MkDocs makes pages of it, we make the
pages in the admin and the PDF. It is Polish, whatever language the admin speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from wagtail_ocen_urzad import __released__, __version__

SOURCE = Path(__file__).parents[2] / "instrukcja"
PICTURES = SOURCE / "obrazy"
LANGUAGE = "pl"
CONTENTS = "index"
"""The source of the first page: what the manual is, and its chapters."""
VERSION = __version__
RELEASED_ON = date.fromisoformat(__released__)

_NUMBERED = re.compile(r"^\d+-(?P<name>.+)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """One source file."""

    file_name: str
    """„04-raporty.md”, as other chapters link to it."""
    name: str
    """„raporty”, as its address says it, so that a chapter may move."""
    title: str
    text: str
    """Markdown, without the title."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Manual:
    """The whole manual, of the release that is installed."""

    introduction: Chapter
    chapters: tuple[Chapter, ...]

    def chapter(self, *, name: str) -> Chapter | None:
        """Return the chapter with this name in its address, or None."""
        return next((one for one in self.chapters if one.name == name), None)

    def by_file(self, *, file_name: str) -> Chapter | None:
        """Return what a source file holds, or None."""
        everything = (self.introduction, *self.chapters)
        return next((one for one in everything if one.file_name == file_name), None)


@lru_cache(maxsize=1)
def the_manual() -> Manual:
    """Return the manual; it changes with the release only, so it is read once."""
    written = [_chapter(path) for path in sorted(SOURCE.glob("*.md"))]
    [introduction] = [one for one in written if one.name == CONTENTS]
    return Manual(
        introduction=introduction,
        chapters=tuple(one for one in written if one is not introduction),
    )


def picture(*, name: str) -> Path | None:
    """Return the file of a picture of the manual, or None; nothing else can be named."""
    return next((path for path in PICTURES.glob("*.png") if path.name == name), None)


@lru_cache(maxsize=256)
def size(*, name: str) -> tuple[int, int]:
    """Return width and height of a picture in pixels, from the head of its PNG file."""
    with (PICTURES / name).open("rb") as opened:
        head = opened.read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _chapter(path: Path) -> Chapter:
    title, _, text = path.read_text(encoding="utf-8").partition("\n")
    numbered = _NUMBERED.match(path.stem)
    return Chapter(
        file_name=path.name,
        name=numbered["name"] if numbered else path.stem,
        title=title.removeprefix("# ").strip(),
        text=text,
    )

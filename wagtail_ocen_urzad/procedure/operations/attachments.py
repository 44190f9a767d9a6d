"""Files that are handed in with an act: bounded, of known kinds, written once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from wagtail_ocen_urzad import files as private
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking

if TYPE_CHECKING:
    from wagtail_ocen_urzad.procedure.operations.actors import Actor

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 20
"""In one act."""
NAME_LIMIT = 200
"""Characters of a file's name."""
ENDINGS = frozenset(
    [
        ".pdf",
        ".doc",
        ".docx",
        ".odt",
        ".rtf",
        ".txt",
        ".xls",
        ".xlsx",
        ".ods",
        ".csv",
        ".sav",
        ".zip",
        ".ppt",
        ".pptx",
        ".odp",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".eml",
        ".msg",
        ".xml",
        ".json",
    ]
)
"""Kinds of files that offices and contractors exchange; they are kept and never opened here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewFile:
    """A file as it came."""

    name: str
    content: bytes


def check_files(*, files: Sequence[NewFile], actor: Actor) -> None:
    """Refuse what is empty, too large or of an unknown kind.

    Raises:
        UnableToAct: of the actor's kind, with `FILE` and the file's name.
    """
    wrong = [
        Lack(what=Lacking.FILE, field=one.name[:NAME_LIMIT])
        for one in files
        if not 0 < len(one.content) <= MOST_BYTES
        or not 0 < len(one.name) <= NAME_LIMIT
        or PurePath(one.name).suffix.lower() not in ENDINGS
    ]
    too_many = Lack(what=Lacking.FILE, needed=MOST_FILES, there=len(files))
    actor.refuse_if(*wrong, too_many if len(files) > MOST_FILES else None)


def keep(*, files: Sequence[NewFile], actor: Actor) -> list[str]:
    """Keep files and return their checksums.

    Raises:
        UnableToAct: of the actor's kind; the storage failed.
    """
    try:
        return [private.store(content=one.content) for one in files]
    except private.UnableToStore as error:
        raise actor.refusal(Lack(what=Lacking.FILE)) from error

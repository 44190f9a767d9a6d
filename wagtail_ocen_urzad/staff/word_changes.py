"""What changed between two texts, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Some words that share a fate."""

    text: str
    fate: Fate


Pieces = tuple[Piece, ...]


def word_changes(*, before: str, after: str) -> Pieces:
    """Return both texts as one: what was kept, and before each new piece what it replaces.

    White space is not compared; a text that has nothing in common with the other one is shown
    whole, gone and new.
    """
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for how, i1, i2, j1, j2 in matcher.get_opcodes():
        if how == "equal":
            pieces.append(Piece(text=" ".join(old[i1:i2]), fate=Fate.KEPT))
            continue
        if i1 < i2:
            pieces.append(Piece(text=" ".join(old[i1:i2]), fate=Fate.GONE))
        if j1 < j2:
            pieces.append(Piece(text=" ".join(new[j1:j2]), fate=Fate.NEW))
    return tuple(pieces)


def only_new(*, text: str) -> Pieces:
    """Return a text that was not there before."""
    return (Piece(text=text, fate=Fate.NEW),)


def only_gone(*, text: str) -> Pieces:
    """Return a text that is not there any more."""
    return (Piece(text=text, fate=Fate.GONE),)


def replaced(*, before: str, after: str) -> Pieces:
    """Return one text in place of another, whole; an empty one is left out."""
    return tuple(
        Piece(text=text, fate=fate)
        for text, fate in ((before, Fate.GONE), (after, Fate.NEW))
        if text
    )

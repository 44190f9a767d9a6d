"""The one box in which a clerk types what the paper says."""

from __future__ import annotations

from collections.abc import Sequence

from wagtail_ocen_urzad.staff.paper.asked import Ask, Mark


def ask_of(*, asks: Sequence[Ask], field: str) -> Ask | None:
    """Return the question with this name."""
    return next((one for one in asks if one.field == field), None)


def values_of(*, ask: Ask, keys: str) -> list[str] | None:
    """Return the answer that was typed, as raw values; None when no key of it is known.

    Args:
        ask: the question.
        keys: as typed: one key, or in a multiple choice one after the other.
    """
    if ask.is_text:
        return [keys] if keys.strip() else []
    known = {key: mark for mark in ask.marks for key in mark.keys.split()}
    left, found = "".join(keys.lower().split()), []
    while left:
        key = next((one for one in sorted(known, key=len)[::-1] if left.startswith(one)), "")
        if not key:
            return None
        found.append(known[key])
        left = left.removeprefix(key)
    return _values(ask, found)


def words_of(*, ask: Ask, values: object) -> str:
    """Return an answer as „4 – dobrze”, or „brak odpowiedzi”."""
    given = values if isinstance(values, list) else [] if values is None else [values]
    if ask.is_text:
        return " ".join(map(str, given))
    texts = [str(one) for one in given] or [""]
    said = [_mark_words(mark) for mark in ask.marks if mark.value in texts]
    return ", ".join(said) or ", ".join(texts)


def _mark_words(mark: Mark) -> str:
    return f"{mark.key} – {mark.label}" if mark.is_option else mark.label


def _values(ask: Ask, found: Sequence[Mark]) -> list[str] | None:
    """One answer to a single question; several, or one that stands alone, to a multiple one."""
    alone = [mark for mark in found if mark.is_alone]
    if not found or (len(found) > 1 and (alone or ask.kind == "one")):
        return None
    return [mark.value for mark in found if mark.value]

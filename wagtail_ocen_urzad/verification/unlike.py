"""Two sets of figures of one shape: where they differ, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NAMES = ("code", "channel", "value", "number")
"""What an entry of a list is called by, the first that it has."""
NOTHING = "–"
SHOWN = 60
"""Characters of a value that are shown."""

Difference = tuple[str, str, str]
"""Place, what was frozen, what was counted."""


def unlike(*, frozen: Mapping[str, Any], counted: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield one difference of every question, then one of every other part of the report.

    What was counted is named rather than what was divided.

    Args:
        frozen: the report's data.
        counted: the parts that were counted again; other parts are not looked at.
    """
    for part, again in sorted(counted.items(), key=lambda one: one[0] != "questions"):
        stands: Any = frozen.get(part)
        if part == "questions" and _is_list(stands) and len(stands) == len(again):
            for one, other in zip(stands, again, strict=True):
                yield from _foremost(one, other, f"{part}/{_name(other)}")
        else:
            yield from _foremost(stands, again, part)


def _foremost(frozen: Any, counted: Any, place: str) -> list[Difference]:
    found = list(_differences(frozen, counted, place))
    return sorted(found, key=lambda one: "/options/" not in one[0] or not one[2].isdecimal())[:1]


def _differences(frozen: Any, counted: Any, place: str) -> Iterator[Difference]:
    if isinstance(frozen, Mapping) and isinstance(counted, Mapping):
        for key in dict.fromkeys([*counted, *sorted(frozen)]):
            stands, again = frozen.get(key, NOTHING), counted.get(key, NOTHING)
            yield from _differences(stands, again, f"{place}/{key}")
    elif _is_list(frozen) and _is_list(counted) and len(frozen) == len(counted):
        for number, (stands, again) in enumerate(zip(frozen, counted, strict=True), start=1):
            yield from _differences(stands, again, f"{place}/{_name(again) or number}")
    elif type(frozen) is not type(counted) or frozen != counted:
        yield place, _shown(frozen), _shown(counted)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _name(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return ""
    return next((str(entry[name])[:SHOWN] for name in NAMES if name in entry), "")


def _shown(value: Any) -> str:
    if isinstance(value, Mapping) or _is_list(value):
        return f"[{len(value)}]"
    return NOTHING if value is None else str(value)[:SHOWN]

"""A StreamField as its editor sends it: what the admin's script would put into the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def stream_fields(prefix: str, raw: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the form's fields for a raw stream, or for the items of a list in it."""
    yield f"{prefix}-count", str(len(raw))
    for position, child in enumerate(raw):
        place = f"{prefix}-{position}"
        yield f"{place}-deleted", ""
        yield f"{place}-order", str(position)
        yield f"{place}-type", str(child["type"])
        yield f"{place}-id", str(child.get("id") or "")
        for name, value in child["value"].items():
            if isinstance(value, bool):
                if value:
                    yield f"{place}-value-{name}", "on"
            elif isinstance(value, list):
                yield from stream_fields(f"{place}-value-{name}", value)
            elif value is not None:
                yield f"{place}-value-{name}", str(value)

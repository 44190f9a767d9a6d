"""A list pasted from a document, one item in a line."""

from __future__ import annotations

import re
from collections.abc import Collection

BULLET = re.compile(r"^\s*(?:\(?(?:[0-9]{1,2}|[a-zA-Z])[.)](?=\s|[^\W\d]|$)|[-–—•·*▪●○◦■□➢✓])\s*")
"""„1.”, „2)”, „(3)”, „a)”, „-”, „•” before an item; „24-godzinny” and „5 minut” are text."""


def pasted_lines(*, text: str, already: Collection[str] = ()) -> list[str]:
    """Return the items of a pasted list, without bullets and blank lines.

    An item that stands in the list already, or twice in what is pasted, is taken once: pasting
    the same list again adds nothing.

    Args:
        text: as it came from the clipboard.
        already: items that are there.
    """
    seen = {_plain(one) for one in already}
    lines = []
    for line in text.replace("\u2028", "\n").splitlines():
        item = " ".join(BULLET.sub("", line).split())
        if item and _plain(item) not in seen:
            seen.add(_plain(item))
            lines.append(item)
    return lines


def _plain(item: str) -> str:
    return " ".join(item.split()).casefold()

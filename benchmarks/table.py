"""`python -m benchmarks.table < LINES`: the table of docs/explanation/performance.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

HEAD = """| bar | what | goal | measured | least – greatest | met | figures |
|---|---|---|---|---|---|---|"""


def table(lines: Iterable[str]) -> Iterator[str]:
    """Yield the rows of a table in the order of the bars.

    Args:
        lines: JSON as `Line.as_json` prints it.
    """
    yield HEAD
    shown = [json.loads(line) for line in lines if line.strip()]
    yield from (_row(one) for one in sorted(shown, key=lambda one: int(one["bar"])))


def _row(one: Mapping[str, Any]) -> str:
    unit = "" if one["unit"] == "ratio" else f" {one['unit']}"
    least, greatest = map(_figure, one["spread"])
    cells = (
        one["bar"],
        one["what"],
        one["goal"],
        f"{_figure(one['value'])}{unit}",
        "" if least == greatest else f"{least} – {greatest}",
        "yes" if one["met"] else "**no**",
        one.get("note", ""),
    )
    return f"| {' | '.join(map(str, cells))} |"


def _figure(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


if __name__ == "__main__":
    sys.stdout.writelines(f"{row}\n" for row in table(sys.stdin))

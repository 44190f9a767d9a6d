"""Paper: entering sheets, laying them out, and giving every copy its number."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.lines import Line
from benchmarks.options import Options
from benchmarks.paper import entry, stamping


def run(options: Options) -> Iterator[Line]:
    """Yield bars 17 and 18."""
    yield from entry.run(options)
    yield from stamping.run(options)

"""The public form, compared with `wagtail.contrib.forms` and a page that has only a title."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from benchmarks.form import rounds, statements, weights
from benchmarks.lines import Line
from benchmarks.options import Options
from benchmarks.town import build


def run(options: Options) -> Iterator[Line]:
    """Yield bars 1-5 and 13-15, those that are counted first."""
    town = build()
    yield from sorted(
        chain(statements.run(town), weights.of_pages(town)), key=lambda line: line.bar
    )
    yield from rounds.run(town, options)
    yield from weights.of_answers(town, answers=options.answers)

"""The counters held against the answers that they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wagtail_ocen_urzad.survey.models import AnswerCell
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.recount import Group, Pair, Recounted, key_of

Difference = tuple[Group, Pair, int, int]
"""Which counter, how much it holds, how many answers there are."""


def check_cells(
    *, survey: str, numbers: Mapping[int, int], recounted: Recounted
) -> Iterator[Finding]:
    """Compare every counter of a survey with the recount: wrong, too many, missing.

    Args:
        survey: its code.
        numbers: the version's number by its key.
        recounted: what the answers say; is used up.
    """
    found: list[Difference] = []
    misnamed: list[Difference] = []
    stored = AnswerCell.objects.filter(version_id__in=numbers).order_by("pk")
    for cell in stored.iterator(chunk_size=2000):
        group = (cell.version_id, cell.month, cell.channel, cell.department, cell.is_late)
        pair = (cell.question, cell.value)
        # A second counter of the same name has nothing left to count.
        n = recounted.cells[group].pop(pair, 0) if group in recounted.cells else 0
        if cell.n != n:
            found.append((group, pair, cell.n, n))
        elif cell.cell != key_of(group=group, pair=pair):
            misnamed.append((group, pair, cell.n, n))
    for group, values in recounted.cells.items():
        found += [(group, pair, 0, n) for pair, n in values.items()]
    for one in sorted(found, key=lambda one: (numbers[one[0][0]], one[0][1:], one[1:])):
        yield Finding(kind=Kind.CELL, survey=survey, facts=_facts(one, numbers))
    for one in sorted(misnamed, key=lambda one: (numbers[one[0][0]], one[0][1:], one[1:])):
        yield Finding(kind=Kind.CELL_NAME, survey=survey, facts=_facts(one, numbers))


def _facts(one: Difference, numbers: Mapping[int, int]) -> dict[str, Fact]:
    (version_id, month, channel, department, is_late), (question, value), stored, counted = one
    return {
        "version": numbers[version_id],
        "month": f"{month:%Y-%m}",
        "question": question,
        "value": value,
        "channel": channel,
        "department": department,
        "is_late": int(is_late),
        "stored": stored,
        "counted": counted,
    }

"""How far a second entry is, and whose turn it is. Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from wagtail_ocen_urzad.paper.models import CheckedSheet, Mismatch
from wagtail_ocen_urzad.reports import statistics
from wagtail_ocen_urzad.survey.models import PaperBatch


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondEntryStanding:
    """How far the second entry of a batch is."""

    drawn: int
    """Sheets, among them those that are typed, missing, or waiting."""
    typed: int
    missing: int
    waiting: int
    open_mismatches: int
    fields: int
    """Fields that two people typed."""
    mismatches: int
    error_rate: str | None
    """Mismatches per 1,000 checked fields, one decimal; None before any."""


def second_entry_of(*, batch: PaperBatch) -> SecondEntryStanding:
    """Return how far the second entry of a batch is; two queries."""
    checked = CheckedSheet.objects.filter(sheet__batch=batch)
    by_state: dict[str, int] = {}
    fields = batch.checked_fields
    for state, drawn, typed in (
        checked.values_list("state").annotate(n=Count("pk"), fields=Sum("fields")).order_by()
    ):
        by_state[state] = drawn
        fields += typed or 0
    found = Mismatch.objects.filter(checked__sheet__batch=batch).aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(is_settled=False))
    )
    mismatches = batch.mismatches + found["all"]
    typed = batch.checked_sheets + by_state.get(CheckedSheet.State.TYPED, 0)
    missing = batch.missing_sheets + by_state.get(CheckedSheet.State.MISSING, 0)
    waiting = by_state.get(CheckedSheet.State.WAITING, 0)
    return SecondEntryStanding(
        drawn=typed + missing + waiting,
        typed=typed,
        missing=missing,
        waiting=waiting,
        open_mismatches=found["open"],
        fields=fields,
        mismatches=mismatches,
        error_rate=statistics.per_thousand(part=mismatches, whole=fields),
    )


def checked_by_number(*, code: str, batch: int, number: int) -> CheckedSheet | None:
    """Return a sheet of the second entry by its running number."""
    rows = CheckedSheet.objects.select_related(
        "sheet__batch__survey__office__in_force", "sheet__response__version", "sheet__typist"
    )
    return rows.filter(
        sheet__batch__survey__code=code, sheet__batch__number=batch, sheet__number=number
    ).first()


def next_to_check(*, batch: PaperBatch, by: Any) -> CheckedSheet | None:
    """Return the next sheet that this person may type a second time, in the pile's order."""
    waiting = CheckedSheet.objects.filter(
        sheet__batch=batch, state=CheckedSheet.State.WAITING
    ).exclude(sheet__typist=by)
    rows = waiting.select_related("sheet__batch", "sheet__response__version")
    return rows.order_by("sheet__number").first()

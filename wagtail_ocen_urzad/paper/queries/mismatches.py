"""What two people typed differently, and is still to be settled. Nothing here writes."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wagtail_ocen_urzad.paper.models import CheckedSheet, Mismatch
from wagtail_ocen_urzad.survey.models import PaperBatch


def open_mismatches(*, batch: PaperBatch) -> QuerySet[Mismatch]:
    """Return what is still to be settled, in the pile's order. Their values are not for showing."""
    rows = Mismatch.objects.filter(checked__sheet__batch=batch, is_settled=False)
    return rows.select_related("checked__sheet__response__version").order_by(
        "checked__sheet__number", "question"
    )


def mismatch_of(*, code: str, batch: int, number: int, question: str) -> Mismatch | None:
    """Return one mismatch by survey, batch, running number and question."""
    rows = Mismatch.objects.select_related(
        "checked__sheet__batch__survey__office__in_force", "checked__sheet__response__version"
    )
    return rows.filter(
        checked__sheet__batch__survey__code=code,
        checked__sheet__batch__number=batch,
        checked__sheet__number=number,
        question=question,
    ).first()


def batches_to_check(*, by: Any) -> QuerySet[PaperBatch]:
    """Return the batches whose second entry waits for this person, oldest first.

    What they typed themselves waits for somebody else; a mismatch waits for whoever has the paper.
    """
    to_type = Q(state=CheckedSheet.State.WAITING) & ~Q(sheet__typist=by)
    waiting = CheckedSheet.objects.filter(sheet__batch=OuterRef("pk")).filter(
        to_type | Q(mismatches__is_settled=False)
    )
    closed = PaperBatch.objects.filter(state=PaperBatch.State.CLOSED)
    rows = closed.select_related("survey__office__in_force", "version").defer("version__content")
    return rows.filter(Exists(waiting)).order_by("brought_on", "pk")

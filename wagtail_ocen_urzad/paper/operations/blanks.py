"""Counting the blank sheets of a box from the entry screen (paper 2, 3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper.models import BlankSheet
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.locking import locked_batch, refuse_unless_open
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch


def count_blank(*, batch: PaperBatch, sheet_id: UUID, by: Any) -> int:
    """Add one to the blank sheets of the protocol; sent again with the same id, it adds nothing.

    Args:
        batch: open or reopened.
        sheet_id: random, made by whoever types.
        by: who put the sheet aside.

    Returns:
        how many blank sheets the protocol names now.

    Raises:
        UnableToEnter: `BatchIsClosed`, `BatchIsWithdrawn`, `NotASheetBatch`.
    """
    if batch.kind != Batch.Kind.PAPER:
        raise refusals.NotASheetBatch
    with transaction.atomic():
        locked = locked_batch(batch=batch)
        if BlankSheet.objects.filter(pk=sheet_id, batch=locked).exists():
            return locked.blank
        refuse_unless_open(batch=locked)
        BlankSheet.objects.create(pk=sheet_id, batch=locked)
        locked.blank += 1
        locked.save(update_fields=["blank"])
        audit.record(
            action=audit.COUNT_BLANK,
            of=locked.survey,
            by=by,
            number=locked.number,
            blank=locked.blank,
        )
    return locked.blank

"""A second entry that nobody can finish, ended with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper.models import BatchCorrection, CheckedSheet, Mismatch
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.drawing import settle_when_done
from wagtail_ocen_urzad.paper.operations.locking import locked_batch
from wagtail_ocen_urzad.paper.operations.protocol import reason_of, trace
from wagtail_ocen_urzad.survey.models import PaperBatch


def end_second_entry(*, batch: PaperBatch, because: str, by: Any, at: datetime) -> BatchCorrection:
    """Settle a batch without the sheets that still wait for a second person.

    An office with one clerk has no other way to let running numbers and typists go once a report
    covers the batch, which cannot be opened again then. What was typed twice keeps its figures;
    the batch has no second entry any more, so that every report calls it unverified.

    Args:
        batch: closed, covered by a report or not.
        because: why nobody types the rest; stays with the batch.
        by: who ends it.
        at: now.

    Raises:
        UnableToEndCheck: `NoReason`, `NothingWaits`, `MismatchesOpen`, `BatchIsOpen`,
            `BatchIsWithdrawn`.
    """
    because = reason_of(text=because)
    if not because:
        raise refusals.NoReason
    with transaction.atomic():
        locked = locked_batch(batch=batch)
        if locked.is_withdrawn:
            raise refusals.BatchIsWithdrawn
        if locked.is_entered_into:
            raise refusals.BatchIsOpen
        waiting = CheckedSheet.objects.filter(sheet__batch=locked, state=CheckedSheet.State.WAITING)
        unchecked = waiting.count()
        if not unchecked:
            raise refusals.NothingWaits
        if Mismatch.objects.filter(checked__sheet__batch=locked, is_settled=False).exists():
            raise refusals.MismatchesOpen
        waiting.delete()
        locked.second_entry = PaperBatch.SecondEntry.NONE
        settle_when_done(batch=locked, at=at)
        locked.save()
        correction = BatchCorrection.objects.create(
            batch=locked,
            text=because,
            changes={"unchecked": unchecked},
            recorded_on=at,
            recorded_by=by,
        )
        trace(action=audit.CORRECT_BATCH, batch=locked, by=by)
    return correction

"""A batch closed when its protocol adds up, and opened again (paper 2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.drawing import draw_second_entry, stop_second_entry
from wagtail_ocen_urzad.paper.operations.locking import (
    locked_batch,
    locked_with_versions,
    refuse_covered,
    refuse_unless_open,
)
from wagtail_ocen_urzad.paper.operations.protocol import reason_of, trace
from wagtail_ocen_urzad.survey.models import PaperBatch


def close_batch(*, batch: PaperBatch, because: str = "", by: Any, at: datetime) -> PaperBatch:
    """Close a batch: its protocol adds up, or it is said why not. Then the second entry is drawn.

    Args:
        batch: open.
        because: why found is not entered + blank + invalid.
        by: who closes it.
        at: now.

    Raises:
        UnableToCloseBatch: `FoundUnknown`, `ProtocolDiffers`, `BatchIsClosed`, `BatchIsWithdrawn`.
    """
    because = reason_of(text=because)
    with transaction.atomic():
        locked = locked_batch(batch=batch)
        refuse_unless_open(batch=locked)
        if locked.found is None:
            raise refusals.FoundUnknown
        if locked.difference and not because:
            raise refusals.ProtocolDiffers(
                found=locked.found,
                entered=locked.entered,
                blank=locked.blank,
                invalid=locked.invalid,
            )
        locked.difference_because = because if locked.difference else ""
        locked.state = PaperBatch.State.CLOSED
        locked.closed_on, locked.closed_by = at, by
        draw_second_entry(batch=locked, at=at)
        locked.save()
        trace(action=audit.CLOSE_BATCH, batch=locked, by=by, entered=locked.entered)
    return locked


def reopen_batch(*, batch: PaperBatch, by: Any) -> PaperBatch:
    """Let sheets be added and corrected again, while no report covers the batch.

    Raises:
        UnableToReopenBatch: `CoveredByReport`, `BatchIsOpen`, `BatchIsWithdrawn`.
    """
    with transaction.atomic():
        locked = locked_with_versions(batch=batch)
        if locked.is_withdrawn:
            raise refusals.BatchIsWithdrawn
        if locked.is_entered_into:
            raise refusals.BatchIsOpen
        refuse_covered(batch=locked)
        locked.state = PaperBatch.State.REOPENED
        locked.closed_on = locked.closed_by = None
        stop_second_entry(batch=locked)
        locked.save()
        trace(action=audit.REOPEN_BATCH, batch=locked, by=by)
    return locked

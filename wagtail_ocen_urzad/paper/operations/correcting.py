"""What was found wrong about a batch, written down beside the reports (paper 2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper.models import BatchCorrection
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.locking import locked_batch
from wagtail_ocen_urzad.paper.operations.protocol import trace
from wagtail_ocen_urzad.survey.models import PaperBatch

NUMBERS = ("issued", "found", "blank", "invalid")
"""What of the protocol may be corrected after a report."""


def record_correction(
    *,
    batch: PaperBatch,
    text: str,
    by: Any,
    at: datetime,
    numbers: Mapping[str, int | None] | None = None,
) -> BatchCorrection:
    """Write down what was found wrong about a closed batch (paper 2).

    The reports that cover it stay as they are, later ones use the corrected numbers. Sheets that
    were missed are entered into a batch of their own, and wait for a supplement.

    Args:
        batch: closed.
        text: what is corrected, and why.
        by: who writes it down.
        at: now.
        numbers: of `NUMBERS`, those that change.

    Raises:
        UnableToCorrectBatch: `NoReason`, `BatchIsOpen`, `BatchIsWithdrawn`.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise refusals.NoReason
    with transaction.atomic():
        locked = locked_batch(batch=batch)
        if locked.is_withdrawn:
            raise refusals.BatchIsWithdrawn
        if locked.is_entered_into:
            raise refusals.BatchIsOpen
        changes = {
            name: [getattr(locked, name), (numbers or {})[name]]
            for name in NUMBERS
            if name in (numbers or {}) and getattr(locked, name) != (numbers or {})[name]
        }
        for name, (_before, after) in changes.items():
            setattr(locked, name, after)
        locked.save()
        correction = BatchCorrection.objects.create(
            batch=locked, text=text, changes=changes, recorded_on=at, recorded_by=by
        )
        trace(action=audit.CORRECT_BATCH, batch=locked, by=by)
    return correction

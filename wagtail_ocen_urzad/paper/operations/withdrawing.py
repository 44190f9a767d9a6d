"""A batch taken out of the figures (paper 2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.paper.models import PaperQuestionnaire
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.locking import locked_with_versions, refuse_covered
from wagtail_ocen_urzad.paper.operations.protocol import reason_of
from wagtail_ocen_urzad.survey import operations as survey_operations
from wagtail_ocen_urzad.survey.models import PaperBatch


def withdraw_batch(*, batch: PaperBatch, because: str, by: Any, at: datetime) -> int:
    """Take everything of a batch out of the figures, while no report covers it.

    The answers stay stored and count in nothing; running numbers and typists go.

    Returns:
        the forms that left the figures.

    Raises:
        UnableToWithdraw: `CoveredByReport`, `NoReason`, `BatchIsWithdrawn`.
    """
    because = reason_of(text=because)
    if not because:
        raise refusals.NoReason
    with transaction.atomic():
        locked = locked_with_versions(batch=batch)
        if locked.is_withdrawn:
            raise refusals.BatchIsWithdrawn
        refuse_covered(batch=locked)
        forms = survey_operations.withdraw_batch(batch=locked, because=because, by=by, at=at)
        PaperQuestionnaire.objects.filter(batch=locked).delete()
        locked.serials.all().delete()
        PaperBatch.objects.filter(pk=locked.pk).update(state=PaperBatch.State.WITHDRAWN)
    return forms

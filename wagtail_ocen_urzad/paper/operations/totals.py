"""Writing down totals that were counted by hand (domain 3.1, 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.operations.locking import locked_with_version
from wagtail_ocen_urzad.survey import operations as survey_operations
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, Tally
from wagtail_ocen_urzad.survey.operations import UnableToTally


class NotATallyBatch(UnableToTally):
    """The batch takes sheets and no totals."""


class TallyIsClosed(UnableToTally):
    """The batch is closed or withdrawn."""


class TallyIsCovered(UnableToTally):
    """A saved report counts the totals as they are."""


def record_totals(
    *,
    batch: PaperBatch,
    forms: int,
    totals: Mapping[str, Mapping[str, int]],
    by: Any,
) -> Tally:
    """Write down the totals of one box, or others in their place; they count at once.

    Args:
        batch: of the kind tally, open.
        forms: questionnaires, or votes, that were counted.
        totals: question code -> value -> how often (`survey.tallying`).
        by: who writes them down.

    Raises:
        UnableToTally: `WrongTotals`, `NothingCounted`, `NotATallyBatch`, `TallyIsClosed`,
            `TallyIsCovered`.
    """
    if batch.kind != Batch.Kind.TALLY:
        raise NotATallyBatch
    with transaction.atomic():
        locked = locked_with_version(batch=batch, version_id=batch.version_id)
        if not locked.is_entered_into:
            raise TallyIsClosed
        stored = queries.tally_of(batch=locked)
        if stored is not None and queries.reports_counting(row=stored):
            raise TallyIsCovered
        tally = survey_operations.record_tally(
            batch=locked,
            forms=forms,
            totals=totals,
            codes=queries.known_codes_of(survey=locked.survey),
            by=by,
        )
        locked.entered = forms
        locked.save(update_fields=["entered"])
    return tally

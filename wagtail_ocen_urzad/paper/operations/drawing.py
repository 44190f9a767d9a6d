"""Drawing the sheets of a second entry, and what comes of them in the end (paper 3)."""

from __future__ import annotations

from datetime import datetime
from secrets import SystemRandom

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper.models import CheckedSheet, PaperQuestionnaire
from wagtail_ocen_urzad.paper.second_entry import Verdict, sample_size, sheets_to_add, verdict
from wagtail_ocen_urzad.survey.models import PaperBatch


def draw_second_entry(*, batch: PaperBatch, at: datetime) -> int:
    """Draw the sheets that are typed once more; the caller holds the batch and saves it.

    A batch without a second entry, or without sheets, is settled at once.

    Returns:
        how many were drawn.
    """
    sheets = PaperQuestionnaire.objects.filter(batch=batch)
    wanted = {
        PaperBatch.SecondEntry.NONE: 0,
        PaperBatch.SecondEntry.SAMPLE: sample_size(sheets=sheets.count()),
        PaperBatch.SecondEntry.ALL: sheets.count(),
    }[PaperBatch.SecondEntry(batch.second_entry)]
    found = sheets.filter(checked__isnull=False).exclude(checked__state=CheckedSheet.State.MISSING)
    drawn = _draw(batch, wanted - found.count())
    settle_when_done(batch=batch, at=at)
    return drawn


def draw_in_place_of_missing(*, batch: PaperBatch) -> None:
    """Draw another sheet for one that is not to be found, while any is left.

    Otherwise a batch whose drawn sheets are all missing would pass without anything checked.
    """
    _draw(batch, 1)


def stop_second_entry(*, batch: PaperBatch) -> None:
    """Forget what was drawn and not typed yet; the caller holds the batch and saves it."""
    CheckedSheet.objects.filter(sheet__batch=batch, state=CheckedSheet.State.WAITING).delete()
    batch.settled_on, batch.is_refused = None, False


def settle_when_done(*, batch: PaperBatch, at: datetime) -> None:
    """Settle, widen or refuse, once the batch is closed and nothing waits; the caller saves it.

    With it go running numbers, typists and what the two people typed.
    """
    if batch.is_entered_into:
        return
    checked = list(CheckedSheet.objects.filter(sheet__batch=batch).prefetch_related("mismatches"))
    mismatches = [mismatch for one in checked for mismatch in one.mismatches.all()]
    if any(one.state == CheckedSheet.State.WAITING for one in checked) or not all(
        mismatch.is_settled for mismatch in mismatches
    ):
        return
    typed = [one for one in checked if one.state == CheckedSheet.State.TYPED]
    fields = batch.checked_fields + sum(one.fields for one in typed)
    left = 0
    if batch.second_entry != PaperBatch.SecondEntry.NONE:
        left = PaperQuestionnaire.objects.filter(batch=batch, checked__isnull=True).count()
    found = verdict(fields=fields, mismatches=batch.mismatches + len(mismatches), sheets_left=left)
    if found is Verdict.WIDEN:
        sheets = batch.checked_sheets + len(typed)
        _draw(batch, sheets_to_add(fields=fields, checked_sheets=sheets, sheets_left=left))
        return
    batch.checked_sheets += len(typed)
    batch.checked_fields = fields
    batch.mismatches += len(mismatches)
    batch.corrected += sum(mismatch.is_corrected for mismatch in mismatches)
    batch.missing_sheets += len(checked) - len(typed)
    batch.is_refused = found is Verdict.REFUSED
    batch.settled_on = at
    PaperQuestionnaire.objects.filter(batch=batch).delete()
    audit.record(
        action=audit.CHECK_BATCH,
        of=batch.survey,
        number=batch.number,
        fields=batch.checked_fields,
        mismatches=batch.mismatches,
    )


def _draw(batch: PaperBatch, wanted: int) -> int:
    """Draw so many more sheets by chance."""
    left = PaperQuestionnaire.objects.filter(batch=batch, checked__isnull=True).order_by("number")
    ids = list(left.values_list("pk", flat=True))
    drawn = SystemRandom().sample(ids, max(0, min(wanted, len(ids))))
    CheckedSheet.objects.bulk_create(CheckedSheet(sheet_id=pk) for pk in drawn)
    return len(drawn)

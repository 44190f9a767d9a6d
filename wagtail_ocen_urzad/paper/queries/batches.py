"""Batches, and what was said about them afterwards. Nothing here writes."""

from __future__ import annotations

from django.db.models import QuerySet

from wagtail_ocen_urzad.paper.models import BatchCorrection
from wagtail_ocen_urzad.reports import statistics
from wagtail_ocen_urzad.survey.models import PaperBatch, Survey, Tally


def batches() -> QuerySet[PaperBatch]:
    """Return every batch of paper, newest first, with survey, version and office data."""
    rows = PaperBatch.objects.select_related(
        "survey__office__in_force", "version", "brought_by", "closed_by", "withdrawn_by"
    ).defer("version__content")
    return rows.order_by("-brought_on", "-pk")


def batches_of(*, survey: Survey) -> QuerySet[PaperBatch]:
    """Return the batches of one survey, newest first."""
    return batches().filter(survey=survey)


def batch_by_number(*, code: str, batch: int) -> PaperBatch | None:
    """Return a batch by its survey's code and its own number."""
    rows = PaperBatch.objects.select_related(
        "survey__office__in_force", "version", "brought_by", "closed_by", "withdrawn_by"
    )
    return rows.filter(survey__code=code, number=batch).first()


def corrections_of(*, batch: PaperBatch) -> QuerySet[BatchCorrection]:
    """Return what was written down about a batch afterwards, newest first."""
    rows = BatchCorrection.objects.filter(batch=batch.pk).select_related("recorded_by")
    return rows.order_by("-recorded_on", "-pk")


def return_rate_of(*, batch: PaperBatch) -> str | None:
    """Return the forms that came back in percent of those issued; None when nobody counted."""
    if batch.issued is None or batch.found is None:
        return None
    return statistics.percent(value=statistics.share(part=batch.found, whole=batch.issued))


def tally_of(*, batch: PaperBatch) -> Tally | None:
    """Return the totals of a batch, withdrawn ones too."""
    return Tally.objects.filter(batch=batch).first()

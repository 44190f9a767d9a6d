"""Locks, in the one order that `survey.operations.locking` says. And what is refused then."""

from __future__ import annotations

from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.survey import operations as survey_operations
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion


def locked_batch(*, batch: PaperBatch) -> PaperBatch:
    """Return the batch as it is stored now, locked."""
    locked = PaperBatch.objects.select_for_update().get(pk=batch.pk)
    # A batch never changes its survey, and it has been read already.
    locked.survey = batch.survey
    return locked


def locked_with_versions(*, batch: PaperBatch) -> PaperBatch:
    """Return the batch, locked after its survey and every version that it may have answers to.

    Whoever takes a snapshot holds the same: it comes before all of this, or after.
    """
    survey = survey_operations.locked_survey(survey_id=batch.survey_id)
    survey_operations.locked_versions(survey=survey)
    return locked_batch(batch=batch)


def locked_with_version(*, batch: PaperBatch, version_id: int) -> PaperBatch:
    """Return the batch, locked after the one version that an answer belongs to."""
    QuestionSetVersion.objects.select_for_update().only("pk").get(pk=version_id)
    return locked_batch(batch=batch)


def refuse_unless_open(*, batch: PaperBatch) -> None:
    """Raise `BatchIsWithdrawn` or `BatchIsClosed` unless sheets may be added."""
    if batch.is_withdrawn:
        raise refusals.BatchIsWithdrawn
    if not batch.is_entered_into:
        raise refusals.BatchIsClosed


def refuse_covered(*, batch: PaperBatch) -> None:
    """Raise `CoveredByReport` when a saved report counts something of the batch."""
    if numbers := queries.covered_by(batch=batch):
        raise refusals.CoveredByReport(numbers)

"""What staff bring in together: numbered when it begins, withdrawn whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.survey.models import (
    WITHDRAWN,
    Batch,
    QuestionSetVersion,
    Response,
    Survey,
    Tally,
)
from wagtail_ocen_urzad.survey.operations.counting import adjust_tally_cells, exclude_all
from wagtail_ocen_urzad.survey.operations.locking import locked_survey, locked_versions
from wagtail_ocen_urzad.survey.operations.review import AlreadyReported, is_reported


class BatchAlreadyWithdrawn(Exception):
    """Nothing of it counts any more."""


def next_batch_number(*, survey: Survey) -> int:
    """Return the number of the survey's next batch, whose row is locked from here on."""
    locked_survey(survey_id=survey.pk)
    return int(survey.batches.aggregate(last=Max("number"))["last"] or 0) + 1


def responses_of(*, batch: Batch) -> QuerySet[Response]:
    """Return the answers that came with a batch, late ones too.

    By the survey's versions first, since the column of the batch itself has no index.
    """
    versions = QuestionSetVersion.objects.filter(survey_id=batch.survey_id).values("pk")
    return Response.objects.filter(version__in=versions, batch=batch.pk)


def withdraw_batch(*, batch: Batch, because: str, by: Any, at: datetime) -> int:
    """Take a whole batch out of the figures. Its answers stay stored and count in nothing.

    Args:
        batch: whatever its kind.
        because: why, in the words of staff.
        by: who does it.
        at: now.

    Returns:
        the filled questionnaires, or forms of a tally, that left the figures.

    Raises:
        BatchAlreadyWithdrawn: nothing is left to withdraw.
        AlreadyReported: a report that closed a version, or a supplement, counts some of it.
    """
    with transaction.atomic():
        versions = locked_versions(survey=locked_survey(survey_id=batch.survey_id))
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        if locked.is_withdrawn:
            raise BatchAlreadyWithdrawn
        answers = responses_of(batch=locked)
        if any(_has_closed_over(version, answers) for version in versions):
            raise AlreadyReported
        forms = exclude_all(
            responses=answers.filter(excluded_because="").prefetch_related("comments"),
            because=WITHDRAWN,
        )
        answers.update(excluded_because=WITHDRAWN)
        forms += _withdraw_tally(locked)
        locked.withdrawn_on, locked.withdrawn_by = at, by
        locked.withdrawn_because = because
        locked.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_because"])
        audit.record(
            action=audit.WITHDRAW_BATCH,
            of=locked.survey,
            by=by,
            number=locked.number,
            forms=forms,
            reason=because,
        )
    return forms


def _has_closed_over(version: QuestionSetVersion, answers: QuerySet[Response]) -> bool:
    """Say whether a report that closed this version, or a supplement, counts one of the answers."""
    of_version = answers.filter(version=version)
    if version.is_open is None and of_version.filter(is_late=False).exists():
        return True
    last = version.reports.filter(reason="supplement").aggregate(last=Max("number"))["last"] or 0
    return of_version.filter(is_late=True, after_report__lt=last).exists()


def _withdraw_tally(batch: Batch) -> int:
    tally = Tally.objects.filter(batch=batch.pk, is_withdrawn=False).first()
    if tally is None:
        return 0
    if is_reported(response=tally):
        raise AlreadyReported
    adjust_tally_cells(tally=tally, by=-1)
    tally.is_withdrawn = True
    tally.save(update_fields=["is_withdrawn"])
    return tally.forms

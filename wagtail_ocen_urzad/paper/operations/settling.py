"""What the paper says where two people differ; shown to nobody before (paper 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.models import BatchCorrection, Mismatch
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.comparing import Value, judged_one, put_value, value_of
from wagtail_ocen_urzad.paper.operations.drawing import settle_when_done
from wagtail_ocen_urzad.paper.operations.locking import locked_with_version
from wagtail_ocen_urzad.paper.operations.protocol import trace
from wagtail_ocen_urzad.survey import operations as survey_operations
from wagtail_ocen_urzad.survey.models import PaperBatch, Response


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """What two people typed, and what the paper says; shown only when the third is known."""

    first: Value
    second: Value
    paper: Value
    is_corrected: bool
    """The first entry was wrong."""
    is_missing: bool = False
    """The sheet was not found: the kept value stays, and neither of the two is to be shown."""
    is_covered: bool = False
    """A report counts the sheet: the kept value stays, and a correction was written down."""


def settle_mismatch(
    *, mismatch: Mismatch, value: Sequence[str] | None, by: Any, at: datetime
) -> Settled:
    """Take what the paper says about a field that two people typed differently.

    The kept value follows. When a report counts the sheet already, the value stays, and a
    correction of the batch names the question.

    Args:
        mismatch: not settled yet.
        value: raw, typed before either value was shown; None when the sheet is not to be found.
        by: who looked at the paper.
        at: now.

    Raises:
        UnableToSettle: `AlreadySettled`, `BatchIsOpen`, `BatchIsWithdrawn`.
        survey.operations.InvalidAnswers: the value does not fit the question.
    """
    with transaction.atomic():
        sheet = mismatch.checked.sheet
        batch = locked_with_version(batch=sheet.batch, version_id=sheet.response.version_id)
        if batch.is_withdrawn:
            raise refusals.BatchIsWithdrawn
        if batch.is_entered_into:
            raise refusals.BatchIsOpen
        found = Mismatch.objects.filter(pk=mismatch.pk, is_settled=False).first()
        if found is None:
            raise refusals.AlreadySettled
        response = Response.objects.select_related("version__survey__office__in_force").get(
            pk=sheet.response_id
        )
        first = value_of(response=response, question=found.question)
        paper = first
        if value is not None:
            paper = judged_one(response=response, question=found.question, value=value)
        is_corrected = paper != first
        is_covered = is_corrected and not _correct(
            batch, response=response, mismatch=found, value=value or (), by=by, at=at
        )
        found.is_settled, found.is_corrected, found.is_covered = True, is_corrected, is_covered
        found.save(update_fields=["is_settled", "is_corrected", "is_covered"])
        settle_when_done(batch=batch, at=at)
        batch.save()
    return Settled(
        first=first,
        second=found.second,
        paper=paper,
        is_corrected=is_corrected,
        is_missing=value is None,
        is_covered=is_covered,
    )


def _correct(
    batch: PaperBatch,
    *,
    response: Response,
    mismatch: Mismatch,
    value: Sequence[str],
    by: Any,
    at: datetime,
) -> bool:
    """Correct the kept value, or say why not. Returns whether it was corrected."""
    if queries.reports_counting(row=response):
        BatchCorrection.objects.create(
            batch=batch,
            changes={"second_entry": mismatch.question, "version": response.version.number},
            recorded_on=at,
            recorded_by=by,
        )
        trace(action=audit.CORRECT_BATCH, batch=batch, by=by)
        return False
    survey_operations.correct_response(
        response=response,
        given=put_value(response=response, question=mismatch.question, value=value),
        codes=queries.known_codes_of(survey=response.version.survey),
    )
    return True

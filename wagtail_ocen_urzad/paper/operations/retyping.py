"""A sheet typed anew, or taken back, while no report counts it (paper 2, 3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.models import EnteredSerial, PaperQuestionnaire
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.entering import Given
from wagtail_ocen_urzad.paper.operations.locking import (
    locked_with_version,
    locked_with_versions,
    refuse_unless_open,
)
from wagtail_ocen_urzad.survey import operations as survey_operations
from wagtail_ocen_urzad.survey.models import PaperBatch, Response


def correct_sheet(*, sheet: PaperQuestionnaire, given: Given, by: Any) -> None:
    """Type a stored sheet anew; its counters follow.

    Raises:
        UnableToCorrect: `CoveredByReport`, `BatchIsClosed`, `BatchIsWithdrawn`.
        survey.operations.UnableToRecord: the answers do not fit the questions.
    """
    with transaction.atomic():
        response = _changeable(sheet)
        survey_operations.correct_response(
            response=response,
            given=given,
            codes=queries.known_codes_of(survey=response.version.survey),
        )
        audit.record(
            action=audit.CORRECT_SHEET,
            of=response.version.survey,
            by=by,
            number=sheet.batch.number,
            sheet=sheet.number,
        )


def remove_last_sheet(*, batch: PaperBatch, sheet_id: UUID, by: Any) -> int:
    """Take back the sheet that was entered last; the next one gets its number.

    Args:
        batch: open or reopened.
        sheet_id: the sheet that was seen as the last one. No other is taken back in its place,
            whatever was taken back or entered since.
        by: who takes it back.

    Returns:
        its number.

    Raises:
        UnableToRemove: `NotTheLast`, `CoveredByReport`, `BatchIsClosed`, `BatchIsWithdrawn`.
    """
    with transaction.atomic():
        # Which one is the last, and of which version, is known only under the locks.
        locked = locked_with_versions(batch=batch)
        refuse_unless_open(batch=locked)
        sheet = queries.last_sheet(batch=locked)
        if sheet is None or sheet.pk != sheet_id:
            raise refusals.NotTheLast
        response = _uncounted(sheet)
        if sheet.serial:
            seen = EnteredSerial.objects.filter(
                version=response.version_id, serial=sheet.serial, batch=locked
            ).first()
            if seen is not None:
                seen.delete()
        number = sheet.number
        # The record of the sheet goes with its answer.
        survey_operations.remove_response(response=response)
        locked.entered -= 1
        locked.last_number = number - 1
        locked.save(update_fields=["entered", "last_number"])
        audit.record(
            action=audit.REMOVE_SHEET, of=locked.survey, by=by, number=locked.number, sheet=number
        )
    return number


def _changeable(sheet: PaperQuestionnaire) -> Response:
    """Lock the sheet's version and batch, and return its answer, which no report counts yet."""
    sheet.batch = locked_with_version(batch=sheet.batch, version_id=sheet.response.version_id)
    refuse_unless_open(batch=sheet.batch)
    return _uncounted(sheet)


def _uncounted(sheet: PaperQuestionnaire) -> Response:
    """Return the answer of a locked sheet, which no report counts yet."""
    response = Response.objects.select_related("version__survey__office__in_force").get(
        pk=sheet.response_id
    )
    if numbers := queries.reports_counting(row=response):
        raise refusals.CoveredByReport(numbers)
    return response

"""Typing what was in the box, sheet by sheet; each counts at once (paper 2, 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.models import EnteredSerial, PaperQuestionnaire, PrintRun
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.locking import locked_with_version, refuse_unless_open
from wagtail_ocen_urzad.survey import operations as survey_operations
from wagtail_ocen_urzad.survey.models import (
    Batch,
    Channel,
    PaperBatch,
    QuestionSetVersion,
    Response,
)
from wagtail_ocen_urzad.survey.questionnaire import canonical_json, digest

Given = Mapping[str, Sequence[str]]
"""Raw values by name of the field (`Questionnaire.field_names`); no value is no answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """What became of one sheet."""

    number: int | None
    """To be written on the paper; None when it was stored long ago and nobody knows any more."""
    is_new: bool
    """False when this very sheet had been stored already (sent twice)."""
    is_late: bool
    """Its version was closed meanwhile; it waits for a supplement."""
    entered: int
    """Sheets of the batch that are stored now."""


def enter_sheet(
    *,
    batch: PaperBatch,
    sheet_id: UUID,
    given: Given,
    by: Any,
    at: datetime,
    version: QuestionSetVersion | None = None,
    serial: str = "",
    run: PrintRun | None = None,
    is_repeat_confirmed: bool = False,
) -> Entered:
    """Store one sheet, which counts at once, or nothing.

    Nothing is required, and no answer leads past another (domain 3.5). Sent again with the same
    id and the same values it is stored once, whatever was corrected since.

    Args:
        batch: open or reopened.
        sheet_id: random, made by whoever types; becomes the id of the answer.
        given: an empty or missing value is no answer, `INVALID` alone an invalid one.
        by: the typist, known until the batch is settled and never on the answer.
        at: now.
        version: of the printed code; None is the version of the batch. An old one makes the sheet
            late.
        serial: number printed on the sheet; '' without one.
        run: of this version, whose keys were pressed; whoever types the sheet again needs them.
        is_repeat_confirmed: a person has said that the number was seen before and may be.

    Raises:
        UnableToEnter: `BatchIsClosed`, `BatchIsWithdrawn`, `NotASheetBatch`, `OtherSurvey`,
            `SerialSeen`, `SheetDiffers`.
        survey.operations.UnableToRecord: the answers do not fit the questions.
    """
    asked = version or batch.version
    if asked.survey_id != batch.survey_id:
        raise refusals.OtherSurvey
    if batch.kind != Batch.Kind.PAPER:
        raise refusals.NotASheetBatch
    sent = _digest_of(given, asked)
    with transaction.atomic():
        locked = locked_with_version(batch=batch, version_id=asked.pk)
        if known := _stored_already(locked, sheet_id, sent):
            return known
        refuse_unless_open(batch=locked)
        if serial and not is_repeat_confirmed and queries.is_seen(version=asked, serial=serial):
            raise refusals.SerialSeen(serial)
        recorded = _recorded(locked, asked, sheet_id, given, at)
        locked.entered += 1
        locked.last_number += 1
        locked.save(update_fields=["entered", "last_number"])
        PaperQuestionnaire.objects.create(
            batch=locked,
            number=locked.last_number,
            response_id=sheet_id,
            typist=by,
            serial=serial,
            run=run,
            sent_sha256=sent,
        )
        if serial:
            EnteredSerial.objects.create(version=asked, serial=serial, batch=locked)
    return Entered(
        number=locked.last_number, is_new=True, is_late=recorded.is_late, entered=locked.entered
    )


def _recorded(
    batch: PaperBatch, asked: QuestionSetVersion, sheet_id: UUID, given: Given, at: datetime
) -> survey_operations.Recorded:
    """Store the answer, with the day and the desk of the box."""
    recorded = survey_operations.record_response(
        asked=survey_operations.Asked(
            version_id=asked.pk,
            sha256=asked.sha256,
            codes=queries.known_codes_of(survey=batch.survey),
        ),
        response_id=sheet_id,
        given=given,
        channel=Channel.PAPER,
        answered_on=batch.opened_on,
        at=at,
        service_point=batch.service_point,
        enforce_required=False,
        batch=batch,
    )
    if not recorded.is_new:
        # An answer of another batch, or of the web: no sheet of ours.
        raise refusals.SheetDiffers
    return recorded


def _stored_already(batch: PaperBatch, sheet_id: UUID, sent: str) -> Entered | None:
    stored = Response.objects.filter(pk=sheet_id, batch=batch).first()
    if stored is None:
        return None
    record = PaperQuestionnaire.objects.filter(response=stored).first()
    if record is not None and record.sent_sha256 != sent:
        raise refusals.SheetDiffers
    return Entered(
        number=record.number if record else None,
        is_new=False,
        is_late=stored.is_late,
        entered=batch.entered,
    )


def _digest_of(given: Given, version: QuestionSetVersion) -> str:
    values = {name: list(texts) for name, texts in given.items() if list(texts)}
    return digest(text=canonical_json(value={"version": version.pk, "given": values}))

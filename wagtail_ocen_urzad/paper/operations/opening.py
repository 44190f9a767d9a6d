"""A batch begun, and its header typed anew (paper 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.locking import locked_batch, refuse_unless_open
from wagtail_ocen_urzad.paper.operations.protocol import (
    Protocol,
    put_protocol,
    refuse_impossible,
    trace,
)
from wagtail_ocen_urzad.survey import operations as survey_operations
from wagtail_ocen_urzad.survey import queries as survey_queries
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, QuestionSetVersion, Survey


def open_batch(
    *,
    survey: Survey,
    protocol: Protocol,
    by: Any,
    at: datetime,
    kind: Batch.Kind = Batch.Kind.PAPER,
    version: QuestionSetVersion | None = None,
) -> PaperBatch:
    """Begin a batch of paper questionnaires, or of hand-counted totals.

    Args:
        survey: whose questionnaires lay in the box.
        protocol: its header.
        by: who types it.
        at: now.
        kind: sheets, or a tally, which has no second entry.
        version: from the code of a sheet; None is the one in force on the day of the box.

    Raises:
        UnableToOpenBatch: `PaperIsOff`, `NoVersion`, `OtherSurvey`, `OpenedAhead`,
            `UnknownServicePoint`, `PeriodTurnedRound`.
    """
    if not survey_queries.paper_is_on(survey=survey):
        raise refusals.PaperIsOff
    asked = version or survey_queries.version_on(survey=survey, day=protocol.opened_on)
    if asked is None:
        raise refusals.NoVersion
    if asked.survey_id != survey.pk:
        raise refusals.OtherSurvey
    refuse_impossible(survey=survey, protocol=protocol, at=at)
    with transaction.atomic():
        batch = PaperBatch(
            survey=survey,
            number=survey_operations.next_batch_number(survey=survey),
            kind=kind,
            version=asked,
            brought_on=at,
            brought_by=by,
        )
        put_protocol(batch=batch, protocol=protocol)
        batch.save(force_insert=True)
        trace(action=audit.OPEN_BATCH, batch=batch, by=by)
    return batch


def change_protocol(
    *,
    batch: PaperBatch,
    protocol: Protocol,
    by: Any,
    at: datetime,
    blank_shown: int | None = None,
) -> PaperBatch:
    """Type the header anew, while the batch is open.

    A version that was taken from the date of opening follows another date; a chosen one stays.

    Args:
        batch: open or reopened.
        protocol: all of it.
        by: who types it.
        at: now.
        blank_shown: blank sheets that the typist had before their eyes. Those that `count_blank`
            has added since then stay when the number was left as it was. None does not ask.

    Raises:
        UnableToChangeBatch: `BatchIsClosed`, `BatchIsWithdrawn`, `BlankCounted`, `DateOfEntered`,
            `OpenedAhead`, `UnknownServicePoint`, `PeriodTurnedRound`.
    """
    refuse_impossible(survey=batch.survey, protocol=protocol, at=at)
    with transaction.atomic():
        locked = locked_batch(batch=batch)
        refuse_unless_open(batch=locked)
        stands = (locked.opened_on, locked.service_point)
        if locked.entered and stands != (protocol.opened_on, protocol.service_point):
            raise refusals.DateOfEntered
        if blank_shown is not None and locked.blank != blank_shown:
            if protocol.blank != blank_shown:
                raise refusals.BlankCounted(locked.blank)
            protocol = replace(protocol, blank=locked.blank)
        if locked.opened_on != protocol.opened_on:
            _follow(locked, protocol.opened_on)
        put_protocol(batch=locked, protocol=protocol)
        locked.save()
        trace(action=audit.CHANGE_BATCH, batch=locked, by=by)
    return locked


def _follow(batch: PaperBatch, day: date) -> None:
    """Take the version of another day, unless the box was opened with one of its own choice."""
    before = survey_queries.version_on(survey=batch.survey, day=batch.opened_on)
    if before is not None and before.pk == batch.version_id:
        batch.version = survey_queries.version_on(survey=batch.survey, day=day) or before

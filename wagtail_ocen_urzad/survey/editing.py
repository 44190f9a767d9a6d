"""Opening and closing of versions. Only `revision` may import this (see setup.cfg)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Max, QuerySet

from wagtail_ocen_urzad.survey.models import Office, OfficeDataVersion, QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.questionnaire import (
    Questionnaire,
    canonical_json,
    canonical_text,
    digest,
)

if TYPE_CHECKING:
    from django.db.models import Model


def open_version(
    *,
    survey: Survey,
    questionnaire: Questionnaire,
    number: int,
    series: dict[str, int],
    by: Any,
    at: datetime,
    accepts: tuple[datetime | None, datetime | None],
) -> QuestionSetVersion:
    """Insert the version that residents are served from now on.

    Its answers come after every report so far, as those of the versions before it would.
    """
    text = canonical_text(questionnaire=questionnaire)
    reported = survey.versions.aggregate(last=Max("reported_up_to"))["last"] or 0
    return QuestionSetVersion.objects.create(
        survey=survey,
        number=number,
        content=text,
        sha256=digest(text=text),
        series=series,
        opened_on=at,
        opened_by=by,
        reported_up_to=reported,
        accepts_from=accepts[0],
        accepts_until=accepts[1],
    )


def close_version(*, version: QuestionSetVersion, report: Model, at: datetime) -> None:
    """Close a version with its report, in one statement: the CHECK sees all three columns."""
    # Past the model's own manager, which refuses this to everybody else.
    QuerySet(model=QuestionSetVersion).filter(pk=version.pk).update(
        is_open=None, closed_on=at, closing_report=report
    )
    version.is_open, version.closed_on, version.closing_report_id = None, at, report.pk


def set_start(*, version: QuestionSetVersion, at: datetime | None) -> None:
    """Set from when answers are accepted; operational, outside the hash."""
    if version.accepts_from != at:
        version.accepts_from = at
        version.save(update_fields=["accepts_from"])


def set_end(*, survey: Survey, at: datetime | None) -> None:
    """Set until when answers are accepted; operational, outside the hash.

    For closed versions, too: the survey closes once, whichever of its forms somebody has.
    """
    survey.versions.update(accepts_until=at)


def put_in_force(
    *, office: Office, data: dict[str, Any], by: Any, at: datetime
) -> OfficeDataVersion:
    """Insert a version of the office data and let the office point to it."""
    text = canonical_json(value=data)
    last = office.versions.aggregate(last=Max("number"))["last"] or 0
    version = OfficeDataVersion(
        office=office,
        number=last + 1,
        content=text,
        sha256=digest(text=text),
        opened_on=at,
        opened_by=by,
    )
    version.save(force_insert=True)
    # Past the model's own manager, which refuses this to everybody else.
    QuerySet(model=Office).filter(pk=office.pk).update(in_force=version)
    office.in_force = version
    return version

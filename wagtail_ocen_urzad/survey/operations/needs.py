"""The need that was signalled in the office before a change (R-18)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.survey.models import ChangeRequest, OfficeDataVersion, QuestionSetVersion


class UnableToRecordNeed(Exception):
    """Nothing was written down: nothing was said about the need."""


def record_need(
    *,
    of: QuestionSetVersion | OfficeDataVersion,
    signalled_by: str,
    subject: str,
    signalled_on: date | None,
    by: Any,
    at: datetime,
) -> ChangeRequest:
    """Write down the need that a change answers (R-18), with the change or any time later.

    What was written before stays: a later word is an entry of its own, with its own date.

    Args:
        of: the version that the change made.
        signalled_by: who signalled it; may be empty.
        subject: what it is about; may be empty.
        signalled_on: when it was signalled, as far as known.
        by: who writes it down.
        at: now.

    Raises:
        UnableToRecordNeed: all three are empty.
    """
    if not (signalled_by or subject or signalled_on):
        raise UnableToRecordNeed
    place = {"version": of} if isinstance(of, QuestionSetVersion) else {"office_version": of}
    need = ChangeRequest.objects.create(
        **place,
        signalled_by=signalled_by,
        subject=subject,
        signalled_on=signalled_on,
        recorded_on=at,
        recorded_by=by,
    )
    audit.record(action=audit.RECORD_NEED, of=of, by=by, number=of.number)
    return need

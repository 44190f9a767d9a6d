"""Taking a flagged answer out of the figures, and putting it back.

An answer is excluded only while nothing has closed over it. A closing report (or a supplement,
for a late answer) says once and for all what it counted; were an answer of it excluded
afterwards, the report would count an answer that the counters no longer have, and nobody could
show any more that every answer is in exactly one closing report. So both verbs refuse then.

Reports of a period, on demand, and before a change of office data close nothing: the answers they
counted are counted again by the report that closes the version. They keep their figures; the
next report says how many answers were excluded.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Response, Tally
from wagtail_ocen_urzad.survey.operations.counting import adjust_cells, all_counted

REASON_LIMIT = 200
"""Characters of a reason."""


class UnableToExclude(Exception):
    """The answer is counted, or excluded, as it was before."""


class NoReason(UnableToExclude):
    """Nobody is excluded without a reason."""


class NotFlagged(UnableToExclude):
    """Only answers marked for checking may be excluded: nobody picks among the others."""


class AlreadyReported(UnableToExclude):
    """The report that closed its version says for ever what it counted."""


class NothingToDo(UnableToExclude):
    """It is excluded already, or is counted already."""


def exclude_response(*, response: Response, reason: str, by: Any) -> Response:
    """Take one flagged answer out of the counters. It stays stored, and may come back.

    Args:
        response: as it was shown; it is read again under the lock of its version.
        reason: why, in the words of staff.
        by: who does it; the log says so.

    Raises:
        UnableToExclude: nothing was changed; the kinds above say why.
    """
    # What begins with @ is no reason of a person (`WITHDRAWN`).
    reason = reason.replace("\x00", "").strip().lstrip("@")[:REASON_LIMIT]
    if not reason:
        raise NoReason
    with transaction.atomic():
        locked = _locked(response)
        if not locked.flags:
            raise NotFlagged
        if locked.excluded_because:
            raise NothingToDo
        _move(locked, reason)
        _trace(audit.EXCLUDE_RESPONSE, locked, by, reason)
    return locked


def restore_response(*, response: Response, by: Any) -> Response:
    """Put an excluded answer back into the counters.

    Raises:
        UnableToExclude: nothing was changed; the kinds above say why.
    """
    with transaction.atomic():
        locked = _locked(response)
        if not locked.excluded_because:
            raise NothingToDo
        reason = locked.excluded_because
        _move(locked, "")
        _trace(audit.RESTORE_RESPONSE, locked, by, reason)
    return locked


def is_reported(*, response: Response | Tally) -> bool:
    """Say whether something has closed over this answer, or over these totals."""
    version = response.version
    if response.is_late:
        later = version.reports.filter(reason="supplement", number__gt=response.after_report)
        return bool(later.exists())
    return version.is_open is None


def _locked(response: Response) -> Response:
    """Lock the version, as an answer being stored does, then read what is stored now."""
    version = QuestionSetVersion.objects.select_for_update().get(pk=response.version_id)
    found = Response.objects.get(pk=response.pk)
    found.version = version
    if is_reported(response=found):
        raise AlreadyReported
    return found


def _move(response: Response, reason: str) -> None:
    """Change what the answer is counted as: out of the old counters, into the new."""
    adjust_cells(response=response, pairs=all_counted(response=response), by=-1)
    response.excluded_because = reason
    response.save(update_fields=["excluded_because"])
    adjust_cells(response=response, pairs=all_counted(response=response))


def _trace(action: str, response: Response, by: Any, reason: str) -> None:
    """Name the answer by the key of the review screen: its id stands in no log."""
    audit.record(
        action=action,
        of=response.version.survey,
        by=by,
        number=response.version.number,
        answer=response.review_key,
        reason=reason,
    )

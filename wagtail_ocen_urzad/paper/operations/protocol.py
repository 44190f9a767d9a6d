"""What the header of a batch says, and what it cannot say (paper 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad import audit, conf
from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, Survey

REASON_LIMIT = 300
"""Characters of a reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Protocol:
    """What the header of a batch says, typed once (paper 2)."""

    opened_on: date
    """The date of every answer in the box."""
    service_point: str = ""
    opened_by: str = ""
    """The team."""
    period: tuple[date, date] | None = None
    """When the questionnaires lay at the desk."""
    issued: int | None = None
    """None when nobody counted."""
    found: int | None = None
    """None until the box was counted."""
    blank: int = 0
    invalid: int = 0
    second_entry: str = PaperBatch.SecondEntry.SAMPLE
    case_number: str = ""


def put_protocol(*, batch: PaperBatch, protocol: Protocol) -> None:
    """Write the header into a batch; a tally has no second entry. The caller saves it."""
    batch.opened_on = protocol.opened_on
    batch.service_point = protocol.service_point
    batch.opened_by = protocol.opened_by
    batch.period_from, batch.period_to = protocol.period or (None, None)
    batch.issued, batch.found = protocol.issued, protocol.found
    batch.blank, batch.invalid = protocol.blank, protocol.invalid
    is_tally = batch.kind == Batch.Kind.TALLY
    batch.second_entry = PaperBatch.SecondEntry.NONE if is_tally else protocol.second_entry
    batch.case_number = protocol.case_number


def refuse_impossible(*, survey: Survey, protocol: Protocol, at: datetime) -> None:
    """Raise `OpenedAhead`, `PeriodTurnedRound` or `UnknownServicePoint` for such a header."""
    if protocol.opened_on > conf.local_date(at=at):
        raise refusals.OpenedAhead
    if protocol.period is not None and protocol.period[0] > protocol.period[1]:
        raise refusals.PeriodTurnedRound
    known = queries.known_codes_of(survey=survey).service_points
    if protocol.service_point and protocol.service_point not in known:
        raise refusals.UnknownServicePoint


def reason_of(*, text: str) -> str:
    """Return a reason as it is kept; '' when nothing was said."""
    return text.replace("\x00", "").strip()[:REASON_LIMIT]


def trace(*, action: str, batch: PaperBatch, by: Any, **facts: int) -> None:
    """Write one line about a batch to the log."""
    audit.record(action=action, of=batch.survey, by=by, number=batch.number, **facts)

"""When the yearly report is due (§ 4: „nie rzadziej niż raz do roku”; domain 2.4, no. 5).

Pure: dates in, dates out. What counts is the day on which a periodic report was generated, not
the period it covers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_WARNING = 60
"""Days before the due date."""
SECOND_WARNING = 30
"""Days before the due date."""

DECEMBER, LAST_DAY = 12, 31


class DutyState(StrEnum):
    """How things stand on a given day."""

    MET = "met"
    """Done for now: this year's report exists."""
    AHEAD = "ahead"
    """Not due for a long time."""
    SOON = "soon"
    """Due within `FIRST_WARNING` days."""
    URGENT = "urgent"
    """Due within `SECOND_WARNING` days."""
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True, slots=True)
class YearlyDuty:
    """The duty of making a periodic report, as it stands on one day."""

    due_on: date
    """Last day on which the next report is in time."""
    state: DutyState
    days: int
    """Days that are left; when overdue, days that have passed since `due_on`."""


def duty_by_calendar_year(*, last_report: date | None, starts_on: date, today: date) -> YearlyDuty:
    """Return the duty when every calendar year needs a report.

    It is overdue when a whole calendar year ended without one; of several such years the last is
    meant. A year in which the duty began after New Year's Day is not a whole one.

    Args:
        last_report: day on which the newest periodic report was generated.
        starts_on: day on which the clock starts as long as there is none (R-25).
        today: day for which the answer is wanted.
    """
    if last_report is not None:
        year = last_report.year + 1
    else:
        year = starts_on.year + (starts_on > date(starts_on.year, 1, 1))
    due_on = date(max(year, today.year - 1), DECEMBER, LAST_DAY)
    is_met = last_report is not None and last_report.year >= today.year
    return _duty(due_on=due_on, is_met=is_met, today=today)


def duty_by_twelve_months(*, last_report: date | None, starts_on: date, today: date) -> YearlyDuty:
    """Return the duty when no more than twelve months may pass between two reports.

    Args:
        last_report: day on which the newest periodic report was generated.
        starts_on: day on which the clock starts as long as there is none (R-25).
        today: day for which the answer is wanted.
    """
    due_on = _a_year_after(last_report or starts_on)
    is_met = last_report is not None and (due_on - today).days > FIRST_WARNING
    return _duty(due_on=due_on, is_met=is_met, today=today)


def _duty(*, due_on: date, is_met: bool, today: date) -> YearlyDuty:
    left = (due_on - today).days
    if is_met:
        state = DutyState.MET
    elif left < 0:
        state = DutyState.OVERDUE
    elif left <= SECOND_WARNING:
        state = DutyState.URGENT
    elif left <= FIRST_WARNING:
        state = DutyState.SOON
    else:
        state = DutyState.AHEAD
    return YearlyDuty(due_on=due_on, state=state, days=abs(left))


def _a_year_after(day: date) -> date:
    """The same day a year later; 28 February for the 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)

"""What is due on which day, and when somebody is reminded of it. Pure: dates in, dates out.

Every source (the yearly report, the external study, later others) says its duties in this one
shape, so the list of dates, the panel and the e-mails need not know where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wagtail_ocen_urzad.reports.calendar import DutyState

AGAIN_AFTER = 30
"""Days after which an overdue duty is called to mind again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One duty, as it stands on one day."""

    key: str
    """Names the duty and the day until which it is to be done: a moved date is another key."""
    on: date
    """The last day in time."""
    state: DutyState
    days: int
    """Days that are left; when overdue, days that have passed."""
    warn_days: tuple[int, ...] = ()
    """How many days before its day somebody is reminded, the most first."""
    first_on: date | None = None
    """The day as it was before it was moved; None when it was not."""

    @property
    def is_late(self) -> bool:
        """Its day has passed."""
        return self.state is DutyState.OVERDUE

    @property
    def notice(self) -> str:
        """Which notice the day asks for; "" when none.

        The same word until the next one is due, so that a notice missed on its day is made up
        for on the next, and none goes out twice.
        """
        if self.state is DutyState.MET:
            return ""
        if self.is_late:
            return f"overdue-{self.days // AGAIN_AFTER}"
        reached = [days for days in self.warn_days if self.days <= days]
        return f"before-{min(reached)}" if reached else ""


def in_order(line: Due) -> tuple[bool, bool, date]:
    """Return what sorts a list of dates: late ones first, met ones last, then by day."""
    return (not line.is_late, line.state is DutyState.MET, line.on)

"""When a step of the external study is due, and what moved it (P-10, P-11, P-13).

Pure: dates in, dates out. A deadline is moved with a reason and never written over, so the first
date stays beside the new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

REMIND_DAYS = 14
"""Days before the due date on which the reminder goes out, unless the office says otherwise."""

FEBRUARY, LEAP_DAY = 2, 29


@dataclass(frozen=True, kw_only=True, slots=True)
class DayOfYear:
    """A day that comes back every year („każdego roku”)."""

    month: int
    day: int

    def in_year(self, *, year: int) -> date:
        """Return the day in this year; 28 February where there is no 29th.

        Raises:
            ValueError: no year has such a day.
        """
        try:
            return date(year, self.month, self.day)
        except ValueError:
            if (self.month, self.day) == (FEBRUARY, LEAP_DAY):
                return date(year, FEBRUARY, LEAP_DAY - 1)
            raise


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One moving of a deadline („w uzasadnionych okolicznościach termin ten może ulec zmianie”)."""

    to: date
    moved_on: date
    reason: str
    by: str
    """Name of who moved it."""


class DeadlineState(StrEnum):
    """How a deadline stands on a given day."""

    MET = "met"
    MET_LATE = "met_late"
    AHEAD = "ahead"
    """Further away than the reminder."""
    SOON = "soon"
    """Within the days of the reminder, the due date itself included."""
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """The last day for a step, as it was first and as it is now."""

    first: date
    moves: tuple[Move, ...] = ()
    """Oldest first."""

    @property
    def due(self) -> date:
        """The date that counts now."""
        return self.moves[-1].to if self.moves else self.first

    @property
    def is_moved(self) -> bool:
        """The date that counts is not the first one."""
        return self.due != self.first


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineStanding:
    """A deadline as it stands on one day."""

    deadline: Deadline
    state: DeadlineState
    days: int
    """Days that are left; when overdue or met late, days that passed after the due date."""


def deadline_standing(
    *, deadline: Deadline, done_on: date | None, today: date, remind_days: int = REMIND_DAYS
) -> DeadlineStanding:
    """Return how a deadline stands.

    Args:
        deadline: with all its moves.
        done_on: the day on which the step was done; None while it is not.
        today: day for which the answer is wanted.
        remind_days: how many days before the due date it becomes `SOON`.
    """
    left = (deadline.due - (done_on or today)).days
    if done_on is not None:
        state = DeadlineState.MET if left >= 0 else DeadlineState.MET_LATE
    elif left < 0:
        state = DeadlineState.OVERDUE
    elif left <= remind_days:
        state = DeadlineState.SOON
    else:
        state = DeadlineState.AHEAD
    return DeadlineStanding(deadline=deadline, state=state, days=abs(left))

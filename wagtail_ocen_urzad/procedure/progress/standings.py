"""How an edition stands on one day, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wagtail_ocen_urzad.procedure.calendar import (
    DeadlineStanding,
    DeadlineState,
)
from wagtail_ocen_urzad.procedure.facts import Facts, Lack, Warned
from wagtail_ocen_urzad.procedure.steps import Role, Stage, Task, TaskCode


class State(StrEnum):
    """How a step or a task stands."""

    DONE = "done"
    NOW = "now"
    LATE = "late"
    TO_COME = "to_come"
    DEPENDS = "depends"
    """It is not known yet whether it applies."""
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskStanding:
    """One task on one day."""

    task: Task
    state: State
    done_on: date | None
    before: tuple[Lack, ...]
    """What must be there before it can be begun."""
    lacks: tuple[Lack, ...]
    """What must be there before it is done; nothing when it is."""
    deadline: DeadlineStanding | None

    @property
    def days_late(self) -> int:
        """Days after its deadline on which it was done; 0 when in time, or not done.

        A reply that is noted after the day until which firms were asked may have come in time.
        """
        if self.deadline is None or self.task.code == TaskCode.REPLIES:
            return 0
        is_late = self.deadline.state is DeadlineState.MET_LATE
        return self.deadline.days if is_late else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class StageStanding:
    """One of the seven steps on one day."""

    stage: Stage
    state: State
    done_on: date | None
    tasks: tuple[TaskStanding, ...]

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """„Do zamknięcia kroku brakuje”."""
        return tuple(lack for one in self.tasks for lack in one.lacks)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """For whom the matter waits, with what, until when."""

    role: Role
    task: Task
    deadline: DeadlineStanding | None
    is_to_be_read: bool = False
    """The task is done, and whoever took its results has not acknowledged them. Nothing rests on
    that, and the edition is closed without it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyStanding:
    """A whole edition on one day."""

    facts: Facts
    """What its records say, from which all this follows."""
    stages: tuple[StageStanding, ...]
    waiting: tuple[Waiting, ...]
    """Who holds the ball; overdue first, then by deadline, then in the order of the document."""
    warnings: tuple[Warned, ...]
    is_closed: bool

    @property
    def tasks(self) -> dict[str, TaskStanding]:
        """Every task by its code."""
        return {one.task.code: one for stage in self.stages for one in stage.tasks}

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What the whole edition lacks before it can be closed."""
        return tuple(lack for stage in self.stages for lack in stage.lacks)

    @property
    def next_deadline(self) -> Waiting | None:
        """The nearest deadline among what waits."""
        dated = [one for one in self.waiting if one.deadline is not None]
        return min(dated, key=lambda one: due_date(standing=one.deadline), default=None)


def due_date(*, standing: DeadlineStanding | None) -> date:
    """Return the date that counts; what has none comes last of all."""
    return standing.deadline.due if standing else date.max

"""The deadline of a task, with its moves, on one day."""

from __future__ import annotations

from datetime import date

from wagtail_ocen_urzad.procedure.calendar import (
    Deadline,
    DeadlineStanding,
    deadline_standing,
)
from wagtail_ocen_urzad.procedure.facts import Facts
from wagtail_ocen_urzad.procedure.steps import Task


def deadline_of(*, facts: Facts, task: Task) -> Deadline | None:
    """Return a task's deadline with its moves; None when nothing dates it."""
    first = facts.due.get(task.code)
    if first is None and (day := facts.adaptation.deadlines.get(task.code)):
        first = day.in_year(year=facts.year)
    if first is None:
        return None
    return Deadline(first=first, moves=facts.moves.get(task.code, ()))


def changed_deadlines(*, before: Facts, after: Facts) -> list[str]:
    """Return the tasks whose first date would be another one, or would be gone with its moves.

    A task that had no date may get one: nothing that once counted is lost (P-11).
    """
    changed = []
    for code, task in before.tasks.items():
        first = deadline_of(facts=before, task=task)
        if first is None:
            continue
        if code not in after.tasks:
            is_changed = code in before.moves
        else:
            then = deadline_of(facts=after, task=after.tasks[code])
            is_changed = then is None or then.first != first.first
        if is_changed:
            changed.append(code)
    return changed


def standing_of_deadline(
    *, facts: Facts, task: Task, done_on: date | None, today: date
) -> DeadlineStanding | None:
    """Return how a task's deadline stands; None when nothing dates it.

    Args:
        done_on: the day on which the task was done; None while it is not.
        today: day for which the answer is wanted.
    """
    deadline = deadline_of(facts=facts, task=task)
    if deadline is None:
        return None
    return deadline_standing(
        deadline=deadline, done_on=done_on, today=today, remind_days=facts.adaptation.remind_days
    )

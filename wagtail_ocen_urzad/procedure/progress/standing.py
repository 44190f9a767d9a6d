"""From facts to how the edition stands on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wagtail_ocen_urzad.procedure.calendar import (
    DeadlineState,
)
from wagtail_ocen_urzad.procedure.facts import Facts
from wagtail_ocen_urzad.procedure.progress.deadlines import standing_of_deadline
from wagtail_ocen_urzad.procedure.progress.lacking import before_of, done_tasks, lacks_of
from wagtail_ocen_urzad.procedure.progress.said import warnings
from wagtail_ocen_urzad.procedure.progress.standings import (
    StageStanding,
    State,
    StudyStanding,
    TaskStanding,
    Waiting,
    due_date,
)
from wagtail_ocen_urzad.procedure.steps import Role, Stage, StageCode, Task, TaskCode


def study_standing(*, facts: Facts, today: date) -> StudyStanding:
    """Return how an edition stands on one day."""
    done = done_tasks(facts=facts)
    stages = tuple(_stage(facts, stage, today, done) for stage in facts.stages)
    waiting = [
        Waiting(role=one.task.actor, task=one.task, deadline=one.deadline)
        for stage in stages
        for one in stage.tasks
        if one.state in {State.NOW, State.LATE}
    ]
    waiting += _to_be_read(facts, done)
    waiting.sort(key=lambda one: due_date(standing=one.deadline))
    return StudyStanding(
        facts=facts,
        stages=stages,
        waiting=() if facts.closed_on else tuple(waiting),
        warnings=warnings(facts=facts),
        is_closed=facts.closed_on is not None,
    )


def _to_be_read(facts: Facts, done: frozenset[str]) -> Iterator[Waiting]:
    """Yield that the head of the office has not acknowledged what was submitted (P-17)."""
    if TaskCode.SUBMISSION in done and not facts.is_acknowledged:
        yield Waiting(
            role=Role.OFFICE_HEAD,
            task=facts.tasks[TaskCode.SUBMISSION],
            deadline=None,
            is_to_be_read=True,
        )


def _task(facts: Facts, task: Task, today: date, done: frozenset[str]) -> TaskStanding:
    done_on = facts.recorded[task.code] if task.code in done else None
    standing = standing_of_deadline(facts=facts, task=task, done_on=done_on, today=today)
    before = tuple(before_of(facts=facts, task=task, done=done))
    if done_on is not None:
        state = State.DONE
    elif task.code in facts.skipped:
        state = State.NOT_APPLICABLE
    elif standing is not None and standing.state is DeadlineState.OVERDUE:
        state = State.LATE
    elif not before:
        state = State.NOW
    else:
        depends = facts.audit_applies is None and task.code in facts.conditional
        state = State.DEPENDS if depends else State.TO_COME
    return TaskStanding(
        task=task,
        state=state,
        done_on=done_on,
        before=before,
        lacks=lacks_of(facts=facts, task=task),
        deadline=standing,
    )


def _stage(facts: Facts, stage: Stage, today: date, done: frozenset[str]) -> StageStanding:
    tasks = tuple(_task(facts, task, today, done) for task in stage.tasks)
    open_states = {one.state for one in tasks if one.task.is_required} - {State.DONE}
    for state in (State.LATE, State.NOW, State.DEPENDS, State.TO_COME, State.NOT_APPLICABLE):
        if state in open_states:
            break
    else:
        state = State.DONE
    is_begun = any(one.state is State.DONE for one in tasks)
    if state is State.TO_COME and is_begun and stage.code is not StageCode.AUDIT:
        # Something of it is done and the rest waits for another step: it is under way.
        state = State.NOW
    days = [one.done_on for one in tasks if one.done_on is not None]
    return StageStanding(
        stage=stage,
        state=state,
        done_on=max(days) if days and state is State.DONE else None,
        tasks=tasks,
    )

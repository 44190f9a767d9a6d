"""The steps with the office's own, and the threshold of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wagtail_ocen_urzad.procedure.adaptation.shapes import Adaptation, OwnStep, ProcurementThreshold
from wagtail_ocen_urzad.procedure.steps import (
    STEPS,
    Stage,
    Task,
    TaskCode,
)


def plan(*, adaptation: Adaptation) -> tuple[Stage, ...]:
    """Return the seven steps with the office's own at the end of the step they belong to."""
    return tuple(
        replace(
            stage,
            tasks=(
                *stage.tasks,
                *(
                    _task(one, stage, is_dated=one.code in adaptation.deadlines)
                    for one in adaptation.own_steps
                    if one.stage is stage.code
                ),
            ),
        )
        for stage in STEPS
    )


def threshold_on(*, adaptation: Adaptation, day: date) -> ProcurementThreshold | None:
    """Return the threshold for a procedure that begins on this day; None before the first."""
    valid = [one for one in adaptation.thresholds if one.valid_from <= day]
    return max(valid, key=lambda one: one.valid_from) if valid else None


def _task(step: OwnStep, stage: Stage, *, is_dated: bool) -> Task:
    return Task(
        code=step.code,
        actor=step.actor,
        needs=tuple(TaskCode(task.code) for task in stage.tasks),
        quote=step.description,
        closes_with="its date",
        source="",
        title=step.title,
        is_required=step.is_required,
        may_be_moved=is_dated,
    )

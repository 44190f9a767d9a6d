"""Every act of the procedure: one button, one form, one operation."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps import Task, TaskCode
from wagtail_ocen_urzad.staff.procedure.acts import (
    catalogue,
    fieldwork,
    handing_over,
    outcomes,
    own_steps,
)
from wagtail_ocen_urzad.staff.procedure.acts.act import Act

ACTS: tuple[Act, ...] = (
    *catalogue.ACTS,
    *fieldwork.ACTS,
    *handing_over.ACTS,
    *outcomes.ACTS,
)
"""Those of the document; a step of the office's own has one more, see `own_steps`."""


def acts_of(*, task: Task) -> tuple[Act, ...]:
    """Return what can be done on the desk of a task."""
    if task.code not in set(TaskCode):
        return (own_steps.act_of(step=task.code),)
    return tuple(one for one in ACTS if one.stands_at == task.code)


def act_by_slug(*, task: Task, slug: str) -> Act | None:
    """Return the act of a task that an address names."""
    return next((one for one in acts_of(task=task) if one.slug == slug), None)


__all__ = ["ACTS", "Act", "act_by_slug", "acts_of"]

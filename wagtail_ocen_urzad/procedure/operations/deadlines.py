"""A deadline is moved, with a reason (P-11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    DeadlineMove,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.progress import deadline_of
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToMoveDeadline(UnableToAct):
    """The deadline stays where it was."""


def move_deadline(
    *,
    study: Study,
    task: str,
    to: date,
    reason: str,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> DeadlineMove:
    """Move a deadline with a reason; the first date stays beside the new one (P-11).

    The document allows it in step 2 only; step 3 may be moved as well, and the help says so
    (domain 2.4, no. 8).

    Raises:
        UnableToMoveDeadline: no reason, no deadline or one that may not be moved (`NOT_THERE`),
            the same date, done already, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToMoveDeadline)

    def make(begun: Act) -> DeadlineMove:
        found = begun.facts.tasks.get(task)
        deadline = deadline_of(facts=begun.facts, task=found) if found else None
        if found is None or deadline is None or not found.may_be_moved:
            raise UnableToMoveDeadline(Lack(what=Lacking.NOT_THERE, field="task"))
        is_done = task in begun.facts.recorded
        actor.refuse_if(
            Lack(what=Lacking.ALREADY_DONE, task=task) if is_done else None,
            Lack(what=Lacking.VALUE, field="to") if to == deadline.due else None,
        )
        return DeadlineMove(
            task=task,
            moved_from=deadline.due,
            moved_to=to,
            moved_on=actor.today,
            moved_by=name_of(user=by),
            reason=reason,
        )

    return act(study=study, verb=Verb.MOVE_DEADLINE, actor=actor, make=make, files=files)

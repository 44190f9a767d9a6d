"""Step 6: actions are defined, introduced, and their effect is checked (P-20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    OF_THE_PROCEDURE,
    ActionKind,
    QualityAction,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToPlanAction(UnableToAct):
    """There is no such action."""


class UnableToCompleteAction(UnableToAct):
    """The action is as it was before."""


class UnableToCheckEffect(UnableToAct):
    """The effect is as unknown, or as known, as it was before."""


def plan_action(
    *,
    study: Study,
    kind: ActionKind,
    cause: str,
    description: str,
    owner: str,
    due_on: date,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> QualityAction:
    """Define an action of one of the three kinds: why, what, whose, until when (P-20).

    Raises:
        UnableToPlanAction: the audit was not held, another kind (`VALUE`), something is empty, or
            the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToPlanAction)

    def make(_: Act) -> QualityAction:
        if kind not in OF_THE_PROCEDURE:
            raise UnableToPlanAction(Lack(what=Lacking.VALUE, field="kind"))
        return QualityAction(
            kind=kind,
            cause=cause,
            description=description,
            owner=owner,
            due_on=due_on,
        )

    return act(study=study, verb=Verb.PLAN_ACTION, actor=actor, make=make, files=files)


def complete_action(
    *,
    action: QualityAction,
    done_on: date,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> QualityAction:
    """Write down that an action was introduced („wprowadzenia niezbędnych działań”).

    Raises:
        UnableToCompleteAction: withdrawn, done already, ahead, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToCompleteAction)

    def make(begun: Act) -> QualityAction:
        found = _action(begun, action)
        is_done = found.done_on is not None
        actor.refuse_if(Lack(what=Lacking.ALREADY_DONE, field="done_on") if is_done else None)
        found.done_on = done_on
        return found

    return act(study=action.study, verb=Verb.COMPLETE_ACTION, actor=actor, make=make, files=files)


def check_effect(
    *,
    action: QualityAction,
    effect_checked_on: date,
    effect: str,
    is_effective: bool,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> QualityAction:
    """Write down whether an action helped (P-20).

    Effects take time, so this is possible after the edition was closed, too.

    Raises:
        UnableToCheckEffect: not done yet, checked before, checked already, effect empty, ahead, or
            the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToCheckEffect)

    def make(begun: Act) -> QualityAction:
        found = _action(begun, action)
        is_checked = found.effect_checked_on is not None
        actor.refuse_if(Lack(what=Lacking.ALREADY_DONE, field="effect") if is_checked else None)
        found.effect, found.is_effective = effect, is_effective
        found.effect_checked_on, found.effect_checked_by = effect_checked_on, name_of(user=by)
        return found

    return act(study=action.study, verb=Verb.CHECK_EFFECT, actor=actor, make=make, files=files)


def _action(begun: Act, action: QualityAction) -> QualityAction:
    """Read the action again under the lock."""
    counting = QualityAction.objects.filter(study=begun.study, is_withdrawn=False)
    found: QualityAction | None = counting.filter(pk=action.pk).first()
    if found is None:
        raise begun.actor.refusal(Lack(what=Lacking.NOT_THERE, field="action"))
    return found

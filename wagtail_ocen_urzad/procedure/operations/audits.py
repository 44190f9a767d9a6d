"""Step 6: the internal audit is ordered and held (P-19)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    InternalAudit,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToOrderAudit(UnableToAct):
    """No audit is ordered; `IRREGULARITY` says that the step does not apply."""


class UnableToRecordAudit(UnableToAct):
    """The audit is as it was before."""


def order_audit(
    *,
    study: Study,
    ordered_on: date,
    team: str,
    scope: str,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> InternalAudit:
    """Order the team to prepare and hold an internal audit („poleca Zespołowi ds. ZSZ”, P-19).

    Raises:
        UnableToOrderAudit: not assessed, assessed as „none” (`IRREGULARITY`), ordered already,
            team or scope empty, ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToOrderAudit)

    def make(begun: Act) -> InternalAudit:
        actor.refuse_if(once(act=begun))
        return InternalAudit(
            ordered_on=ordered_on, ordered_by=name_of(user=by), team=team, scope=scope
        )

    return act(study=study, verb=Verb.ORDER_AUDIT, actor=actor, make=make, files=files)


def record_audit(
    *,
    study: Study,
    held_from: date,
    held_to: date,
    findings: str,
    by: Any,
    at: datetime,
    no_actions_because: str = "",
    files: Sequence[NewFile] = (),
) -> InternalAudit:
    """Write down when the audit was held and what it found (P-19).

    Args:
        no_actions_because: why no action is needed; only „niezbędnych działań” are demanded.

    Raises:
        UnableToRecordAudit: not ordered, recorded already, findings empty, days turned round or
            ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToRecordAudit)

    def make(begun: Act) -> InternalAudit:
        found: InternalAudit = InternalAudit.objects.get(study=begun.study, is_withdrawn=False)
        is_held = found.is_held
        actor.refuse_if(Lack(what=Lacking.ALREADY_DONE, task=TaskCode.AUDIT) if is_held else None)
        found.held_from, found.held_to, found.findings = held_from, held_to, findings
        found.no_actions_because = no_actions_because
        return found

    return act(study=study, verb=Verb.RECORD_AUDIT, actor=actor, make=make, files=files)

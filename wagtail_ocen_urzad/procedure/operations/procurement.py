"""Step 1, last words: the public procurement procedure (P-07)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wagtail_ocen_urzad.procedure.adaptation import Adaptation, threshold_on
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    Procurement,
    ProcurementPath,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToStartProcurement(UnableToAct):
    """The procurement is not started."""


class UnableToConcludeProcurement(UnableToAct):
    """The procurement has no result yet, or the one that it had."""


def proposed_path(
    *, adaptation: Adaptation, estimate: Decimal, started_on: date
) -> ProcurementPath:
    """Return the path that the threshold of that day proposes; always overridable (P-07).

    Args:
        estimate: net, in złotys.
        started_on: a procedure stays under the threshold of the day on which it began.
    """
    threshold = threshold_on(adaptation=adaptation, day=started_on)
    if threshold is not None and estimate >= threshold.net:
        return ProcurementPath.PROCUREMENT_ACT
    return ProcurementPath.BELOW_THRESHOLD


def propose(*, procurement: Procurement, adaptation: Adaptation) -> None:
    """Set the threshold of the day on which a procurement began, and the path it proposes."""
    day = procurement.started_on
    threshold = threshold_on(adaptation=adaptation, day=day)
    procurement.threshold = threshold and threshold.net
    procurement.proposed = proposed_path(
        adaptation=adaptation, estimate=procurement.estimate, started_on=day
    ).value


def start_procurement(
    *,
    study: Study,
    started_on: date,
    estimate: Decimal,
    by: Any,
    at: datetime,
    path: ProcurementPath | None = None,
    path_reason: str = "",
    case_number: str = "",
    files: Sequence[NewFile] = (),
) -> Procurement:
    """Write down that the public procurement procedure was started („uruchamiana jest”).

    Args:
        estimate: net, in złotys.
        path: None takes the proposed one; another one takes a reason.

    Raises:
        UnableToStartProcurement: the replies were not handed over, started already, another path
            without a reason, ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToStartProcurement)

    def make(begun: Act) -> Procurement:
        actor.refuse_if(once(act=begun))
        started = Procurement(
            started_on=started_on,
            estimate=estimate,
            path_reason=path_reason,
            case_number=case_number,
        )
        propose(procurement=started, adaptation=begun.facts.adaptation)
        started.path = ProcurementPath(path or started.proposed).value
        return started

    return act(study=study, verb=Verb.START_PROCUREMENT, actor=actor, make=make, files=files)


def conclude_procurement(
    *,
    study: Study,
    result: str,
    concluded_on: date,
    by: Any,
    at: datetime,
    case_number: str = "",
    files: Sequence[NewFile] = (),
) -> Procurement:
    """Write down what came of the procurement. Its lack is said with the contract, never blocking.

    Raises:
        UnableToConcludeProcurement: not started, concluded already, empty, ahead, or the role
            lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToConcludeProcurement)

    def make(begun: Act) -> Procurement:
        started = Procurement.objects.filter(study=begun.study, is_withdrawn=False)
        found: Procurement | None = started.first()
        if found is None:
            raise UnableToConcludeProcurement(Lack(what=Lacking.TASK, task=TaskCode.PROCUREMENT))
        is_done = begun.facts.has_procurement_result
        actor.refuse_if(Lack(what=Lacking.ALREADY_DONE, field="result") if is_done else None)
        found.result, found.concluded_on = result, concluded_on
        found.case_number = case_number or found.case_number
        return found

    return act(study=study, verb=Verb.CONCLUDE_PROCUREMENT, actor=actor, make=make, files=files)

"""What an edition studies and how, and which procedure it follows (P-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.adaptation import Adaptation
from wagtail_ocen_urzad.procedure.facts import Facts, Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    Study,
    StudyKind,
)
from wagtail_ocen_urzad.procedure.operations.acting import (
    begin_act,
    refuse_broken,
)
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.editions import append_study
from wagtail_ocen_urzad.procedure.progress import changed_deadlines
from wagtail_ocen_urzad.procedure.verbs import Verb

DESCRIBED = ("kind", "method", "sample", "fieldwork_from", "fieldwork_to", "case_number")
"""What `describe_study` may change."""


class UnableToDescribeStudy(UnableToAct):
    """The edition is described as it was before."""


def describe_study(*, study: Study, by: Any, at: datetime, **changes: Any) -> Study:
    """Write down kind, method, sample, days of fieldwork or the case number (P-01).

    Args:
        changes: any of `DESCRIBED`.

    Raises:
        UnableToDescribeStudy: another field, days turned round, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToDescribeStudy)
    unknown = sorted(set(changes) - set(DESCRIBED))
    actor.refuse_if(*(Lack(what=Lacking.FIELD, field=name) for name in unknown))
    with transaction.atomic():
        begun = begin_act(study=study, verb=Verb.DESCRIBE, actor=actor)
        before = begun.study.as_data()
        for name, value in changes.items():
            setattr(begun.study, name, value)
        first, last = begun.study.fieldwork_from, begun.study.fieldwork_to
        is_turned_round = first is not None and last is not None and last < first
        is_known = begun.study.kind in StudyKind
        turned_round = Lack(what=Lacking.DATES_TURNED_ROUND, field="fieldwork_to")
        actor.refuse_if(
            None if is_known else Lack(what=Lacking.VALUE, field="kind"),
            turned_round if is_turned_round else None,
        )
        begun.study.save(update_fields=list(DESCRIBED))
        append_study(begun=begun, before=before)
    return begun.study


def follow_procedure(*, study: Study, by: Any, at: datetime) -> Study:
    """Let an edition follow the office's newest procedure; it began with an older one.

    Raises:
        UnableToDescribeStudy: it follows it already, is closed, something recorded would lose what
            it rests on or its own step (`IN_USE`), a deadline would change without a reason
            (`DEADLINE`, P-11), or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToDescribeStudy)
    with transaction.atomic():
        begun = begin_act(study=study, verb=Verb.FOLLOW_PROCEDURE, actor=actor)
        newest = queries.procedure_of(office=begun.study.office)
        if newest is None or newest.pk == begun.study.procedure_id:
            raise UnableToDescribeStudy(Lack(what=Lacking.ALREADY_DONE, field="procedure"))
        actor.refuse_if(*_lost(before=begun.facts, after=newest.adaptation))
        before = begun.study.as_data()
        begun.study.procedure = newest
        begun.study.save(update_fields=["procedure"])
        refuse_broken(act=begun)
        append_study(begun=begun, before=before)
    return begun.study


def _lost(*, before: Facts, after: Adaptation) -> list[Lack]:
    """Return what an edition would lose under another procedure: deadlines, steps that are done."""
    then = replace(before, adaptation=after)
    gone = [code for code in before.recorded if code not in then.tasks]
    changed = changed_deadlines(before=before, after=then)
    return [
        *(Lack(what=Lacking.IN_USE, task=code) for code in gone),
        *(Lack(what=Lacking.DEADLINE, task=code) for code in changed if code not in gone),
    ]

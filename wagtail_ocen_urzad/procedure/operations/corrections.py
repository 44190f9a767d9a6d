"""Mistakes are corrected, or withdrawn, and leave a trace: who, when, why, what stood there."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    FIXED,
    Procurement,
    QualityAction,
    QuestionnaireAcceptance,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, begin_act, refuse_broken
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile, check_files
from wagtail_ocen_urzad.procedure.operations.guarding import (
    refuse_answered,
    refuse_handed_over,
    refuse_source,
    refuse_unsent,
)
from wagtail_ocen_urzad.procedure.operations.procurement import propose
from wagtail_ocen_urzad.procedure.verbs import Verb

Kind = TypeVar("Kind", bound=StudyRecord)

KEPT = frozenset({"deadlinemove"})
"""Kinds that are never withdrawn or corrected: a deadline is moved again, and every date that
once counted stays to be seen (P-11)."""


class UnableToCorrect(UnableToAct):
    """The record says what it said before."""


class UnableToWithdraw(UnableToAct):
    """The record counts as it did before."""


def correct(
    *,
    record: Kind,
    reason: str,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
    **changes: Any,
) -> Kind:
    """Correct a mistake in a record; the entry keeps the old values and the reason.

    Who may, `queries.roles_to_change` says. What later acts rest on stays: an assessment cannot
    become „none” once an audit was ordered.

    Args:
        reason: why; demanded.
        files: handed in with the correction; those handed in before stay. None to an acceptance,
            which is bound to exactly one questionnaire.
        changes: new values by the names of fields; none of `FIXED`.

    Raises:
        UnableToCorrect: no reason, nothing to change (`FIELD`), a fixed field (`VALUE`), a value
            that the record refuses, a source for which the role does not speak (`SOURCE`),
            something that later acts rest on (`IN_USE`), withdrawn, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToCorrect)
    check_files(files=files, actor=actor)
    with transaction.atomic():
        begun, found = _again(record, Verb.CORRECT, actor)
        names = {field.name for field in found.columns()}
        refused = sorted(name for name in changes if name not in names or name in FIXED)
        actor.refuse_if(
            *(Lack(what=Lacking.VALUE, field=name) for name in refused),
            None if reason.strip() else Lack(what=Lacking.FIELD, field="reason"),
            None if changes or files else Lack(what=Lacking.FIELD, field="changes"),
            Lack(what=Lacking.VALUE, field="files") if files and is_bound(record=found) else None,
        )
        before = found.as_data()
        for name, value in changes.items():
            setattr(found, name, value)
        _follow_up(begun, found, changes.keys())
        refuse_source(begun=begun, record=found)
        refuse_unsent(begun=begun, record=found, sent_before=bool(before.get("sent_on")))
        begun.write(found, files=files, before=before, reason=reason)
        refuse_broken(act=begun)
    return found


def is_bound(*, record: StudyRecord) -> bool:
    """Say whether a record is bound to what it was made with, so that no file is added (P-12)."""
    return isinstance(record, QuestionnaireAcceptance)


def withdraw(*, record: Kind, reason: str, by: Any, at: datetime) -> Kind:
    """Take back what was written by mistake, the last act first; it stays to be seen.

    Raises:
        UnableToWithdraw: no reason, something rests on it or it was handed over (`IN_USE`, with
            its task), a kind that stays (`VALUE`), withdrawn already, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToWithdraw)
    with transaction.atomic():
        begun, found = _again(record, Verb.WITHDRAW, actor)
        actor.refuse_if(None if reason.strip() else Lack(what=Lacking.FIELD, field="reason"))
        refuse_answered(begun=begun, record=found)
        before = found.as_data()
        found.is_withdrawn = True
        begun.write(found, before=before, reason=reason)
        refuse_broken(act=begun)
    return found


def _again(record: Kind, verb: Verb, actor: Actor) -> tuple[Act, Kind]:
    """Lock the edition and read the record again, if whoever acts may touch it."""
    roles = queries.roles_to_change(
        user=actor.by,
        record=record,
        verbs=queries.verbs_of(record=record),
        withdrawing=verb is Verb.WITHDRAW,
    )
    begun = begin_act(study=record.study, verb=verb, actor=actor, roles=roles)
    found = type(record).objects.filter(study=begun.study, pk=record.pk, is_withdrawn=False)
    current = found.first()
    if current is None:
        raise actor.refusal(Lack(what=Lacking.NOT_THERE, field="record"))
    is_kept = record.record_kind() in KEPT
    actor.refuse_if(Lack(what=Lacking.VALUE, field="record") if is_kept else None)
    refuse_handed_over(begun=begun, record=current)
    refuse_source(begun=begun, record=current)
    return begun, current


def _follow_up(begun: Act, record: StudyRecord, changed: AbstractSet[str]) -> None:
    """Change what the tool itself has put beside the corrected values."""
    if isinstance(record, Procurement) and changed & {"estimate", "started_on"}:
        propose(procurement=record, adaptation=begun.facts.adaptation)
    if isinstance(record, QualityAction) and record.effect_checked_on is None:
        record.effect_checked_by = ""

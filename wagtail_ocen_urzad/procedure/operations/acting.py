"""How every act is done: lock, role, guard, record, entry in the chain. All or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.facts import Facts, Lack, Lacking
from wagtail_ocen_urzad.procedure.gathering import facts_of_studies
from wagtail_ocen_urzad.procedure.models import (
    Study,
    StudyEntry,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.operations.actors import Actor
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile, check_files
from wagtail_ocen_urzad.procedure.operations.chain import append
from wagtail_ocen_urzad.procedure.operations.faults import faults_of
from wagtail_ocen_urzad.procedure.progress import broken, lacks_before
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.procedure.verbs import TASK_OF, Verb, roles_for

AFTER_CLOSING = frozenset({Verb.COMMENT, Verb.CHECK_EFFECT, Verb.ACKNOWLEDGE})
"""What may still be written once an edition is closed: nothing rests on it."""


Kind = TypeVar("Kind", bound=StudyRecord)


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act under way: the edition is locked, the role and the guard have been asked."""

    study: Study
    facts: Facts
    verb: Verb
    role: Role
    actor: Actor

    def write(
        self,
        record: StudyRecord,
        *,
        files: Sequence[NewFile] = (),
        before: Mapping[str, Any] | None = None,
        reason: str = "",
    ) -> StudyEntry:
        """Store a record and append the act to the chain.

        Args:
            record: new or changed.
            files: handed in with the act.
            before: what the record said before, where it was corrected.
            reason: why it was corrected.
        """
        if record.pk is None:
            record.study = self.study
            record.recorded_on = self.actor.at
            record.recorded_by = self.actor.by
        self.actor.refuse_if(*faults_of(record=record, today=self.actor.today))
        record.save()
        return append(
            act=self,
            about=(record.record_kind(), record.pk),
            data=record.as_data(),
            files=files,
            before=before,
            reason=reason,
        )


def begin_act(
    *, study: Study, verb: Verb, actor: Actor, roles: frozenset[Role] | None = None
) -> Act:
    """Lock the edition and ask role and guard. Call it inside a transaction.

    Args:
        roles: who may, where the table of verbs leaves it open.

    Raises:
        UnableToAct: of the actor's kind.
    """
    # The row alone: MariaDB would lock what is joined, too.
    locked = Study.objects.select_for_update().get(pk=study.pk)
    role = role_for(
        study=locked, roles=roles_for(verb=verb) if roles is None else roles, actor=actor
    )
    if locked.closed_on is not None and verb not in AFTER_CLOSING:
        raise actor.refusal(Lack(what=Lacking.CLOSED))
    facts = facts_of_studies(studies=[locked])[locked.pk]
    if verb in TASK_OF:
        actor.refuse_if(*lacks_before(facts=facts, task=facts.tasks[TASK_OF[verb]]))
    return Act(study=locked, facts=facts, verb=verb, role=role, actor=actor)


def role_for(*, study: Study, roles: frozenset[Role], actor: Actor) -> Role:
    """Return the role in which somebody acts, the first that fits.

    Raises:
        UnableToAct: of the actor's kind; none fits.
    """
    held = queries.roles_of(user=actor.by, office=study.office) & roles
    if not held:
        allowed = tuple(role for role in Role if role in roles)
        raise actor.refusal(Lack(what=Lacking.ROLE, roles=allowed))
    return next(role for role in Role if role in held)


def act(
    *,
    study: Study,
    verb: Verb,
    actor: Actor,
    make: Callable[[Act], Kind],
    files: Sequence[NewFile] = (),
) -> Kind:
    """Do an act that makes or changes one record.

    Args:
        make: returns the record, not stored yet, or raises the actor's refusal.
    """
    check_files(files=files, actor=actor)
    with transaction.atomic():
        begun = begin_act(study=study, verb=verb, actor=actor)
        record = make(begun)
        begun.write(record, files=files)
        refuse_broken(act=begun)
    return record


def refuse_broken(*, act: Act) -> None:
    """Refuse a change after which a recorded act would lose what it rests on.

    Raises:
        UnableToAct: of the actor's kind, with the tasks that would be broken (`IN_USE`), or dated
            before what they follow (`DATES_TURNED_ROUND`).
    """
    # Read anew: as things would be. What was broken before hinders nobody from mending it.
    facts = facts_of_studies(studies=[act.study])[act.study.pk]
    before = broken(facts=act.facts)
    act.actor.refuse_if(*(one for one in broken(facts=facts) if one not in before))


def once(*, act: Act) -> Lack | None:
    """Say that a thing that is done once in an edition is done already."""
    task = TASK_OF[act.verb]
    return Lack(what=Lacking.ALREADY_DONE, task=task) if task in act.facts.recorded else None

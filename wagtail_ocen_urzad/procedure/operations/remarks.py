"""What is no step of the document: the office's own steps, and comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    ExtraStepRecord,
    Study,
    StudyComment,
)
from wagtail_ocen_urzad.procedure.operations.acting import (
    Act,
    act,
    begin_act,
)
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile, check_files
from wagtail_ocen_urzad.procedure.progress import lacks_before
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToCompleteStep(UnableToAct):
    """The office's own step is as it was before."""


class UnableToComment(UnableToAct):
    """No comment was written."""


def complete_extra_step(
    *,
    study: Study,
    step: str,
    done_on: date,
    by: Any,
    at: datetime,
    note: str = "",
    files: Sequence[NewFile] = (),
) -> ExtraStepRecord:
    """Write down that a step of the office's own was done.

    Raises:
        UnableToCompleteStep: no such step, something comes before it, done already, ahead, closed,
            or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToCompleteStep)
    check_files(files=files, actor=actor)
    with transaction.atomic():
        own = next((one for one in study.procedure.adaptation.own_steps if one.code == step), None)
        if own is None:
            raise UnableToCompleteStep(Lack(what=Lacking.NOT_THERE, field="step"))
        begun = begin_act(
            study=study,
            verb=Verb.COMPLETE_EXTRA_STEP,
            actor=actor,
            roles=frozenset({own.actor, Role.COORDINATOR}),
        )
        is_done = step in begun.facts.recorded
        actor.refuse_if(
            *lacks_before(facts=begun.facts, task=begun.facts.tasks[step]),
            Lack(what=Lacking.ALREADY_DONE, task=step) if is_done else None,
        )
        record = ExtraStepRecord(step=step, done_on=done_on, note=note)
        begun.write(record, files=files)
    return record


def comment_on_study(
    *, study: Study, text: str, by: Any, at: datetime, task: str = ""
) -> StudyComment:
    """Write a remark beside a task, or about the edition as a whole.

    Raises:
        UnableToComment: it is empty, there is no such task, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToComment)

    def make(begun: Act) -> StudyComment:
        if task and task not in begun.facts.tasks:
            raise UnableToComment(Lack(what=Lacking.NOT_THERE, field="task"))
        return StudyComment(task=task, text=text, author=name_of(user=by))

    return act(study=study, verb=Verb.COMMENT, actor=actor, make=make)

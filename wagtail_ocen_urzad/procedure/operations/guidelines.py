"""The output: guidelines for auditing (P-22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.models import (
    AuditGuidelines,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToIssueGuidelines(UnableToAct):
    """There are no guidelines, or those that were there before."""


def issue_guidelines(
    *,
    study: Study,
    text: str,
    issued_on: date,
    by: Any,
    at: datetime,
    are_needed: bool = True,
    files: Sequence[NewFile] = (),
) -> AuditGuidelines:
    """Write down the guidelines for auditing, or why none are needed (P-22).

    Raises:
        UnableToIssueGuidelines: not assessed yet, issued already, the text is empty, ahead, or the
            role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToIssueGuidelines)

    def make(begun: Act) -> AuditGuidelines:
        actor.refuse_if(once(act=begun))
        return AuditGuidelines(
            issued_on=issued_on, author=name_of(user=by), are_needed=are_needed, text=text
        )

    return act(study=study, verb=Verb.ISSUE_GUIDELINES, actor=actor, make=make, files=files)

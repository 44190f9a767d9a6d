"""Step 5: results, and that the head of the office read them (P-16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    ResultsAcknowledgement,
    Study,
    StudyResults,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToReceiveResults(UnableToAct):
    """No results were written down."""


class UnableToAcknowledge(UnableToAct):
    """The results are not acknowledged."""


def receive_results(
    *,
    study: Study,
    received_on: date,
    files: Sequence[NewFile],
    by: Any,
    at: datetime,
    summary: str = "",
) -> StudyResults:
    """Take in the contractor's results: at least one file. More may follow later (P-16).

    Raises:
        UnableToReceiveResults: no file (`FILE`), the questionnaire was not handed over or the
            exact date not agreed, ahead, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToReceiveResults)

    def make(_: Act) -> StudyResults:
        actor.refuse_if(None if files else Lack(what=Lacking.FILE, needed=1))
        return StudyResults(received_on=received_on, summary=summary)

    return act(study=study, verb=Verb.RECEIVE_RESULTS, actor=actor, make=make, files=files)


def acknowledge_results(
    *, study: Study, acknowledged_on: date, by: Any, at: datetime, note: str = ""
) -> ResultsAcknowledgement:
    """Write down that the head of the office has read the results.

    The document asks for no such thing, so nothing waits for it.

    Raises:
        UnableToAcknowledge: they were not submitted yet, acknowledged already, ahead, or the role
            lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToAcknowledge)

    def make(begun: Act) -> ResultsAcknowledgement:
        is_submitted = TaskCode.SUBMISSION in begun.facts.recorded
        known = ResultsAcknowledgement.objects.filter(study=begun.study, is_withdrawn=False)
        actor.refuse_if(
            None if is_submitted else Lack(what=Lacking.TASK, task=TaskCode.SUBMISSION),
            Lack(what=Lacking.ALREADY_DONE, task=TaskCode.SUBMISSION) if known.exists() else None,
        )
        return ResultsAcknowledgement(
            acknowledged_on=acknowledged_on, acknowledged_by=name_of(user=by), note=note
        )

    return act(study=study, verb=Verb.ACKNOWLEDGE, actor=actor, make=make)

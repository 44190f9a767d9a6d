"""Handovers in their order: replies, catalogue, questionnaire, results (P-06, P-09, P-12, P-16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import Handover, QuestionnaireAcceptance, Study
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import TASK_OF, Verb

VERBS = {
    TASK_OF[verb]: verb
    for verb in (
        Verb.HAND_OVER_REPLIES,
        Verb.HAND_OVER_CATALOGUE,
        Verb.HAND_OVER_QUESTIONNAIRE,
        Verb.HAND_RESULTS_TO_UNIT_HEAD,
        Verb.HAND_RESULTS_TO_REPRESENTATIVE,
        Verb.SUBMIT_RESULTS,
    )
}
"""The six handovers of the procedure, by their tasks."""


class UnableToHandOver(UnableToAct):
    """Nothing was handed over; `lacks` says what comes before, or is missing."""


def hand_over(
    *,
    study: Study,
    task: TaskCode,
    from_name: str,
    to_name: str,
    handed_on: date,
    by: Any,
    at: datetime,
    discussion: str = "",
    note: str = "",
    files: Sequence[NewFile] = (),
) -> Handover:
    """Write down that something went on, in the order of the document, none left out.

    Args:
        task: one of `VERBS`.
        from_name, to_name: names of the people, or of the firm.
        discussion: demanded with the catalogue („wraz z ich omówieniem”).

    Raises:
        UnableToHandOver: something comes before it (`TASK`), done already, the discussion or a
            name is empty (`FIELD`), ahead, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToHandOver)
    task = TaskCode(task)
    if task not in VERBS:
        raise UnableToHandOver(Lack(what=Lacking.NOT_THERE, field="task"))

    def make(begun: Act) -> Handover:
        actor.refuse_if(once(act=begun))
        return Handover(
            task=task.value,
            from_name=from_name,
            to_name=to_name,
            handed_on=handed_on,
            discussion=discussion,
            sha256=_accepted(begun) if task is TaskCode.QUESTIONNAIRE_HANDOVER else "",
            note=note,
        )

    return act(study=study, verb=VERBS[task], actor=actor, make=make, files=files)


def _accepted(begun: Act) -> str:
    """Return the checksum of the questionnaire that was accepted: that one is handed over."""
    return str(QuestionnaireAcceptance.objects.get(study=begun.study, is_withdrawn=False).sha256)

"""Step 1, first sentence: the catalogue of issues (P-02, P-04)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import Issue, IssueCatalogue, Study
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.queries import roles_of
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import SOURCES, IssueSource, Verb


class UnableToAddIssue(UnableToAct):
    """The catalogue is as it was before."""


class UnableToCompileCatalogue(UnableToAct):
    """The catalogue is not compiled."""


def add_issue(
    *,
    study: Study,
    text: str,
    source: IssueSource,
    supplied_by: str,
    supplied_on: date,
    by: Any,
    at: datetime,
    report_number: int | None = None,
    question: str = "",
) -> Issue:
    """Put an issue into the catalogue, until the catalogue is handed to the contractor.

    Args:
        source: one of the five; a role other than the coordinator's speaks for its own only.
        supplied_by: who supplied it.
        report_number, question: of an issue that was taken from a report's weak question.

    Raises:
        UnableToAddIssue: something is empty, ahead, of another's source (`SOURCE`), too late
            (`IN_USE`), or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToAddIssue)

    def make(begun: Act) -> Issue:
        held = roles_of(user=by, office=begun.study.office)
        allowed = {one for role in held for one in SOURCES.get(role, ())}
        handed_over = TaskCode.CATALOGUE_HANDOVER in begun.facts.recorded
        actor.refuse_if(
            Lack(what=Lacking.SOURCE, field="source") if source not in allowed else None,
            Lack(what=Lacking.IN_USE, task=TaskCode.CATALOGUE_HANDOVER) if handed_over else None,
        )
        return Issue(
            text=text,
            source=source,
            supplied_by=supplied_by,
            supplied_on=supplied_on,
            report_number=report_number,
            question=question,
        )

    return act(study=study, verb=Verb.ADD_ISSUE, actor=actor, make=make)


def compile_catalogue(
    *,
    study: Study,
    compiled_on: date,
    by: Any,
    at: datetime,
    note: str = "",
    files: Sequence[NewFile] = (),
) -> IssueCatalogue:
    """Say that the catalogue is compiled („sporządza katalog zagadnień”).

    Raises:
        UnableToCompileCatalogue: it is empty (`ISSUES`), compiled already, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToCompileCatalogue)

    def make(begun: Act) -> IssueCatalogue:
        is_empty = not begun.facts.issues
        actor.refuse_if(
            once(act=begun),
            Lack(what=Lacking.ISSUES, task=TaskCode.CATALOGUE) if is_empty else None,
        )
        return IssueCatalogue(compiled_on=compiled_on, note=note)

    return act(study=study, verb=Verb.COMPILE_CATALOGUE, actor=actor, make=make, files=files)

"""Step 5: the representative analyses and assesses the results (P-17, P-18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.models import (
    Finding,
    FindingAssessment,
    ResultsAnalysis,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToAnalyse(UnableToAct):
    """There is no analysis, or the one that was there before."""


class UnableToAssess(UnableToAct):
    """The results are not assessed, or as they were before."""


def analyse_results(
    *,
    study: Study,
    analysed_on: date,
    text: str,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> ResultsAnalysis:
    """Write down the representative's analysis („który po analizie”, P-17).

    Raises:
        UnableToAnalyse: the results were not handed to the representative, analysed already, the
            text is empty, ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToAnalyse)

    def make(begun: Act) -> ResultsAnalysis:
        actor.refuse_if(once(act=begun))
        return ResultsAnalysis(analysed_on=analysed_on, author=name_of(user=by), text=text)

    return act(study=study, verb=Verb.ANALYSE, actor=actor, make=make, files=files)


def assess_results(
    *,
    study: Study,
    finding: Finding,
    reason: str,
    assessed_on: date,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> FindingAssessment:
    """Decide: no irregularities, a threat of them, or irregularities (P-18).

    Raises:
        UnableToAssess: not analysed yet, assessed already (correct it), another value, no reason,
            ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToAssess)

    def make(begun: Act) -> FindingAssessment:
        actor.refuse_if(once(act=begun))
        return FindingAssessment(
            finding=finding,
            reason=reason,
            assessed_on=assessed_on,
            author=name_of(user=by),
        )

    return act(study=study, verb=Verb.ASSESS, actor=actor, make=make, files=files)

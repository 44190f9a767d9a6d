"""Totals that were counted by hand: they fit their questions and add up."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wagtail_ocen_urzad.survey.models import Survey, Tally
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire
from wagtail_ocen_urzad.survey.tallying import ANSWERED, judge_totals
from wagtail_ocen_urzad.verification.answers import NO_QUESTION
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.reading import DAMAGES


def check_totals(
    *,
    survey: Survey,
    tally: Tally,
    questionnaire: Questionnaire | None,
    departments: Collection[str],
) -> Iterator[Finding]:
    """Totals fit their questions, add up, and belong to the day of their box."""
    box = tally.batch
    if (tally.answered_on, tally.is_withdrawn) != (box.opened_on, box.is_withdrawn):
        yield _found(survey, Kind.TALLY, batch=box.number, question=NO_QUESTION)
    if questionnaire is None:
        return
    try:
        # The sum that is stored beside the options of a multiple choice is made again.
        typed = {
            code: {value: n for value, n in values.items() if value != ANSWERED}
            for code, values in tally.totals.items()
        }
        kept, problems = judge_totals(
            questionnaire=questionnaire, totals=typed, forms=tally.forms, departments=departments
        )
    except DAMAGES:
        yield _found(survey, Kind.TALLY, batch=box.number, question=NO_QUESTION)
        return
    for code, values in tally.totals.items():
        if code in problems or kept[code] != values:
            yield _found(survey, Kind.TALLY, batch=box.number, question=code)


def _found(survey: Survey, kind: Kind, **facts: Fact) -> Finding:
    return Finding(kind=kind, survey=survey.code, facts=facts)

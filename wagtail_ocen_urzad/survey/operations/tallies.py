"""`record_tally`: the only way a hand-counted total is born, and is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion, Tally
from wagtail_ocen_urzad.survey.operations.counting import adjust_tally_cells
from wagtail_ocen_urzad.survey.operations.review import AlreadyReported, is_reported
from wagtail_ocen_urzad.survey.tallying import TallyProblem, judge_totals


class UnableToTally(Exception):
    """The totals are as they were."""


class WrongTotals(UnableToTally):
    """The totals do not fit the questions or do not add up; `problems` says where."""

    def __init__(self, problems: Mapping[str, TallyProblem]) -> None:
        self.problems = dict(problems)
        super().__init__(", ".join(self.problems))


class NothingCounted(UnableToTally):
    """No question has totals, or no form was counted."""


def record_tally(
    *,
    batch: PaperBatch,
    forms: int,
    totals: Mapping[str, Mapping[str, int]],
    codes: queries.KnownCodes,
    by: Any,
) -> Tally:
    """Store the totals of one box, or put others in their place, with the counters.

    They go to the counts and means of the questions that were counted, to no cross table, and are
    no filled questionnaires (domain 4.3). To a version closed meanwhile they are late, like an
    answer (domain 2.4, no. 3).

    Args:
        batch: its version was asked, on its day; the caller sees to it that it is open.
        forms: questionnaires, or votes, that were counted.
        totals: question code -> value -> how often (`survey.tallying`).
        codes: departments that may be named.
        by: who wrote them down.

    Raises:
        UnableToTally: nothing was stored.
        AlreadyReported: a closing report or a supplement counts the totals as they are.
    """
    if not totals or forms < 1:
        raise NothingCounted
    with transaction.atomic():
        version = QuestionSetVersion.objects.select_for_update().get(pk=batch.version_id)
        kept, problems = judge_totals(
            questionnaire=queries.questionnaire_of(version=version),
            totals=totals,
            forms=forms,
            departments=codes.departments,
        )
        if problems:
            raise WrongTotals(problems)
        tally = Tally.objects.filter(batch=batch).first()
        if tally is None:
            tally = Tally(
                batch=batch, is_late=version.is_open is None, after_report=version.reported_up_to
            )
        else:
            if is_reported(response=tally):
                raise AlreadyReported
            adjust_tally_cells(tally=tally, by=-1)
        tally.version, tally.answered_on = version, batch.opened_on
        tally.forms, tally.totals = forms, kept
        tally.save()
        adjust_tally_cells(tally=tally)
        audit.record(
            action=audit.RECORD_TALLY, of=version.survey, by=by, number=batch.number, forms=forms
        )
    return tally

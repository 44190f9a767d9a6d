"""Batches: numbers, what was entered against what is stored, records of sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from wagtail_ocen_urzad.paper.models import PaperQuestionnaire
from wagtail_ocen_urzad.survey.models import Batch, Channel, PaperBatch, Survey, Tally
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.recount import Lay, Recounted
from wagtail_ocen_urzad.verification.totals import check_totals


def check_batches(
    *,
    survey: Survey,
    questionnaires: Mapping[int, Questionnaire],
    recounted: Recounted,
    departments: Collection[str],
) -> Iterator[Finding]:
    """Hold every batch of a survey against its answers, its records and its totals.

    Args:
        survey: whose batches.
        questionnaires: questions by the version's key, those that can be read.
        recounted: what the answers say.
        departments: codes that any version of the office's data has known.
    """
    expected = 1
    for batch in Batch.objects.filter(survey=survey).order_by("number"):
        for gap in range(expected, batch.number):
            yield _found(survey, Kind.BATCH_NUMBER, batch=gap)
        expected = batch.number + 1
        yield from _withdrawn(survey, batch, recounted)
    for box in PaperBatch.objects.filter(survey=survey).order_by("number"):
        tally = Tally.objects.filter(batch=box).first()
        yield from _entered(survey, box, tally, recounted)
        yield from _records(survey, box)
        if tally is not None:
            yield from check_totals(
                survey=survey,
                tally=tally,
                questionnaire=questionnaires.get(tally.version_id),
                departments=departments,
            )


def _withdrawn(survey: Survey, batch: Batch, recounted: Recounted) -> Iterator[Finding]:
    """All answers of a batch are withdrawn, or none."""
    lay: Mapping[Lay, int] = recounted.boxes.get(batch.pk, {})
    wrong = sum(n for (*_, is_withdrawn), n in lay.items() if is_withdrawn != batch.is_withdrawn)
    if wrong:
        yield _found(survey, Kind.BATCH_WITHDRAWN, batch=batch.number, answers=wrong)


def _entered(
    survey: Survey, box: PaperBatch, tally: Tally | None, recounted: Recounted
) -> Iterator[Finding]:
    lay: Mapping[Lay, int] = recounted.boxes.get(box.pk, {})
    stored = tally.forms if tally is not None else sum(lay.values())
    if box.entered != stored:
        both: dict[str, Fact] = {"stored": box.entered, "counted": stored}
        yield _found(survey, Kind.BATCH_ENTERED, batch=box.number, **both)
    own = (box.opened_on, box.service_point, Channel.PAPER.value)
    wrong = sum(n for (*where, _), n in lay.items() if tuple(where) != own)
    if wrong:
        yield _found(survey, Kind.BATCH_ANSWERS, batch=box.number, answers=wrong)
    if not box.corrected <= box.mismatches <= box.checked_fields:
        yield _found(survey, Kind.BATCH_SUMS, batch=box.number)


def _records(survey: Survey, box: PaperBatch) -> Iterator[Finding]:
    """Records of sheets belong to the box's answers, and go when it is settled (privacy)."""
    records = PaperQuestionnaire.objects.filter(batch=box)
    wrong = records.exclude(response__batch=box.pk) | records.filter(number__gt=box.last_number)
    if n := wrong.distinct().count():
        yield _found(survey, Kind.SHEET_RECORD, batch=box.number, sheets=n)
    is_over = box.settled_on is not None or box.is_withdrawn
    if is_over and (n := records.count()):
        yield _found(survey, Kind.SHEETS_LEFT, batch=box.number, sheets=n)


def _found(survey: Survey, kind: Kind, **facts: Fact) -> Finding:
    return Finding(kind=kind, survey=survey.code, facts=facts)

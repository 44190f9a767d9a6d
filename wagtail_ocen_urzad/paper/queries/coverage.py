"""Which saved reports say something of an answer, of totals, of a batch. Nothing here writes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import PaperBatch, Response, Tally
from wagtail_ocen_urzad.survey.operations import responses_of

OF_A_PERIOD = (ReportReason.PERIODIC, ReportReason.ON_DEMAND)


def reports_counting(*, row: Response | Tally) -> list[int]:
    """Return the numbers of the saved reports that count this answer, or these totals."""
    return _reports(
        survey_id=row.version.survey_id,
        group=(row.version_id, row.is_late, row.after_report, row.answered_on),
    )


def covered_by(*, batch: PaperBatch) -> list[int]:
    """Return the numbers of the saved reports that say something of a batch.

    Those that count its answers or totals, and, of a closed batch, those that say its protocol.
    """
    columns = ("version_id", "is_late", "after_report", "answered_on")
    answers = responses_of(batch=batch).filter(answered_on=batch.opened_on)
    groups = set(answers.values_list(*columns).order_by())
    groups |= set(Tally.objects.filter(batch=batch).values_list(*columns))
    numbers: set[int] = set()
    for group in groups:
        numbers.update(_reports(survey_id=batch.survey_id, group=group))
    if batch.closed_on is not None:
        said = Q(reason__in=OF_A_PERIOD, **_holding(batch.opened_on))
        said |= Q(reason=ReportReason.BEFORE_EDIT, version=batch.version_id)
        reports = ReportSnapshot.objects.filter(
            said, survey_id=batch.survey_id, created_on__gte=batch.closed_on
        )
        numbers.update(reports.values_list("number", flat=True))
    return sorted(numbers)


def _reports(*, survey_id: int, group: tuple[Any, ...]) -> list[int]:
    version_id, is_late, after_report, answered_on = group
    holding = _holding(answered_on)
    counting = Q(reason__in=OF_A_PERIOD, **holding)
    counting |= Q(reason=ReportReason.SUPPLEMENT, version=None, **holding)
    reason = ReportReason.SUPPLEMENT if is_late else ReportReason.BEFORE_EDIT
    counting |= Q(reason=reason, version=version_id)
    reports = ReportSnapshot.objects.filter(counting, survey_id=survey_id, number__gt=after_report)
    return list(reports.order_by("number").values_list("number", flat=True))


def _holding(day: Any) -> dict[str, Any]:
    return {"period_from__lte": day, "period_to__gte": day}

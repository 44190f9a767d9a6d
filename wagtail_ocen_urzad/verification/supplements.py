"""Late answers: each in one supplement to the report that closed its version, or waiting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail_ocen_urzad.reports import queries
from wagtail_ocen_urzad.reports.joining import joined
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import AnswerCell, QuestionSetVersion
from wagtail_ocen_urzad.verification.findings import Finding, Kind
from wagtail_ocen_urzad.verification.reading import DAMAGES, canonical_data
from wagtail_ocen_urzad.verification.refigured import Evidence, refigured


def check_supplements(*, of: Evidence, version: QuestionSetVersion, late: int) -> Iterator[Finding]:
    """Count again what the supplements to a closing report count, and what waits for the next.

    Args:
        version: closed, with a report of its own.
        late: late answers to it, excluded ones left out.
    """
    reports = ReportSnapshot.objects.filter(
        version=version, reason=ReportReason.SUPPLEMENT
    ).select_related("office_version", "supplements")
    # Totals that were counted by hand are late as answers are, and stand in no count of forms.
    tallied = _late_tallied(of, version)
    covered = covered_tallied = 0
    for report in reports.order_by("number"):
        answers = queries.covered_by_supplement(report=report)
        counts = queries.counts_of(
            answers=answers, tallies=queries.tallies_covered_by_supplement(report=report)
        )
        covered += counts.forms.total()
        covered_tallied += sum(n for (*_, code), n in counts.tallied.items() if not code)
        data = canonical_data(content=report.content)
        if data is not None:
            answered = counts.answered_versions()
            yield from refigured(
                of=of,
                report=report,
                data=data,
                versions=[one for one in of.versions if one.pk in answered] or [version],
                counts=counts,
                late=answers.filter(is_late=True, excluded_because="").count(),
                more=_together(report, data),
            )
    closing = ReportSnapshot.objects.get(closed_version=version)
    waiting, waiting_in_all = queries.waiting(report=closing), queries.waiting_forms(report=closing)
    for kind, forms in (
        (Kind.LATE_LOST, late - covered - waiting),
        (Kind.LATE_LOST, tallied - covered_tallied - (waiting_in_all - waiting)),
        (Kind.LATE_WAITING, waiting_in_all),
    ):
        if forms:
            facts = {"version": version.number, "forms": forms}
            yield Finding(kind=kind, survey=of.survey.code, facts=facts)


def _late_tallied(of: Evidence, version: QuestionSetVersion) -> int:
    """Return how many forms of a version the late hand-counted totals count."""
    return sum(
        values[AnswerCell.TALLIED, ""]
        for (version_id, *_, is_late), values in of.recounted.cells.items()
        if version_id == version.pk and is_late
    )


def _together(report: ReportSnapshot, data: Any) -> dict[str, Any]:
    """Return what a supplement says together with the reports that it belongs to."""
    first = report.supplements
    if first is None:
        return {}
    earlier = first.supplemented_by.filter(number__lt=report.number).order_by("number")
    before = [canonical_data(content=one.content) for one in (first, *earlier)]
    try:
        said = {
            "before": joined(parts=[one for one in before if one is not None]),
            "together": joined(parts=[one for one in (*before, data) if one is not None]),
        }
        return {"supplements": {**data["supplements"], "sha256": first.sha256, **said}}
    except DAMAGES:
        # What is damaged has been told where the chain was checked.
        return {}

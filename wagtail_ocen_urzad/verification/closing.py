"""Closed versions: each with a report of its own that counts each of its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import OfficeDataVersion, QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.questionnaire import digest
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.reading import DAMAGES, canonical_data
from wagtail_ocen_urzad.verification.refigured import Evidence, refigured
from wagtail_ocen_urzad.verification.supplements import check_supplements


def check_closings(*, of: Evidence) -> Iterator[Finding]:
    """Check that every closed version has its report, and that the report counts its answers."""
    survey, versions, recounted = of.survey, of.versions, of.recounted
    for place, version in enumerate(versions):
        late = recounted.forms(version_id=version.pk, is_late=True)
        if version.closing_report_id is None:
            if late:
                yield _found(survey, Kind.LATE_TO_OPEN, version=version.number, forms=late)
            continue
        following = versions[place + 1] if place + 1 < len(versions) else None
        report = ReportSnapshot.objects.select_related("office_version").get(
            pk=version.closing_report_id
        )
        data = canonical_data(content=report.content)
        foreign = _what_is_foreign(version, following, report, data)
        if foreign:
            yield _found(
                survey,
                Kind.CLOSING_REPORT,
                version=version.number,
                report=report.number,
                what=foreign,
            )
        elif data is not None:
            yield from refigured(
                of=of,
                report=report,
                data=data,
                versions=[version],
                counts=recounted.on_time(version_id=version.pk),
            )
        supplements = check_supplements(of=of, version=version, late=late)
        yield from supplements if not foreign else ()


def check_office_changes(
    *, survey: Survey, versions: Sequence[QuestionSetVersion]
) -> Iterator[Finding]:
    """Check that each change of the office's data had its report of what was open then (§ 5)."""
    reports = ReportSnapshot.objects.filter(survey=survey, reason=ReportReason.BEFORE_EDIT)
    made = set(reports.values_list("version_id", "created_on"))
    changes = OfficeDataVersion.objects.filter(office_id=survey.office_id).order_by("number")
    for number, at in changes.values_list("number", "opened_on"):
        for version in versions:
            # Of what was opened or closed in the same moment nobody knows which came first.
            was_open = version.opened_on < at and (
                version.closed_on is None or at < version.closed_on
            )
            if was_open and (version.pk, at) not in made:
                yield _found(
                    survey, Kind.OFFICE_CHANGE, version=version.number, office_version=number
                )


def _what_is_foreign(
    version: QuestionSetVersion,
    following: QuestionSetVersion | None,
    report: ReportSnapshot,
    data: Mapping[str, Any] | None,
) -> str:
    """Return why this is not the report that was made when the version was closed, or ''."""
    closed = version.closed_on
    if report.survey_id != version.survey_id:
        return "survey"
    if report.reason != ReportReason.BEFORE_EDIT:
        return "reason"
    if report.version_id != version.pk:
        return "version"
    if report.created_on != closed:
        return "period"
    if data is None:
        return ""
    day = conf.local_date(at=report.created_on)
    covered = min(conf.local_date(at=version.opened_on), day).isoformat(), day.isoformat()
    try:
        [named] = data["versions"]
        change, period = data["change"], (data["period"]["from"], data["period"]["to"])
        if (named["number"], named["sha256"]) != (version.number, digest(text=version.content)):
            return "version"
        if period != covered:
            return "period"
        successors = (None, following and following.number)
        if change["office"] or change["to_version"] not in successors:
            return "change"
    except DAMAGES:
        return "content"
    return ""


def _found(survey: Survey, kind: Kind, **facts: Fact) -> Finding:
    return Finding(kind=kind, survey=survey.code, facts=facts)

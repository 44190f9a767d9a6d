"""A report's figures made once more, from the answers that it covers, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from wagtail_ocen_urzad.reports.figures import figures
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.reports.operations import SCHEMA
from wagtail_ocen_urzad.reports.queries import Counts
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.reading import DAMAGES
from wagtail_ocen_urzad.verification.recount import Recounted
from wagtail_ocen_urzad.verification.unlike import unlike


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the reports of one survey are held against."""

    survey: Survey
    versions: Sequence[QuestionSetVersion]
    """Oldest first."""
    questionnaires: Mapping[int, Questionnaire]
    """By the version's key, those that can be read."""
    recounted: Recounted


def refigured(
    *,
    of: Evidence,
    report: ReportSnapshot,
    data: Mapping[str, Any],
    versions: Sequence[QuestionSetVersion],
    counts: Counts,
    late: int = 0,
    more: Mapping[str, Any] | None = None,
) -> Iterator[Finding]:
    """Compare what a report says with what its answers say.

    Args:
        report: with its version of the office data.
        data: what it says.
        versions: that it covers, at least one, oldest first.
        counts: of the answers that it covers.
        late: how many of them are late.
        more: parts of the report that were made again elsewhere.
    """
    about = {"version": versions[0].number, "report": report.number}
    try:
        said, schema = data["forms"]["all"], data["schema"]
    except DAMAGES:
        # That it cannot be read is told where the chain is checked.
        return
    forms = counts.forms.total()
    if said != forms:
        both = {"frozen": str(said), "counted": str(forms)}
        yield Finding(kind=Kind.FORMS, survey=of.survey.code, facts={**about, **both})
    again = _again(of, report, versions, counts, late) if schema == SCHEMA else {}
    for place, frozen, counted in unlike(frozen=data, counted={**again, **(more or {})}):
        facts: dict[str, Fact] = {**about, "place": place, "frozen": frozen, "counted": counted}
        yield Finding(kind=Kind.FIGURE, survey=of.survey.code, facts=facts)


def _again(
    of: Evidence,
    report: ReportSnapshot,
    versions: Sequence[QuestionSetVersion],
    counts: Counts,
    late: int,
) -> dict[str, Any]:
    """Return the figures as they are made now.

    Empty where they cannot be: of questions or office data that cannot be read, which are told
    by themselves. Of an older shape only checksum and chain are checked, as it counted otherwise.
    """
    if not all(version.pk in of.questionnaires for version in versions):
        return {}
    office = report.office_version
    try:
        return figures(
            versions=[_as_it_was(version, report) for version in versions],
            counts=counts,
            office=office.data if office else None,
            until=report.period_to,
            late=late,
        )
    except DAMAGES:
        return {}


def _as_it_was(version: QuestionSetVersion, report: ReportSnapshot) -> QuestionSetVersion:
    """Return the version as it was before the report: one that it closed was open still."""
    closed, at = version.closed_on, report.created_on
    if closed is None or closed < at:
        return version
    if closed == at and version.closing_report and version.closing_report.number < report.number:
        # At the very moment of the closing, and after it.
        return version
    then = copy(version)
    then.closed_on, then.is_open = None, True
    return then

"""The reports of a survey: each as it was written, each chained to the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wagtail_ocen_urzad import audit, conf
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.questionnaire import digest
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind, Tally
from wagtail_ocen_urzad.verification.reading import DAMAGES, canonical_data


def check_chain(
    *, survey: Survey, versions: Sequence[QuestionSetVersion], tally: Tally
) -> Iterator[Finding]:
    """Check every report of a survey, in the order of their numbers."""
    texts = {version.number: digest(text=version.content) for version in versions}
    expected, previous = 1, ""
    office_id, named = survey.office_id, 0
    numbers = ReportSnapshot.objects.filter(survey=survey).order_by("number")
    for number in list(numbers.values_list("number", flat=True)):
        # One at a time: the texts are long, and there may be hundreds.
        report = numbers.select_related("survey", "office_version", "version", "supplements").get(
            number=number
        )
        tally.reports += 1
        for gap in range(expected, number):
            yield _found(survey, Kind.REPORT_NUMBER, report=gap)
        expected = number + 1
        yield from _own(survey, report, previous)
        yield from _said(survey, report, texts)
        previous = report.sha256
        if report.office_version is not None:
            office_id, named = report.office_version.office_id, number
    if office_id != survey.office_id:
        yield _found(survey, Kind.SURVEY_OFFICE, report=named)
    logged = audit.numbers(action=audit.GENERATE_REPORT, of=survey)
    for number in sorted(one for one in logged if one >= expected):
        yield _found(survey, Kind.REPORT_GONE, report=number)


def _own(survey: Survey, report: ReportSnapshot, previous: str) -> Iterator[Finding]:
    """Check its checksum, and whose successor it is."""
    if report.previous_hash != previous:
        yield _found(survey, Kind.REPORT_LINK, report=report.number)
    if digest(text=report.content + report.previous_hash) != report.sha256:
        yield _found(survey, Kind.REPORT_HASH, report=report.number)


def _said(survey: Survey, report: ReportSnapshot, texts: Mapping[int, str]) -> Iterator[Finding]:
    """Check what the text says against the columns beside it, the versions and the office."""
    data = canonical_data(content=report.content)
    try:
        if data is None:
            raise ValueError(report.number)
        columns = _columns(data, report)
        office = data["office"]
        named = {one["number"]: one["sha256"] for one in data["versions"]}
    except DAMAGES:
        yield _found(survey, Kind.REPORT_UNREADABLE, report=report.number)
        return
    for column, (said, stands) in columns.items():
        if said != stands:
            yield _found(survey, Kind.REPORT_COLUMN, report=report.number, column=column)
    for number, sha256 in named.items():
        if texts.get(number) != sha256:
            yield _found(survey, Kind.REPORT_VERSION, report=report.number, version=number)
    if office != _office(report):
        yield _found(survey, Kind.REPORT_OFFICE, report=report.number)


def _columns(data: Mapping[str, Any], report: ReportSnapshot) -> dict[str, tuple[Any, Any]]:
    """Return by column what the text says and what the column holds."""
    supplemented = data["supplements"]
    # Of one version alone are a report before a change and a supplement to one that closed it.
    of_version = data["change"] and data["change"]["from_version"]
    if supplemented:
        of_version = supplemented["version"]
    covered = report.version.number if report.version else None
    return {
        "number": (data["number"], report.number),
        "survey": (data["survey"]["code"], report.survey.code),
        "reason": (data["reason"], report.reason),
        "period_from": (data["period"]["from"], report.period_from.isoformat()),
        "period_to": (data["period"]["to"], report.period_to.isoformat()),
        "created_on": (
            data["created"]["on"],
            conf.local_date(at=report.created_on).isoformat(),
        ),
        "version": (of_version, covered),
        "supplements": (
            supplemented and supplemented["number"],
            report.supplements and report.supplements.number,
        ),
        "forms": (data["forms"]["all"], report.forms),
    }


def _office(report: ReportSnapshot) -> dict[str, Any] | None:
    """Return what a report says of the office data that it froze."""
    version = report.office_version
    if version is None:
        return None
    # Damaged data of the office are told where the office is checked.
    data = canonical_data(content=version.content)
    return {"number": version.number, "sha256": digest(text=version.content), "data": data}


def _found(survey: Survey, kind: Kind, **facts: Fact) -> Finding:
    return Finding(kind=kind, survey=survey.code, facts=facts)

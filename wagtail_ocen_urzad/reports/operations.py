"""Verbs of reports: take a snapshot, generate a report, make its paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit, conf, files, people
from wagtail_ocen_urzad.reports import documents, queries, reported_boxes
from wagtail_ocen_urzad.reports.boxes import ReportedBox, box_figures
from wagtail_ocen_urzad.reports.figures import figures
from wagtail_ocen_urzad.reports.joining import joined
from wagtail_ocen_urzad.reports.models import ReportDocument, ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import (
    OfficeDataVersion,
    QuestionSetVersion,
    Survey,
)
from wagtail_ocen_urzad.survey.questionnaire import canonical_json, digest

SCHEMA = 2
"""Number of the shape of a report's data; old reports keep theirs."""

MAKEABLE = (ReportReason.PERIODIC, ReportReason.ON_DEMAND)
"""Reasons a person may choose; the others belong to the rule."""


class UnableToReport(Exception):
    """No report was made."""


class UnableToMakePaper(Exception):
    """The report stands; its PDF cannot be made now, for want of room on the machine."""


class PeriodTurnedRound(UnableToReport):
    """The period ends before it begins."""


class PeriodAhead(UnableToReport):
    """The period reaches beyond today."""


class AlreadyMade(UnableToReport):
    """The same person made the same report while the form stood open: it was sent twice."""

    def __init__(self, *, report: ReportSnapshot) -> None:
        super().__init__(report.number)
        self.report = report


class NothingToReport(UnableToReport):
    """No version of the survey was open in the period, and no answer is dated in it."""


class UnableToSupplement(UnableToReport):
    """This report takes no supplement: it is one itself, or covers what is still open."""


class NothingToSupplement(UnableToSupplement):
    """Every answer that came in after the report is covered already."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a report counts."""

    versions: Sequence[QuestionSetVersion]
    """Oldest first, locked by the caller."""
    period: tuple[date, date]
    """First and last day, both included, as the report says it."""
    counts: queries.Counts
    late: int = 0
    supplements: ReportSnapshot | None = None
    """Of a supplement: the report that it belongs to."""
    boxes: Sequence[ReportedBox] | None = None
    """Of a supplement: the boxes that its answers lay in. Otherwise the report says which."""

    def version_alone(self, *, reason: ReportReason) -> QuestionSetVersion | None:
        """Return the version whose closing, or going on, the report is about."""
        of = self.supplements
        is_about_one = (of.reason if of else reason) == ReportReason.BEFORE_EDIT
        return self.versions[0] if is_about_one else None


def generate_report(
    *,
    survey: Survey,
    reason: ReportReason,
    period: tuple[date, date],
    case_number: str,
    by: Any,
    at: datetime,
    known: int | None = None,
) -> ReportSnapshot:
    """Make a periodic report or one on demand (§ 4) and write it to the log.

    Args:
        survey: whose results.
        reason: one of `MAKEABLE`.
        period: first and last day, both included.
        case_number: znak sprawy, may be empty.
        by: the authorised employee (R-15).
        at: now.
        known: `queries.last_made` when the report was asked for, so that asking twice by one form
            makes one report; None makes it in any case.

    Raises:
        UnableToReport: nothing was made; the kinds say why.
    """
    if reason not in MAKEABLE:
        raise UnableToReport(reason)
    if period[0] > period[1]:
        raise PeriodTurnedRound
    if period[1] > conf.local_date(at=at):
        raise PeriodAhead
    with transaction.atomic():
        locked = Survey.objects.select_for_update().get(pk=survey.pk)
        if known is not None:
            _refuse_the_same(
                queries.made_since(survey=locked, known=known).filter(
                    reason=reason, period_from=period[0], period_to=period[1], created_by=by
                ),
                case_number,
            )
        versions = list(locked.versions.select_for_update().order_by("number"))
        counts = _both(versions, period)
        reported = queries.versions_in(versions=versions, period=period, found=counts[0])
        if not reported:
            raise NothingToReport
        return take_snapshot(
            survey=locked,
            reason=reason,
            scope=Scope(versions=reported, period=period, counts=counts[0], late=counts[1]),
            case_number=case_number,
            by=by,
            at=at,
        )


def make_supplement(*, of: ReportSnapshot, by: Any, at: datetime) -> ReportSnapshot:
    """Make a report of answers that belong to a report but came in after it (domain 2.4, no. 3).

    It covers those that no supplement of that report covers yet, and says them alone and together
    with what was reported before.

    Args:
        of: a report that closed a version, or one of a period.
        by: the authorised employee (R-15).
        at: now.

    Raises:
        UnableToSupplement: nothing was made; the kinds say why.
    """
    with transaction.atomic():
        locked = Survey.objects.select_for_update().get(pk=of.survey_id)
        # Whoever stores an answer holds the row of its version: what came in is all here now.
        versions = list(locked.versions.select_for_update().order_by("number"))
        closed = next((one for one in versions if one.closing_report_id == of.pk), None)
        if closed is None and of.reason not in MAKEABLE:
            raise UnableToSupplement(of.reason)
        answers = queries.uncovered(report=of)
        tallies = queries.uncovered_tallies(report=of)
        counts = queries.counts_of(answers=answers, tallies=tallies)
        answered = counts.answered_versions()
        if not answered:
            raise NothingToSupplement
        return take_snapshot(
            survey=locked,
            reason=ReportReason.SUPPLEMENT,
            scope=Scope(
                versions=[one for one in versions if one.pk in answered],
                period=(of.period_from, of.period_to),
                counts=counts,
                late=answers.filter(is_late=True, excluded_because="").count(),
                supplements=of,
                boxes=reported_boxes.boxes_of_answers(answers=answers, tallies=tallies),
            ),
            by=by,
            at=at,
        )


def take_snapshot(
    *,
    survey: Survey,
    reason: ReportReason,
    scope: Scope,
    by: Any,
    at: datetime,
    case_number: str = "",
    change: Mapping[str, Any] | None = None,
) -> ReportSnapshot:
    """Freeze the figures and chain them to the report before. The caller holds the locks.

    Args:
        survey: locked, so that the chain cannot fork.
        change: what a report before a change was made before; its version is the only one.
    """
    office_version = _office_in_force(survey)
    head = queries.chain_head(survey=survey)
    number = head.number + 1 if head else 1
    said: dict[str, Any] = {"number": number, "reason": reason.value, "change": change}
    said |= _circumstances(survey, scope, by=by, at=at, case_number=case_number)
    counted = _counted(scope, office_version)
    said["paper"] = box_figures(
        boxes=_boxes(survey, reason, scope),
        office=office_version.data if office_version else None,
    )
    said["supplements"] = _supplemented(scope.supplements, counted)
    content = canonical_json(value={**said, **counted})
    previous = head.sha256 if head else ""
    snapshot = ReportSnapshot(
        survey=survey,
        number=number,
        reason=reason,
        version=scope.version_alone(reason=reason),
        supplements=scope.supplements,
        office_version=office_version,
        period_from=scope.period[0],
        period_to=scope.period[1],
        forms=scope.counts.forms.total(),
        created_on=at,
        created_by=by,
        content=content,
        previous_hash=previous,
        sha256=digest(text=content + previous),
    )
    snapshot.save(force_insert=True)
    # From here on whoever stores an answer, whichever version it belongs to, comes after this.
    survey.versions.update(reported_up_to=number)
    facts: dict[str, str | int] = {"reason": reason.value, "forms": snapshot.forms}
    audit.record(action=audit.GENERATE_REPORT, of=survey, by=by, number=number, **facts)
    return snapshot


def _refuse_the_same(reports: Iterable[ReportSnapshot], case_number: str) -> None:
    for report in reports:
        if report.data["case_number"] == case_number:
            raise AlreadyMade(report=report)


def _circumstances(
    survey: Survey, scope: Scope, *, by: Any, at: datetime, case_number: str
) -> dict[str, Any]:
    """Return whose report it is, of what time, by whom and when."""
    return {
        "schema": SCHEMA,
        "survey": {
            "code": survey.code,
            "title": survey.title,
            "uses_paper": survey.uses_paper,
        },
        "period": {"from": scope.period[0].isoformat(), "to": scope.period[1].isoformat()},
        "created": {"on": conf.local_date(at=at).isoformat(), "by": people.name_of(user=by)},
        "case_number": case_number,
    }


def pdf_of(*, snapshot: ReportSnapshot, at: datetime) -> bytes:
    """Return the report's PDF, made when first asked for and kept.

    A missing or damaged file is made again from the figures. When the storage fails, or a logo is
    missing there, the PDF is returned all the same, and one that is whole is kept the next time.

    Raises:
        UnableToMakePaper: the machine had no room even for what typesetting puts aside.
    """
    kept = ReportDocument.objects.filter(snapshot=snapshot, kind=ReportDocument.Kind.PDF).first()
    if kept is not None:
        try:
            return files.read(sha256=kept.sha256)
        except files.UnableToRead:
            kept = None
    named = _pictures_named(snapshot.data["office"])
    pictures = _pictures(named)
    try:
        content: bytes = documents.report_pdf(
            data=snapshot.data,
            sha256=snapshot.sha256,
            previous_sha256=snapshot.previous_hash,
            pictures=pictures,
        )
    except OSError as error:
        # WeasyPrint writes the fonts to a temporary folder.
        raise UnableToMakePaper from error
    if pictures.keys() != named:
        return content
    try:
        sha256 = files.store(content=content)
    except files.UnableToStore:
        return content
    ReportDocument.objects.update_or_create(
        snapshot=snapshot,
        kind=ReportDocument.Kind.PDF,
        defaults={"sha256": sha256, "made_on": at},
    )
    return content


def _counted(scope: Scope, office: OfficeDataVersion | None) -> dict[str, Any]:
    """Return the figures, and the office data that name what they count."""
    return {
        "office": office
        and {"number": office.number, "sha256": office.sha256, "data": office.data},
        **figures(
            versions=scope.versions,
            counts=scope.counts,
            office=office.data if office else None,
            until=scope.period[1],
            late=scope.late,
        ),
    }


def _supplemented(of: ReportSnapshot | None, counted: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return which report a supplement belongs to, and the figures with and without it."""
    if of is None:
        return None
    earlier = list(of.supplemented_by.order_by("number"))
    before = [one.data for one in (of, *earlier)]
    return {
        "number": of.number,
        "reason": of.reason,
        "sha256": of.sha256,
        "created": conf.local_date(at=of.created_on).isoformat(),
        "version": of.version and of.version.number,
        "earlier": [one.number for one in earlier],
        "before": joined(parts=before),
        "together": joined(parts=[*before, counted]),
    }


def _both(
    versions: Sequence[QuestionSetVersion], period: tuple[date, date]
) -> tuple[queries.Counts, int]:
    """Count every answer dated in the period; a late one is an answer of the period, too."""
    on_time = queries.counts(versions=versions, period=period, is_late=False)
    late = queries.counts(versions=versions, period=period, is_late=True)
    on_time.include(other=late)
    return on_time, late.forms.total()


def _boxes(survey: Survey, reason: ReportReason, scope: Scope) -> Sequence[ReportedBox]:
    """Return the boxes that a report speaks of, with the forms of each that it counts."""
    if scope.boxes is not None:
        return scope.boxes
    if reason == ReportReason.BEFORE_EDIT:
        return reported_boxes.boxes_of_version(version=scope.versions[0])
    return reported_boxes.boxes_of_period(survey=survey, period=scope.period)


def _office_in_force(survey: Survey) -> OfficeDataVersion | None:
    return OfficeDataVersion.objects.filter(
        office_id=survey.office_id,
        pk=survey.office.in_force_id,  # type: ignore[misc]  # None, and none is found
    ).first()


def _pictures_named(office: Mapping[str, Any] | None) -> set[str]:
    """Return the checksums of the logos that stand in the report."""
    if office is None:
        return set()
    logos = [office["data"]["logo"], *office["data"]["project"]["logos"]]
    return {one["sha256"] for one in logos if one is not None}


def _pictures(named: Iterable[str]) -> dict[str, bytes]:
    """Return those of these pictures that the storage has whole."""
    found = {}
    for sha256 in named:
        try:
            found[sha256] = files.read(sha256=sha256)
        except files.UnableToRead:
            continue
    return found

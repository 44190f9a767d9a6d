"""How things stand beside the frozen reports: answers so far, last report, the yearly duty."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports import calendar
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Channel,
    QuestionSetVersion,
    Survey,
)

CHANNELS = (Channel.PAPER, Channel.WEB, Channel.IMPORT)
"""In the order in which they are shown: paper dominates (domain, six facts)."""

STORED = (AnswerCell.FORMS, AnswerCell.EXCLUDED)
"""Counters that together say how many answers are stored."""


@dataclass(frozen=True, kw_only=True)
class Running:
    """What is open of a survey."""

    version: QuestionSetVersion
    """Without its content."""
    channels: tuple[tuple[str, int], ...]
    """(channel, forms) of this version, in the order of `CHANNELS`."""
    duty: calendar.YearlyDuty
    excluded: int = 0
    """Forms of this version that staff excluded."""

    @property
    def forms(self) -> int:
        """Questionnaires that answer this version."""
        return sum(n for _, n in self.channels)

    def forms_since(self, *, report: ReportSnapshot) -> int | None:
        """Return how many of them are no part of this report.

        None when the report begins later than the version, or is a supplement, so that this
        cannot be said without counting answers.
        """
        if report.reason == ReportReason.SUPPLEMENT:
            # It counts some of the answers of a time, not those until a moment.
            return None
        if report.period_from > conf.local_date(at=self.version.opened_on):
            return None
        # One that was counted there and is excluded since has not come in anew, nor gone.
        reported = {
            one["number"]: one["forms"] + one["excluded"] for one in report.data["versions"]
        }
        return self.forms + self.excluded - int(reported.get(self.version.number, 0))


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One survey today."""

    survey: Survey
    """With its office, the office data in force, the office's website, and its page."""
    running: Running | None
    """None when nothing is open: what is closed has its report, and owes no other."""
    last_report: ReportSnapshot | None
    last_periodic: ReportSnapshot | None
    late_waiting: int
    """Answers to versions closed meanwhile that no supplement covers."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Answers that belong to a report but came in after it, and wait for a supplement."""

    survey: Survey
    report: ReportSnapshot
    version_number: int
    """That the report closed."""
    forms: int


def standing_of_surveys(*, at: datetime) -> list[Standing]:
    """Return how every survey stands, running ones first; three queries, however many there are.

    Sums of counters only: no answer is counted here.
    """
    surveys = list(_surveys())
    reports = _reports(surveys)
    channels, excluded = _channels(surveys)
    today = conf.local_date(at=at)
    standings = []
    for survey in surveys:
        periodic = reports.get(survey.last_periodic_id)
        running = None
        if (version := _open_version(survey)) is not None:
            running = Running(
                version=version,
                channels=tuple(channels[version.pk]),
                excluded=excluded[version.pk],
                duty=_duty(survey, periodic, today),
            )
        standings.append(
            Standing(
                survey=survey,
                running=running,
                last_report=reports.get(survey.last_report_id),
                last_periodic=periodic,
                late_waiting=survey.late_forms - survey.late_covered,
            )
        )
    return standings


def late_beside_reports() -> list[Beside]:
    """Return the reports that closed a version to which late answers wait for a supplement.

    One query, sums of counters and of reports only.
    """
    cells = AnswerCell.objects.filter(
        version=OuterRef("pk"), question=AnswerCell.FORMS, is_late=True
    )
    supplements = ReportSnapshot.objects.filter(
        version=OuterRef("pk"), reason=ReportReason.SUPPLEMENT
    )
    found: Any = (
        QuestionSetVersion.objects.filter(closing_report__isnull=False)
        .annotate(
            late=_sum(cells, by="version", of="n"),
            covered=_sum(supplements, by="version", of="forms"),
        )
        .filter(late__gt=F("covered"))
        .select_related("survey", "closing_report")
        .defer("content", "closing_report__content")
        .order_by("survey__title", "survey_id", "number")
    )
    return [
        Beside(
            survey=version.survey,
            report=version.closing_report,
            version_number=version.number,
            forms=version.late - version.covered,
        )
        for version in found
    ]


def _sum(rows: Any, *, by: str, of: str) -> Coalesce:
    """Return the sum of a column of the rows that belong to one row of the query around."""
    totals = rows.order_by().values(by).annotate(total=Sum(of)).values("total")
    return Coalesce(Subquery(totals), 0)


def _surveys() -> Iterable[Any]:
    versions = QuestionSetVersion.objects.filter(survey=OuterRef("pk"))
    reports = ReportSnapshot.objects.filter(survey=OuterRef("pk")).order_by("-number")
    periodic = reports.filter(reason=ReportReason.PERIODIC)
    late = AnswerCell.objects.filter(
        version__survey=OuterRef("pk"), question=AnswerCell.FORMS, is_late=True
    )
    covering = ReportSnapshot.objects.filter(
        survey=OuterRef("pk"), reason=ReportReason.SUPPLEMENT, version__isnull=False
    )
    # The stubs of Django do not know that a filtered relation can be followed.
    surveys: Any = Survey.objects.annotate(
        running=FilteredRelation("versions", condition=Q(versions__is_open=True)),
        first_opened_on=Subquery(versions.order_by("number").values("opened_on")[:1]),
        last_report_id=Subquery(reports.values("pk")[:1]),
        last_periodic_id=Subquery(periodic.values("pk")[:1]),
        late_forms=_sum(late, by="version__survey", of="n"),
        late_covered=_sum(covering, by="survey", of="forms"),
    )
    found: Iterable[Any] = (
        surveys.select_related("running", "office__in_force", "office__site", "page")
        .defer("running__content")
        # NULL sorts first on some databases and last on others: running ones come first on all.
        .order_by(F("running__is_open").asc(nulls_last=True), "title", "pk")
    )
    return found


def _open_version(survey: Any) -> QuestionSetVersion | None:
    """Django leaves the attribute out where the joined row is missing."""
    return getattr(survey, "running", None)


def _reports(surveys: Sequence[Any]) -> dict[int, ReportSnapshot]:
    wanted = {one.last_report_id for one in surveys} | {one.last_periodic_id for one in surveys}
    found: dict[int, ReportSnapshot] = ReportSnapshot.objects.in_bulk(wanted - {None})
    return found


def _channels(
    surveys: Sequence[Any],
) -> tuple[dict[int, list[tuple[str, int]]], Counter[int]]:
    """Return forms by channel of what is open, and how many forms staff excluded."""
    open_ids = [version.pk for survey in surveys if (version := _open_version(survey))]
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    excluded: Counter[int] = Counter()
    if open_ids:
        cells = AnswerCell.objects.filter(version_id__in=open_ids, question__in=STORED, n__gt=0)
        sums = cells.values_list("version_id", "question", "channel").annotate(total=Sum("n"))
        for version_id, question, channel, total in sums.order_by():
            if question == AnswerCell.FORMS:
                found[version_id].append((channel, total))
            else:
                excluded[version_id] += total
    for counted in found.values():
        counted.sort(key=lambda one: CHANNELS.index(one[0]))
    return found, excluded


def _duty(survey: Any, periodic: ReportSnapshot | None, today: date) -> calendar.YearlyDuty:
    rules = {
        "calendar_year": calendar.duty_by_calendar_year,
        "twelve_months": calendar.duty_by_twelve_months,
    }
    return rules[conf.yearly_report()](
        last_report=conf.local_date(at=periodic.created_on) if periodic else None,
        starts_on=_starts_on(survey),
        today=today,
    )


def _starts_on(survey: Any) -> date:
    """The day on which the ordinance came into force (R-25), else on which version 1 did."""
    office = survey.office.in_force
    in_force_from = office and office.data["legal_basis"]["in_force_from"]
    if in_force_from:
        return date.fromisoformat(in_force_from)
    return conf.local_date(at=survey.first_opened_on)

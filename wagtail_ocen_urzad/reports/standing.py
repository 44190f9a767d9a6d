"""How things stand beside the frozen reports: answers so far, last report, the yearly duty."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports import calendar
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Channel,
    QuestionSetVersion,
    Response,
    Survey,
    Tally,
)

CHANNELS = (Channel.PAPER, Channel.WEB, Channel.IMPORT)
"""In the order in which they are shown: paper dominates (domain, six facts)."""

OF_A_PERIOD = (ReportReason.PERIODIC, ReportReason.ON_DEMAND)
"""Reasons of reports of a period: its answers are those dated in it."""

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
    """Forms of versions closed meanwhile, hand-counted ones too, that no supplement covers."""
    periodic_waiting: int
    """Forms dated in the period of the last periodic report that came in after it. 0 while the
    period had not ended when it was made: then answers of that very day are nothing unusual."""


def standing_of_surveys(*, at: datetime) -> list[Standing]:
    """Return how every survey stands, running ones first; three queries, however many there are.

    Sums of counters and of totals. No answer is counted here but those that came in after the last
    periodic report and are dated in its period: one range of an index.
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
                late_waiting=survey.late_forms - survey.late_covered + survey.late_tallied,
                periodic_waiting=_periodic_waiting(periodic),
            )
        )
    return standings


def waiting_beside(*, reports: Iterable[ReportSnapshot]) -> dict[int, int]:
    """Return, by the key of each of these reports, how many forms wait for a supplement to it.

    What `queries.waiting_forms` says of one report, in one query for all of them; reports beside
    which nothing waits are left out.
    """
    keys = [one.pk for one in reports]
    rows = _with_waiting(ReportSnapshot.objects.filter(pk__in=keys))
    return {key: waiting for key, waiting in rows.values_list("pk", "waiting") if waiting}


def reports_that_miss(
    *, version: QuestionSetVersion, day: date
) -> list[tuple[ReportSnapshot, int]]:
    """Return the reports that an answer to this version, dated on this day, should be in.

    With how many forms wait for a supplement to each, and only while any do; by number.
    """
    dated = Q(reason__in=OF_A_PERIOD, period_from__lte=day, period_to__gte=day)
    reports = ReportSnapshot.objects.filter(
        Q(survey=version.survey_id) & (dated | Q(closed_version=version.pk))
    )
    rows = _with_waiting(reports.select_related("survey")).defer("content").order_by("number")
    return [(one, one.waiting) for one in rows if one.waiting]


def _with_waiting(
    reports: QuerySet[ReportSnapshot],
    *,
    of: Sequence[ReportReason] = (*OF_A_PERIOD, ReportReason.BEFORE_EDIT),
) -> Any:
    """Add to each report, as `waiting`, the forms that wait for a supplement to it.

    Answers and hand-counted totals say by their `after_report` what came in after it. Those of a
    period are found by one range of an index, those of a closed version by the version.

    Args:
        reports: any.
        of: reasons of those that it is asked of; for others it is 0.
    """
    own = ReportSnapshot.objects.filter(supplements=OuterRef("pk")).order_by("-number")
    came_after = {"after_report__gte": OuterRef("covered_up_to")}
    late = {**came_after, "version__closing_report": OuterRef("pk"), "is_late": True}
    dated = {
        **came_after,
        "version__survey": OuterRef("survey"),
        "answered_on__gte": OuterRef("period_from"),
        "answered_on__lte": OuterRef("period_to"),
    }
    in_period = _forms(dated, by="version__survey")
    belonging = {
        ReportReason.PERIODIC: in_period,
        ReportReason.ON_DEMAND: in_period,
        ReportReason.BEFORE_EDIT: _forms(late, by="version"),
    }
    return reports.annotate(
        covered_up_to=Coalesce(Subquery(own.values("number")[:1]), F("number")),
        waiting=Case(*(When(reason=one, then=belonging[one]) for one in of), default=0),
    )


def _forms(which: Mapping[str, Any], *, by: str) -> Any:
    """Return how many answers, and forms of hand-counted totals, belong to the row around."""
    answers = Response.objects.filter(excluded_because="", **which)
    tallies = Tally.objects.filter(is_withdrawn=False, **which)
    return _count(answers, by=by) + _sum(tallies, by=by, of="forms")


def _count(rows: Any, *, by: str) -> Coalesce:
    """Return the number of the rows that belong to one row of the query around."""
    totals = rows.order_by().values(by).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(totals), 0)


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
    supplements = ReportSnapshot.objects.filter(
        version=OuterRef("version"), reason=ReportReason.SUPPLEMENT
    ).order_by("-number")
    # What supplements say of hand-counted totals is in their content: ask the totals themselves.
    tallied = Tally.objects.filter(
        version__survey=OuterRef("pk"),
        is_late=True,
        is_withdrawn=False,
        after_report__gte=Coalesce(Subquery(supplements.values("number")[:1]), 0),
    )
    # The stubs of Django do not know that a filtered relation can be followed.
    surveys: Any = Survey.objects.annotate(
        running=FilteredRelation("versions", condition=Q(versions__is_open=True)),
        first_opened_on=Subquery(versions.order_by("number").values("opened_on")[:1]),
        last_report_id=Subquery(reports.values("pk")[:1]),
        last_periodic_id=Subquery(periodic.values("pk")[:1]),
        late_forms=_sum(late, by="version__survey", of="n"),
        late_covered=_sum(covering, by="survey", of="forms"),
        late_tallied=_sum(tallied, by="version__survey", of="forms"),
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


def _reports(surveys: Sequence[Any]) -> dict[int, Any]:
    wanted = {one.last_report_id for one in surveys} | {one.last_periodic_id for one in surveys}
    reports = _with_waiting(ReportSnapshot.objects.all(), of=(ReportReason.PERIODIC,))
    found: dict[int, Any] = reports.in_bulk(wanted - {None})
    return found


def _periodic_waiting(report: Any) -> int:
    if report is None or report.period_to >= conf.local_date(at=report.created_on):
        return 0
    return int(report.waiting)


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

"""Questions about reports, and the counting of answers that they freeze."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Channel,
    Comment,
    Office,
    OfficeDataVersion,
    QuestionSetVersion,
    Response,
    Survey,
    Tally,
)
from wagtail_ocen_urzad.survey.operations import counted, counted_tally
from wagtail_ocen_urzad.survey.questionnaire import question_of

Row = TypeVar("Row", Response, Tally)


@dataclass(kw_only=True)
class Counts:
    """How often each value was given, by version and channel, and whole forms."""

    values: Counter[tuple[int, str, str, str]] = field(default_factory=Counter)
    """(version id, channel, question code, value) -> answers."""
    forms: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    """(version id, channel, department) -> forms."""
    service_points: Counter[str] = field(default_factory=Counter)
    """Service point -> forms that name it."""
    flagged: Counter[int] = field(default_factory=Counter)
    """Version id -> counted forms that are marked for checking."""
    excluded: Counter[int] = field(default_factory=Counter)
    """Version id -> forms that staff excluded; they are in no other count."""
    tallied: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    """(version id, channel, question code) -> forms that were counted by hand for that question;
    the code '' stands for the tallies as a whole. They are in no count of forms."""

    def answered_versions(self) -> set[int]:
        """Return the ids of the versions that have forms or hand-counted totals."""
        return {version_id for version_id, _, _ in (*self.forms, *self.tallied)}

    def include(self, *, other: Counts) -> None:
        """Add what another count says of other answers."""
        for name in ("values", "forms", "service_points", "flagged", "excluded", "tallied"):
            getattr(self, name).update(getattr(other, name))

    def add(
        self, *, version_id: int, channel: str, department: str, question: str, value: str, n: int
    ) -> None:
        """Count n answers of one kind."""
        if question == AnswerCell.FORMS:
            self.forms[version_id, channel, department] += n
        elif question == AnswerCell.SERVICE_POINT:
            self.service_points[value] += n
        elif question == AnswerCell.FLAGGED:
            self.flagged[version_id] += n
        elif question == AnswerCell.EXCLUDED:
            self.excluded[version_id] += n
        elif question == AnswerCell.TALLIED:
            self.tallied[version_id, channel, value] += n
        elif question == AnswerCell.WITHDRAWN:
            # Stored, and counted in nothing.
            pass
        else:
            self.values[version_id, channel, question, value] += n


def counts(
    *, versions: Iterable[QuestionSetVersion], period: tuple[date, date] | None, is_late: bool
) -> Counts:
    """Count the answers to these versions.

    Whole months come from the counters; the ragged days at both ends of the period are counted
    from the answers of those days.

    Args:
        versions: any versions of one survey; the caller holds their locks.
        period: first and last day, both included; None counts everything.
        is_late: late answers, or the others.
    """
    ids = [version.pk for version in versions]
    result = Counts()
    cells = AnswerCell.objects.filter(version_id__in=ids, is_late=is_late, n__gt=0)
    if period is None:
        _add_cells(result, cells)
        return result
    ragged, months = split_period(first=period[0], last=period[1])
    if months is not None:
        _add_cells(result, cells.filter(month__gte=months[0], month__lte=months[1]))
    for first, last in ragged:
        answers = Response.objects.filter(
            version_id__in=ids, is_late=is_late, answered_on__range=(first, last)
        )
        _add_responses(result, answers)
        _add_tallies(
            result,
            Tally.objects.filter(
                version_id__in=ids, is_late=is_late, answered_on__range=(first, last)
            ),
        )
    return result


def split_period(
    *, first: date, last: date
) -> tuple[list[tuple[date, date]], tuple[date, date] | None]:
    """Return the ragged ranges of days, and the first day of the first and last whole month."""
    if first > last:
        return [], None
    start = first if first.day == 1 else _next_month(first)
    end_of_last = _next_month(last) - timedelta(days=1)
    end = _next_month(last) if last == end_of_last else last.replace(day=1)
    if start >= end:
        return [(first, last)], None
    ragged = []
    if first < start:
        ragged.append((first, start - timedelta(days=1)))
    if end <= last:
        ragged.append((end, last))
    return ragged, (start, (end - timedelta(days=1)).replace(day=1))


def versions_in(
    *, versions: Sequence[QuestionSetVersion], period: tuple[date, date], found: Counts
) -> list[QuestionSetVersion]:
    """Return those of these versions that were open in the period or have answers dated in it."""
    first, last = period
    answered = found.answered_versions()
    return [
        version
        for version in versions
        if version.pk in answered
        or (
            conf.local_date(at=version.opened_on) <= last
            and (version.closed_on is None or conf.local_date(at=version.closed_on) >= first)
        )
    ]


@dataclass(frozen=True, kw_only=True)
class ReportToCome:
    """One report that a change of office data would make."""

    survey: Survey
    version_number: int
    number: int
    """Of the report."""
    forms: int
    """Forms of the open version until now, on time."""


def reports_to_come(*, office: Office) -> list[ReportToCome]:
    """Return the reports that come before a change of this office's data; two queries."""
    running = list(
        QuestionSetVersion.objects.filter(survey__office=office, is_open=True)
        .select_related("survey")
        .defer("content")
        .annotate(reports_so_far=Max("survey__reports__number"))
        .order_by("survey_id")
    )
    cells = AnswerCell.objects.filter(version__in=running, question=AnswerCell.FORMS, is_late=False)
    forms = dict(cells.values_list("version_id").annotate(total=Sum("n")).order_by())
    return [
        ReportToCome(
            survey=version.survey,
            version_number=version.number,
            number=(version.reports_so_far or 0) + 1,
            forms=forms.get(version.pk, 0),
        )
        for version in running
    ]


def belonging(*, report: ReportSnapshot) -> QuerySet[Response]:
    """Return the answers that belong to a report but came in after it, covered since or not.

    To the report that closed a version belong the late answers to that version; to a report of a
    period, answers dated in it (a box that is opened in January). To any other, none.
    """
    return _belonging(Response.objects.all(), report)


def uncovered(*, report: ReportSnapshot) -> QuerySet[Response]:
    """Return those of them that no supplement covers, excluded ones too."""
    return belonging(report=report).filter(after_report__gte=_last_supplement(report))


def uncovered_tallies(*, report: ReportSnapshot) -> QuerySet[Tally]:
    """Return the hand-counted totals that belong to a report and that no supplement covers."""
    tallies = _belonging(Tally.objects.filter(is_withdrawn=False), report)
    return tallies.filter(after_report__gte=_last_supplement(report))


def _belonging(rows: QuerySet[Row], report: ReportSnapshot) -> QuerySet[Row]:
    """Keep what belongs to a report; answers and tallies say it in the same columns."""
    rows = rows.filter(after_report__gte=report.number)
    if report.reason == ReportReason.BEFORE_EDIT:
        return rows.filter(version__closing_report=report, is_late=True)
    if report.reason == ReportReason.SUPPLEMENT:
        return rows.none()
    return rows.filter(
        version__survey_id=report.survey_id,
        answered_on__range=(report.period_from, report.period_to),
    )


def _last_supplement(report: ReportSnapshot) -> int:
    last = report.supplemented_by.aggregate(last=Max("number"))["last"]
    return int(last or report.number)


def waiting(*, report: ReportSnapshot) -> int:
    """Return how many of those count; an excluded answer waits for nothing."""
    return uncovered(report=report).filter(excluded_because="").count()


def waiting_forms(*, report: ReportSnapshot) -> int:
    """Return the same with the forms of hand-counted totals that wait."""
    tallied = uncovered_tallies(report=report).aggregate(forms=Sum("forms"))["forms"]
    return waiting(report=report) + (tallied or 0)


def covered_by_supplement(*, report: ReportSnapshot) -> QuerySet[Response]:
    """Return the answers that a supplement covers: those it counts and those it says are excluded.

    Each came in after the report that is supplemented, or after the supplement of it before this
    one, and before this one: so no answer is in two supplements of one report.
    """
    return _covered(Response.objects.all(), report)


def tallies_covered_by_supplement(*, report: ReportSnapshot) -> QuerySet[Tally]:
    """Return the hand-counted totals that a supplement covers."""
    return _covered(Tally.objects.filter(is_withdrawn=False), report)


def _covered(rows: QuerySet[Row], report: ReportSnapshot) -> QuerySet[Row]:
    supplemented = report.supplements
    if supplemented is None:
        return rows.none()
    before = supplemented.supplemented_by.filter(number__lt=report.number)
    after = before.aggregate(last=Max("number"))["last"] or supplemented.number
    found = _belonging(rows, supplemented)
    return found.filter(after_report__gte=after, after_report__lt=report.number)


def late_waiting(*, survey: Survey) -> dict[int, int]:
    """Return how many late answers wait for a supplement, by the key of their version."""
    supplements = ReportSnapshot.objects.filter(
        version=OuterRef("version"), reason=ReportReason.SUPPLEMENT
    )
    last = Subquery(supplements.order_by("-number").values("number")[:1])
    answers = Response.objects.filter(
        version__survey=survey, is_late=True, excluded_because=""
    ).filter(after_report__gte=Coalesce(last, 0))
    sums = answers.values_list("version_id").annotate(n=Count("pk"))
    return dict(sums.order_by("version_id"))


def counts_of(*, answers: QuerySet[Response], tallies: QuerySet[Tally] | None = None) -> Counts:
    """Count these answers and totals; the caller holds the locks of their versions."""
    result = Counts()
    _add_responses(result, answers)
    if tallies is not None:
        _add_tallies(result, tallies)
    return result


def reports_by_version(*, survey: Survey) -> dict[int, list[ReportSnapshot]]:
    """Return the reports that belong to one version each: before a change, and supplements.

    By the version's id, the oldest first, without their content but with their authors.
    """
    reasons = (ReportReason.BEFORE_EDIT, ReportReason.SUPPLEMENT)
    found: dict[int, list[ReportSnapshot]] = {}
    reports = survey.reports.filter(reason__in=reasons, version__isnull=False)
    for report in reports.defer("content").select_related("created_by").order_by("number"):
        found.setdefault(report.version_id or 0, []).append(report)
    return found


def reports_before_office_changes(
    *, office: Office, versions: Sequence[OfficeDataVersion]
) -> dict[int, list[ReportSnapshot]]:
    """Return, by the id of each version of the office data, the reports made before it.

    A report before a change of office data carries the moment of that change.
    """
    moments = {one.opened_on: one.pk for one in versions}
    reports = ReportSnapshot.objects.filter(
        survey__office=office,
        reason=ReportReason.BEFORE_EDIT,
        closed_version=None,
        created_on__in=list(moments),
    )
    found: dict[int, list[ReportSnapshot]] = {}
    for report in reports.defer("content").select_related("survey").order_by("survey_id"):
        found.setdefault(moments[report.created_on], []).append(report)
    return found


def chain_head(*, survey: Survey) -> ReportSnapshot | None:
    """Return the last report of a survey, which the next is chained to."""
    found: ReportSnapshot | None = (
        ReportSnapshot.objects.filter(survey=survey).order_by("-number").first()
    )
    return found


def last_made() -> int:
    """Return the key of the report that was made last, of any survey; 0 before the first."""
    return int(ReportSnapshot.objects.aggregate(last=Max("pk"))["last"] or 0)


def made_since(*, survey: Survey, known: int) -> QuerySet[ReportSnapshot]:
    """Return the reports of a survey that were made since, the oldest first.

    Args:
        survey: locked, so that none is being made.
        known: what `last_made` said then.
    """
    return survey.reports.filter(pk__gt=known).order_by("number")


def reports_of(*, survey: Survey) -> QuerySet[ReportSnapshot]:
    """Return the reports of a survey, newest first, without their content."""
    return survey.reports.defer("content").order_by("-number")


def reports_over(*, response: Response) -> list[int]:
    """Return the numbers of the saved reports that cover an answer: its day and its version."""
    covering = ReportSnapshot.objects.filter(
        survey_id=response.version.survey_id,
        number__gt=response.after_report,
        period_from__lte=response.answered_on,
        period_to__gte=response.answered_on,
    )
    whose = Q(version=None) | Q(version=response.version_id)
    return list(covering.filter(whose).order_by("number").values_list("number", flat=True))


def _add_cells(result: Counts, cells: QuerySet[AnswerCell]) -> None:
    columns = ("version_id", "channel", "department", "question", "value")
    for *key, n in cells.values_list(*columns).annotate(total=Sum("n")).order_by():
        version_id, channel, department, question, value = key
        result.add(
            version_id=version_id,
            channel=channel,
            department=department,
            question=question,
            value=value,
            n=n,
        )


def _add_responses(result: Counts, answers: QuerySet[Response]) -> None:
    for response in answers.iterator(chunk_size=2000):
        for question, value in counted(response=response):
            result.add(
                version_id=response.version_id,
                channel=response.channel,
                department=response.department,
                question=question,
                value=value,
                n=1,
            )
    texts = Comment.objects.filter(response__in=answers.filter(excluded_because="")).values_list(
        "response_id", "response__version_id", "response__channel", "question"
    )
    # A form counts once, beside however many options of a question it says something.
    pairs = {
        (response_id, version_id, channel, question_of(field=name))
        for response_id, version_id, channel, name in texts
    }
    for _, version_id, channel, question in pairs:
        result.values[version_id, channel, question, AnswerCell.TEXT] += 1


def _add_tallies(result: Counts, tallies: QuerySet[Tally]) -> None:
    for tally in tallies:
        for question, value, n in counted_tally(tally=tally):
            result.add(
                version_id=tally.version_id,
                # The word, as answers bring it: a figure made again is held against it.
                channel=str(Channel.PAPER),
                department="",
                question=question,
                value=value,
                n=n,
            )


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)

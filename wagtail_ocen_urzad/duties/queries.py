"""What is due, from every source, and whom it concerns (R-16, R-22, R-24)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, Max, Model

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.duties.due import Due, in_order
from wagtail_ocen_urzad.duties.models import SentNotice
from wagtail_ocen_urzad.procedure.calendar import Deadline, DeadlineState, deadline_standing
from wagtail_ocen_urzad.procedure.models import Procedure, Study
from wagtail_ocen_urzad.procedure.progress import State, StudyStanding
from wagtail_ocen_urzad.procedure.queries import holders_of, standings_of
from wagtail_ocen_urzad.procedure.steps import Role, Task, TaskCode
from wagtail_ocen_urzad.reports.calendar import FIRST_WARNING, SECOND_WARNING, DutyState
from wagtail_ocen_urzad.reports.standing import Standing, standing_of_surveys
from wagtail_ocen_urzad.survey.models import Office, Survey

REPORTS = "wagtail_ocen_urzad.generate_report"
READS = "wagtail_ocen_urzad.view_results"

BEGIN_WARNINGS = (90, 60, 30)
"""Days before the date of the study is to be agreed on which a year without an edition is called
to mind: enquiries, procurement and contract come before it."""

OPEN = frozenset({State.NOW, State.LATE, State.TO_COME})
"""Tasks of the study that are still to be done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class YearlyReportDue(Due):
    """The periodic report of one survey (R-16)."""

    survey: Survey
    """With its office."""
    last_made_on: date | None
    """When the last one was generated."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyTaskDue(Due):
    """A dated task of an edition of the external study (P-10, P-13)."""

    study: Study
    """With its office and procedure."""
    task: Task
    role: Role
    """For whom it waits."""
    stage: int
    """Number of the step that it belongs to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionDue(Due):
    """An edition of the external study that nobody has begun („każdego roku”, P-10, P-23).

    Its day is the one on which the date of the study is to be agreed.
    """

    office: Office
    year: int
    role_name: str
    """Of the coordinator, as the office calls it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What went out about one duty."""

    people: int
    last_on: date


def everything_due(*, at: datetime) -> list[Due]:
    """Return all duties of all offices, late ones first."""
    of_surveys = dues_of_surveys(standings=standing_of_surveys(at=at))
    today = conf.local_date(at=at)
    lines: list[Due] = [*of_surveys, *dues_of_studies(today=today), *dues_of_editions(today=today)]
    return sorted(lines, key=in_order)


def dues_of_surveys(*, standings: Sequence[Standing]) -> list[YearlyReportDue]:
    """Return the yearly report of every survey that is open; asks the database nothing."""
    return [_yearly(standing) for standing in standings if standing.running is not None]


def dues_of_studies(*, today: date) -> list[StudyTaskDue]:
    """Return the dated tasks of open editions that are not done; of a fixed number of queries.

    A task whose turn has not come is among them: its day comes all the same.
    """
    studies = list(
        Study.objects.filter(closed_on=None)
        .select_related("office", "procedure")
        .order_by("office", "year")
    )
    if not studies:
        return []
    standings = standings_of(studies=studies, today=today)
    return [line for study in studies for line in _tasks_of(study, standings[study.pk])]


def dues_of_editions(*, today: date) -> list[EditionDue]:
    """Return the editions of this year that nobody has begun; one query.

    An office owes one from the year on in which it adopted the procedure before that day.
    """
    procedures = (
        Procedure.objects.exclude(office__studies__year=today.year)
        .select_related("office")
        .order_by("office", "number")
    )
    found: dict[int, list[Procedure]] = defaultdict(list)
    for procedure in procedures:
        found[procedure.office_id].append(procedure)
    dues = [_edition(versions, today) for versions in found.values()]
    return [due for due in dues if due is not None]


def sent_about(*, lines: Iterable[Due]) -> dict[str, Sent]:
    """Return what went out about each of these duties, by key; one query."""
    rows = (
        SentNotice.objects.filter(key__in=[line.key for line in lines], posted_on__isnull=False)
        .values("key")
        .annotate(people=Count("person", distinct=True), last=Max("sent_on"))
    )
    return {
        row["key"]: Sent(people=row["people"], last_on=conf.local_date(at=row["last"]))
        for row in rows
    }


def recipients(*, line: Due) -> list[Any]:
    """Return the users to whom a duty is called to mind: active ones, each once, by name.

    Those without an e-mail address are among them, so that it can be said.
    """
    found: dict[int, Any] = {}
    if isinstance(line, YearlyReportDue):
        found = {user.pk: user for user in _of_yearly_report(line.survey.office)}
    elif isinstance(line, StudyTaskDue):
        found = {user.pk: user for user in _of_study(line, line.study.office, line.role)}
    elif isinstance(line, EditionDue):
        found = {user.pk: user for user in _of_study(line, line.office, Role.COORDINATOR)}
    return sorted(found.values(), key=lambda user: user.get_username())


def concerned(*, line: Due) -> Model:
    """Return what a duty is about, as the log names it."""
    if isinstance(line, YearlyReportDue):
        return line.survey
    if isinstance(line, StudyTaskDue):
        return line.study
    if isinstance(line, EditionDue):
        return line.office
    raise TypeError(line)


def _yearly(standing: Standing) -> YearlyReportDue:
    if standing.running is None:
        raise ValueError(standing)
    duty, last = standing.running.duty, standing.last_periodic
    return YearlyReportDue(
        key=f"yearly-report:{standing.survey.code}:{duty.due_on.isoformat()}",
        on=duty.due_on,
        state=duty.state,
        days=duty.days,
        warn_days=(FIRST_WARNING, SECOND_WARNING),
        survey=standing.survey,
        last_made_on=conf.local_date(at=last.created_on) if last else None,
    )


def _edition(versions: Sequence[Procedure], today: date) -> EditionDue | None:
    first, last = versions[0], versions[-1]
    adaptation = last.adaptation
    on = adaptation.deadlines[TaskCode.DATE].in_year(year=today.year)
    if conf.local_date(at=first.adopted_on) > on:
        return None
    standing = deadline_standing(
        deadline=Deadline(first=on), done_on=None, today=today, remind_days=BEGIN_WARNINGS[0]
    )
    return EditionDue(
        key=f"edition:{last.office_id}:{on.isoformat()}",
        on=on,
        state=_STATES[standing.state],
        days=standing.days,
        warn_days=BEGIN_WARNINGS,
        office=last.office,
        year=on.year,
        role_name=adaptation.named(role=Role.COORDINATOR),
    )


def _tasks_of(study: Study, standing: StudyStanding) -> Iterator[StudyTaskDue]:
    # Who holds a matter up need not be who does it in the end.
    holders = {one.task.code: one.role for one in standing.waiting}
    for stage in standing.stages:
        for one in stage.tasks:
            if one.deadline is None or one.state not in OPEN:
                continue
            deadline = one.deadline.deadline
            code = one.task.code
            yield StudyTaskDue(
                key=f"study:{study.office_id}:{study.year}:{code}:{deadline.due.isoformat()}",
                on=deadline.due,
                state=_STATES[one.deadline.state],
                days=one.deadline.days,
                warn_days=(study.procedure.adaptation.remind_days,),
                first_on=deadline.first if deadline.is_moved else None,
                study=study,
                task=one.task,
                role=holders.get(code, one.task.actor),
                stage=stage.stage.number,
            )


_STATES = {
    DeadlineState.MET: DutyState.MET,
    DeadlineState.MET_LATE: DutyState.MET,
    DeadlineState.AHEAD: DutyState.AHEAD,
    DeadlineState.SOON: DutyState.SOON,
    DeadlineState.OVERDUE: DutyState.OVERDUE,
}


def _of_study(line: Due, office: Office, role: Role) -> Iterator[Any]:
    """For whom it waits; when it is late or nobody holds that role, those above, too."""
    people = list(holders_of(office=office, role=role))
    yield from people
    if line.is_late or not people:
        yield from holders_of(office=office, role=Role.UNIT_HEAD)
    if not people:
        yield from holders_of(office=office, role=Role.COORDINATOR)


def _of_yearly_report(office: Office) -> Iterator[Any]:
    """Who is responsible (R-22) and who supervises (R-24).

    An office may name a unit or a title and no account, or somebody who has left since: then it
    is those who hold the right.
    """
    responsible = [office.responsible_user]
    if office.responsible_group:
        responsible += office.responsible_group.user_set.all()
    yield from _active(responsible) or _holders(REPORTS)
    yield from _active([office.supervisor_user]) or _holders(READS)


def _active(people: Iterable[Any]) -> list[Any]:
    return [one for one in people if one is not None and one.is_active]


def _holders(right: str) -> list[Any]:
    """Whoever was given this right; superusers, who hold every one, are not meant."""
    return _active(ModelBackend().with_perm(right, include_superusers=False))

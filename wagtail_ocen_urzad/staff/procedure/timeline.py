"""An edition as a timeline: the seven steps, the tasks of the open ones, who holds the ball."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.calendar import DeadlineStanding
from wagtail_ocen_urzad.procedure.facts import Facts
from wagtail_ocen_urzad.procedure.models import ProcurementPath, Study
from wagtail_ocen_urzad.procedure.progress import (
    StageStanding,
    State,
    StudyStanding,
    TaskStanding,
)
from wagtail_ocen_urzad.procedure.steps import OF_THE_UNIT, Role, Stage, TaskCode
from wagtail_ocen_urzad.procedure.words import Names, after_deadline
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.procedure import wording
from wagtail_ocen_urzad.staff.procedure.places import task_url
from wagtail_ocen_urzad.staff.procedure.waiting import ready
from wagtail_ocen_urzad.staff.wording import near_day

ICONS = {
    State.DONE: "circle-check",
    State.NOW: "radio-full",
    State.LATE: "warning",
    State.TO_COME: "radio-empty",
    State.DEPENDS: "radio-empty",
    State.NOT_APPLICABLE: "minus",
}
TASK_ICONS = {**ICONS, State.DONE: "check", State.NOW: "arrow-right"}


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLine:
    """A task below its step."""

    title: str
    url: str
    state: str
    state_name: str
    icon: str
    note: str
    """Its day, or its deadline."""
    first_date: str
    """The first deadline, when it was moved."""
    is_current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class StepLine:
    """One of the seven steps."""

    number: int
    title: str
    url: str
    state: str
    state_words: str
    icon: str
    who: str
    tasks: tuple[TaskLine, ...]
    """Of a step that is neither finished nor left out, unless it is looked at."""
    is_current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Whole:
    """What every line of the timeline is told from."""

    study: Study
    facts: Facts
    names: Names
    current: str
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class BallLine:
    """For whom the matter waits, with what, until when."""

    who: str
    what: str
    until: str
    url: str


def steps(
    *, study: Study, standing: StudyStanding, current: str, today: date, reason: str
) -> list[StepLine]:
    """Return the seven steps.

    Args:
        study: the edition.
        standing: how it stands today.
        current: code of the task that is looked at; '' of none.
        today: in the office's zone.
        reason: why step 6 does not apply, see `saying.reason_of`.
    """
    whole = _Whole(
        study=study,
        facts=standing.facts,
        names=queries.names_of(study=study),
        current=current,
        today=today,
    )
    return [_step(whole, one, reason) for one in standing.stages]


def balls(
    *, study: Study, standing: StudyStanding, today: date, holders: Mapping[Role, frozenset[str]]
) -> list[BallLine]:
    """Return for whom the matter waits, the nearest deadline first.

    Args:
        study: the edition.
        standing: how it stands today.
        today: in the office's zone.
        holders: names of those who hold the roles, see `names_of_holders`.
    """
    names = queries.names_of(study=study)
    return [
        BallLine(
            who=_who(study, one.role, holders.get(one.role, frozenset())),
            what=wording.waiting(of=one, names=names),
            until=_until(one.deadline, today),
            url=f"{task_url(study=study, code=one.task.code)}#zadanie",
        )
        for one in ready(standing=standing)
    ]


def marks(*, standing: StudyStanding) -> Iterator[dict[str, str]]:
    """Return the state of each step in a few words, for the list of editions."""
    for one in standing.stages:
        yield {
            "number": str(one.stage.number),
            "title": wording.stage_title(stage=one.stage),
            "state": one.state.value.replace("_", "-"),
            "state_name": wording.state_name(state=one.state),
            "icon": ICONS[one.state],
        }


def _who(study: Study, role: Role, people: frozenset[str]) -> str:
    """Return what the office calls a role, with the name of whoever holds it alone."""
    name = study.procedure.adaptation.named(role=role)
    return ", ".join([*people, name]) if len(people) == 1 else name


def _step(whole: _Whole, standing: StageStanding, reason: str) -> StepLine:
    stage = standing.stage
    is_current = any(one.task.code == whole.current for one in standing.tasks)
    is_folded = standing.state in {State.DONE, State.NOT_APPLICABLE, State.TO_COME, State.DEPENDS}
    first = next(
        (one for one in standing.tasks if one.state in {State.LATE, State.NOW}), standing.tasks[0]
    )
    return StepLine(
        number=stage.number,
        title=wording.stage_title(stage=stage),
        url=task_url(study=whole.study, code=first.task.code),
        state=standing.state.value.replace("_", "-"),
        state_words=_state(standing, reason),
        icon=ICONS[standing.state],
        who=_led_by(whole.study, stage),
        tasks=()
        if is_folded and not is_current
        else tuple(_task(whole, one) for one in standing.tasks),
        is_current=is_current,
    )


def _led_by(study: Study, stage: Stage) -> str:
    """Return the unit, where its clerk acts; else what the office calls the role."""
    adaptation = study.procedure.adaptation
    is_units = stage.actor in OF_THE_UNIT
    return adaptation.unit if is_units else adaptation.named(role=stage.actor)


def _task(whole: _Whole, standing: TaskStanding) -> TaskLine:
    deadline, today = standing.deadline, whole.today
    shows_first = deadline is not None and deadline.deadline.is_moved and not standing.done_on
    return TaskLine(
        title=wording.task_title(task=standing.task, names=whole.names),
        url=task_url(study=whole.study, code=standing.task.code),
        state=standing.state.value.replace("_", "-"),
        state_name=wording.state_name(state=standing.state),
        icon=TASK_ICONS[standing.state],
        note=" · ".join(filter(None, (_note(whole, standing), _sum(whole.facts, standing)))),
        first_date=near_day(on=deadline.deadline.first, today=today)
        if shows_first and deadline
        else "",
        is_current=standing.task.code == whole.current,
    )


def _note(whole: _Whole, standing: TaskStanding) -> str:
    """Return the day on which a task was done, or until when it is to be."""
    today = whole.today
    if standing.done_on is not None:
        on = near_day(on=standing.done_on, today=today)
        late = standing.days_late
        return f"{on}, {after_deadline(days=late)}" if late else on
    if standing.deadline is None:
        return ""
    due = {"date": near_day(on=standing.deadline.deadline.due, today=today)}
    if standing.task.code == TaskCode.ACCEPTANCE and TaskCode.ACCEPTANCE in whole.facts.due:
        return _("until %(date)s (date of the contract)") % due
    return _("until %(date)s") % due


def _sum(facts: Facts, standing: TaskStanding) -> str:
    """Return what a task of step 1 that is done adds up to; '' of the others."""
    if standing.done_on is None:
        return ""
    match standing.task.code:
        case TaskCode.CATALOGUE:
            return wording.issues_and_sources(issues=facts.issues, sources=facts.sources)
        case TaskCode.ENQUIRY:
            return wording.firms_asked(count=facts.asked)
        case TaskCode.REPLIES:
            return wording.quotes_and_silence(
                quotes=facts.quotes, silent=facts.answered - facts.quotes
            )
        case TaskCode.PROCUREMENT:
            return str(dict(ProcurementPath.choices).get(facts.path, ""))
    return ""


def _state(standing: StageStanding, reason: str) -> str:
    """Return the line below a step's name."""
    state = standing.state
    if state is State.DONE and standing.done_on is not None:
        return _("Finished on %(date)s") % {"date": day(on=standing.done_on)}
    if state is State.NOT_APPLICABLE:
        return _("Not applicable: %(reason)s") % {"reason": reason}
    if state is State.DEPENDS:
        return _("Depends on the assessment in step 5")
    late = [one for one in standing.tasks if one.state is State.LATE and one.deadline]
    if late:
        return wording.overdue(days=max(one.deadline.days for one in late if one.deadline))
    if state is State.NOW:
        left = [one.deadline.days for one in standing.tasks if _is_open(one) and one.deadline]
        return wording.now(days_left=min(left, default=None))
    return wording.state_name(state=state)


def _is_open(standing: TaskStanding) -> bool:
    return standing.done_on is None and standing.state is not State.NOT_APPLICABLE


def _until(standing: DeadlineStanding | None, today: date) -> str:
    if standing is None:
        return ""
    on = near_day(on=standing.deadline.due, today=today)
    if standing.deadline.due < today:
        return _("the deadline passed on %(date)s") % {"date": on}
    return _("until %(date)s") % {"date": on}

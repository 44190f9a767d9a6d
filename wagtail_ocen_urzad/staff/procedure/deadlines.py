"""Deadlines of an edition, and moving one: with a reason, the first date stays (P-10, P-11)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.calendar import Move
from wagtail_ocen_urzad.procedure.models import DeadlineMove, Study, StudyFile
from wagtail_ocen_urzad.procedure.progress import TaskStanding
from wagtail_ocen_urzad.procedure.steps import EXCEPTION_QUOTE, Role, TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb, roles_for
from wagtail_ocen_urzad.procedure.words import after_deadline
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.permissions import TAKE_PART, guarded
from wagtail_ocen_urzad.staff.procedure import places, wording
from wagtail_ocen_urzad.staff.procedure.fields import DayField, PapersField, StudyForm, TextField
from wagtail_ocen_urzad.staff.procedure.heading import TEMPLATES, head
from wagtail_ocen_urzad.staff.procedure.performing import Refusal, arguments, attempt
from wagtail_ocen_urzad.staff.procedure.places import TaskPlace, study_url, task_url
from wagtail_ocen_urzad.staff.procedure.records import FileLine, file_line
from wagtail_ocen_urzad.staff.procedure.rights import roles
from wagtail_ocen_urzad.staff.procedure.slugs import slug_of


class MoveForm(StudyForm):
    """The new date, and why."""

    to = DayField(label=gettext_lazy("New deadline"))
    reason = TextField(label=gettext_lazy("Reason for moving the date"), rows=3)
    # Django keeps fields apart from the form's own attribute of this name.
    files = PapersField(  # type: ignore[assignment]  # see above
        label=gettext_lazy("Letter or note"), required=False
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveLine:
    """One moving: „Przesunął … dnia …. Uzasadnienie: …”."""

    said: str
    reason: str
    files: tuple[FileLine, ...]
    """The letter or note that came with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineBox:
    """A task's deadline, its first date and every move."""

    due: str
    first: str
    """The first date, when it is not the one that counts."""
    state: str
    moves: tuple[MoveLine, ...]
    move_url: str


def box(
    *, study: Study, standing: TaskStanding, mine: frozenset[Role], today: date
) -> DeadlineBox | None:
    """Return the deadline of a task; None when nothing dates it."""
    if standing.deadline is None:
        return None
    deadline = standing.deadline.deadline
    may_move = mine & roles_for(verb=Verb.MOVE_DEADLINE) and standing.task.may_be_moved
    is_open = standing.done_on is None and study.closed_on is None
    return DeadlineBox(
        due=day(on=deadline.due),
        first=day(on=deadline.first) if deadline.is_moved else "",
        state=_state(standing, is_late=is_open and deadline.due < today),
        moves=_lines(study, standing),
        move_url=study_url(study=study, name="move", task=slug_of(code=standing.task.code))
        if may_move and is_open
        else "",
    )


def may_move(*, user: Any, found: TaskPlace) -> bool:
    """Say whether somebody may move deadlines of this edition."""
    return bool(roles(user=user, study=found.study) & roles_for(verb=Verb.MOVE_DEADLINE))


def movable(*, office_id: int, year: int, task: str) -> TaskPlace | None:
    """Return a task whose deadline may be moved."""
    place = places.task_of(office_id=office_id, year=year, task=task)
    return place if place and place.task.may_be_moved else None


@guarded(rule=TAKE_PART, of=movable, may=may_move)
def move(request: HttpRequest, found: TaskPlace) -> HttpResponse:
    """Ask for the new date and the reason, and move the deadline."""
    today = conf.local_date(at=timezone.now())
    is_sent = request.method == "POST"
    form = MoveForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        study=found.study,
        today=today,
    )
    refused: list[Refusal] = []
    if is_sent and form.is_valid():
        do = partial(_move, found, form, request.user)
        done, refused = attempt(do=do, study=found.study, request=request, form=form)
        if done is not None:
            said = _("The deadline was moved to %(date)s") % {"date": day(on=done.moved_to)}
            messages.success(request, f"{said.rstrip('.')}.")
            return redirect(f"{task_url(study=found.study, code=found.task.code)}#zadanie")
    standing = queries.standing_of(study=found.study, today=today)
    title = wording.task_title(task=found.task, names=queries.names_of(study=found.study))
    return render(
        request,
        f"{TEMPLATES}/move.html",
        {
            **head(study=found.study, title=_("Moving the deadline")),
            "title": title,
            "form": form,
            "refused": refused,
            "deadline": box(
                study=found.study,
                standing=standing.tasks[found.task.code],
                mine=frozenset(),
                today=today,
            ),
            "exception": EXCEPTION_QUOTE,
            "is_exact_date": found.task.code == TaskCode.EXACT_DATE,
            "back_url": task_url(study=found.study, code=found.task.code),
        },
    )


def _move(found: TaskPlace, form: MoveForm, by: Any, at: datetime) -> DeadlineMove:
    return operations.move_deadline(
        study=found.study, task=found.task.code, **arguments(form=form), by=by, at=at
    )


def _state(standing: TaskStanding, *, is_late: bool) -> str:
    """Say how late it is, or how late it was done; nothing of what is in time."""
    if is_late and standing.deadline is not None:
        return wording.overdue(days=standing.deadline.days)
    return after_deadline(days=standing.days_late) if standing.days_late else ""


def _lines(study: Study, standing: TaskStanding) -> tuple[MoveLine, ...]:
    """Return every move with its files; asks nothing of a deadline that was not moved."""
    moves = standing.deadline.deadline.moves if standing.deadline else ()
    if not moves:
        return ()
    # A move is never withdrawn, so these are the same ones, in the same order.
    kept = queries.records_of(study=study, kind=DeadlineMove).filter(task=standing.task.code)
    files: dict[int, list[StudyFile]] = defaultdict(list)
    about = DeadlineMove.record_kind()
    for one in study.files.filter(entry__record_kind=about).select_related("entry").order_by("pk"):
        files[one.entry.record_key].append(one)
    return tuple(
        _line(move, tuple(file_line(study=study, file=one) for one in files[record.pk]))
        for move, record in zip(moves, kept, strict=True)
    )


def _line(move: Move, files: tuple[FileLine, ...]) -> MoveLine:
    words = {"person": move.by, "date": day(on=move.moved_on), "to": day(on=move.to)}
    said = _("moved to %(to)s by %(person)s on %(date)s") % words
    return MoveLine(said=said, reason=move.reason, files=files)

"""The desk of an edition: the timeline, and beside it one task with its sentence and its forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.documents import kept
from wagtail_ocen_urzad.procedure.documents.saying import reason_of
from wagtail_ocen_urzad.procedure.models import (
    Contract,
    FindingAssessment,
    PriceEnquiry,
    Study,
    StudyKind,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.progress import StudyStanding
from wagtail_ocen_urzad.procedure.steps import Role, Task, TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb, roles_for
from wagtail_ocen_urzad.procedure.words import in_this_office
from wagtail_ocen_urzad.staff.permissions import READ_STUDY, TAKE_PART_BY_POST, guarded
from wagtail_ocen_urzad.staff.procedure import deadlines, places, records, timeline, wording
from wagtail_ocen_urzad.staff.procedure.acts import acts_of
from wagtail_ocen_urzad.staff.procedure.comments import CommentForm, comments_at
from wagtail_ocen_urzad.staff.procedure.heading import TEMPLATES, head
from wagtail_ocen_urzad.staff.procedure.holders import names_of_holders
from wagtail_ocen_urzad.staff.procedure.lacking import missing
from wagtail_ocen_urzad.staff.procedure.performing import (
    Refusal,
    do_act,
    form_of_act,
    tasks_of,
)
from wagtail_ocen_urzad.staff.procedure.places import (
    ActPlace,
    TaskPlace,
    file_url,
    study_url,
    task_url,
)
from wagtail_ocen_urzad.staff.procedure.rights import (
    collects,
    may_act,
    may_read,
    roles,
    roles_of_act,
)
from wagtail_ocen_urzad.staff.procedure.slugs import slug_of
from wagtail_ocen_urzad.staff.procedure.waiting import ready

AFTER_CLOSING = frozenset({Verb.CHECK_EFFECT, Verb.ACKNOWLEDGE})
"""What may still be written down in a closed edition, beside comments."""


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One act on the desk."""

    heading: str
    button: str
    help: str
    url: str
    form: Any
    refused: Sequence[Refusal] = ()
    is_sent: bool = False
    """It was sent and came back."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """An act that was tried and refused."""

    place: ActPlace
    form: Any
    refused: Sequence[Refusal]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What stands on the desk: a task, what is written down at it, and who looks."""

    study: Study
    task: Task
    written: Sequence[StudyRecord]
    user: Any
    """Who looks."""
    mine: frozenset[Role]
    """Their roles."""
    sent: Sent | None
    today: date

    def may(self, place: ActPlace, records: Sequence[StudyRecord]) -> bool:
        """Say whether an act is offered: this person may do it, and there is a use for it."""
        is_theirs = bool(self.mine & roles_of_act(act=place.act, task=self.task))
        return is_theirs and (place.act.offered(records) or self.was_sent(place))

    def was_sent(self, place: ActPlace) -> bool:
        """Say whether this is the act that was tried and refused."""
        return self.sent is not None and (self.sent.place.act.slug, self.sent.place.record) == (
            place.act.slug,
            place.record,
        )


@guarded(rule=READ_STUDY, of=places.study_of, may=may_read)
def study(request: HttpRequest, found: Study) -> HttpResponse:
    """Open the edition at what waits for whoever asks, else at what waits at all."""
    standing = queries.standing_of(study=found, today=_today())
    mine = roles(user=request.user, study=found)
    waits = ready(standing=standing)
    waiting = [*(one for one in waits if one.role in mine), *waits]
    code = waiting[0].task.code if waiting else standing.stages[-1].tasks[-1].task.code
    return _show(request, found, tasks_of(study=found)[code], standing)


@guarded(rule=READ_STUDY, of=places.task_of, may=may_read)
def task(request: HttpRequest, found: TaskPlace) -> HttpResponse:
    """Show one task."""
    return _show(request, found.study, found.task)


@guarded(rule=TAKE_PART_BY_POST, of=places.act_of, may=may_act)
def act(request: HttpRequest, found: ActPlace) -> HttpResponse:
    """Do an act, or say why not."""
    form = form_of_act(place=found, request=request, today=_today())
    refused: list[Refusal] = []
    if form.is_valid():
        done, refused = do_act(place=found, form=form, request=request)
        if done is not None:
            messages.success(request, _("Saved: %(what)s.") % {"what": _said(found)})
            return redirect(f"{task_url(study=found.study, code=found.task.code)}#zadanie")
    return _show(
        request, found.study, found.task, sent=Sent(place=found, form=form, refused=refused)
    )


def meta_line(*, study: Study) -> str:
    """Return „Badanie satysfakcji klientów · wykonawca: … · umowa …”."""
    is_satisfaction = study.kind == StudyKind.SATISFACTION
    parts = [
        _("Study of clients' satisfaction")
        if is_satisfaction
        else _("Study of the quality of services")
    ]
    if contract := queries.records_of(study=study, kind=Contract).last():
        parts.append(_("contractor: %(firm)s") % {"firm": contract.contractor_name})
        parts.append(_("contract %(number)s") % {"number": contract.number})
    if study.case_number:
        parts.append(_("case %(number)s") % {"number": study.case_number})
    return " · ".join(parts)


def overview_of(
    *, study: Study, standing: StudyStanding, current: str, today: date
) -> dict[str, Any]:
    """Return what every page of an edition shows: its facts, who holds the ball, the timeline."""
    assessments = queries.records_of(study=study, kind=FindingAssessment)
    reason = reason_of(assessments=list(assessments))
    return {
        "study": study,
        "meta": meta_line(study=study),
        "waiting": timeline.balls(
            study=study,
            standing=standing,
            today=today,
            holders=names_of_holders(office=study.office),
        ),
        "nobody": _nobody(study, standing),
        "dossier_url": study_url(study=study, name="dossier_zip"),
        "steps": timeline.steps(
            study=study, standing=standing, current=current, today=today, reason=reason
        ),
    }


def _show(
    request: HttpRequest,
    study: Study,
    task: Task,
    standing: StudyStanding | None = None,
    sent: Sent | None = None,
) -> HttpResponse:
    today = _today()
    standing = standing or queries.standing_of(study=study, today=today)
    stage = next(one for one in standing.stages if task.code in {t.task.code for t in one.tasks})
    mine = roles(user=request.user, study=study)
    written = records.records_at(study=study, task=task)
    on_desk = Desk(
        study=study,
        task=task,
        written=written,
        user=request.user,
        mine=mine,
        sent=sent,
        today=today,
    )
    return render(
        request,
        f"{TEMPLATES}/study.html",
        {
            **head(study=study),
            **overview_of(study=study, standing=standing, current=task.code, today=today),
            "task": task,
            "title": wording.task_title(task=task, names=queries.names_of(study=study)),
            "stage": stage.stage,
            "standing": standing.tasks[task.code],
            "deadline": deadlines.box(
                study=study, standing=standing.tasks[task.code], mine=mine, today=today
            ),
            "warnings": _warnings(standing, task),
            "before": missing(study=study, lacks=standing.tasks[task.code].before, mine=mine),
            "records": _records(on_desk),
            "forms": _forms(on_desk),
            "who": _who(study, task, mine),
            "missing": missing(study=study, lacks=stage.lacks, mine=mine, current=task.code),
            "may_close": _may_close(study, standing, mine),
            **_beside(on_desk),
            **_comments(on_desk),
        },
    )


def _beside(desk: Desk) -> dict[str, Any]:
    """Return what lies beside the forms of a task: names, papers, quotes, ways on."""
    study, task = desk.study, desk.task
    return {
        "from_report_url": _from_report(desk),
        "names": in_this_office(adaptation=study.procedure.adaptation, quote=task.quote),
        "papers": _papers(study, task, desk.written),
        "quotes": records.comparison(study=study) if task.code == TaskCode.REPLIES else (),
        "may_describe": bool(desk.mine & roles_for(verb=Verb.DESCRIBE)),
    }


def _comments(desk: Desk) -> dict[str, Any]:
    """Return what was said about the task, and the form for whoever may say something."""
    study, code = desk.study, desk.task.code
    return {
        "comments": comments_at(study=study, task=code, user=desk.user, mine=desk.mine),
        "comment_form": CommentForm() if desk.mine & roles_for(verb=Verb.COMMENT) else None,
        "comment_url": study_url(study=study, name="comment", task=slug_of(code=code)),
    }


def _forms(desk: Desk) -> list[FormLine]:
    """Return the forms that are still of use and that this person may send."""
    is_over = desk.study.closed_on is not None and desk.sent is None
    current = [one for one in desk.written if not one.is_withdrawn]
    found = [
        ActPlace(study=desk.study, task=desk.task, act=one)
        for one in acts_of(task=desk.task)
        if one.on is None and (not is_over or one.verb in AFTER_CLOSING)
    ]
    return [_form(desk, place) for place in found if desk.may(place, current)]


def _records(desk: Desk) -> list[dict[str, Any]]:
    """Return what is written down, each record with what may be done to it."""
    is_over = desk.study.closed_on is not None
    found = []
    for line in records.lines(study=desk.study, records=desk.written):
        beside = [line.record, *records.about(record=line.record, records=desk.written)]
        found_places = [
            ActPlace(study=desk.study, task=desk.task, act=one, record=line.record)
            for one in acts_of(task=desk.task)
            if one.on is type(line.record)
            and not line.is_withdrawn
            and (not is_over or one.verb in AFTER_CLOSING)
        ]
        forms = [_form(desk, place) for place in found_places if desk.may(place, beside)]
        if forms or not records.is_aside(record=line.record, task=desk.task):
            may_correct = records.may_correct(
                line=line, study=desk.study, user=desk.user, mine=desk.mine
            )
            found.append({"line": line, "forms": forms, "may_correct": may_correct})
    return found


def _form(desk: Desk, place: ActPlace) -> FormLine:
    sent = desk.sent if desk.was_sent(place) else None
    key = {"record_id": place.record.pk} if place.record else {}
    url = study_url(
        study=place.study,
        name="act_on_record" if place.record else "act",
        task=slug_of(code=place.task.code),
        act=place.act.slug,
        **key,
    )
    empty = None if sent else form_of_act(place=place, request=None, today=desk.today)
    return FormLine(
        heading=str(place.act.heading),
        button=str(place.act.button),
        help=str(place.act.help),
        url=f"{url}#zadanie",
        form=sent.form if sent else empty,
        refused=sent.refused if sent else (),
        is_sent=sent is not None,
    )


def _who(study: Study, task: Task, mine: frozenset[Role]) -> str:
    """Say who does this task, to those who do not."""
    if mine & {task.actor, *task.also}:
        return ""
    return study.procedure.adaptation.named(role=task.actor)


def _warnings(standing: StudyStanding, task: Task) -> list[str]:
    return [
        str(wording.WARNINGS[one])
        for one in standing.warnings
        if wording.WARNED_AT[one] == task.code
    ]


def _nobody(study: Study, standing: StudyStanding) -> str:
    if study.closed_on is not None:
        return _("All steps are finished.")
    if standing.lacks:
        return ""
    return _("All steps are finished; the edition can be closed.")


def _may_close(study: Study, standing: StudyStanding, mine: frozenset[Role]) -> bool:
    may = bool(mine & roles_for(verb=Verb.CLOSE))
    return may and study.closed_on is None and not standing.lacks


def _papers(study: Study, task: Task, written: Sequence[StudyRecord]) -> list[dict[str, str]]:
    """Return the papers that the tool makes from what is written down at this task.

    What has gone out is offered as it went.
    """
    if task.code in {TaskCode.CATALOGUE, TaskCode.CATALOGUE_HANDOVER}:
        handed = kept.catalogue_as_handed_over(study=study)
        first = (
            {"url": file_url(file=handed), "label": _("Catalogue as handed over (PDF)")}
            if handed
            else _paper(study, "catalogue_pdf", _("Catalogue (PDF)"))
        )
        return [first, _paper(study, "catalogue_xlsx", _("Catalogue (XLSX)"))]
    # One that was withdrawn is no letter any more.
    has_letter = any(isinstance(one, PriceEnquiry) and not one.is_withdrawn for one in written)
    if task.code == TaskCode.ENQUIRY and has_letter:
        if sent := kept.letter_as_sent(study=study):
            return [{"url": file_url(file=sent), "label": _("Letter as sent (PDF)")}]
        return [_paper(study, "letter_pdf", _("Letter of the enquiry (PDF)"))]
    if task.code == TaskCode.REPLIES:
        return [_paper(study, "quotes_xlsx", _("Comparison of quotes (XLSX)"))]
    return []


def _paper(study: Study, name: str, label: str) -> dict[str, str]:
    return {"url": study_url(study=study, name=name), "label": label}


def _from_report(desk: Desk) -> str:
    """Return where weak questions of the last report are taken over; '' of other desks."""
    may = collects(roles=desk.mine) and desk.study.closed_on is None
    if desk.task.code != TaskCode.CATALOGUE or not may:
        return ""
    return study_url(study=desk.study, name="from_report")


def _said(place: ActPlace) -> str:
    title = wording.task_title(task=place.task, names=queries.names_of(study=place.study))
    return wording.in_sentence(title=title, task=place.task)


def _today() -> date:
    return conf.local_date(at=timezone.now())

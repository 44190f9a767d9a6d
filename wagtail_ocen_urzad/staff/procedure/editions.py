"""The editions: their list, a new one from the last, its description, its closing (P-22, P-23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import Study, StudyKind
from wagtail_ocen_urzad.procedure.progress import StudyStanding
from wagtail_ocen_urzad.procedure.steps import AIM, OUTPUT, Role
from wagtail_ocen_urzad.procedure.verbs import Verb, roles_for
from wagtail_ocen_urzad.procedure.words import Names
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.permissions import (
    MANAGE_PROCEDURE,
    READ_STUDIES,
    SEE_STUDIES,
    TAKE_PART,
    TAKE_PART_IN_STUDY,
    guarded,
)
from wagtail_ocen_urzad.staff.procedure import places, rights, timeline, wording
from wagtail_ocen_urzad.staff.procedure.fields import StudyForm, form_of
from wagtail_ocen_urzad.staff.procedure.heading import TEMPLATES, head, office_head
from wagtail_ocen_urzad.staff.procedure.holders import names_of_holders
from wagtail_ocen_urzad.staff.procedure.lacking import missing
from wagtail_ocen_urzad.staff.procedure.performing import Refusal, attempt
from wagtail_ocen_urzad.staff.procedure.places import study_url
from wagtail_ocen_urzad.survey.models import Office

DescriptionForm: type[StudyForm] = form_of(
    Study,
    "kind",
    "method",
    "sample",
    "fieldwork_from",
    "fieldwork_to",
    "case_number",
    rows=(("fieldwork_from", "fieldwork_to"),),
)


class BeginForm(forms.Form):
    """Year and kind of a new edition."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of study"),
        choices=StudyKind.choices,
        widget=forms.RadioSelect,
    )
    from_last = forms.BooleanField(
        label=gettext_lazy("Take over method, sample, issues and firms from the last edition"),
        required=False,
        initial=True,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionLine:
    """One edition in the list."""

    title: str
    state: str
    issue_url: str
    url: str = ""
    steps: tuple[dict[str, str], ...] = ()
    waiting: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeLines:
    """The editions of one office, and what may be done beside them."""

    name: str
    editions: tuple[EditionLine, ...]
    begin_url: str
    begin: str
    """„Utwórz edycję 2026 na podstawie edycji 2025”."""
    procedure_url: str
    firms_url: str


@guarded(rule=SEE_STUDIES)
def index(request: HttpRequest) -> HttpResponse:
    """List the editions of every office in whose study this person has a part."""
    today = _today()
    offices = [
        lines
        for office in _offices(request.user)
        if (lines := _office(request.user, office, today)) is not None
    ]
    return render(
        request,
        f"{TEMPLATES}/editions.html",
        {
            **office_head(title=_("External study")),
            "offices": offices,
            "is_adopted": queries.offices_with_procedure().exists(),
        },
    )


@guarded(rule=TAKE_PART, of=places.office_with_procedure, may=rights.may_begin)
def begin(request: HttpRequest, office: Office) -> HttpResponse:
    """Begin the edition of a year, from the last one if there is one."""
    last = queries.last_study(office=office)
    year = _today().year
    form = BeginForm(
        request.POST or None,
        initial={
            "year": max(year, last.year + 1) if last else year,
            "kind": last.kind if last else StudyKind.SATISFACTION,
        },
    )
    if last is None:
        del form.fields["from_last"]
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.begin_study(
                office=office,
                year=form.cleaned_data["year"],
                kind=StudyKind(form.cleaned_data["kind"]),
                copy_of=last if form.cleaned_data.get("from_last") else None,
                by=request.user,
                at=timezone.now(),
            )
        except operations.UnableToBeginStudy as error:
            for lack in error.lacks:
                is_there = lack.what is Lacking.ALREADY_DONE
                form.add_error("year" if is_there else None, _why_not(lack, office))
        else:
            messages.success(request, _("The edition %(year)s was begun.") % {"year": made.year})
            return redirect(study_url(study=made))
    return render(
        request,
        f"{TEMPLATES}/begin.html",
        {**office_head(title=_("New edition of the study")), "form": form, "last": last},
    )


@guarded(rule=TAKE_PART, of=places.study_of, may=rights.may_describe)
def describe(request: HttpRequest, study: Study) -> HttpResponse:
    """Write down kind, method, sample and planned days (P-01)."""
    is_sent = request.method == "POST"
    is_following = "follow" in request.POST
    form = DescriptionForm(
        request.POST if is_sent and not is_following else None,
        study=study,
        today=_today(),
        initial=forms.model_to_dict(study, fields=list(DescriptionForm.base_fields)),
    )
    refused: list[Refusal] = []
    if is_sent and (is_following or form.is_valid()):
        done, refused = attempt(
            do=lambda at: _described(study, request, form, at),
            study=study,
            request=request,
            form=None if is_following else form,
        )
        if done is not None:
            messages.success(request, _("The description of the edition was saved."))
            return redirect(study_url(study=study))
    newest = queries.procedure_of(office=study.office)
    return render(
        request,
        f"{TEMPLATES}/describe.html",
        {
            **head(study=study, title=_("Description of the edition")),
            "form": form,
            "refused": refused,
            "back_url": study_url(study=study),
            "is_behind": newest is not None and newest.pk != study.procedure_id,
            "aim": AIM,
        },
    )


@guarded(rule=TAKE_PART, of=places.study_of, may=rights.may_close)
def close(request: HttpRequest, study: Study) -> HttpResponse:
    """Close the edition, or say all that it lacks."""
    refused: list[Refusal] = []
    if request.method == "POST":
        done, refused = attempt(
            do=lambda at: operations.close_study(study=study, by=request.user, at=at),
            study=study,
            request=request,
        )
        if done is not None:
            messages.success(request, _("The edition %(year)s is closed.") % {"year": study.year})
            return redirect(study_url(study=study))
    standing = queries.standing_of(study=study, today=_today())
    return render(
        request,
        f"{TEMPLATES}/close.html",
        {
            **head(study=study, title=_("Closing the edition")),
            "study": study,
            "missing": missing(
                study=study,
                lacks=standing.lacks,
                mine=rights.roles(user=request.user, study=study),
            ),
            "refused": refused,
            "warnings": [str(wording.WARNINGS[one]) for one in standing.warnings],
            "output": OUTPUT,
            "back_url": study_url(study=study),
        },
    )


def _why_not(lack: Lack, office: Office) -> str:
    """Return why no edition was begun."""
    if lack.what is Lacking.ALREADY_DONE:
        return _("There is an edition of this year already.")
    current = queries.procedure_of(office=office)
    adaptation = current.adaptation if current else DOCUMENT
    return wording.refusal(of=lack, tasks={}, names=Names(adaptation=adaptation))


def _described(study: Study, request: HttpRequest, form: Any, at: datetime) -> Study:
    if "follow" in request.POST:
        return operations.follow_procedure(study=study, by=request.user, at=at)
    return operations.describe_study(study=study, by=request.user, at=at, **form.cleaned_data)


def _offices(user: Any) -> list[Office]:
    """Return the offices that have a procedure; whoever sets it sees the others, too."""
    if user.has_perm(MANAGE_PROCEDURE):
        return list(Office.objects.order_by("pk"))
    return list(queries.offices_with_procedure())


def _office(user: Any, office: Office, today: date) -> OfficeLines | None:
    held = queries.roles_of(user=user, office=office)
    held = held if user.has_perm(TAKE_PART_IN_STUDY) else frozenset()
    reads = user.has_perm(READ_STUDIES) or bool(held - {Role.DEPARTMENT_HEAD})
    manages = user.has_perm(MANAGE_PROCEDURE)
    if not (held or reads or manages):
        return None
    studies = list(queries.studies_of(office=office))
    has_procedure = queries.procedure_of(office=office) is not None
    may_begin = has_procedure and held & roles_for(verb=Verb.BEGIN)
    may_add = bool(held & roles_for(verb=Verb.ADD_ISSUE))
    key = {"office_id": office.pk}
    return OfficeLines(
        name=office.name,
        editions=_editions(office, studies, today, reads=reads, may_add=may_add),
        begin_url=reverse("ocen_urzad_study:begin", kwargs=key) if may_begin else "",
        begin=_begin(studies, today),
        procedure_url=reverse("ocen_urzad_study:procedure", kwargs=key) if manages else "",
        firms_url=reverse("ocen_urzad_firm_register") if reads or manages else "",
    )


def _editions(
    office: Office, studies: Sequence[Study], today: date, *, reads: bool, may_add: bool
) -> tuple[EditionLine, ...]:
    """Return the editions; to heads of units their names only."""
    issues = [
        study_url(study=one, name="issue") if may_add and not one.closed_on else ""
        for one in studies
    ]
    if not reads:
        return tuple(
            EditionLine(title=str(one), state=_state(one), issue_url=url)
            for one, url in zip(studies, issues, strict=True)
        )
    standings = queries.standings_of(studies=studies, today=today)
    holders = names_of_holders(office=office)
    return tuple(
        EditionLine(
            title=str(one),
            state=_state(one),
            issue_url=url,
            url=study_url(study=one),
            steps=tuple(timeline.marks(standing=standings[one.pk])),
            waiting=_waiting(one, standings[one.pk], today, holders),
        )
        for one, url in zip(studies, issues, strict=True)
    )


def _state(study: Study) -> str:
    if study.closed_on is None:
        return _("in progress")
    return _("closed on %(date)s") % {"date": day(on=study.closed_on)}


def _waiting(
    study: Study, standing: StudyStanding, today: date, holders: Mapping[Role, frozenset[str]]
) -> str:
    """Return who holds the ball first, with what, until when; '' when nobody does."""
    balls = timeline.balls(study=study, standing=standing, today=today, holders=holders)
    if not balls:
        return ""
    return ": ".join((balls[0].who, ", ".join(filter(None, (balls[0].what, balls[0].until)))))


def _begin(studies: Sequence[Study], today: date) -> str:
    if not studies:
        return _("Begin the edition %(year)s") % {"year": today.year}
    last = studies[0].year
    words = {"year": max(today.year, last + 1), "last": last}
    return _("Begin the edition %(year)s from the edition %(last)s") % words


def _today() -> date:
    return conf.local_date(at=timezone.now())

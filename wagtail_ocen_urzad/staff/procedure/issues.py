"""Issues for the catalogue: what the heads of units add, and weak questions of the last report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import Handover, Issue, IssueSource, Study
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import SOURCES, WRITERS
from wagtail_ocen_urzad.reports.documents.typesetting import day, decimal
from wagtail_ocen_urzad.staff.permissions import TAKE_PART, guarded
from wagtail_ocen_urzad.staff.procedure import places, records
from wagtail_ocen_urzad.staff.procedure.fields import LONGEST_NAME, StudyForm, form_of
from wagtail_ocen_urzad.staff.procedure.heading import TEMPLATES, head, office_head
from wagtail_ocen_urzad.staff.procedure.performing import Refusal, attempt
from wagtail_ocen_urzad.staff.procedure.places import study_url, task_url
from wagtail_ocen_urzad.staff.procedure.rights import may_add_issue, may_collect, roles
from wagtail_ocen_urzad.staff.wording import person

IssueForm: type[StudyForm] = form_of(Issue, "text", "source")


class WeakForm(forms.Form):
    """Which weak questions of the last report become issues."""

    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Questions with the lowest index"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one question.")},
    )


@guarded(rule=TAKE_PART, of=places.study_of, may=may_add_issue)
def add(request: HttpRequest, study: Study) -> HttpResponse:
    """Add an issue of one's own; all that the heads of units see of an edition."""
    today = conf.local_date(at=timezone.now())
    form = _issue_form(request, study, today)
    refused: list[Refusal] = []
    if request.method == "POST" and form.is_valid():

        def do(at: datetime) -> Issue:
            return operations.add_issue(
                study=study,
                **form.cleaned_data,
                supplied_by=person(user=request.user),
                supplied_on=today,
                by=request.user,
                at=at,
            )

        done, refused = attempt(do=do, study=study, request=request, form=form)
        if done is not None:
            messages.success(request, _("The issue was added to the catalogue."))
            return redirect(study_url(study=study, name="issue"))
    reads = bool(roles(user=request.user, study=study) & WRITERS)
    header = head(study=study, title=_("Add an issue")) if reads else _header_without_study(study)
    return render(
        request,
        f"{TEMPLATES}/issue.html",
        {
            **header,
            "study": study,
            "form": form,
            "refused": refused,
            "mine": _mine(study, request.user),
            "back_url": task_url(study=study, code=TaskCode.CATALOGUE) if reads else "",
        },
    )


@guarded(rule=TAKE_PART, of=places.study_of, may=may_collect)
def from_report(request: HttpRequest, study: Study) -> HttpResponse:
    """Take weak questions of the last reports into the catalogue (P-04)."""
    offered = queries.weak_questions(office=study.office)
    taken = _taken(study)
    weak = {
        f"{one.survey_code}-{one.report_number}-{one.code}": one
        for one in offered
        if _origin(one, offered) not in taken
    }
    form = WeakForm(request.POST if request.method == "POST" else None)
    field: Any = form.fields["questions"]
    field.choices = [(key, _weak(one)) for key, one in weak.items()]
    refused: list[Refusal] = []
    if request.method == "POST" and form.is_valid():
        chosen = [weak[key] for key in form.cleaned_data["questions"]]
        done, refused = attempt(
            do=lambda at: _add_weak(study, chosen, offered, request.user, at),
            study=study,
            request=request,
        )
        if done is not None:
            messages.success(request, _("The chosen questions were added to the catalogue."))
            return redirect(f"{task_url(study=study, code=TaskCode.CATALOGUE)}#zadanie")
    return render(
        request,
        f"{TEMPLATES}/from_report.html",
        {
            **head(study=study, title=_("Add from the last report")),
            "form": form,
            "refused": refused,
            "weak": weak,
            "is_taken": bool(offered),
            "back_url": task_url(study=study, code=TaskCode.CATALOGUE),
        },
    )


def _issue_form(request: HttpRequest, study: Study, today: date) -> StudyForm:
    """Return the form with the sources for which this person speaks."""
    form = IssueForm(request.POST if request.method == "POST" else None, study=study, today=today)
    held = roles(user=request.user, study=study)
    sources = {source for role in held for source in SOURCES.get(role, ())}
    field: Any = form.fields["source"]
    field.choices = [(value, label) for value, label in IssueSource.choices if value in sources]
    if len(sources) == 1:
        field.widget = forms.HiddenInput()
        field.initial = next(iter(sources)).value
    return form


def _mine(study: Study, user: Any) -> list[dict[str, str]]:
    """Return what this person has added to the edition, and where they may correct it.

    Issues stay as they are once the catalogue has gone to the contractor.
    """
    held = roles(user=user, study=study)
    handovers = queries.records_of(study=study, kind=Handover)
    is_gone = handovers.filter(task=TaskCode.CATALOGUE_HANDOVER).exists()
    found = list(queries.records_of(study=study, kind=Issue).filter(recorded_by=user))
    return [
        {
            "text": one.text,
            "day": day(on=one.supplied_on),
            "correct_url": line.correct_url
            if not is_gone and records.may_correct(line=line, study=study, user=user, mine=held)
            else "",
        }
        for one, line in zip(found, records.lines(study=study, records=found), strict=True)
    ]


Origin = tuple[int | None, str, str]
"""Number of a report, code of a question, and who supplied it: the report, by its name."""


def _taken(study: Study) -> set[Origin]:
    """Return the weak questions that are in the catalogue already."""
    found = queries.records_of(study=study, kind=Issue).exclude(report_number=None)
    return set(found.values_list("report_number", "question", "supplied_by"))


def _origin(weak: queries.WeakQuestion, offered: Sequence[queries.WeakQuestion]) -> Origin:
    """Return where an issue comes from; of several surveys, of which one."""
    supplied_by = _("Report no. %(number)s") % {"number": weak.report_number}
    if len({one.survey_code for one in offered}) > 1:
        supplied_by = f"{supplied_by}, {weak.survey}"
    return weak.report_number, weak.code, supplied_by[:LONGEST_NAME]


def _add_weak(
    study: Study,
    chosen: Sequence[queries.WeakQuestion],
    offered: Sequence[queries.WeakQuestion],
    by: Any,
    at: datetime,
) -> list[Issue]:
    """Add what was chosen; whatever somebody else has added meanwhile is there once."""
    taken = _taken(study)
    return [
        operations.add_issue(
            study=study,
            text=weak.text,
            source=IssueSource.EARLIER_RESULTS,  # type: ignore[arg-type]  # the same five values
            supplied_by=_origin(weak, offered)[2],
            supplied_on=conf.local_date(at=at),
            report_number=weak.report_number,
            question=weak.code,
            by=by,
            at=at,
        )
        for weak in chosen
        if _origin(weak, offered) not in taken
    ]


def _weak(one: queries.WeakQuestion) -> str:
    return _("%(text)s – index %(index)s (%(survey)s, report no. %(number)s)") % {
        "text": one.text,
        "index": decimal(text=one.index),
        "survey": one.survey,
        "number": one.report_number,
    }


def _header_without_study(study: Study) -> dict[str, Any]:
    return office_head(title=_("Add an issue to the study %(year)s") % {"year": study.year})

"""The procedure as the office has adopted it: names, deadlines, enquiries, steps of its own."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import (
    DOCUMENT,
    Adaptation,
    OwnStep,
    ProcurementThreshold,
    is_amount,
)
from wagtail_ocen_urzad.procedure.calendar import DayOfYear
from wagtail_ocen_urzad.procedure.models import StudyRole
from wagtail_ocen_urzad.procedure.steps import FEWEST_ENQUIRIES, STEPS, Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.words import stage_title
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.permissions import RUN_PROCEDURE, guarded
from wagtail_ocen_urzad.staff.procedure import places
from wagtail_ocen_urzad.staff.procedure.fields import TextField
from wagtail_ocen_urzad.staff.procedure.heading import TEMPLATES, office_head
from wagtail_ocen_urzad.staff.wording import person
from wagtail_ocen_urzad.survey.models import Office

WRITERS = [(value, label) for value, label in StudyRole.choices if value != Role.AUDITOR]


class DayOfYearField(forms.CharField):
    """A day that comes back every year: „15.06”."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, help_text=gettext_lazy("dd.mm, every year"), **options)

    def clean(self, value: Any) -> DayOfYear | None:
        """Take a day and a month that every year has."""
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?", text.strip())
        if found is None:
            raise ValidationError(_("Write the day and the month as 15.06."))
        made = DayOfYear(month=int(found[2]), day=int(found[1]))
        try:
            made.in_year(year=2024)
        except ValueError as error:
            raise ValidationError(_("There is no such day.")) from error
        return made

    def prepare_value(self, value: Any) -> Any:
        """Show a stored day."""
        return f"{value.day:02}.{value.month:02}" if isinstance(value, DayOfYear) else value


class ThresholdsField(TextField):
    """Thresholds of public procurement, one a line: „01.01.2026 170000”."""

    def clean(self, value: Any) -> tuple[ProcurementThreshold, ...]:
        """Take every line, or say which one is wrong."""
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return tuple(_threshold(line) for line in lines)

    def prepare_value(self, value: Any) -> Any:
        """Show the stored thresholds."""
        if isinstance(value, str):
            return value
        return "\n".join(
            f"{one.valid_from:%d.%m.%Y} {one.net:.2f}".replace(".00", "") for one in value or ()
        )


class ProcedureForm(forms.Form):
    """What the office says otherwise than the document."""

    unit_name = forms.CharField(label=gettext_lazy("Unit that conducts the study"), max_length=200)
    unit_symbol = forms.CharField(label=gettext_lazy("Its symbol"), max_length=20, required=False)
    date = DayOfYearField(label=gettext_lazy("Date of the study agreed not later than"))
    exact_date = DayOfYearField(label=gettext_lazy("Exact date agreed not later than"))
    remind_days = forms.IntegerField(
        label=gettext_lazy("Days before a deadline on which it is called to mind"),
        min_value=0,
        max_value=180,
    )
    fewest_enquiries = forms.IntegerField(
        label=gettext_lazy("Firms that are asked for a price, at least"),
        help_text=gettext_lazy("The procedure demands at least 3; the number may only be raised."),
        min_value=FEWEST_ENQUIRIES,
        max_value=50,
    )
    thresholds = ThresholdsField(
        label=gettext_lazy("Thresholds of the public procurement act (net, in PLN)"),
        help_text=gettext_lazy("One a line: valid from, amount. For example: 01.01.2026 170000"),
        rows=3,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in Role:
            self.fields[f"role_{role.value}"] = forms.CharField(
                label=_("Name of the role: %(role)s") % {"role": StudyRole(role.value).label},
                max_length=200,
            )

    def adaptation(self, *, of: Adaptation) -> Adaptation:
        """Return the adaptation of the valid form; own steps stay as they were."""
        values = self.cleaned_data
        return replace(
            of,
            unit_name=values["unit_name"],
            unit_symbol=values["unit_symbol"],
            role_names={role: values[f"role_{role.value}"] for role in Role},
            deadlines={
                **of.deadlines,
                TaskCode.DATE: values["date"],
                TaskCode.EXACT_DATE: values["exact_date"],
            },
            remind_days=values["remind_days"],
            fewest_enquiries=values["fewest_enquiries"],
            thresholds=values["thresholds"],
        )


class OwnStepForm(forms.Form):
    """A step that the office adds at the end of one of the seven."""

    title = forms.CharField(label=gettext_lazy("Name of the step"), max_length=200)
    description = TextField(
        label=gettext_lazy("What is to be done"), rows=3, required=False, max_length=2000
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Belongs to step"),
        choices=[(one.code.value, stage_title(stage=one)) for one in STEPS],
    )
    actor = forms.ChoiceField(label=gettext_lazy("Who does it"), choices=WRITERS)
    due = DayOfYearField(label=gettext_lazy("Deadline"), required=False)
    is_required = forms.BooleanField(
        label=gettext_lazy("The edition is not closed without it"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage: Any = self.fields["stage"]
        stage.choices = [
            (one.code.value, f"{one.number}. {stage_title(stage=one)}") for one in STEPS
        ]

    def added(self, *, to: Adaptation, taken: Collection[str]) -> Adaptation:
        """Return the adaptation with one step more.

        Args:
            to: the adaptation as it is.
            taken: codes of all own steps that the office ever had; none comes back.
        """
        values = self.cleaned_data
        code = next(name for n in count(1) if (name := f"wlasny_{n}") not in taken)
        step = OwnStep(
            code=code,
            title=values["title"],
            description=values["description"],
            stage=StageCode(values["stage"]),
            actor=Role(values["actor"]),
            is_required=values["is_required"],
        )
        due = {code: values["due"]} if values["due"] else {}
        return replace(to, own_steps=(*to.own_steps, step), deadlines={**to.deadlines, **due})


@guarded(rule=RUN_PROCEDURE, of=places.office_of)
def procedure(request: HttpRequest, office: Office) -> HttpResponse:
    """Show the procedure that the office follows, and adopt another; the document to begin with."""
    current = queries.procedure_of(office=office)
    adaptation = current.adaptation if current else DOCUMENT
    form = ProcedureForm(request.POST or None, initial=_values(adaptation))
    if request.method == "POST" and form.is_valid():
        problem = _adopt(request, office, form.adaptation(of=adaptation))
        if not problem:
            return redirect("ocen_urzad_study:procedure", office_id=office.pk)
        form.add_error(None, problem)
    return render(
        request,
        f"{TEMPLATES}/procedure.html",
        {
            **office_head(title=_("Procedure of the external study")),
            "form": form,
            "roles": [form[f"role_{role.value}"] for role in Role],
            "since": _since(current),
            "is_adopted": current is not None,
            **_links(office),
        },
    )


@guarded(rule=RUN_PROCEDURE, of=places.office_of)
def own_steps(request: HttpRequest, office: Office) -> HttpResponse:
    """List the office's own steps, add one, take one away; editions that have begun keep theirs."""
    current = queries.procedure_of(office=office)
    adaptation = current.adaptation if current else DOCUMENT
    form = OwnStepForm()
    if request.method == "POST" and "remove" in request.POST:
        if not _adopt(request, office, _without(adaptation, request.POST["remove"])):
            return redirect("ocen_urzad_study:own_steps", office_id=office.pk)
    elif request.method == "POST":
        form = OwnStepForm(request.POST)
        if form.is_valid():
            taken = {one.code for one in queries.own_steps_ever(office=office)}
            problem = _adopt(request, office, form.added(to=adaptation, taken=taken))
            if not problem:
                return redirect("ocen_urzad_study:own_steps", office_id=office.pk)
            form.add_error(None, problem)
    return render(
        request,
        f"{TEMPLATES}/own_steps.html",
        {
            **office_head(title=_("Steps of the office's own")),
            "form": form,
            "own": [_own(one, adaptation) for one in adaptation.own_steps],
            **_links(office),
        },
    )


def _adopt(request: HttpRequest, office: Office, adaptation: Adaptation) -> str:
    """Adopt a procedure and say so; return what is wrong with it otherwise."""
    at: datetime = timezone.now()
    try:
        operations.adopt_procedure(office=office, adaptation=adaptation, by=request.user, at=at)
    except operations.UnableToAdoptProcedure as error:
        problems = {lack.field for lack in error.lacks}
        return " ".join(str(PROBLEMS.get(one, one)) for one in sorted(problems))
    messages.success(
        request,
        _("The procedure was adopted. Editions that have begun keep theirs until told otherwise."),
    )
    return ""


PROBLEMS = {
    "fewest_enquiries": gettext_lazy("At least 3 firms must be asked."),
    "remind_days": gettext_lazy("The number of days cannot be negative."),
    "unit_name": gettext_lazy("Name the unit."),
    "role_names": gettext_lazy("Every role needs a name."),
    "deadlines": gettext_lazy("A deadline is no day of the year."),
    "deadlines_missing": gettext_lazy("Both June deadlines are needed."),
    "thresholds": gettext_lazy("Thresholds need different dates and amounts above zero."),
    "own_steps_codes": gettext_lazy("Two own steps have the same code."),
    "own_steps_titles": gettext_lazy("Every own step needs a name."),
    "own_steps_reused": gettext_lazy("The code of an own step stood for another step before."),
    "own_steps_actors": gettext_lazy("The auditor reads and does no step."),
}
"""What the procedure refuses."""


def _values(adaptation: Adaptation) -> dict[str, Any]:
    return {
        "unit_name": adaptation.unit_name,
        "unit_symbol": adaptation.unit_symbol,
        "date": adaptation.deadlines[TaskCode.DATE],
        "exact_date": adaptation.deadlines[TaskCode.EXACT_DATE],
        "remind_days": adaptation.remind_days,
        "fewest_enquiries": adaptation.fewest_enquiries,
        "thresholds": adaptation.thresholds,
        **{f"role_{role.value}": adaptation.named(role=role) for role in Role},
    }


def _since(current: Any) -> str:
    if current is None:
        return _(
            "No procedure has been adopted yet. Below is the document to the letter; once saved,"
            " the office has an external study."
        )
    words = {
        "number": current.number,
        "date": day(on=conf.local_date(at=current.adopted_on)),
        "person": person(user=current.adopted_by) or _("nobody"),
    }
    return _("Version %(number)s, adopted on %(date)s, %(person)s") % words


def _own(step: OwnStep, adaptation: Adaptation) -> dict[str, Any]:
    stage = next(one for one in STEPS if one.code is step.stage)
    due = adaptation.deadlines.get(step.code)
    return {
        "code": step.code,
        "title": step.title,
        "description": step.description,
        "stage": f"{stage.number}. {stage_title(stage=stage)}",
        "who": adaptation.named(role=step.actor),
        "due": f"{due.day:02}.{due.month:02}" if due else "",
        "is_required": step.is_required,
    }


def _without(adaptation: Adaptation, code: str) -> Adaptation:
    return replace(
        adaptation,
        own_steps=tuple(one for one in adaptation.own_steps if one.code != code),
        deadlines={
            task: due
            for task, due in adaptation.deadlines.items()
            if task != code or code in set(TaskCode)
        },
    )


def _threshold(line: str) -> ProcurementThreshold:
    """Read „01.01.2026 170 000,00”.

    Raises:
        ValidationError: it is something else.
    """
    wrong = _("This line is not “dd.mm.yyyy amount”: %(line)s") % {"line": line}
    first, _space, rest = line.strip().partition(" ")
    try:
        on = datetime.strptime(first, "%d.%m.%Y").date()  # noqa: DTZ007 - a day, no moment
        net = Decimal("".join(rest.split()).replace(",", ".")).quantize(Decimal("0.01"))
    except (ValueError, InvalidOperation) as error:
        raise ValidationError(wrong) from error
    if not is_amount(net=net):
        raise ValidationError(wrong)
    return ProcurementThreshold(valid_from=on, net=net)


def _links(office: Office) -> dict[str, str]:
    names = ("procedure", "own_steps", "roles")
    key = {"office_id": office.pk}
    return {f"{name}_url": reverse(f"ocen_urzad_study:{name}", kwargs=key) for name in names}

"""Who holds which role: people and groups, from a day on, until a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import RoleAssignment, StudyRole
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.permissions import RUN_PROCEDURE, RUN_PROCEDURE_BY_POST, guarded
from wagtail_ocen_urzad.staff.procedure import places
from wagtail_ocen_urzad.staff.procedure.heading import TEMPLATES, office_head
from wagtail_ocen_urzad.staff.wording import person
from wagtail_ocen_urzad.survey.models import Office


class HolderForm(forms.Form):
    """A role for a person, or for a group."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=StudyRole.choices)
    user: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Person"),
        queryset=None,
        required=False,
    )
    group = forms.ModelChoiceField(
        label=gettext_lazy("or a group"),
        queryset=Group.objects.order_by("name"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = _active_people()
        field.label_from_instance = lambda one: person(user=one)

    def clean(self) -> dict[str, Any]:
        """Take exactly one of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("user")) == bool(cleaned.get("group")):
            self.add_error("user", _("Choose a person or a group, one of them."))
        return cleaned


def assignment_of(*, office_id: int, assignment_id: int) -> RoleAssignment | None:
    """Return a role of this office that somebody holds now."""
    office = places.office_of(office_id=office_id)
    return (
        queries.assignments_of(office=office).filter(pk=assignment_id).first() if office else None
    )


@guarded(rule=RUN_PROCEDURE, of=places.office_of)
def index(request: HttpRequest, office: Office) -> HttpResponse:
    """List who holds which role, and give one."""
    form = HolderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.assign_role(
                office=office,
                role=Role(form.cleaned_data["role"]),
                user=form.cleaned_data["user"],
                group=form.cleaned_data["group"],
                by=request.user,
                at=timezone.now(),
            )
        except operations.UnableToAssignRole:
            form.add_error("role", _("This role is held by them already."))
        else:
            messages.success(request, _("The role was given."))
            return redirect("ocen_urzad_study:roles", office_id=office.pk)
    key = {"office_id": office.pk}
    return render(
        request,
        f"{TEMPLATES}/roles.html",
        {
            **office_head(title=_("Roles in the external study")),
            "form": form,
            "rows": _rows(office),
            "procedure_url": reverse("ocen_urzad_study:procedure", kwargs=key),
            "own_steps_url": reverse("ocen_urzad_study:own_steps", kwargs=key),
            "roles_url": reverse("ocen_urzad_study:roles", kwargs=key),
        },
    )


@guarded(rule=RUN_PROCEDURE_BY_POST, of=assignment_of)
def end(request: HttpRequest, assignment: RoleAssignment) -> HttpResponse:
    """Take a role back; who held it when stays written down."""
    operations.end_role(assignment=assignment, by=request.user, at=timezone.now())
    messages.success(request, _("The role was taken back."))
    return redirect("ocen_urzad_study:roles", office_id=assignment.office_id)


def _active_people() -> QuerySet[Any]:
    model: Any = get_user_model()
    people: QuerySet[Any] = model._default_manager.filter(is_active=True)
    return people.order_by(model.USERNAME_FIELD)


def _rows(office: Office) -> list[dict[str, Any]]:
    """Return each role with its holders; roles that nobody holds say so."""
    current = queries.procedure_of(office=office)
    held: dict[str, list[dict[str, str]]] = {}
    for one in queries.assignments_of(office=office):
        held.setdefault(one.role, []).append(
            {
                "name": person(user=one.user) if one.user else str(one.group),
                "kind": "user" if one.user else "group",
                "since": day(on=conf.local_date(at=one.assigned_on)),
                "end_url": reverse(
                    "ocen_urzad_study:end_role",
                    kwargs={"office_id": office.pk, "assignment_id": one.pk},
                ),
            }
        )
    return [
        {
            "role": StudyRole(role.value).label,
            "name": current.adaptation.named(role=role) if current else "",
            "holders": held.get(role.value, []),
        }
        for role in Role
    ]

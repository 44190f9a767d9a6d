"""The form of the office's data: it saves a draft, and leads to the page before a change."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import audit, conf
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.office.differences import label_of
from wagtail_ocen_urzad.staff.office.lookup import office_of
from wagtail_ocen_urzad.staff.office.panels import office_panels
from wagtail_ocen_urzad.staff.office.putting_in_force import hash_of_draft
from wagtail_ocen_urzad.staff.permissions import ADMINISTER, guarded
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import Office
from wagtail_ocen_urzad.survey.office_texts import gaps

SAVED = "wagtail.edit"
"""Wagtail's own name of the act, in Wagtail's own log."""
SHOWN = "shown"
"""Field with the hash of the draft that the form was filled with."""


@guarded(rule=ADMINISTER, of=office_of)
def edit(request: HttpRequest, office: Office) -> HttpResponse:
    """Show the draft; save it, and go on to put it in force when that was asked for."""
    panels = office_panels()
    form_class = panels.get_form_class()
    if request.method != "POST":
        form = form_class(instance=office, for_user=request.user)
        return _show(request, office, panels, form, shown=hash_of_draft(office=office))
    with transaction.atomic():
        # Locked, so that saving cannot put back which version was in force a moment ago.
        locked = Office.objects.select_for_update().prefetch_related("surveys").get(pk=office.pk)
        saved, shown = hash_of_draft(office=locked), request.POST.get(SHOWN, "")
        form = form_class(request.POST, request.FILES, instance=locked, for_user=request.user)
        if not form.is_valid():
            messages.validation_error(
                request, _("The data were not saved: please correct the marked fields."), form
            )
            return _show(request, office, panels, form, shown=shown)
        if shown != saved:
            _warn_of_another(request, office)
            return _show(request, office, panels, form, shown=saved)
        form.save()
        audit.record(action=SAVED, of=locked, by=request.user)
    if "action-enforce" in request.POST:
        return redirect("ocen_urzad_office:confirm", office.pk)
    messages.success(
        request,
        _("The draft is saved. It is not in force until you choose “Put in force”."),
    )
    return redirect("ocen_urzad_office:edit", office.pk)


def _warn_of_another(request: HttpRequest, office: Office) -> None:
    saved = reverse("ocen_urzad_office:edit", args=[office.pk])
    messages.warning(
        request,
        _(
            "Somebody else has saved this draft since you opened it, so yours is not saved yet."
            " Look at theirs. If you save now, what stands below replaces it; pictures have to be"
            " chosen again."
        ),
        buttons=[messages.button(saved, _("See the saved draft"), new_window=True)],
    )


def _show(
    request: HttpRequest, office: Office, panels: Any, form: Any, *, shown: str
) -> HttpResponse:
    panel = panels.get_bound_panel(instance=form.instance, request=request, form=form)
    title = _("Office data")
    return TemplateResponse(
        request,
        "wagtail_ocen_urzad/staff/office/edit.html",
        {
            "office": office,
            "state": _state(office),
            "missing": _missing(form.instance),
            "panel": panel,
            "form": form,
            "shown": shown,
            "media": panel.media + form.media,
            "action_url": reverse("ocen_urzad_office:edit", args=[office.pk]),
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": title},
            ],
            "header_icon": "home",
            "header_title": title,
            "page_title": title,
            "page_subtitle": office.name or title,
        },
    )


def _state(office: Office) -> str:
    if office.in_force is None:
        return _("These data are not in force yet: reports and the survey do not show them.")
    since = {"day": day(on=conf.local_date(at=office.in_force.opened_on))}
    if queries.draft_differs(office=office):
        return (
            _("This draft differs from the data in force since %(day)s, which residents see.")
            % since
        )
    return _("These are the data in force since %(day)s.") % since


def _missing(office: Office) -> str:
    """Return the names of what the information on data protection still asks for."""
    asked = gaps(office=model_to_dict(office), name="privacy_notice")
    return ", ".join(f"„{label_of(field=name)}”" for name in asked)

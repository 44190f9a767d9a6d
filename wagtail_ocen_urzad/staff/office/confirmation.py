"""The page between „Wprowadź w życie” and a change of office data (§ 5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from wagtail_ocen_urzad.reports.documents.typesetting import whole
from wagtail_ocen_urzad.reports.queries import ReportToCome, reports_to_come
from wagtail_ocen_urzad.revision import OfficeChanged, UnableToChangeOffice
from wagtail_ocen_urzad.staff.before_change import NeedForm, report_saved, why
from wagtail_ocen_urzad.staff.office.differences import rows_of_change
from wagtail_ocen_urzad.staff.office.lookup import office_of
from wagtail_ocen_urzad.staff.office.putting_in_force import (
    DataChanged,
    DraftChanged,
    Shown,
    UnableToPutInForce,
    hash_of_draft,
    put_in_force,
)
from wagtail_ocen_urzad.staff.permissions import ADMINISTER, guarded
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import Office


class ShownForm(forms.Form):
    """What the page showed, sent back with the button."""

    in_force = forms.IntegerField(widget=forms.HiddenInput)
    draft = forms.CharField(max_length=64, widget=forms.HiddenInput)


@guarded(rule=ADMINISTER, of=office_of)
def confirm(request: HttpRequest, office: Office) -> HttpResponse:
    """Show which surveys get a report and what changes; on the button do both."""
    form = NeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _put_in_force(request, office, form)
    return _show(request, office, form)


def _show(request: HttpRequest, office: Office, form: NeedForm) -> HttpResponse:
    editor = reverse("ocen_urzad_office:edit", args=[office.pk])
    in_force = office.in_force.data if office.in_force else None
    draft = queries.office_data(office=office)
    if draft == in_force:
        messages.info(request, _("The draft says what is in force already."))
        return redirect(editor)
    coming = reports_to_come(office=office)
    return TemplateResponse(
        request,
        "wagtail_ocen_urzad/staff/office/confirm.html",
        {
            "form": form,
            "media": form.media,
            "shown": ShownForm(
                initial={
                    "in_force": office.in_force.number if office.in_force else 0,
                    "draft": hash_of_draft(office=office),
                }
            ),
            "editor_url": editor,
            "history_url": reverse("ocen_urzad_office:history", args=[office.pk]),
            "is_first": in_force is None,
            "coming": [_line(one) for one in coming],
            "rows": rows_of_change(before=in_force or {}, after=draft),
            "why": why(office=in_force or draft),
            "breadcrumbs_items": [
                {"url": editor, "label": _("Office data")},
                {"url": "", "label": _("Report before a change")},
            ],
            "header_icon": "doc-full",
            "header_title": _("Report before a change"),
            "page_title": _("Before the changes come into force"),
        },
    )


def _line(one: ReportToCome) -> dict[str, Any]:
    covers = ngettext(
        "%(count)s questionnaire of version %(version)s",
        "%(count)s questionnaires of version %(version)s",
        one.forms,
    )
    facts = {"count": whole(number=one.forms), "version": one.version_number}
    return {"title": one.survey.title, "number": one.number, "covers": covers % facts}


def _put_in_force(request: HttpRequest, office: Office, form: NeedForm) -> HttpResponse:
    shown = ShownForm(request.POST)
    try:
        if not shown.is_valid():
            raise DraftChanged
        changed = put_in_force(
            office=office,
            shown=Shown(**shown.cleaned_data),
            need=form.need(),
            by=request.user,
            at=timezone.now(),
        )
    except (UnableToPutInForce, UnableToChangeOffice) as error:
        messages.error(request, _refusal(error))
    else:
        messages.success(request, _what_was_done(changed))
    return redirect("ocen_urzad_office:edit", office.pk)


def _refusal(error: Exception) -> str:
    if isinstance(error, DataChanged):
        return _(
            "Somebody else has put office data in force meanwhile. Nothing was changed; please"
            " look at the draft again."
        )
    if isinstance(error, DraftChanged):
        return _(
            "The draft has changed since this page was opened. Nothing was changed; please look"
            " at the draft again."
        )
    return _("The pictures could not be stored. Nothing was changed; please try again.")


def _what_was_done(changed: OfficeChanged) -> str:
    if not changed.is_new:
        return _("The draft says what is in force already.")
    sentences = [_("The office data are in force.")]
    for report in changed.reports:
        saved = report_saved(report=report)
        sentences.append(
            saved if len(changed.reports) == 1 else f"„{report.survey.title}”: {saved}"
        )
    return " ".join(sentences)

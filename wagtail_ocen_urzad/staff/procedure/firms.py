"""Firms of the office's register: one is added, changed, put out of use, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.models import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import audit, spreadsheets
from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.documents import catalogue
from wagtail_ocen_urzad.procedure.models import Contractor
from wagtail_ocen_urzad.staff.permissions import KEEP_FIRMS, READ_FIRMS, guarded
from wagtail_ocen_urzad.staff.procedure import places
from wagtail_ocen_urzad.staff.procedure.downloads import attachment
from wagtail_ocen_urzad.staff.procedure.heading import TEMPLATES, office_head
from wagtail_ocen_urzad.staff.procedure.rights import may_keep_firms, may_read_firms
from wagtail_ocen_urzad.survey.models import Office

FIELDS = ("name", "address", "tax_number", "email", "phone", "contact", "notes", "is_active")


def _labelled(field: Any, **options: Any) -> Any:
    """Labels begin with a capital letter; a text of some lines gets some lines."""
    made = field.formfield(**options)
    made.label = capfirst(field.verbose_name)
    if isinstance(made.widget, forms.Textarea):
        made.widget.attrs["rows"] = 3
    return made


FirmForm: Any = modelform_factory(Contractor, fields=FIELDS, formfield_callback=_labelled)


@guarded(rule=KEEP_FIRMS, of=places.office_of, may=may_keep_firms)
def add(request: HttpRequest, office: Office) -> HttpResponse:
    """Put a firm into the register."""

    def do(values: dict[str, Any]) -> Contractor:
        return operations.register_contractor(office=office, by=request.user, **values)

    return _form(request, Contractor(office=office), do, _("New firm"))


@guarded(rule=KEEP_FIRMS, of=places.firm_of, may=may_keep_firms)
def change(request: HttpRequest, firm: Contractor) -> HttpResponse:
    """Change a firm; editions keep the name that it had then."""

    def do(values: dict[str, Any]) -> Contractor:
        return operations.change_contractor(contractor=firm, by=request.user, **values)

    return _form(request, firm, do, firm.name)


@guarded(rule=READ_FIRMS, of=places.office_of, may=may_read_firms)
def workbook(request: HttpRequest, office: Office) -> HttpResponse:
    """Hand out the register of firms as a workbook."""
    audit.record(action=audit.DOWNLOAD_STUDY_FILE, of=office, by=request.user, file="firmy.xlsx")
    content = catalogue.firms_workbook(office=office)
    return attachment(content=content, name="firmy.xlsx", kind=spreadsheets.CONTENT_TYPE)


def _form(
    request: HttpRequest, firm: Contractor, do: Callable[[dict[str, Any]], Contractor], title: str
) -> HttpResponse:
    form = FirmForm(request.POST or None, instance=firm)
    if request.method == "POST" and form.is_valid():
        try:
            saved = do(form.cleaned_data)
        except operations.UnableToChangeContractor:
            form.add_error("name", _("There is a firm of this name already."))
        else:
            messages.success(request, _("The firm %(name)s was saved.") % {"name": saved.name})
            return redirect("ocen_urzad_firm_register")
    return render(
        request,
        f"{TEMPLATES}/firm.html",
        {
            **office_head(title=title),
            "form": form,
            "back_url": reverse("ocen_urzad_firm_register"),
        },
    )

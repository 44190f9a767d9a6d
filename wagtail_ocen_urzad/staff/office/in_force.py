"""The office data in force, to be read by whoever may not edit them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.office.differences import rows_to_read
from wagtail_ocen_urzad.staff.office.lookup import office_of
from wagtail_ocen_urzad.staff.permissions import LOOK_AFTER, READ_RESULTS, guarded
from wagtail_ocen_urzad.survey.models import Office


@guarded(rule=READ_RESULTS, of=office_of)
def show(request: HttpRequest, office: Office) -> HttpResponse:
    """Show what residents and reports say about the office now."""
    version = office.in_force
    title = _("Office data in force")
    may_edit = LOOK_AFTER.allows(user=request.user)
    return TemplateResponse(
        request,
        "wagtail_ocen_urzad/staff/office/in_force.html",
        {
            "version": version,
            "since": day(on=conf.local_date(at=version.opened_on)) if version else "",
            "rows": rows_to_read(data=version.data) if version else (),
            "editor_url": (reverse("ocen_urzad_office:edit", args=[office.pk]) if may_edit else ""),
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": title},
            ],
            "header_icon": "home",
            "header_title": title,
        },
    )

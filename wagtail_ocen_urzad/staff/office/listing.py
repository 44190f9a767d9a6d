"""„Dane urzędu”: straight to the one office, or the list of offices, one per website."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.permissions import LOOK_AFTER, READ_RESULTS, guarded
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import Office


@dataclass(frozen=True, kw_only=True)
class OfficeLine:
    """One office in the list."""

    name: str
    site: str
    url: str
    state: str


@guarded(rule=READ_RESULTS)
def index(request: HttpRequest) -> HttpResponse:
    """Show the offices: to the administrator for editing, to others what is in force."""
    may_edit = LOOK_AFTER.allows(user=request.user)
    if may_edit:
        _draft_for_every_site()
    offices = list(Office.objects.select_related("site", "in_force").order_by("pk"))
    url_name = "ocen_urzad_office:edit" if may_edit else "ocen_urzad_office:in_force"
    if len(offices) == 1:
        return redirect(url_name, offices[0].pk)
    title = _("Office data")
    return TemplateResponse(
        request,
        "wagtail_ocen_urzad/staff/office/list.html",
        {
            "offices": [
                OfficeLine(
                    name=office.name,
                    site=str(office.site or "–"),
                    url=reverse(url_name, args=[office.pk]),
                    state=_state(office),
                )
                for office in offices
            ],
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": title},
            ],
            "header_icon": "home",
            "header_title": title,
        },
    )


def _draft_for_every_site() -> None:
    """Give every website its office, as publishing a survey there would."""
    known = Office.objects.filter(site__isnull=False).values("site")
    for site in Site.objects.exclude(pk__in=known):
        operations.office_for_site(site=site)
    if not Office.objects.exists():
        operations.office_for_site(site=None)


def _state(office: Office) -> str:
    if office.in_force is None:
        return _("not in force yet")
    return _("in force since %(day)s") % {
        "day": day(on=conf.local_date(at=office.in_force.opened_on))
    }

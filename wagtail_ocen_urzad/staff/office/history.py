"""The history of office data: every version that was in force, and the reports made before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.typesetting import whole
from wagtail_ocen_urzad.reports.queries import reports_before_office_changes
from wagtail_ocen_urzad.staff.needs import NeedLine, need_lines
from wagtail_ocen_urzad.staff.needs import add_need as add_need_of
from wagtail_ocen_urzad.staff.office.differences import rows_of_change, rows_to_read
from wagtail_ocen_urzad.staff.office.lookup import office_of
from wagtail_ocen_urzad.staff.permissions import ADMINISTER, LOOK_AFTER, READ_RESULTS, guarded
from wagtail_ocen_urzad.staff.preview_address import preview_address
from wagtail_ocen_urzad.staff.wording import forms_counted, in_force_between, person, tied_number
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import Office, OfficeDataVersion

TEMPLATES = "wagtail_ocen_urzad/staff/history"
PER_PAGE = 20
ICON = "history"


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeLine:
    """One version of the office data."""

    number: int
    in_force: str
    is_current: bool
    opened_by: str
    change: str
    url: str
    needs: tuple[NeedLine, ...]
    needs_entry: bool
    reports: tuple[tuple[str, str, str], ...]
    """(survey and report, address, forms) of those made before it."""


def version_of(*, office_id: int, version: int) -> OfficeDataVersion | None:
    """Return this version of this office's data."""
    return queries.office_version_by_number(office_id=office_id, version=version)


@guarded(rule=READ_RESULTS, of=office_of)
def show_office(request: HttpRequest, office: Office) -> HttpResponse:
    """Show every version of the office data, newest first."""
    paginator = Paginator(queries.office_versions_of(office=office), PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    return TemplateResponse(
        request,
        f"{TEMPLATES}/office.html",
        {
            "lines": _lines(office, list(page.object_list), newest=page.number == 1),
            "may_edit": LOOK_AFTER.allows(user=request.user),
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            **_head(office),
        },
    )


@guarded(rule=READ_RESULTS, of=version_of)
def show_version(request: HttpRequest, version: OfficeDataVersion) -> HttpResponse:
    """Show one version: what it changed, why, and all that it says."""
    office = version.office
    before = _before(version)
    title = _("Office data, version %(number)s") % {"number": version.number}
    need_url = reverse("ocen_urzad_office:need", args=[office.pk, version.number])
    return TemplateResponse(
        request,
        f"{TEMPLATES}/office_version.html",
        {
            "version": version,
            "before": before,
            "in_force": _in_force(version, _after(version)),
            "opened_by": person(user=version.opened_by),
            "rows": rows_of_change(before=before.data, after=version.data) if before else (),
            "data": rows_to_read(data=version.data),
            "previews": [
                (
                    one.survey.title,
                    one.number,
                    preview_address(version=one, office=version),
                )
                for one in queries.versions_during(office_version=version)
            ],
            "needs": need_lines(
                entries=version.change_requests.select_related("recorded_by"), of=version
            ),
            "add_need_url": need_url if before and LOOK_AFTER.allows(user=request.user) else "",
            "history_url": _history(office),
            **_head(office, {"url": "", "label": title}),
        },
    )


@guarded(rule=ADMINISTER, of=version_of)
def add_need(request: HttpRequest, version: OfficeDataVersion) -> HttpResponse:
    """Write down, later, the need that led to a change of office data (R-18)."""
    office = version.office
    title = _("Signalled need: version %(number)s") % {"number": version.number}
    return add_need_of(
        request,
        of=version,
        back_url=reverse("ocen_urzad_office:version", args=[office.pk, version.number]),
        context=_head(office, {"url": "", "label": title}),
    )


def _lines(office: Office, versions: list[OfficeDataVersion], *, newest: bool) -> list[OfficeLine]:
    reports = reports_before_office_changes(office=office, versions=versions)
    before = _before(versions[-1]) if versions else None
    after = None if newest or not versions else _after(versions[0])
    lines = []
    for version, older in zip(versions, [*versions[1:], before], strict=True):
        needs = need_lines(entries=version.change_requests.all(), of=version)
        lines.append(
            OfficeLine(
                number=version.number,
                in_force=_in_force(version, after),
                is_current=after is None,
                opened_by=person(user=version.opened_by),
                change=_change(older, version),
                url=reverse("ocen_urzad_office:version", args=[office.pk, version.number]),
                needs=needs,
                needs_entry=older is not None and not needs,
                reports=tuple(_report(one) for one in reports.get(version.pk, ())),
            )
        )
        after = version
    return lines


def _report(report: Any) -> tuple[str, str, str]:
    title = tied_number(text=f"{report} („{report.survey.title}”)")
    url = reverse("ocen_urzad_reports:show", args=[report.survey.code, report.number])
    return title, url, forms_counted(forms=report.forms)


def _change(before: OfficeDataVersion | None, version: OfficeDataVersion) -> str:
    if before is None:
        return _("first version")
    rows = rows_of_change(before=before.data, after=version.data)
    if len(rows) == 1:
        return rows[0].place
    return ngettext("%(count)s entry changed", "%(count)s entries changed", len(rows)) % {
        "count": whole(number=len(rows))
    }


def _in_force(version: OfficeDataVersion, after: OfficeDataVersion | None) -> str:
    return in_force_between(
        first=conf.local_date(at=version.opened_on),
        last=conf.local_date(at=after.opened_on) if after else None,
    )


def _before(version: OfficeDataVersion) -> OfficeDataVersion | None:
    return queries.office_version_by_number(office_id=version.office_id, version=version.number - 1)


def _after(version: OfficeDataVersion) -> OfficeDataVersion | None:
    return queries.office_version_by_number(office_id=version.office_id, version=version.number + 1)


def _history(office: Office) -> str:
    return reverse("ocen_urzad_office:history", args=[office.pk])


def _head(office: Office, *below: dict[str, str]) -> dict[str, Any]:
    title = _("History of office data")
    return {
        "office": office,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("ocen_urzad_history:index"), "label": _("Version history")},
            {"url": _history(office) if below else "", "label": title},
            *below,
        ],
        "header_icon": ICON,
        "header_title": below[-1]["label"] if below else title,
    }

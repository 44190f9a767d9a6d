"""Registers: read-only lists on wagtail-modeladmin, and the only door to it.

What every register shares, and the register of reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.helpers import AdminURLHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from wagtail_ocen_urzad import conf, people
from wagtail_ocen_urzad.procedure import queries as study
from wagtail_ocen_urzad.procedure.models import Contractor
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.reports.documents.typesetting import day, period, whole
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.standing import waiting_beside
from wagtail_ocen_urzad.staff.permissions import (
    KEEP_FIRMS,
    MAKE_REPORT,
    MANAGE_PROCEDURE,
    READ_FIRMS,
    READ_RESULTS,
    READ_STUDIES,
    guarded,
)
from wagtail_ocen_urzad.staff.wording import came_in_since, tied_number
from wagtail_ocen_urzad.survey.models import Office, Survey

Choices = Iterable[tuple[str, Any]]


class ListFilter(SimpleListFilter):
    """A filter that takes what it offers, and passes over anything else."""

    def chosen(self) -> str | None:
        """Return the value of the address when it is one of those offered."""
        value = self.value()
        return value if value in [offered for offered, _label in self.lookup_choices] else None


class SurveyFilter(ListFilter):
    """One survey of several."""

    title = gettext_lazy("Survey")
    parameter_name = "ankieta"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Return code and title; a single survey is no choice, and the filter is not shown."""
        surveys = list(Survey.objects.order_by("title", "pk").values_list("code", "title"))
        return surveys if len(surveys) > 1 else ()

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep what belongs to that survey."""
        code = self.chosen()
        return queryset.filter(survey__code=code) if code else queryset


class ReasonFilter(ListFilter):
    """Why the report was made."""

    title = gettext_lazy("Reason")
    parameter_name = "powod"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Return the reasons."""
        return list(ReportReason.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the reports made for that reason."""
        reason = self.chosen()
        return queryset.filter(reason=reason) if reason else queryset


class YearFilter(ListFilter):
    """The year in which the report was made: what the yearly duty counts."""

    title = gettext_lazy("Year of making")
    parameter_name = "rok"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Return the years from the last report to the first.

        Not by the database's own calendar: MariaDB knows no zones unless somebody taught it.
        """
        ends = ReportSnapshot.objects.aggregate(first=Min("created_on"), last=Max("created_on"))
        if ends["first"] is None:
            return []
        first, last = (conf.local_date(at=ends[name]).year for name in ("first", "last"))
        return [(str(year), str(year)) for year in range(last, first - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the reports of that year, in the office's own zone."""
        year = int(self.chosen() or 0)
        if not year:
            return queryset
        start, end = (datetime(one, 1, 1, tzinfo=conf.time_zone()) for one in (year, year + 1))
        return queryset.filter(created_on__gte=start, created_on__lt=end)


class ReadOnly(PermissionHelper):
    """Whoever may read results may list; nobody adds, edits or deletes here."""

    rule = READ_RESULTS

    def user_can_list(self, user: Any) -> bool:
        """Ask the one place that knows."""
        return self.rule.allows(user=user)

    def user_can_create(self, user: Any) -> bool:
        """What a register lists is made elsewhere."""
        return False

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        """Its own page shows it."""
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """It is a record."""
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        """It is a record."""
        return False


class Addresses(AdminURLHelper):
    """A register has one page, among our own addresses."""

    url_name = "ocen_urzad_report_register"

    def get_action_url(self, action: str, *args: Any, **kwargs: Any) -> str:
        """Return the register's own address."""
        return reverse(self.url_name)


class RegisterIndex(IndexView):
    """A list. Of the query string only our own filters are looked at.

    wagtail-modeladmin would hand every other parameter to the database as a lookup, and by
    „created_by__password__startswith” a reader could feel for what no reader may see.
    """

    FORMATS: tuple[str, ...] = ()

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Return the parameters of our filters alone."""
        known = {spec.parameter_name for spec in self.list_filter}
        found = super().get_filters_params(params)
        return {name: values for name, values in found.items() if name in known}

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Search; PostgreSQL takes no NUL in a text."""
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))

    def header(self, *, title: str, icon: str) -> dict[str, Any]:
        """Return what Wagtail's header wants, and what all of these templates ask."""
        return {
            "header_title": title,
            "header_icon": icon,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": title},
            ],
            "is_filtered": bool(self.query or any(spec.value() for spec in self.filter_specs)),
            "has_many_surveys": any(
                spec.parameter_name == SurveyFilter.parameter_name for spec in self.filter_specs
            ),
        }


class Register(ModelAdmin):
    """A list that is only read."""

    add_to_admin_menu = False
    history_view_enabled = False
    permission_helper_class = ReadOnly
    list_display = ("number",)
    list_per_page = 50


class ReportIndex(RegisterIndex):
    """The list of reports."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows in words."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            **self.header(title=_("Reports"), icon="doc-full-inverse"),
            "rows": _rows(context["object_list"]),
            "may_report": MAKE_REPORT.allows(user=self.request.user),
        }


class ReportRegister(Register):
    """All reports, newest first."""

    model = ReportSnapshot
    menu_icon = "doc-full-inverse"
    index_view_class = ReportIndex
    index_template_name = "wagtail_ocen_urzad/staff/report_register.html"
    url_helper_class = Addresses
    list_filter = (SurveyFilter, ReasonFilter, YearFilter)
    search_fields = (
        "number",
        "survey__title",
        *(f"created_by__{name}" for name in people.name_fields()),
    )
    ordering = ("-created_on", "-number")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportSnapshot]:
        """Return the reports without their content."""
        reports = super().get_queryset(request).defer("content", "supplements__content")
        return reports.select_related("survey", "created_by", "supplements")  # type: ignore[no-any-return]  # untyped base


@guarded(rule=READ_RESULTS)
def reports(request: HttpRequest) -> Any:
    """Show the register of reports."""
    return ReportRegister().index_view(request)


class FirmReadOnly(ReadOnly):
    """Whoever has a part in the external study may list; a firm has a page of its own."""

    def user_can_list(self, user: Any) -> bool:
        """Ask the one place that knows."""
        return READ_FIRMS.allows(user=user)


class FirmAddresses(AdminURLHelper):
    """The register has one page, among the addresses of the study."""

    def get_action_url(self, action: str, *args: Any, **kwargs: Any) -> str:
        """Return the register's own address."""
        return reverse("ocen_urzad_firm_register")


class ActiveFilter(ListFilter):
    """Firms in use, or put out of use."""

    title = gettext_lazy("State")
    parameter_name = "stan"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Return both states."""
        return [("czynne", _("in use")), ("nieczynne", _("out of use"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the firms in that state."""
        state = self.chosen()
        return queryset.filter(is_active=state == "czynne") if state else queryset


class FirmIndex(ReportIndex):
    """The list of firms; the query string is looked at as in the register of reports."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows in words, and what Wagtail's header wants."""
        context: dict[str, Any] = IndexView.get_context_data(self, **kwargs)
        title = _("Research firms")
        return {
            **context,
            "header_title": title,
            "header_icon": "group",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("ocen_urzad_study:index"), "label": _("External study")},
                {"url": "", "label": title},
            ],
            "rows": [_firm(one) for one in context["object_list"]],
            "offices": [
                {
                    "name": office.name,
                    "add_url": reverse("ocen_urzad_study:add_firm", args=[office.pk]),
                    "xlsx_url": reverse("ocen_urzad_study:firms_xlsx", args=[office.pk]),
                }
                for office in _offices_of(self.request.user)
            ],
            "is_filtered": bool(self.query or any(spec.value() for spec in self.filter_specs)),
            "may_keep": KEEP_FIRMS.allows(user=self.request.user),
        }


class FirmRegister(ModelAdmin):
    """All research firms of the offices in whose study this person has a part, by name."""

    model = Contractor
    menu_icon = "group"
    add_to_admin_menu = False
    history_view_enabled = False
    index_view_class = FirmIndex
    index_template_name = "wagtail_ocen_urzad/staff/firm_register.html"
    permission_helper_class = FirmReadOnly
    url_helper_class = FirmAddresses
    list_display = ("name",)
    list_filter = (ActiveFilter,)
    list_per_page = 50
    search_fields = ("name", "address", "tax_number", "contact")
    ordering = ("name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contractor]:
        """Return the firms of those offices."""
        firms = super().get_queryset(request).filter(office__in=_offices_of(request.user))
        return firms.select_related("office")  # type: ignore[no-any-return]  # untyped base


@guarded(rule=READ_FIRMS)
def firms(request: HttpRequest) -> Any:
    """Show the register of research firms."""
    return FirmRegister().index_view(request)


def _offices_of(user: Any) -> list[Office]:
    """Return the offices whose firms this person may see; heads of units see none."""
    if user.has_perm(MANAGE_PROCEDURE) or user.has_perm(READ_STUDIES):
        return list(Office.objects.order_by("pk"))
    return [
        office
        for office in study.offices_with_procedure()
        if study.roles_of(user=user, office=office) - {Role.DEPARTMENT_HEAD}
    ]


def _firm(firm: Contractor) -> dict[str, Any]:
    return {
        "name": firm.name,
        "url": reverse("ocen_urzad_study:firm", args=[firm.office_id, firm.pk]),
        "address": firm.address,
        "contact": ", ".join(filter(None, (firm.contact, firm.email, firm.phone))),
        "tax_number": firm.tax_number,
        "is_active": firm.is_active,
    }


def _rows(reports: Iterable[ReportSnapshot]) -> list[dict[str, Any]]:
    """Return the rows; beside a report what came in since and waits for its supplement."""
    shown = list(reports)
    waiting = waiting_beside(reports=shown)
    return [_row(report, waiting.get(report.pk, 0)) for report in shown]


def _row(report: ReportSnapshot, waiting: int) -> dict[str, Any]:
    address = [report.survey.code, report.number]
    return {
        "title": tied_number(text=str(report)),
        "url": reverse("ocen_urzad_reports:show", args=address),
        "pdf_url": reverse("ocen_urzad_reports:pdf", args=address),
        "survey": report.survey.title,
        "reason": report.get_reason_display(),
        "supplements": report.supplements
        and {
            "title": tied_number(text=str(report.supplements)),
            "url": reverse(
                "ocen_urzad_reports:show", args=[report.survey.code, report.supplements.number]
            ),
        },
        "waiting": waiting and came_in_since(report=report, forms=waiting),
        "period": period(first=report.period_from, last=report.period_to),
        "forms": whole(number=report.forms),
        "made_on": day(on=conf.local_date(at=report.created_on)),
        "made_by": people.name_of(user=report.created_by),
    }

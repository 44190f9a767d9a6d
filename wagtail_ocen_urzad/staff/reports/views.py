"""Screens of the reports desk. Each calls one operation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import audit, conf
from wagtail_ocen_urzad.reports import documents, operations, queries
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.reports.models import ReportDocument, ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.standing import standing_of_surveys
from wagtail_ocen_urzad.staff.permissions import (
    MAKE_REPORT,
    MAKE_REPORT_BY_POST,
    READ_RESULTS,
    guarded,
)
from wagtail_ocen_urzad.staff.reports.forms import ReportForm, Span
from wagtail_ocen_urzad.staff.wording import came_in, covers, forms_counted, report_title
from wagtail_ocen_urzad.survey.models import Survey

TEMPLATES = "wagtail_ocen_urzad/staff/reports"


def report_of(*, code: str, number: int) -> ReportSnapshot | None:
    """Return the report with this number of the survey with this code, or None."""
    return (
        ReportSnapshot.objects.select_related("survey", "supplements__survey", "closed_version")
        .filter(survey__code=code, number=number)
        .first()
    )


@guarded(rule=MAKE_REPORT)
def generate(request: HttpRequest) -> HttpResponse:
    """Ask for reason and period, and make the report (R-07, R-14, R-15)."""
    at = timezone.now()
    surveys = Survey.objects.filter(versions__isnull=False).distinct().order_by("title", "pk")
    form = ReportForm(
        request.POST or None,
        surveys=surveys,
        today=conf.local_date(at=at),
        initial={
            "known": queries.last_made(),
            "survey": request.GET.get("ankieta", ""),
            "reason": ReportReason.PERIODIC,
            "span": Span.LAST_YEAR,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            report = _generated(form, by=request.user, at=at)
        except operations.AlreadyMade as error:
            return _to_the_same(request, error.report)
        if report is not None:
            return _to_the_new(request, report)
    return render(
        request,
        f"{TEMPLATES}/generate.html",
        {
            "form": form,
            "surveys": _with_last_periodic(surveys, at),
            "header_title": _("Generate a report"),
            "header_icon": "doc-full",
            "breadcrumbs_items": _breadcrumbs(_("Generate a report")),
        },
    )


@guarded(rule=READ_RESULTS, of=report_of)
def show(request: HttpRequest, report: ReportSnapshot) -> HttpResponse:
    """Show a report, made from its frozen figures alone, and write down who saw it."""
    title = report_title(report=report)
    if request.method == "GET":
        audit.record_reading(
            action=audit.SEE_REPORT, of=report.survey, by=request.user, number=report.number
        )
    body = documents.report_html(
        data=report.data,
        sha256=report.sha256,
        previous_sha256=report.previous_hash,
        logo_url=lambda sha256: reverse(
            "ocen_urzad_reports:logo", args=[report.survey.code, report.number, sha256]
        ),
        toolbar=_toolbar(request, report),
    )
    return render(
        request,
        f"{TEMPLATES}/show.html",
        {
            "body": body,
            "header_title": title,
            "header_icon": "doc-full-inverse",
            "breadcrumbs_items": _breadcrumbs(title),
        },
    )


@guarded(rule=MAKE_REPORT_BY_POST, of=report_of)
def supplement(request: HttpRequest, report: ReportSnapshot) -> HttpResponse:
    """Make a supplement to a report, of what came in after it."""
    try:
        made = operations.make_supplement(of=report, by=request.user, at=timezone.now())
    except operations.NothingToSupplement:
        messages.info(request, _("Nothing new has come in that belongs to this report."))
    except operations.UnableToSupplement:
        messages.error(request, _("This report takes no supplement."))
    else:
        return _to_the_new(request, made)
    return redirect("ocen_urzad_reports:show", report.survey.code, report.number)


@guarded(rule=READ_RESULTS, of=report_of)
def pdf(request: HttpRequest, report: ReportSnapshot) -> HttpResponse:
    """Hand out the report's PDF, and write down who took it."""
    try:
        content = operations.pdf_of(snapshot=report, at=timezone.now())
    except operations.UnableToMakePaper:
        messages.error(
            request,
            _(
                "The PDF could not be made now: the server has no room left. The report itself is"
                " complete. Please tell whoever looks after the server, and try again."
            ),
        )
        return redirect("ocen_urzad_reports:show", report.survey.code, report.number)
    if request.method == "GET":
        audit.record_reading(
            action=audit.DOWNLOAD_REPORT, of=report.survey, by=request.user, number=report.number
        )
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{_file_name(report)}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _generated(form: ReportForm, *, by: Any, at: datetime) -> ReportSnapshot | None:
    """Make the report; None after telling the form why there is none.

    Raises:
        AlreadyMade: the form was sent before.
    """
    try:
        return operations.generate_report(
            survey=form.cleaned_data["survey"],
            reason=ReportReason(form.cleaned_data["reason"]),
            period=form.period(),
            case_number=form.cleaned_data["case_number"],
            by=by,
            at=at,
            known=form.cleaned_data["known"],
        )
    except operations.PeriodTurnedRound:
        fault = _("The period ends before it begins.")
    except operations.PeriodAhead:
        today = conf.local_date(at=at)
        fault = _("The period reaches beyond today (%(date)s).") % {"date": day(on=today)}
    except operations.NothingToReport:
        fault = _("The survey was not open in this period, and no answer is dated in it.")
    form.add_error(form.period_field(), fault)
    return None


def _to_the_new(request: HttpRequest, report: ReportSnapshot) -> HttpResponse:
    """Say how many questionnaires a new report covers, and show it."""
    address = [report.survey.code, report.number]
    pdf_url = reverse("ocen_urzad_reports:pdf", args=address)
    messages.success(
        request, covers(report=report), buttons=[messages.button(pdf_url, _("Download PDF"))]
    )
    return redirect("ocen_urzad_reports:show", *address)


def _to_the_same(request: HttpRequest, report: ReportSnapshot) -> HttpResponse:
    """Show the report that the form made when it was sent first."""
    text = _("Report no. %(number)s has been made by this form already, and not a second time.")
    again = messages.button(reverse("ocen_urzad_reports:generate"), _("Generate another report"))
    messages.info(request, text % {"number": report.number}, buttons=[again])
    return redirect("ocen_urzad_reports:show", report.survey.code, report.number)


def _toolbar(request: HttpRequest, report: ReportSnapshot) -> SafeString:
    """The button for the PDF, what came in after the report, and its supplements."""
    address = [report.survey.code, report.number]
    waiting = queries.waiting_forms(report=report)
    supplements = report.supplemented_by.select_related("survey").defer("content")
    return render_to_string(
        f"{TEMPLATES}/toolbar.html",
        {
            "pdf_url": reverse("ocen_urzad_reports:pdf", args=address),
            "is_made": report.documents.filter(kind=ReportDocument.Kind.PDF).exists(),
            "waiting": waiting and came_in(report=report, forms=waiting),
            "supplement_url": reverse("ocen_urzad_reports:supplement", args=address)
            if MAKE_REPORT_BY_POST.allows(user=request.user)
            else "",
            "supplements": report.supplements and _link(report.supplements),
            "supplemented_by": [_link(one) for one in supplements.order_by("number")],
        },
        request=request,
    )


def _link(report: ReportSnapshot) -> dict[str, str]:
    return {
        "url": reverse("ocen_urzad_reports:show", args=[report.survey.code, report.number]),
        "title": report_title(report=report),
        "forms": forms_counted(forms=report.forms),
    }


def _with_last_periodic(surveys: Iterable[Survey], at: datetime) -> list[tuple[Survey, str]]:
    """Return each survey with a sentence on its last periodic report, which the duty counts."""
    last = {one.survey.pk: one.last_periodic for one in standing_of_surveys(at=at)}
    return [(survey, _last_periodic(last[survey.pk])) for survey in surveys]


def _last_periodic(report: ReportSnapshot | None) -> str:
    if report is None:
        return _("No periodic report has been generated yet.")
    return _("Last periodic report: %(date)s.") % {
        "date": day(on=conf.local_date(at=report.created_on)).removesuffix(".")
    }


def _breadcrumbs(title: str) -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("ocen_urzad_report_register"), "label": _("Reports")},
        {"url": "", "label": title},
    ]


def _file_name(report: ReportSnapshot) -> str:
    """Only letters that every system can keep: „raport-6-K7RT2-2025-06-02-2026-04-30.pdf”."""
    period = f"{report.period_from.isoformat()}-{report.period_to.isoformat()}"
    return f"raport-{report.number}-{report.survey.code}-{period}.pdf"

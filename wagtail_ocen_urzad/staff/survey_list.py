"""„Ankiety”: every survey with its version, its address and its last report, and its drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.typesetting import day, whole
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.reports.standing import Running, Standing, standing_of_surveys
from wagtail_ocen_urzad.staff.new_survey import offers, survey_page_models
from wagtail_ocen_urzad.staff.paper_switch import switches
from wagtail_ocen_urzad.staff.permissions import LOOK_AFTER, READ_RESULTS, guarded
from wagtail_ocen_urzad.staff.printing.addresses import web_address
from wagtail_ocen_urzad.staff.survey.drafts import draft_in_words
from wagtail_ocen_urzad.staff.wording import forms_counted, report_title
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.queries import paper_is_on


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyLine:
    """One survey, in words."""

    title: str
    edit_url: str
    """Of the page in Wagtail's editor; '' without the right, or when the page is gone."""
    address: str
    state: str
    forms: str
    draft: str = ""
    """Whether there is one that is not published; its editor says what it changes."""
    history_url: str = ""
    print_url: str = ""
    """Of what can be printed; '' without paper."""
    posters_url: str = ""
    report_title: str = ""
    report_url: str = ""


@guarded(rule=READ_RESULTS)
def index(request: HttpRequest) -> HttpResponse:
    """List the surveys; for the administrator also the pages that were never published."""
    is_administrator = LOOK_AFTER.allows(user=request.user)
    standings = standing_of_surveys(at=timezone.now())
    lines = [_line(one, request, is_administrator=is_administrator) for one in standings]
    title = _("Surveys")
    return render(
        request,
        "wagtail_ocen_urzad/staff/survey_list.html",
        {
            "surveys": [*lines, *(_drafts() if is_administrator else [])],
            "is_administrator": is_administrator,
            "paper": switches(surveys=[one.survey for one in standings if one.running])
            if is_administrator
            else [],
            "offers": offers(user=request.user) if is_administrator else [],
            "header_title": title,
            "header_icon": "form",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": title},
            ],
        },
    )


def _line(standing: Standing, request: HttpRequest, *, is_administrator: bool) -> SurveyLine:
    survey, running, report = standing.survey, standing.running, standing.last_report
    return SurveyLine(
        title=survey.title,
        edit_url=_editor(survey.page_id) if is_administrator and survey.page_id else "",
        address=web_address(request=request, survey=survey),
        state=_state(running),
        forms=whole(number=running.forms) if running else "",
        draft=draft_in_words(page=survey.page),
        history_url=reverse("ocen_urzad_history:survey", args=[survey.code]),
        print_url=reverse("ocen_urzad_print:survey", args=[survey.code])
        if paper_is_on(survey=survey)
        else "",
        posters_url=reverse("ocen_urzad_print:posters", args=[survey.code]),
        report_title=_report(report),
        report_url=reverse("ocen_urzad_reports:show", args=[survey.code, report.number])
        if report
        else "",
    )


def _report(report: ReportSnapshot | None) -> str:
    """Return „Raport nr 6 – okresowy, 388 ankiet”."""
    if report is None:
        return ""
    return f"{report_title(report=report)}, {forms_counted(forms=report.forms)}"


def _state(running: Running | None) -> str:
    if running is None:
        return _("closed")
    opened = conf.local_date(at=running.version.opened_on)
    words = {"number": running.version.number, "date": day(on=opened)}
    return _("version %(number)s, since %(date)s") % words


def _drafts() -> list[SurveyLine]:
    """Pages that have no version yet; aliases follow another page and never have one."""
    return [
        SurveyLine(
            title=page.draft_title or page.title,
            edit_url=_editor(page.pk),
            address="",
            state=_("not published yet"),
            forms="",
        )
        for model in survey_page_models()
        for page in _without_survey(model)
    ]


def _without_survey(model: Any) -> Any:
    with_survey = Survey.objects.filter(page__isnull=False).values("page_id")
    return model.objects.filter(alias_of=None).exclude(pk__in=with_survey).order_by("title", "pk")


def _editor(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])

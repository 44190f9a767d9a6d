"""„Historia wersji”: every version of a survey, newest first, with its report between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.reports.queries import reports_by_version
from wagtail_ocen_urzad.staff.last_check import check_bar
from wagtail_ocen_urzad.staff.needs import add_need as add_need_of
from wagtail_ocen_urzad.staff.needs import need_lines
from wagtail_ocen_urzad.staff.permissions import ADMINISTER, LOOK_AFTER, READ_RESULTS, guarded
from wagtail_ocen_urzad.staff.preview_address import preview_address
from wagtail_ocen_urzad.staff.survey.change_table import change_table
from wagtail_ocen_urzad.staff.survey.draft_state import state_of_draft
from wagtail_ocen_urzad.staff.survey.history_lines import (
    chapters,
    closing_line,
    in_short,
    what_changed,
)
from wagtail_ocen_urzad.staff.survey.page_lookup import survey_page
from wagtail_ocen_urzad.staff.wording import person
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import Office, QuestionSetVersion, Survey
from wagtail_ocen_urzad.verification import queries as verification_queries

TEMPLATES = "wagtail_ocen_urzad/staff/history"
PER_PAGE = 20
ICON = "history"


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftLine:
    """The draft, while it would change something; only for the administrator."""

    change: str
    url: str
    """Where it is confirmed, or the editor."""
    preview_url: str


def survey_of(*, code: str) -> Survey | None:
    """Return the survey with this code."""
    return queries.survey_by_code(code=code)


def version_of(*, code: str, version: int) -> QuestionSetVersion | None:
    """Return this version of the survey with this code."""
    return queries.version_by_number(code=code, version=version)


@guarded(rule=READ_RESULTS)
def index(request: HttpRequest) -> HttpResponse:
    """List the surveys; the only one opens at once."""
    surveys = list(queries.surveys_with_versions())
    if len(surveys) == 1:
        return redirect("ocen_urzad_history:survey", surveys[0].code)
    return TemplateResponse(
        request,
        f"{TEMPLATES}/index.html",
        {
            "surveys": [
                {
                    "title": one.title,
                    "url": reverse("ocen_urzad_history:survey", args=[one.code]),
                    "is_archive": one.page_id is None,
                }
                for one in surveys
            ],
            "offices": _offices(),
            **_head(),
        },
    )


@guarded(rule=READ_RESULTS, of=survey_of)
def show_survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Show the versions of a survey."""
    paginator = Paginator(queries.versions_of(survey=survey), PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    versions = list(page.object_list)
    before = queries.version_before(version=versions[-1]) if versions else None
    may_edit = LOOK_AFTER.allows(user=request.user)
    last = versions[0] if versions and page.number == 1 else None
    now = timezone.now()
    return TemplateResponse(
        request,
        f"{TEMPLATES}/survey.html",
        {
            "survey": survey,
            "chapters": list(chapters(survey=survey, versions=versions, before=before)),
            "end": _report_of_the_end(survey, last),
            "draft": _draft(survey, at=now) if may_edit and page.number == 1 else None,
            "is_single": paginator.count == 1,
            "is_archive": survey.page_id is None,
            "may_edit": may_edit,
            "office_url": reverse("ocen_urzad_office:history", args=[survey.office_id]),
            "bar": check_bar(check=verification_queries.last_check(), user=request.user, at=now),
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            **_head(),
        },
    )


@guarded(rule=READ_RESULTS, of=version_of)
def show_version(request: HttpRequest, version: QuestionSetVersion) -> HttpResponse:
    """Show one version: what it changed, why, and what was collected with it."""
    survey, before = version.survey, queries.version_before(version=version)
    asked_before = queries.last_asked(survey=survey, before=version.number)
    found = (
        what_changed(version=version, before=before, asked_before=asked_before) if before else None
    )
    line = next(chapters(survey=survey, versions=[version], before=before)).version
    title = _("Version %(number)s") % {"number": version.number}
    return TemplateResponse(
        request,
        f"{TEMPLATES}/version.html",
        {
            "line": line,
            "before": before,
            "change": in_short(found) if found else "",
            "rows": change_table(found, number=version.number) if found else (),
            "previews": _previews(version),
            "reports": _reports(survey, version),
            "needs": need_lines(
                entries=version.change_requests.select_related("recorded_by"), of=version
            ),
            "add_need_url": reverse("ocen_urzad_history:need", args=[survey.code, version.number])
            if before and LOOK_AFTER.allows(user=request.user)
            else "",
            "opened_by": person(user=version.opened_by),
            "history_url": _history(survey),
            **_head({"url": _history(survey), "label": survey.title}, {"url": "", "label": title}),
        },
    )


@guarded(rule=ADMINISTER, of=version_of)
def add_need(request: HttpRequest, version: QuestionSetVersion) -> HttpResponse:
    """Write down, later, the need that led to a version (R-18)."""
    survey = version.survey
    title = _("Signalled need: version %(number)s") % {"number": version.number}
    return add_need_of(
        request,
        of=version,
        back_url=reverse("ocen_urzad_history:version", args=[survey.code, version.number]),
        context=_head(
            {"url": _history(survey), "label": survey.title}, {"url": "", "label": title}
        ),
    )


def _previews(version: QuestionSetVersion) -> list[tuple[int, str]]:
    """Return (number, address) of the office data it can be seen with; none when only one was."""
    during = queries.office_versions_during(version=version)
    if len(during) == 1:
        return []
    return [(one.number, preview_address(version=version, office=one)) for one in during]


def _report_of_the_end(survey: Survey, last: QuestionSetVersion | None) -> list[Any]:
    """Return the report that closed the last version: the page was deleted."""
    return _reports(survey, last) if last is not None and not last.is_open else []


def _reports(survey: Survey, version: QuestionSetVersion) -> list[Any]:
    return closing_line(
        survey=survey,
        version=version,
        stored=queries.stored_forms(survey=survey),
        reports=reports_by_version(survey=survey),
    )


def _draft(survey: Survey, *, at: datetime) -> DraftLine | None:
    page = survey_page(page_id=survey.page_id) if survey.page_id else None
    if page is None or page.latest_revision_id is None:
        return None
    state = state_of_draft(page=page.get_latest_revision_as_object())
    if not state.is_changed or state.version is None:
        return None
    return DraftLine(
        change=in_short(state.differences),
        # Before its own day there is nothing to confirm: the editor says what will come, and when.
        url=reverse("wagtailadmin_pages:edit", args=[page.pk])
        if state.waits(at=at)
        else reverse("ocen_urzad_changes:confirm", args=[page.pk, page.latest_revision_id]),
        preview_url=reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
    )


def _offices() -> list[dict[str, str]]:
    offices = Office.objects.exclude(in_force=None).order_by("pk")
    return [
        {"name": one.name, "url": reverse("ocen_urzad_office:history", args=[one.pk])}
        for one in offices
    ]


def _history(survey: Survey) -> str:
    return reverse("ocen_urzad_history:survey", args=[survey.code])


def _head(*below: dict[str, str]) -> dict[str, Any]:
    title = _("Version history")
    own = {"url": reverse("ocen_urzad_history:index") if below else "", "label": title}
    return {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            own,
            *below,
        ],
        "header_icon": ICON,
        "header_title": below[-1]["label"] if below else title,
    }

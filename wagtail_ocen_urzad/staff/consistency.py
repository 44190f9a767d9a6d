"""„Kontrola spójności”: whether versions, reports, counters and answers agree (architecture 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad.reports.documents.typesetting import whole
from wagtail_ocen_urzad.staff.last_check import check_bar
from wagtail_ocen_urzad.staff.permissions import (
    ADMINISTER_BY_POST,
    LOOK_AFTER,
    READ_RESULTS,
    guarded,
)
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey
from wagtail_ocen_urzad.verification import operations, queries, words
from wagtail_ocen_urzad.verification.findings import Finding, Kind
from wagtail_ocen_urzad.verification.models import ConsistencyCheck

OF_A_REPORT = frozenset(
    {
        Kind.REPORT_LINK,
        Kind.REPORT_COLUMN,
        Kind.CLOSING_REPORT,
        Kind.FORMS,
        Kind.FIGURE,
        Kind.FILE_CHANGED,
        Kind.FILE_MISSING,
    }
)
OF_THE_PAGE = frozenset({Kind.PAGE_DIFFERS, Kind.PAGE_UNREADABLE})
OF_A_PICTURE = frozenset({Kind.PICTURE_CHANGED, Kind.PICTURE_MISSING})


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundLine:
    """One finding, in words."""

    is_failure: bool
    place: str
    """Title and code of the survey, or the office data."""
    sentence: str
    advice: str
    url: str = ""
    """Where it is mended, or looked at."""


@guarded(rule=READ_RESULTS)
def index(request: HttpRequest) -> HttpResponse:
    """Show what the last verification found."""
    check = queries.last_check()
    may_check = LOOK_AFTER.allows(user=request.user)
    title = _("Consistency check")
    return render(
        request,
        "wagtail_ocen_urzad/staff/consistency.html",
        {
            "bar": check_bar(check=check, user=request.user, at=timezone.now()),
            "lines": _lines(check, may_edit=may_check) if check else [],
            "may_check": may_check,
            "fits": queries.fits_a_request(),
            "limit": whole(number=queries.LIMIT),
            "header_title": title,
            "header_icon": "check",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": title},
            ],
        },
    )


@guarded(rule=ADMINISTER_BY_POST)
def check_now(request: HttpRequest) -> HttpResponse:
    """Verify everything, unless that takes longer than a browser waits."""
    if queries.fits_a_request():
        check = operations.check(by=request.user, at=timezone.now())
        say = messages.success if check.holds else messages.error
        say(request, words.verdict(check=check))
    else:
        messages.error(request, _("There are too many answers to check them here."))
    return redirect("ocen_urzad_consistency")


def _lines(check: ConsistencyCheck, *, may_edit: bool) -> list[FoundLine]:
    surveys = {survey.code: survey for survey in Survey.objects.all()}
    return [
        FoundLine(
            is_failure=finding.is_failure,
            place=_place(finding, surveys),
            sentence=words.sentence(finding=finding),
            advice=words.advice(finding=finding),
            url=_address(finding, surveys, may_edit=may_edit),
        )
        for finding in queries.findings_of(check=check)
    ]


def _place(finding: Finding, surveys: Mapping[str, Survey]) -> str:
    if not finding.survey:
        return words.place(finding=finding)
    survey = surveys.get(finding.survey)
    return f"{survey.title} ({survey.code})" if survey else finding.survey


def _address(finding: Finding, surveys: Mapping[str, Survey], *, may_edit: bool) -> str:
    survey = surveys.get(finding.survey)
    if finding.kind in OF_A_PICTURE:
        return reverse("ocen_urzad_office:index")
    if survey is None:
        return ""
    if finding.kind in OF_THE_PAGE and may_edit and survey.page_id:
        return reverse("wagtailadmin_pages:edit", args=[survey.page_id])
    number = finding.facts.get("report")
    if finding.kind is Kind.LATE_WAITING:
        closed = QuestionSetVersion.objects.filter(
            survey=survey, number=finding.facts["version"], closing_report__survey=survey
        )
        number = closed.values_list("closing_report__number", flat=True).first()
    elif finding.kind not in OF_A_REPORT:
        return ""
    return reverse("ocen_urzad_reports:show", args=[survey.code, number]) if number else ""

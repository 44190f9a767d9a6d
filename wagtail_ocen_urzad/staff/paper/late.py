"""Sheets that come after a report which they belong to: it gets a supplement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.standing import reports_that_miss
from wagtail_ocen_urzad.staff.permissions import READ_RESULTS
from wagtail_ocen_urzad.staff.wording import came_in, report_title
from wagtail_ocen_urzad.survey.models import QuestionSetVersion


def old_version(*, version: QuestionSetVersion) -> str:
    """Return the amber line „Arkusz wersji 2”; '' for the version in force."""
    if version.is_open:
        return ""
    return _(
        "Sheet of version %(number)d, which is no longer in force. It is counted with that"
        " version; the report that closed it gets a supplement."
    ) % {"number": version.number}


def offer(*, request: HttpRequest, version: QuestionSetVersion, day: date) -> None:
    """Say after a sheet which reports get a supplement for it, with the way there.

    Args:
        request: of the clerk.
        version: that the sheet answers.
        day: of its box.
    """
    for found in supplements_of(version=version, day=day, user=request.user):
        buttons = [messages.button(found["url"], _("To the report and its supplement"))]
        messages.info(request, found["text"], buttons=buttons if found["url"] else None)


def supplements_of(*, version: QuestionSetVersion, day: date, user: Any) -> list[dict[str, str]]:
    """Return what waits beside the reports that sheets of this version and day belong to.

    To the one that closed the version, and to those of a period that the day lies in. Nobody is
    led to reports without the right to read them; that something waits everybody learns.
    """
    may_read = READ_RESULTS.allows(user=user)
    return [
        {
            "text": _words(report, waiting),
            "url": reverse("ocen_urzad_reports:show", args=[report.survey.code, report.number])
            if may_read
            else "",
        }
        for report, waiting in reports_that_miss(version=version, day=day)
    ]


def _words(report: ReportSnapshot, waiting: int) -> str:
    text = came_in(report=report, forms=waiting)
    if report.reason == ReportReason.BEFORE_EDIT:
        return text
    # Of a period there may be several.
    return f"{report_title(report=report)}. {text}"

"""Sheets of a version that is closed: they belong to it, and its report gets a supplement."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad.reports import queries as reports
from wagtail_ocen_urzad.staff.permissions import READ_RESULTS
from wagtail_ocen_urzad.staff.wording import came_in
from wagtail_ocen_urzad.survey.models import QuestionSetVersion


def old_version(*, version: QuestionSetVersion) -> str:
    """Return the amber line „Arkusz wersji 2”; '' for the version in force."""
    if version.is_open:
        return ""
    return _(
        "Sheet of version %(number)d, which is no longer in force. It is counted with that"
        " version; the report that closed it gets a supplement."
    ) % {"number": version.number}


def offer(*, request: HttpRequest, version: QuestionSetVersion) -> None:
    """Say after a late sheet that the report gets a supplement, with the way there."""
    found = supplement_of(version=version, user=request.user)
    if found:
        buttons = [messages.button(found["url"], _("To the report and its supplement"))]
        messages.info(request, found["text"], buttons=buttons if found["url"] else None)


def supplement_of(*, version: QuestionSetVersion, user: Any) -> dict[str, str]:
    """Return what came in after the report that closed a version, and where to go.

    {} when nothing waits. Who may not read reports learns only that something waits.
    """
    report = version.closing_report
    if report is None:
        return {}
    waiting = reports.waiting(report=report)
    if not waiting:
        return {}
    may_read = READ_RESULTS.allows(user=user)
    address = [version.survey.code, report.number]
    return {
        "text": came_in(report=report, forms=waiting),
        "url": reverse("ocen_urzad_reports:show", args=address) if may_read else "",
    }

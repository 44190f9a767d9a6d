"""Logos of the project as a report has frozen them, for its page in the admin."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse

from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.reports.documents.snapshot import Data, office_of
from wagtail_ocen_urzad.staff.permissions import READ_RESULTS, guarded
from wagtail_ocen_urzad.staff.reports.views import report_of


def logo_of(*, code: str, number: int, sha256: str) -> Data | None:
    """Return the logo with this hash, when the report's project has it."""
    report = report_of(code=code, number=number)
    project = (office_of(data=report.data).get("project") or {}) if report else {}
    logos = [logo for logo in project.get("logos", ()) if logo]
    return next((logo for logo in logos if logo["sha256"] == sha256), None)


@guarded(rule=READ_RESULTS, of=logo_of)
def show(_request: HttpRequest, logo: Mapping[str, str]) -> HttpResponse:
    """Hand out a logo of a report's project."""
    try:
        content = files.read(sha256=logo["sha256"])
    except files.UnableToRead as error:
        raise Http404 from error
    return HttpResponse(
        content,
        content_type=logo["type"],
        headers={"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"},
    )

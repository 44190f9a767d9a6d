"""The preview of any version as residents saw it; the renderer is theirs."""

from __future__ import annotations

from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.staff.permissions import READ_RESULTS, View, guarded
from wagtail_ocen_urzad.staff.preview_address import WITH_OFFICE_DATA
from wagtail_ocen_urzad.staff.survey.history import version_of
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import OfficeDataVersion, QuestionSetVersion


class Show(Protocol):
    """What renders the form for residents."""

    def __call__(
        self, *, request: HttpRequest, version: QuestionSetVersion, office: Any, note: str
    ) -> HttpResponse:
        """Show a version with office data, marked with a note; nothing can be sent."""


def previewing(*, show: Show) -> View:
    """Return the view of the preview.

    Args:
        show: the residents' own renderer, which this floor may not reach for by itself.
    """

    @guarded(rule=READ_RESULTS, of=version_of)
    def preview(request: HttpRequest, version: QuestionSetVersion) -> HttpResponseBase:
        named = request.GET.get(WITH_OFFICE_DATA)
        office = _of_its_time(version, named) if named is not None else _of_its_end(version)
        if named is not None and office is None:
            raise Http404
        return show(
            request=request,
            version=version,
            office=office.data if office else None,
            note=_note(version, office.number if office and named is not None else 0),
        )

    return preview


def _of_its_end(version: QuestionSetVersion) -> OfficeDataVersion | None:
    return queries.office_version_at(office_id=version.survey.office_id, at=version.closed_on)


def _of_its_time(version: QuestionSetVersion, number: str) -> OfficeDataVersion | None:
    """Return these office data, None when residents never saw them with this version."""
    during = queries.office_versions_during(version=version)
    return next((one for one in during if str(one.number) == number), None)


def _note(version: QuestionSetVersion, office_number: int) -> str:
    """Return what stands across the top.

    Args:
        version: that is shown.
        office_number: of the office data that were asked for; 0 when none were.
    """
    words = {"number": version.number, "office": office_number}
    if office_number:
        return _("Preview of version %(number)s with office data of version %(office)s") % words
    if version.is_open:
        return _("Preview of version %(number)s – in force now; nothing can be sent") % words
    return _("Preview of version %(number)s – survey closed") % words

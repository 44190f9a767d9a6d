"""The preview of any version as residents saw it; the renderer is theirs."""

from __future__ import annotations

from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.staff.permissions import READ_RESULTS, View, guarded
from wagtail_ocen_urzad.staff.survey.history import version_of
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import QuestionSetVersion


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
        office = queries.office_version_at(office_id=version.survey.office_id, at=version.closed_on)
        return show(
            request=request,
            version=version,
            office=office.data if office else None,
            note=_note(version),
        )

    return preview


def _note(version: QuestionSetVersion) -> str:
    number = {"number": version.number}
    if version.is_open:
        return _("Preview of version %(number)s – in force now; nothing can be sent") % number
    return _("Preview of version %(number)s – survey closed") % number

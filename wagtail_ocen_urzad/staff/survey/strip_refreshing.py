"""The strip alone, for the editor to put in place of the old one after an automatic save."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from wagtail_ocen_urzad.staff.permissions import LOOK_AFTER, guarded
from wagtail_ocen_urzad.staff.survey.page_lookup import survey_page
from wagtail_ocen_urzad.staff.survey.strip import strip_of


@guarded(rule=LOOK_AFTER, of=survey_page)
def strip(request: HttpRequest, page: Any) -> HttpResponse:
    """Return the strip of the latest draft."""
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return TemplateResponse(
        request,
        "wagtail_ocen_urzad/staff/survey/strip.html",
        {"strip": strip_of(page=draft, at=timezone.now()), "page": draft},
    )

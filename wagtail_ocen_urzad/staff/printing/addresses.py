"""Addresses that are printed: of the office's own website, whatever host the admin stands on."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from wagtail_ocen_urzad.survey.models import Survey


def web_address(*, request: HttpRequest, survey: Survey, service_point: str = "") -> str:
    """Return the permanent address of a survey, with the code of a desk if one is named."""
    name = "ocen_urzad:desk" if service_point else "ocen_urzad:permanent"
    path = reverse(name, args=[survey.code, *([service_point] if service_point else [])])
    site = survey.office.site
    return f"{site.root_url}{path}" if site else request.build_absolute_uri(path)

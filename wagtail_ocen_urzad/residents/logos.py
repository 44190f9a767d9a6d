"""Logos of the project that paid for the tool: what the funding asks for stands on the survey."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse

from wagtail_ocen_urzad import files

KEPT_SECONDS = 24 * 60 * 60
"""How long browsers and proxies may show a logo that is no longer in force."""


def show(_request: HttpRequest, logo: Mapping[str, str]) -> HttpResponse:
    """Hand out a logo that is in force; its address names its content, so that never changes."""
    try:
        content = files.read(sha256=logo["sha256"])
    except files.UnableToRead as error:
        raise Http404 from error
    return HttpResponse(
        content,
        content_type=logo["type"],
        headers={
            "Cache-Control": f"public, max-age={KEPT_SECONDS}, immutable",
            "X-Content-Type-Options": "nosniff",
        },
    )

"""Addresses of the printing desk, below the admin's own."""

from __future__ import annotations

from django.urls import URLPattern, path

from wagtail_ocen_urzad.staff.permissions import View
from wagtail_ocen_urzad.staff.printing import downloads, hanging, pages

APP_NAME = "ocen_urzad_print"


def patterns(*, poster: View) -> tuple[list[URLPattern], str]:
    """Return the addresses, to be included.

    Args:
        poster: the view of `hanging.hanging`.
    """
    return [
        path("", pages.index, name="index"),
        path("szkic/<int:page_id>/", downloads.draft, name="draft"),
        path("<slug:code>/", pages.survey, name="survey"),
        path("<slug:code>/ankieta/", downloads.sheet, name="sheet"),
        path("<slug:code>/dostepna/", downloads.accessible, name="accessible"),
        path("<slug:code>/z-numerami/", pages.numbered, name="numbered"),
        path("<slug:code>/plakaty/", hanging.choose, name="posters"),
        path("<slug:code>/plakaty/pdf/", poster, name="poster"),
        path("<slug:code>/<int:version>/<slug:mark>/", downloads.run, name="run"),
    ], APP_NAME

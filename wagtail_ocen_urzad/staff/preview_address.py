"""The address under which an old version is shown as residents saw it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from wagtail_ocen_urzad.survey.models import OfficeDataVersion, QuestionSetVersion

WITH_OFFICE_DATA = "dane"
"""Names, in the address, a version of the office data; else they are those of its end."""


def preview_address(*, version: QuestionSetVersion, office: OfficeDataVersion) -> str:
    """Return the address of the preview of a version with office data of its time.

    Args:
        version: with its survey.
        office: in force while the version was open.
    """
    address = reverse("ocen_urzad_version_preview", args=[version.survey.code, version.number])
    return f"{address}?{urlencode({WITH_OFFICE_DATA: office.number})}"

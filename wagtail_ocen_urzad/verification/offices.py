"""The office's data: every version that was in force, and the pictures that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.survey.models import OfficeDataVersion
from wagtail_ocen_urzad.survey.questionnaire import digest
from wagtail_ocen_urzad.verification.findings import Finding, Kind, Tally
from wagtail_ocen_urzad.verification.reading import DAMAGES, canonical_data


def check_office(*, office_id: int, tally: Tally) -> Iterator[Finding]:
    """Check what was in force: numbered without a gap, as it was hashed, with its pictures."""
    expected = 1
    pictures: dict[str, int] = {}
    versions = OfficeDataVersion.objects.filter(office_id=office_id).order_by("number")
    for version in versions.iterator(chunk_size=10):
        tally.office_versions += 1
        for number in range(expected, version.number):
            yield _found(Kind.OFFICE_NUMBER, number)
        expected = version.number + 1
        data = canonical_data(content=version.content)
        if digest(text=version.content) != version.sha256:
            yield _found(Kind.OFFICE_HASH, version.number)
        elif data is None:
            yield _found(Kind.OFFICE_UNREADABLE, version.number)
        for sha256 in _pictures_of(data):
            pictures.setdefault(sha256, version.number)
    for sha256, number in pictures.items():
        state = files.state(sha256=sha256)
        if state is files.State.CHANGED:
            yield _found(Kind.PICTURE_CHANGED, number)
        elif state is files.State.MISSING:
            yield _found(Kind.PICTURE_MISSING, number)


def _found(kind: Kind, number: int) -> Finding:
    return Finding(kind=kind, facts={"version": number})


def _pictures_of(data: Mapping[str, Any] | None) -> list[str]:
    try:
        named = [data["logo"], *data["project"]["logos"]] if data else []
        return [one["sha256"] for one in named if one and one["sha256"]]
    except DAMAGES:
        return []

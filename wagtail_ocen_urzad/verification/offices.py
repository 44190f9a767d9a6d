"""The office's data: every version that was in force, and the pictures that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.survey.models import OfficeDataVersion
from wagtail_ocen_urzad.survey.questionnaire import digest
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind, Tally
from wagtail_ocen_urzad.verification.reading import DAMAGES, canonical_data

NONE = "–"
"""Stands for a version that there is not, or that is another office's."""


def check_office(*, office_id: int, in_force_id: int | None, tally: Tally) -> Iterator[Finding]:
    """Check what was in force: numbered without a gap, as it was hashed, with its pictures.

    Args:
        office_id: whose data.
        in_force_id: which of its versions it says is in force now.
        tally: told how much was looked at.
    """
    expected = 1
    numbers: dict[int | None, int] = {}
    pictures: dict[str, int] = {}
    versions = OfficeDataVersion.objects.filter(office_id=office_id).order_by("number")
    for version in versions.iterator(chunk_size=10):
        tally.office_versions += 1
        for number in range(expected, version.number):
            yield _found(Kind.OFFICE_NUMBER, number)
        expected = version.number + 1
        numbers[version.pk] = version.number
        data = canonical_data(content=version.content)
        if digest(text=version.content) != version.sha256:
            yield _found(Kind.OFFICE_HASH, version.number)
        elif data is None:
            yield _found(Kind.OFFICE_UNREADABLE, version.number)
        for sha256 in _pictures_of(data):
            pictures.setdefault(sha256, version.number)
    last = max(numbers, key=numbers.__getitem__, default=None)
    if in_force_id != last:
        yield _found(
            Kind.OFFICE_IN_FORCE, numbers.get(last, NONE), in_force=numbers.get(in_force_id, NONE)
        )
    for sha256, number in pictures.items():
        state = files.state(sha256=sha256)
        if state is files.State.CHANGED:
            yield _found(Kind.PICTURE_CHANGED, number)
        elif state is files.State.MISSING:
            yield _found(Kind.PICTURE_MISSING, number)


def _found(kind: Kind, number: Fact, **facts: Fact) -> Finding:
    return Finding(kind=kind, facts={"version": number, **facts})


def _pictures_of(data: Mapping[str, Any] | None) -> list[str]:
    try:
        named = [data["logo"], *data["project"]["logos"]] if data else []
        return [one["sha256"] for one in named if one and one["sha256"]]
    except DAMAGES:
        return []

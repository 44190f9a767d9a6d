"""The PDF of a report: made when first asked for, kept, and made again when it is lost."""

from __future__ import annotations

import errno
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.core.files.storage import FileSystemStorage
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import NOON, a_survey, an_office, answer
from wagtail_ocen_urzad import files, revision
from wagtail_ocen_urzad.reports.models import ReportDocument, ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report, pdf_of
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=365)


class FullDisk(FileSystemStorage):
    """A storage on which nothing more has room."""

    def _save(self, name: str, content: Any) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")


class AwayError(Exception):
    """What a storage on another machine raises: no `OSError`."""


class Away(FileSystemStorage):
    """A storage on another machine, which does not answer."""

    def _save(self, name: str, content: Any) -> NoReturn:
        raise AwayError

    def _open(self, name: str, mode: str = "rb") -> NoReturn:
        raise AwayError

    def exists(self, name: str) -> NoReturn:
        raise AwayError

    def delete(self, name: str) -> NoReturn:
        raise AwayError


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    settings.OCEN_URZAD_PRIVATE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def report() -> ReportSnapshot:
    version = a_survey()
    answer(version, {"overall": ["4"]})
    return a_report(version)


def a_report(version: QuestionSetVersion) -> ReportSnapshot:
    return generate_report(
        survey=version.survey,
        reason=ReportReason.ON_DEMAND,
        period=(date(2026, 1, 1), date(2026, 3, 10)),
        case_number="",
        by=None,
        at=NOON,
    )


def kept_file(place: Path) -> Path:
    [document] = ReportDocument.objects.all()
    return place / document.sha256[:2] / document.sha256


def test_it_is_made_once(place: Path, report: ReportSnapshot) -> None:
    first = pdf_of(snapshot=report, at=NOON)
    second = pdf_of(snapshot=report, at=LATER)

    assert first.startswith(b"%PDF")
    assert second == first
    assert ReportDocument.objects.get().made_on == NOON
    assert kept_file(place).read_bytes() == first


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 half a fi"])
def test_a_lost_or_damaged_file_is_made_again(
    place: Path, report: ReportSnapshot, content: bytes | None
) -> None:
    """As after the restore of a backup whose media are older or newer."""
    first = pdf_of(snapshot=report, at=NOON)
    file = kept_file(place)
    file.chmod(0o600)
    file.unlink() if content is None else file.write_bytes(content)

    again = pdf_of(snapshot=report, at=LATER)

    assert again == first
    assert ReportDocument.objects.get().made_on == LATER
    assert kept_file(place).read_bytes() == first


def test_a_pdf_that_lacks_a_logo_is_not_kept(place: Path, settings: Any, tmp_path: Path) -> None:
    """The logo comes back from a backup, and the report gets its whole PDF."""
    settings.MEDIA_ROOT = tmp_path / "media"
    office = an_office()
    office.logo, office.logo_alt = get_test_image_file(filename="herb.png"), "Herb"
    office.save()
    revision.change_office(office=office, by=None, at=NOON)
    made = a_report(a_survey(office=office))
    logo = made.data["office"]["data"]["logo"]["sha256"]
    file = place / logo[:2] / logo
    drawn = file.read_bytes()
    file.unlink()

    without = pdf_of(snapshot=made, at=NOON)
    kept = ReportDocument.objects.count()
    assert files.store(content=drawn) == logo
    with_logo = pdf_of(snapshot=made, at=LATER)

    assert (kept, ReportDocument.objects.count()) == (0, 1)
    assert (b"/Subtype /Image" in without, b"/Subtype /Image" in with_logo) == (False, True)
    assert kept_file(place).read_bytes() == with_logo


def test_other_accounts_of_the_machine_do_not_read_it(place: Path, report: ReportSnapshot) -> None:
    pdf_of(snapshot=report, at=NOON)

    file = kept_file(place)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o640, 0o750)


def test_a_storage_that_is_away_for_a_moment_keeps_nobody_from_the_report(
    settings: Any, place: Path, report: ReportSnapshot
) -> None:
    first = pdf_of(snapshot=report, at=NOON)
    _store_on("Away", settings, place)
    meanwhile = pdf_of(snapshot=report, at=LATER)
    state = files.state(sha256=ReportDocument.objects.get().sha256)

    assert meanwhile == first
    assert state is files.State.MISSING
    assert kept_file(place).read_bytes() == first


@pytest.mark.parametrize("storage", ["FullDisk", "Away"])
def test_a_storage_that_takes_nothing_keeps_nobody_from_the_report(
    settings: Any, tmp_path: Path, report: ReportSnapshot, storage: str
) -> None:
    """The figures are in the database; the file is kept the next time."""
    _store_on(storage, settings, tmp_path)

    without_room = pdf_of(snapshot=report, at=NOON)
    kept = ReportDocument.objects.count()
    settings.OCEN_URZAD_PRIVATE_STORAGE = None
    settings.OCEN_URZAD_PRIVATE_ROOT = tmp_path
    with_room = pdf_of(snapshot=report, at=LATER)

    assert (kept, ReportDocument.objects.count()) == (0, 1)
    assert with_room == without_room
    assert [path.is_file() for path in tmp_path.rglob("*")] == [False, True]


def _store_on(storage: str, settings: Any, place: Path) -> None:
    other = {"BACKEND": f"{__name__}.{storage}", "OPTIONS": {"location": place}}
    settings.STORAGES = {**settings.STORAGES, "other": other}
    settings.OCEN_URZAD_PRIVATE_STORAGE = "other"

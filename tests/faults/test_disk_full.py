"""The disk is full: an edit still has its report, no half file stays, and the PDF is made later."""

from __future__ import annotations

import dataclasses
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_survey_page, a_user, an_office, answer, publish, running, survey_of
from tests.faults.books import every_version_is_counted, nothing_is_half, what_does_not_hold
from tests.faults.processes import database_url, environment, server
from tests.faults.residents import Resident, Told
from wagtail_ocen_urzad.reports.models import ReportDocument, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import UnableToMakePaper, pdf_of
from wagtail_ocen_urzad.residents.showing import token_for
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Response

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROOM = 16_384
"""Bytes that a file may have: a PDF has more."""
OTHERS = dataclasses.replace(SHORT_SET, intro="Inny wstęp.")


def test_an_edit_has_its_report(settings: Any, tmp_path: Path) -> None:
    full = {"BACKEND": "tests.reports.test_pdf_keeping.FullDisk", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "full": full}
    settings.OCEN_URZAD_PRIVATE_STORAGE = "full"
    an_office()
    page = a_survey_page(slug="ankieta")
    answer(running(page), {"overall": ["5"], "department": ["so"], "comment": ["Dobrze."]})

    publish(page, OTHERS)

    assert [(one.number, one.forms) for one in ReportSnapshot.objects.all()] == [(1, 1)]
    assert running(page).number == 2
    every_version_is_counted()
    assert what_does_not_hold() == []


@contextmanager
def no_large_files() -> Iterator[None]:
    """Let the system refuse to write more than some bytes of a file, as on a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


class NarrowDisk(FileSystemStorage):
    """A storage that fills up in the middle of a file."""

    def _save(self, name: str, content: Any) -> str:
        with no_large_files():
            return str(super()._save(name, content))  # type: ignore[misc]  # Django's own hook, unknown to its stubs


def test_a_paper_that_does_not_fit_leaves_nothing_behind(settings: Any, tmp_path: Path) -> None:
    place = tmp_path / "private"
    narrow = {"BACKEND": f"{__name__}.NarrowDisk", "OPTIONS": {"location": place}}
    settings.STORAGES = {**settings.STORAGES, "narrow": narrow}
    settings.OCEN_URZAD_PRIVATE_STORAGE = "narrow"
    report = a_report()

    now = pdf_of(snapshot=report, at=timezone.now())

    assert len(now) > ROOM
    assert files_in(place) == []
    assert not ReportDocument.objects.exists()
    settings.OCEN_URZAD_PRIVATE_STORAGE = None
    settings.OCEN_URZAD_PRIVATE_ROOT = place
    later = pdf_of(snapshot=report, at=timezone.now())
    assert later == now
    assert [path.read_bytes() for path in files_in(place)] == [later]


def test_no_room_even_for_typesetting(settings: Any, tmp_path: Path) -> None:
    """Whoever asks for the PDF is told, and finds the report itself."""
    settings.OCEN_URZAD_PRIVATE_ROOT = tmp_path
    report = a_report()
    desk = Client()
    desk.force_login(a_user("nadzor", is_superuser=True))
    address = reverse("ocen_urzad_reports:pdf", args=[report.survey.code, report.number])

    with no_large_files():
        with pytest.raises(UnableToMakePaper):
            pdf_of(snapshot=report, at=timezone.now())
        told = desk.get(address, follow=True)
    afterwards = desk.get(address)

    assert told.status_code == 200
    assert "na serwerze zabrakło miejsca" in told.content.decode()
    assert afterwards.content.startswith(b"%PDF")


def a_report() -> ReportSnapshot:
    an_office()
    publish(a_survey_page(slug="ankieta"), OTHERS)
    return ReportSnapshot.objects.get()


def files_in(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the site writes SQLite's files itself")
def test_residents_get_back_what_they_typed(tmp_path: Path) -> None:
    an_office()
    page = a_survey_page(slug="ankieta")
    code, version = survey_of(page).code, running(page)
    env = environment(folder=tmp_path, database=database_url())
    log, stop = tmp_path / "gunicorn.log", threading.Event()

    with server(env=env, workers=2, log=log, largest_file=ROOM) as (port, _):
        one = Resident(port=port, code=code, path="/ankieta/", told=Told(), stop=stop)
        token = token_for(version=version, at=timezone.now())
        shown = one.post(one.fields(token))
    stored = Response.objects.count()
    with server(env=env, workers=2, log=log) as (port, _):
        one = dataclasses.replace(one, port=port)
        fields = BeautifulSoup(shown[1], "html.parser").select("form [name]")
        again = one.post({str(field["name"]): str(field["value"]) for field in fields})

    assert (shown[0], stored, again[0]) == (503, 0, 303)
    assert list(Response.objects.values_list("pk", flat=True)) == [token.response_id]
    nothing_is_half()

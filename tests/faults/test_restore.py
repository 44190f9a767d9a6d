"""A backup is put back whose database is older than the files, or newer."""

from __future__ import annotations

import dataclasses
import shutil
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_survey_page, a_user, an_office, answer, publish, running, survey_of
from tests.faults.processes import copy_of_database, environment, manage, server
from tests.faults.residents import TOKEN, Resident, Told
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.reports.operations import pdf_of
from wagtail_ocen_urzad.residents.showing import token_for
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor == "mysql", reason="MariaDB copies no database"),
]

INTROS = ("Wstęp drugi.", "Wstęp trzeci.")


def a_report(page: Any, intro: str) -> ReportSnapshot:
    """One answer, other questions, and the PDF of the report between."""
    answer(running(page), {"overall": ["5"], "department": ["so"], "comment": ["Dobrze."]})
    publish(page, dataclasses.replace(SHORT_SET, intro=intro))
    report = ReportSnapshot.objects.order_by("-number")[0]
    pdf_of(snapshot=report, at=timezone.now())
    return report


def test_a_database_older_than_the_files(settings: Any, tmp_path: Path) -> None:
    """The site starts; a form of a version that is gone comes back, and can be sent."""
    settings.OCEN_URZAD_PRIVATE_ROOT = tmp_path / "private"
    an_office()
    page = a_survey_page(slug="ankieta")
    code = survey_of(page).code
    a_report(page, INTROS[0])

    with copy_of_database(folder=tmp_path) as address:
        a_report(page, INTROS[1])
        token = token_for(version=running(page), at=timezone.now())
        env = environment(folder=tmp_path, database=address)
        with server(env=env, workers=1, log=tmp_path / "gunicorn.log") as (port, _):
            one = Resident(
                port=port, code=code, path="/ankieta/", told=Told(), stop=threading.Event()
            )
            shown = one._ask("GET", "/ankieta/")
            back = one.post(one.fields(token))
            form = BeautifulSoup(back[1], "html.parser")
            fresh = TOKEN.search(back[1])
            assert fresh is not None
            sent = one.post(one.fields(token) | {"token": fresh.group(1)})
        verdict = manage("ocen_urzad_verify", "--all", env=env)

    assert (shown[0], INTROS[0] in shown[1]) == (200, True)
    assert back[0] == 422
    [box] = form.select("textarea[name=comment]")
    assert box.get_text().strip() == one.fields(token)["comment"]
    [mark] = form.select("[name=overall][value='4']")
    assert mark.has_attr("checked")
    assert sent[0] == 303
    assert verdict.returncode == 0, verdict.stdout


def test_files_older_than_the_database(settings: Any, tmp_path: Path) -> None:
    """A paper that is missing is said so; whoever asks for it gets it with the same figures."""
    now, older = tmp_path / "private", tmp_path / "older"
    settings.OCEN_URZAD_PRIVATE_ROOT = now
    an_office()
    page = a_survey_page(slug="ankieta")
    a_report(page, INTROS[0])
    shutil.copytree(now, older)
    report = a_report(page, INTROS[1])
    before = pdf_of(snapshot=report, at=timezone.now())

    settings.OCEN_URZAD_PRIVATE_ROOT = older
    told = verified()
    desk = Client()
    desk.force_login(a_user("nadzor", is_superuser=True))
    got = desk.get(
        reverse("ocen_urzad_reports:pdf", args=[report.survey.code, report.number]),
    )

    [line] = [line for line in told if "pdf" in line.lower()]
    assert f"nr {report.number}" in line
    assert (got.status_code, got.content) == (200, before)
    assert len([path for path in older.rglob("*") if path.is_file()]) == 2
    assert [line for line in verified() if "pdf" in line.lower()] == []


def verified() -> list[str]:
    """What the verification tells when all holds; it fails otherwise."""
    said = StringIO()
    call_command("ocen_urzad_verify", "--all", stdout=said)
    return said.getvalue().splitlines()

"""The database goes away while residents answer: what was typed comes back with a button.

The line between the workers and the database server is cut, for real; SQLite has none, so there
somebody else holds the file's write lock for longer than anybody waits.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.utils import timezone

from tests.factories import a_survey_page, an_office, running, survey_of
from tests.faults.books import nothing_is_half
from tests.faults.processes import database_address, database_url, environment, server, wire
from tests.faults.residents import Resident, Told
from wagtail_ocen_urzad.residents.showing import token_for
from wagtail_ocen_urzad.survey.models import Response

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@contextmanager
def breakable_database() -> Iterator[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Give the address of the tests' database, how to break it and how to mend it."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as other:
            yield database_url(), lambda: other.executescript("BEGIN IMMEDIATE"), other.rollback
    else:
        with wire(to=database_address()) as line:
            yield database_url(port=line.port), line.cut, line.mend


def test_the_answers_come_back_with_a_button(tmp_path: Path) -> None:
    an_office()
    page = a_survey_page(slug="ankieta")
    code, version = survey_of(page).code, running(page)

    with breakable_database() as (address, go_away, come_back):
        # Seconds until a resident is told, so that the test need not wait for long.
        env = environment(folder=tmp_path, database=address) | {"SQLITE_TIMEOUT": "1"}
        with server(env=env, workers=2, log=tmp_path / "gunicorn.log") as (port, _):
            resident = Resident(
                port=port, code=code, path="/ankieta/", told=Told(), stop=threading.Event()
            )
            token = token_for(version=version, at=timezone.now())
            # Workers then have open lines to the database and know the questions.
            for _ in range(4):
                token = token.renewed()
                assert resident.send(token)[0] == 303
            go_away()
            lost = [token.renewed() for _ in range(4)]
            typed = [resident.fields(one) for one in lost]
            told = [resident.post(fields) for fields in typed]
            mistaken = resident.post(typed[0] | {"overall": ""})
            come_back()
            again = [resident.post(_fields_of(shown)) for _, shown in told]

    assert [status for status, _ in told] == [503] * 4
    for fields, (_, shown) in zip(typed, told, strict=True):
        assert _fields_of(shown) == fields
        [form] = BeautifulSoup(shown, "html.parser").select("form")
        assert form["action"] == f"/ocen-urzad/{code}/wyslij/"
        assert [button.get_text() for button in form.select("button")] == ["Wyślij ponownie"]
    # On SQLite reading goes on while somebody writes.
    assert mistaken[0] == (422 if connection.vendor == "sqlite" else 503)
    assert [status for status, _ in again] == [303] * 4
    assert set(Response.objects.values_list("pk", flat=True)) >= {one.response_id for one in lost}
    assert Response.objects.count() == 8
    nothing_is_half()


def _fields_of(page: str) -> dict[str, str]:
    fields = BeautifulSoup(page, "html.parser").select("form [name]")
    return {str(field["name"]): str(field["value"]) for field in fields}

"""PostgreSQL is stopped hard under twenty residents, and started again.

A server of the test's own: the shared one is never stopped.
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from tests.factories import a_survey_page, an_office, survey_of
from tests.faults.private_postgresql import private_postgresql
from tests.faults.processes import environment, manage, server
from tests.faults.residents import TOKEN, Resident, Told, crowd
from wagtail_ocen_urzad.residents import tokens

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL"),
]

RESIDENTS = 20
STOPS = int(os.environ.get("OCEN_URZAD_FAULT_STOPS", "1"))
WITHIN = 15
"""Seconds in which somebody is thanked again, of which our residents wait 0.3 between tries."""


def test_what_was_thanked_for_survives(tmp_path: Path) -> None:
    an_office()
    page = a_survey_page(slug="ankieta")
    code = survey_of(page).code
    told, stop = Told(), threading.Event()
    away: list[float] = []

    with private_postgresql() as database:
        env = environment(folder=tmp_path, database=database.url)
        with server(env=env, workers=4, log=tmp_path / "gunicorn.log") as (port, _):
            one = Resident(port=port, code=code, path="/ankieta/", told=Told(), stop=stop)
            token = _a_form(one)
            typed = one.fields(token)
            threads = crowd(
                size=RESIDENTS, port=port, code=code, path="/ankieta/", told=told, stop=stop
            )
            shown = (0, "")
            for _ in range(STOPS):
                _wait_for_thanks(told, 40)
                database.stop_hard()
                shown = one.post(typed)
                database.start()
                started = time.monotonic()
                _wait_for_thanks(told, 1)
                away.append(time.monotonic() - started)
            _wait_for_thanks(told, 40)
            again = one.post(_fields_of(shown[1]))
            stop.set()
            for thread in threads:
                thread.join(timeout=60)
        verdict = manage("ocen_urzad_verify", env=env)
        stored = _stored(database.url)

    _asks_to_send_again(shown, typed, code)
    assert again[0] == 303
    assert (set(told.statuses), told.broken) == ({303, 503}, [])
    assert len(told.thanked) == len(set(told.thanked))
    assert set(told.thanked) | {token.response_id} <= set(stored)
    assert set(stored) <= set(told.sent) | {token.response_id}
    assert verdict.returncode == 0, verdict.stdout
    assert max(away) < WITHIN
    print(f"{len(told.thanked)} answers, thanked again after {max(away):.1f} s")  # noqa: T201 - the figure of the long form


def _a_form(resident: Resident) -> tokens.Token:
    found = TOKEN.search(resident._ask("GET", resident.path)[1])
    assert found is not None
    return tokens.read(text=found.group(1), survey_code=resident.code)


def _wait_for_thanks(told: Told, more: int) -> None:
    enough, until = len(told.thanked) + more, time.monotonic() + 60
    while len(told.thanked) < enough and time.monotonic() < until:
        time.sleep(0.02)
    assert len(told.thanked) >= enough


def _asks_to_send_again(shown: tuple[int, str], typed: dict[str, str], code: str) -> None:
    status, page = shown
    assert (status, _fields_of(page)) == (503, typed)
    [form] = BeautifulSoup(page, "html.parser").select("form")
    assert form["action"] == f"/ocen-urzad/{code}/wyslij/"
    assert [button.get_text() for button in form.select("button")] == ["Wyślij ponownie"]


def _fields_of(page: str) -> dict[str, str]:
    fields = BeautifulSoup(page, "html.parser").select("form [name]")
    return {str(field["name"]): str(field["value"]) for field in fields}


def _stored(url: str) -> list[uuid.UUID]:
    """The answers as the server has them; the tests' own connection knows nothing of it."""
    import psycopg  # noqa: PLC0415 - not installed where other databases are tested

    with psycopg.connect(url) as line:
        rows = line.execute("SELECT id FROM wagtail_ocen_urzad_response").fetchall()
    return [row[0] for row in rows]

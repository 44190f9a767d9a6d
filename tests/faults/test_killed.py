"""Workers are killed while residents answer: what was thanked for is stored, once and whole."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import a_survey_page, an_office, survey_of
from tests.faults.books import nothing_is_half, what_does_not_hold
from tests.faults.processes import database_url, environment, server, workers_of
from tests.faults.residents import Told, crowd
from wagtail_ocen_urzad.survey.models import Response

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

KILLED = int(os.environ.get("OCEN_URZAD_KILLED_WORKERS", "6"))
# On SQLite as many writers as residents: they wait for each other, and nobody is told so.
WORKERS = 8 if connection.vendor == "sqlite" else 3


def test_an_acknowledged_answer_is_stored_once(tmp_path: Path) -> None:
    an_office()
    page = a_survey_page(slug="ankieta")
    told, stop = Told(), threading.Event()
    env = environment(folder=tmp_path, database=database_url())

    with server(env=env, workers=WORKERS, log=tmp_path / "gunicorn.log") as (port, master):
        code = survey_of(page).code
        threads = crowd(size=8, port=port, code=code, path="/ankieta/", told=told, stop=stop)
        for _ in range(KILLED):
            before = len(told.thanked)
            until = time.monotonic() + 30
            while len(told.thanked) < before + 5 and time.monotonic() < until:
                time.sleep(0.01)
            for worker in workers_of(server=master)[:1]:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
        stop.set()
        for thread in threads:
            thread.join(timeout=90)

    # Somebody was hit, or nothing would be shown here.
    assert told.broken
    assert (set(told.statuses), told.visits) == ({303}, Counter())
    stored = list(Response.objects.values_list("pk", flat=True))
    assert len(told.thanked) == len(set(told.thanked))
    assert set(told.thanked) <= set(stored) <= set(told.sent)
    assert len(told.thanked) >= 5 * KILLED
    nothing_is_half()
    assert what_does_not_hold() == []

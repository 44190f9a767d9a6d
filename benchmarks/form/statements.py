"""Bars 2 and 5: what is asked of the database, counted in this process."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import asked
from benchmarks.lines import Line
from benchmarks.town import Town
from benchmarks.visitors import TOKEN, found

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def run(town: Town) -> Iterator[Line]:
    """Yield bars 2 and 5."""
    plain, _ = _reading(town.plain.url)
    for page, size in ((town.survey, 15), (town.long_survey, 60)):
        read, _ = _reading(page.url)
        yield Line(
            bar=2,
            what=f"GET, {size} questions: statements more than the plain page has ({len(plain)})",
            unit="statements",
            goal="<= 1",
            rounds=[len(read) - len(plain)],
        )
    read, response = _reading(town.survey.url)
    writes = [text for text in read if not text.startswith("SELECT")]
    sessions = [text for text in read if "django_session" in text]
    yield Line(
        bar=2,
        what="GET: writes, questions about sessions, cookies",
        unit="count",
        goal="<= 0",
        rounds=[len(writes) + len(sessions) + len(response.cookies)],
    )
    for with_texts in (False, True):
        sent = sending(town, with_texts=with_texts)
        yield Line(
            bar=5,
            what=f"POST, {'two texts' if with_texts else 'no text'}: statements of all kinds",
            unit="statements",
            goal="<= 6",
            rounds=[len(sent)],
        )


def sending(town: Town, *, with_texts: bool) -> list[str]:
    """Return the statements of one answer, the second of its kind."""
    client = Client(enforce_csrf_checks=True)
    statements: list[str] = []
    for seed in range(2):
        token = found(TOKEN, client.get(town.survey.url).content)
        given = asked.answers(random=Random(seed), with_texts=with_texts)
        path = f"/ocen-urzad/{town.version.survey.code}/wyslij/"
        with CaptureQueriesContext(connection) as captured:
            response = client.post(path, {"token": token, **given})
        if response.status_code != 303:
            raise RuntimeError(response.content.decode())
        statements = _counted(captured)
    return statements


def _reading(path: str) -> tuple[list[str], Any]:
    client = Client()
    client.get(path)  # what a process asks once
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    return _counted(captured), response


def _counted(captured: CaptureQueriesContext) -> list[str]:
    return [one["sql"] for one in captured if not one["sql"].startswith(CONTROL)]

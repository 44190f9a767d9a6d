"""Bars 1, 3 and 4: everything that takes time, in turns, so that all see the same weather."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from uuid import uuid4

import psycopg
from django.db import connection, connections
from psycopg.types.json import Jsonb
from wagtail.contrib.forms.models import FormSubmission

from benchmarks import asked, visitors
from benchmarks.database import is_durable
from benchmarks.lines import Line, ratios
from benchmarks.options import Options
from benchmarks.server import Server, server
from benchmarks.town import Town, forget_answers
from benchmarks.visitors import VISITORS, Load, crowd, encoded, found
from wagtail_ocen_urzad.residents import tokens
from wagtail_ocen_urzad.survey.models import Response

FORMS = 64
"""Different sets of answers, encoded beforehand."""
TOKENS_A_SECOND = 250
"""Tokens that one visitor may need; more are signed on the way."""
CONNECTIONS = 2


class Measured:
    """The figures of every round, by name."""

    def __init__(self) -> None:
        self.figures: dict[str, list[float]] = defaultdict(list)

    def __getitem__(self, name: str) -> Sequence[float]:
        return self.figures[name]

    def add(self, name: str, value: float) -> None:
        """Add the figure of one round."""
        self.figures[name].append(value)


class Sides:
    """The acts of visitors, ours and those of `wagtail.contrib.forms`."""

    def __init__(self, town: Town, port: int, *, seconds: float) -> None:
        self.line = visitors.Line(port=port)
        self.town = town
        self.seconds = seconds
        self.code = town.version.survey.code
        self.sending = f"/ocen-urzad/{self.code}/wyslij/"
        given, full = asked.forms(FORMS), asked.forms(FORMS, share=1)
        self.ours = [encoded(one) for one in given]
        self.ours_with_texts = [encoded(one) for one in full]
        self.contrib = [encoded(asked.for_contrib(one)) for one in given]
        self.contrib_with_texts = [encoded(asked.for_contrib(one)) for one in full]
        self.stored = 0
        self.stored_by_contrib = 0
        self._lock = threading.Lock()

    def reading(self, path: str) -> Sequence[Callable[[], object]]:
        """Everybody reads a page."""
        return [lambda: self.line.get(path)] * VISITORS

    def cycles(self, *, to_the_end: bool) -> Sequence[Callable[[], object]]:
        """Everybody reads our form and sends it; a browser then fetches the thanks, too."""

        def act() -> None:
            page = self.line.get(self.town.survey.url)
            token = found(visitors.TOKEN, page)
            sent = self._send(token, self.ours)
            if to_the_end:
                self.line.get(found(visitors.LOCATION, sent))

        return [act] * VISITORS

    def contrib_cycles(self) -> Sequence[Callable[[], object]]:
        """Everybody reads their form and sends it; the thanks are in the answer."""

        def act() -> None:
            self._send_to_contrib(*self._contrib_token(), self.contrib)

        return [act] * VISITORS

    def posts(self, *, with_texts: bool = False) -> Sequence[Callable[[], object]]:
        """Everybody sends forms fetched, that is signed, beforehand."""
        bodies = self.ours_with_texts if with_texts else self.ours
        page = self.line.get(self.town.survey.url)
        token = tokens.read(text=found(visitors.TOKEN, page), survey_code=self.code)
        count = int(TOKENS_A_SECOND * self.seconds)

        def visitor() -> Callable[[], object]:
            ready = [token.renewed().signed() for _ in range(count)]
            return lambda: self._send(ready.pop() if ready else token.renewed().signed(), bodies)

        return [visitor() for _ in range(VISITORS)]

    def contrib_posts(self, *, with_texts: bool = False) -> Sequence[Callable[[], object]]:
        """Everybody sends one form again and again, which is their way of many forms."""
        bodies = self.contrib_with_texts if with_texts else self.contrib

        def visitor() -> Callable[[], object]:
            token, cookie = self._contrib_token()
            return lambda: self._send_to_contrib(token, cookie, bodies)

        return [visitor() for _ in range(VISITORS)]

    def bare_posts(self) -> Sequence[Callable[[], object]]:
        """Everybody sends one of our forms to the least that Django can do with it."""
        return [lambda: self.line.post("/nic/", self.ours[0], expected=303)] * VISITORS

    def nothing_was_lost(self) -> bool:
        """Whether every answer that was thanked for is stored, once."""
        return (
            Response.objects.count() == self.stored
            and FormSubmission.objects.count() == self.stored_by_contrib
        )

    def _send(self, token: str, bodies: Sequence[bytes]) -> bytes:
        with self._lock:
            self.stored += 1
            body = bodies[self.stored % FORMS]
        return self.line.post(self.sending, b"token=%s&" % token.encode() + body, expected=303)

    def _send_to_contrib(self, token: str, cookie: str, bodies: Sequence[bytes]) -> None:
        with self._lock:
            self.stored_by_contrib += 1
            body = bodies[self.stored_by_contrib % FORMS]
        body = b"csrfmiddlewaretoken=%s&" % token.encode() + body
        answer = self.line.post(self.town.form.url, body, expected=200, cookie=cookie)
        if b"Dzi\xc4\x99kujemy" not in answer:
            raise visitors.UnexpectedAnswer("the form came back")

    def _contrib_token(self) -> tuple[str, str]:
        page = self.line.get(self.town.form.url)
        return found(visitors.CSRF_TOKEN, page), found(visitors.CSRF_COOKIE, page)


def run(town: Town, options: Options) -> Iterator[Line]:
    """Yield bars 1, 3 and 4."""
    measured = Measured()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id uuid PRIMARY KEY, answers jsonb)")
    with server(folder=Path(os.environ["BENCHMARKS_VAR"])) as running:
        forget_answers()
        sides = Sides(town, running.port, seconds=options.seconds)
        for path in (town.plain.url, town.survey.url, town.form.url):
            crowd(sides.reading(path), seconds=min(1.0, options.seconds))  # both workers are warm
        for number in range(options.rounds):
            _round(sides, running, measured, options, number=number)
        if not sides.nothing_was_lost():
            raise RuntimeError("not every answer was stored")
    yield from _lines(measured)


def _round(
    sides: Sides, running: Server, measured: Measured, options: Options, *, number: int
) -> None:
    town = sides.town
    loads: list[tuple[str, Callable[[], Sequence[Callable[[], object]]]]] = [
        ("get plain", lambda: sides.reading(town.plain.url)),
        ("get ours", lambda: sides.reading(town.survey.url)),
        ("get contrib", lambda: sides.reading(town.form.url)),
        ("cycle ours", lambda: sides.cycles(to_the_end=False)),
        ("cycle contrib", sides.contrib_cycles),
        ("cycle ours to the end", lambda: sides.cycles(to_the_end=True)),
        ("post ours", sides.posts),
        ("post contrib", sides.contrib_posts),
        ("post ours, texts", lambda: sides.posts(with_texts=True)),
        ("post contrib, texts", lambda: sides.contrib_posts(with_texts=True)),
        ("post bare", sides.bare_posts),
    ]
    # Every other round backwards: what grows slower with the hour favours nobody.
    for name, acts in loads if number % 2 == 0 else reversed(loads):
        before_acts = acts()
        before = running.cpu_seconds()
        load = crowd(before_acts, seconds=options.seconds)
        measured.add(f"{name} cpu", (running.cpu_seconds() - before) / len(load.times))
        measured.add(f"{name} rate", load.rate)
        measured.add(f"{name} p99", load.p99)
        measured.add(f"{name} visitors", load.own_share)
    measured.add("insert rate", _inserts(options.seconds).rate)


def _inserts(seconds: float) -> Load:
    """Store the same answers as bare rows, one transaction each: the disk's own limit."""
    connections.close_all()
    given = asked.answers(random=Random(5), with_texts=False)
    address = os.environ["DATABASE_URL"]
    lines = [psycopg.connect(address, autocommit=True) for _ in range(CONNECTIONS)]
    try:
        if not is_durable(lines[0]):
            raise RuntimeError("the server does not wait for the disk: nothing to compare with")

        def act_on(line: psycopg.Connection) -> Callable[[], object]:
            return lambda: line.execute("INSERT INTO bare VALUES (%s, %s)", [uuid4(), Jsonb(given)])

        return crowd([act_on(line) for line in lines], seconds=seconds)
    finally:
        for line in lines:
            line.close()


def _lines(found: Measured) -> Iterator[Line]:
    for other, goal in (("contrib", "<= 0.25"), ("plain", "<= 1.5")):
        name = {"contrib": "contrib.forms", "plain": "a page with a title"}[other]
        yield Line(
            bar=1,
            what=f"GET, processor time of the application / {name}",
            unit="ratio",
            goal=goal,
            rounds=ratios(found["get ours cpu"], found[f"get {other} cpu"]),
            note=_medians(found, "get ours cpu", f"get {other} cpu", unit="ms", by=1000),
        )
    for ours, words in (
        ("cycle ours", ""),
        # Theirs has no third request: this asks for more than the bar does.
        ("cycle ours to the end", " + GET of the thanks (stricter than the bar)"),
    ):
        yield Line(
            bar=3,
            what=f"GET + POST{words}, a second / contrib.forms",
            unit="ratio",
            goal=">= 3",
            rounds=ratios(found[f"{ours} rate"], found["cycle contrib rate"]),
            note=_medians(found, f"{ours} rate", "cycle contrib rate", unit="1/s"),
        )
    for end, words in (("", ""), (", texts", ", both texts in every answer")):
        ours, contrib = f"post ours{end}", f"post contrib{end}"
        yield Line(
            bar=4,
            what=f"POST{words}, a second / contrib.forms",
            unit="ratio",
            goal=">= 3",
            rounds=ratios(found[f"{ours} rate"], found[f"{contrib} rate"]),
            note=_medians(found, f"{ours} rate", f"{contrib} rate", unit="1/s")
            + "; processor time "
            + _medians(found, f"{ours} cpu", f"{contrib} cpu", unit="ms", by=1000)
            + "; of the visitors themselves "
            + _medians(found, f"{ours} visitors", f"{contrib} visitors", unit="s a second"),
        )
    bare = median(ratios(found["post bare rate"], found["insert rate"]))
    yield Line(
        bar=4,
        what=f"POST, a second / bare INSERT on {CONNECTIONS} connections",
        unit="ratio",
        goal=">= 0.2",
        rounds=ratios(found["post ours rate"], found["insert rate"]),
        note=_medians(found, "post ours rate", "insert rate", unit="1/s")
        + f"; a bare Django view {bare:.2g} of INSERT, {median(found['post bare rate']):.3g} 1/s",
    )
    yield Line(
        bar=4,
        what="POST, 99th of 100 times / contrib.forms",
        unit="ratio",
        goal="<= 0.5",
        rounds=ratios(found["post ours p99"], found["post contrib p99"]),
        note=_medians(found, "post ours p99", "post contrib p99", unit="ms", by=1000),
    )


def _medians(found: Measured, first: str, second: str, *, unit: str, by: float = 1) -> str:
    one, other = (median(found[name]) * by for name in (first, second))
    return f"{one:.3g} / {other:.3g} {unit}"

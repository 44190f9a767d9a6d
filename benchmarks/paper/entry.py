"""Bar 17: how soon the next sheet can be typed, against the cycle of `wagtail.contrib.forms`.

Measured in a browser, where the entry screen is ready before the server has answered; how long the
answer takes is said beside it. One clerk types, and one visitor fills in forms, at a time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, Route, sync_playwright

from benchmarks import asked
from benchmarks.form.rounds import Sides
from benchmarks.lines import Line, ratios
from benchmarks.options import Options
from benchmarks.server import server
from benchmarks.town import Town, build
from benchmarks.visitors import CSRF_COOKIE, CSRF_TOKEN, UnexpectedAnswer, crowd, encoded, found
from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper import operations

SHEETS = 64
"""Different sheets, encoded beforehand."""
SHEETS_A_ROUND = 5
"""Typed in the browser."""
KEYS = (*"5432154321", "a", "b", "c", "Enter", "Enter")
"""All keys of a sheet but the last."""
UNTIL_NEXT = """() => new Promise(done => {
  const first = document.querySelector('.ou-ask');
  const key = new KeyboardEvent('keydown', {key: 'Enter', bubbles: true});
  const begin = performance.now();
  const look = () => requestAnimationFrame(() => first.classList.contains('is-now')
    ? done((performance.now() - begin) / 1000) : look());
  document.activeElement.dispatchEvent(key);
  look();
})"""
"""Press Enter; give the seconds until the first question of the next sheet has been drawn."""


def run(options: Options) -> Iterator[Line]:
    """Yield how soon the next sheet can be typed, beside a form of Wagtail's."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # beside Playwright's event loop
    town = build()
    ready: list[float] = []
    stored: list[float] = []
    theirs: list[float] = []
    with server(folder=Path(os.environ["BENCHMARKS_VAR"])) as running:
        sides = Sides(town, running.port, seconds=options.seconds)
        address, session = _opened(town)
        enter, read_and_send = _clerk(sides, address, session), sides.contrib_cycles()[0]
        with _screen(running.port, address, session) as page:
            for act in (enter, read_and_send):
                crowd([act], seconds=min(1.0, options.seconds))  # both workers are warm
            for _round in range(options.rounds):
                ready.append(median(_typed(page) for _sheet in range(SHEETS_A_ROUND)))
                for act, times in ((enter, stored), (read_and_send, theirs)):
                    load = crowd([act], seconds=options.seconds)
                    times.append(load.seconds / len(load.times))
    yield Line(
        bar=17,
        what="from Enter until the next sheet can be typed / GET + POST of contrib.forms",
        unit="ratio",
        goal="<= 0.3",
        rounds=ratios(ready, theirs),
        note=f"{median(ready) * 1000:.3g} / {median(theirs) * 1000:.3g} ms; the sheet is stored"
        f" after {median(stored) * 1000:.3g} ms, while the next one is being typed",
    )


@contextmanager
def _screen(port: int, address: str, session: str) -> Iterator[Page]:
    """Give the entry screen in a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        root = f"http://127.0.0.1:{port}"
        context = browser.new_context(base_url=root)
        context.add_cookies([{"name": "sessionid", "value": session, "url": root}])
        context.route("**/static/**", _static)
        page = context.new_page()
        page.goto(address)
        yield page
        browser.close()


def _static(route: Route) -> None:
    """The server of the benchmarks has no static files."""
    path = finders.find(route.request.url.partition("/static/")[2].partition("?")[0])
    if isinstance(path, str):
        route.fulfill(path=path)
    else:
        route.abort()


def _typed(page: Page) -> float:
    """Type a sheet; give the seconds from its last key to the first question of the next one."""
    for key in KEYS:
        page.keyboard.press(key)
    seconds: float = page.evaluate(UNTIL_NEXT)
    page.locator("[data-ou=saved][data-state=saved]").wait_for()
    return seconds


def _clerk(sides: Sides, address: str, session: str) -> Callable[[], object]:
    """Return what the entry screen of a clerk who is logged in sends."""
    cookie = f"; sessionid={session}"
    page = sides.line.get(address, cookie=f"none{cookie}")
    token = found(CSRF_TOKEN, page)
    known = f"{found(CSRF_COOKIE, page)}{cookie}"
    random = Random(17)
    sheets = [encoded(asked.answers(random=random, with_texts=True)) for _ in range(SHEETS)]

    def act() -> None:
        head = f"csrfmiddlewaretoken={token}&sheet-id={uuid4()}&".encode()
        body = head + random.choice(sheets)
        answer = sides.line.post(address, body, expected=200, cookie=known, by_script=True)
        if b'"outcome": "saved"' not in answer:
            raise UnexpectedAnswer(answer[-500:].decode(errors="replace"))

    return act


def _opened(town: Town) -> tuple[str, str]:
    """Open a box; give the address of its entry, and the session of somebody logged in."""
    at = timezone.now()
    survey = town.version.survey
    batch = operations.open_batch(
        survey=survey,
        protocol=operations.Protocol(opened_on=conf.local_date(at=at)),
        by=None,
        at=at,
    )
    clerk = Client()
    clerk.force_login(get_user_model().objects.create_superuser(username="anna"))
    session = clerk.session.session_key
    if session is None:
        raise LookupError("nobody is logged in")
    return f"/admin/ocen-urzad/partie/{survey.code}/{batch.number}/arkusz/", session

"""Thirty sheets in a row while the session ends, the server is killed and the network is cut.

The server is gunicorn in a process of its own; between it and the browser lies a wire that is cut
for real. The clerk looks at the paper and types on.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.paper_desk import a_box, a_page, below, press, sign_in, stored
from tests.faults.books import what_does_not_hold
from tests.faults.processes import Wire, database_url, environment, server, wire, workers_of
from wagtail_ocen_urzad.paper.models import PaperQuestionnaire
from wagtail_ocen_urzad.survey.models import PaperBatch

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SHEETS = 30
MARKS = (
    "general", "kindness", "knowledge", "clarity", "speed", "waiting", "hours", "access",
    "finding", "website",
)  # fmt: skip


class Office:
    """A server that can be killed and started again, behind one address."""

    def __init__(self, *, folder: Path, line: Wire, stack: ExitStack) -> None:
        self.folder, self.line, self.stack = folder, line, stack
        self.env = environment(folder=folder, database=database_url())
        self.pid = 0

    def start(self) -> None:
        """Start the server."""
        running = server(env=self.env, workers=1, log=self.folder / "gunicorn.log")
        port, self.pid = self.stack.enter_context(running)
        self.line.cut()
        self.line.to = ("127.0.0.1", port)
        self.line.mend()

    def kill(self) -> None:
        """End it without a word, workers and all."""
        for pid in (self.pid, *workers_of(server=self.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.line.cut()


@contextmanager
def an_office_at(folder: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        line = stack.enter_context(wire(to=("127.0.0.1", 9)))
        office = Office(folder=folder, line=line, stack=stack)
        office.start()
        yield office


def marks_of(sheet: int) -> list[str]:
    """Return ten marks that no other sheet has."""
    return [str(1 + (sheet // 5**place) % 5) for place in range(10)]


def keys_of(sheet: int) -> list[str]:
    return [*marks_of(sheet), "a", "b", "c", "Enter", "Enter", "Enter"]


def answers_of(sheet: int) -> dict[str, object]:
    marks = dict(zip(MARKS, map(int, marks_of(sheet)), strict=True))
    return {**marks, "department": "or", "way": "w2", "learned": ["s3"]}


def saved(page: Page, sheet: int) -> None:
    line = page.locator("[data-ou=saved]")
    expect(line).to_contain_text(f"Arkusz 1/{sheet} zapisany o", timeout=40_000)


def type_all(page: Page, sheets: Sequence[int]) -> None:
    for sheet in sheets:
        press(page, keys_of(sheet))
        saved(page, sheet)


def serve_static(route: Route) -> None:
    """The server of these tests has no static files."""
    found = finders.find(route.request.url.partition("/static/")[2].partition("?")[0])
    route.fulfill(path=str(found)) if found else route.abort()


def test_thirty_sheets_are_stored_once_each(browser: Browser, tmp_path: Path) -> None:
    box = a_box(a_page(), found=SHEETS)
    with an_office_at(tmp_path) as office:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{office.line.port}", locale="pl-PL"
        )
        context.route("**/static/**", serve_static)
        page = sign_in(context.new_page())
        page.goto(below(box, "arkusz/"))
        type_all(page, range(1, 7))

        # The session ends in the middle of sheet 7; the clerk logs in beside and types on.
        press(page, keys_of(7)[:8])
        Session.objects.all().delete()
        press(page, keys_of(7)[8:])
        expect(page.locator("[data-ou=saved]")).to_contain_text("Sesja wygasła")
        press(page, keys_of(8))
        beside = context.new_page()
        sign_in(beside)
        beside.close()
        saved(page, 8)
        type_all(page, range(9, 14))

        # The server is killed as sheet 14 is sent, and stays away while sheet 15 is typed.
        press(page, keys_of(14)[:-1])
        page.keyboard.press("Enter", delay=0)
        office.kill()
        press(page, keys_of(15))
        expect(page.get_by_role("alert").filter(has_text="jest jeszcze zapisywany")).to_be_visible()
        office.start()
        saved(page, 15)
        type_all(page, range(16, 21))

        # The network is cut in the middle of sheet 21, and the page is loaded anew after it.
        press(page, keys_of(21)[:5])
        office.line.cut()
        press(page, keys_of(21)[5:])
        expect(page.locator("[data-ou=saved]")).to_contain_text("Nie zapisano – ponawiam")
        press(page, keys_of(22)[:4])
        office.line.mend()
        saved(page, 21)
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        press(page, keys_of(22)[4:])
        saved(page, 22)
        type_all(page, range(23, SHEETS + 1))
        expect(page.get_by_text("To był ostatni arkusz z\u00a0urny.")).to_be_visible()
        context.close()

    all_are_stored_once(box)


def all_are_stored_once(box: PaperBatch) -> None:
    typed = [answers_of(sheet) for sheet in range(1, SHEETS + 1)]
    assert sorted(stored(), key=str) == sorted(typed, key=str)
    numbered = {
        one.number: one.response.answers
        for one in PaperQuestionnaire.objects.select_related("response")
    }
    assert numbered == dict(enumerate(typed, start=1))
    box.refresh_from_db()
    assert (box.entered, box.last_number, box.difference) == (SHEETS, SHEETS, 0)
    assert what_does_not_hold() == []

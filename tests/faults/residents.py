"""Residents who answer over HTTP, and what they were told."""

from __future__ import annotations

import http.client
import re
import threading
import uuid
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from wagtail_ocen_urzad.residents import tokens

TOKEN = re.compile(r'name="token" value="([^"]+)"')
FORMS_OF_ONE_VISIT = 8
"""A visitor who takes several forms asks the page once: the tests measure sending, not reading."""


@dataclass
class Told:
    """What all residents together were told."""

    thanked: list[uuid.UUID] = field(default_factory=list)
    sent: list[uuid.UUID] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    """Of forms that were sent."""
    visits: Counter[int] = field(default_factory=Counter)
    """Of visits that found no form."""
    broken: list[Exception] = field(default_factory=list)
    """Connections that ended without an answer."""


@dataclass
class Resident:
    """Answers one form after the other until told to stop."""

    port: int
    code: str
    path: str
    told: Told
    stop: threading.Event

    def run(self) -> None:
        """Go on until `stop`."""
        while not self.stop.is_set():
            try:
                self._visit()
            except (OSError, http.client.HTTPException) as error:
                self.told.broken.append(error)
                self.stop.wait(0.05)

    def _visit(self) -> None:
        status, page = self._ask("GET", self.path)
        found = TOKEN.search(page)
        if found is None:
            self.told.visits[status] += 1
            self.stop.wait(0.05)
            return
        token = tokens.read(text=found.group(1), survey_code=self.code)
        for _ in range(FORMS_OF_ONE_VISIT):
            self.told.sent.append(token.response_id)
            self.send(token)
            token = token.renewed()
            # SQLite serves whoever asks first; without a pause nobody else would get a turn.
            self.stop.wait(0.02)

    def send(self, token: tokens.Token, **changes: str) -> tuple[int, str]:
        """Send one filled form, again while we ask for that; give status and page."""
        status, page = self.post(self.fields(token) | changes)
        self.told.statuses[status] += 1
        while status == http.client.SERVICE_UNAVAILABLE and not self.stop.wait(0.3):
            status, page = self.post(self.fields(token) | changes)
            self.told.statuses[status] += 1
        if status == http.client.SEE_OTHER:
            self.told.thanked.append(token.response_id)
        return status, page

    def fields(self, token: tokens.Token) -> dict[str, str]:
        """What everybody answers."""
        return {
            "token": token.signed(),
            "punkt": "",
            "overall": "4",
            "department": "so",
            "comment": "Więcej ławek & „cień” <br>",
        }

    def post(self, fields: dict[str, str]) -> tuple[int, str]:
        """Send these fields; give status and page."""
        return self._ask("POST", f"/ocen-urzad/{self.code}/wyslij/", urlencode(fields).encode())

    def _ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            line.request(method, path, body, kind)
            response = line.getresponse()
            return response.status, response.read().decode()
        finally:
            line.close()


def crowd(
    *, size: int, port: int, code: str, path: str, told: Told, stop: threading.Event
) -> list[threading.Thread]:
    """Start many residents."""
    threads = [
        threading.Thread(target=Resident(port=port, code=code, path=path, told=told, stop=stop).run)
        for _ in range(size)
    ]
    for thread in threads:
        thread.start()
    return threads

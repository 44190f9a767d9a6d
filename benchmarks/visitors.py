"""Eight visitors at once, each on connections of its own.

The client shares the machine with the server, so it is as thin as it can be: plain sockets, bodies
encoded beforehand. What it costs slows both sides of a comparison alike.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

VISITORS = 8
TOKEN = re.compile(rb'name="token" value="([^"]+)"')
CSRF_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
CSRF_COOKIE = re.compile(rb"^set-cookie: csrftoken=([^;\r]+)", re.IGNORECASE | re.MULTILINE)
LOCATION = re.compile(rb"^location: ([^\r]+)", re.IGNORECASE | re.MULTILINE)


class UnexpectedAnswer(Exception):
    """The server did not do what was to be measured."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Where the server is, and how to ask it."""

    port: int

    def get(self, path: str, *, cookie: str = "") -> bytes:
        """Ask for a page; give the whole response, head and all."""
        head = f"GET {path} HTTP/1.1\r\n{self._host}"
        if cookie:
            head += f"Cookie: csrftoken={cookie}\r\n"
        return self._ask(f"{head}\r\n".encode(), expected=200)

    def post(
        self, path: str, body: bytes, *, expected: int, cookie: str = "", by_script: bool = False
    ) -> bytes:
        """Send a form, as a browser does or as a page's script."""
        head = (
            f"POST {path} HTTP/1.1\r\n{self._host}Origin: http://127.0.0.1:{self.port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n"
        )
        if cookie:
            head += f"Cookie: csrftoken={cookie}\r\n"
        if by_script:
            head += "X-Requested-With: XMLHttpRequest\r\n"
        return self._ask(f"{head}\r\n".encode() + body, expected=expected)

    @property
    def _host(self) -> str:
        return f"Host: 127.0.0.1:{self.port}\r\nConnection: close\r\n"

    def _ask(self, message: bytes, *, expected: int) -> bytes:
        parts = []
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            line.sendall(message)
            while part := line.recv(65_536):
                parts.append(part)
        response = b"".join(parts)
        if not response.startswith(b"HTTP/1.1 %d " % expected):
            raise UnexpectedAnswer(response[:2_000].decode(errors="replace"))
        return response


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a crowd did in one go."""

    times: Sequence[float]
    """Seconds of every act."""
    seconds: float

    @property
    def rate(self) -> float:
        """Acts a second, of all visitors together."""
        return len(self.times) / self.seconds

    @property
    def p99(self) -> float:
        """Seconds that 99 of 100 acts kept to."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


@dataclass
class _Told:
    times: list[float] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)


def crowd(acts: Sequence[Callable[[], object]], *, seconds: float) -> Load:
    """Let every act be repeated by a visitor of its own until the time is over.

    An act that has begun is finished, and counts, with its time.

    Raises:
        Exception: the first that any visitor met.
    """
    told = _Told()
    begin = time.perf_counter()
    end = begin + seconds
    threads = [threading.Thread(target=_repeat, args=[act, end, told]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if told.failures:
        raise told.failures[0]
    return Load(times=told.times, seconds=time.perf_counter() - begin)


def encoded(fields: Mapping[str, Sequence[str]]) -> bytes:
    """Return the fields as a browser sends them."""
    return urlencode(fields, doseq=True).encode()


def found(pattern: re.Pattern[bytes], response: bytes) -> str:
    """Return what a pattern finds in a response."""
    match = pattern.search(response)
    if match is None:
        raise UnexpectedAnswer(f"no {pattern.pattern!r}")
    return match[1].decode()


def _repeat(act: Callable[[], object], end: float, told: _Told) -> None:
    try:
        while (begin := time.perf_counter()) < end:
            act()
            told.times.append(time.perf_counter() - begin)
    except Exception as error:  # noqa: BLE001 - of a thread; `crowd` raises it again
        told.failures.append(error)

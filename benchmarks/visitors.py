"""Eight visitors at once, each on connections of its own.

The client shares the machine with the server, so it is as thin as it can be: plain sockets, heads
and bodies encoded beforehand. What it costs is the same on both sides of a comparison, and so
presses a ratio towards 1; how large its share is stands beside the ratios.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
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
        return self._ask(_head("GET", path, self.port, cookie) + b"\r\n", expected=200)

    def post(
        self, path: str, body: bytes, *, expected: int, cookie: str = "", by_script: bool = False
    ) -> bytes:
        """Send a form, as a browser does or as a page's script."""
        head = _head("POST", path, self.port, cookie)
        if by_script:
            head += b"X-Requested-With: XMLHttpRequest\r\n"
        message = b"%sContent-Length: %d\r\n\r\n%s" % (head, len(body), body)
        return self._ask(message, expected=expected)

    def _ask(self, message: bytes, *, expected: int) -> bytes:
        parts = []
        with socket.socket() as line:
            line.settimeout(60)
            line.connect(("127.0.0.1", self.port))
            line.sendall(message)
            while part := line.recv(65_536):
                parts.append(part)
        response = b"".join(parts)
        if not response.startswith(b"HTTP/1.1 %d " % expected):
            raise UnexpectedAnswer(response[:2_000].decode(errors="replace"))
        return response


@lru_cache(maxsize=256)
def _head(method: str, path: str, port: int, cookie: str) -> bytes:
    """Return the head of a request, without what belongs to its body alone."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    if method == "POST":
        head += f"Origin: http://127.0.0.1:{port}\r\n"
        head += "Content-Type: application/x-www-form-urlencoded\r\n"
    if cookie:
        head += f"Cookie: csrftoken={cookie}\r\n"
    return head.encode()


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a crowd did in one go."""

    times: Sequence[float]
    """Seconds of every act."""
    seconds: float
    cpu_seconds: float
    """Processor time that the visitors themselves took."""

    @property
    def own_share(self) -> float:
        """Processor time of the visitors themselves in one second."""
        return self.cpu_seconds / self.seconds

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
    begin, own = time.perf_counter(), time.process_time()
    end = begin + seconds
    threads = [threading.Thread(target=_repeat, args=[act, end, told]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if told.failures:
        raise told.failures[0]
    return Load(
        times=told.times,
        seconds=time.perf_counter() - begin,
        cpu_seconds=time.process_time() - own,
    )


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

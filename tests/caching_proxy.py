"""A shared cache in front of the site: an honest one, and one that keeps whatever it sees."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEPT_BY_RULE_OF_THUMB = frozenset({200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})
"""Statuses that RFC 9110 lets a cache keep when nothing is said about it."""
HOP = frozenset({"connection", "transfer-encoding", "keep-alive", "server", "date"})


@dataclass(frozen=True)
class Kept:
    """One answer in the cache."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    varies: dict[str, str]
    """What the request said in the headers that the answer depends on."""


@dataclass
class Proxy:
    """Between visitors and one server."""

    upstream: tuple[str, int]
    is_rude: bool
    port: int = 0
    kept: dict[str, list[Kept]] = field(default_factory=dict)
    """By path and query."""
    served: list[str] = field(default_factory=list)
    """What was answered from the cache."""

    def find(self, path: str, asked: Mapping[str, str]) -> Kept | None:
        """Return what may be served again."""
        for one in self.kept.get(path, []):
            if all(asked.get(name, "") == value for name, value in one.varies.items()):
                self.served.append(path)
                return one
        return None

    def fetch(self, method: str, path: str, asked: Mapping[str, str], body: bytes) -> Kept:
        """Ask the server, and keep what may be kept."""
        line = http.client.HTTPConnection(*self.upstream, timeout=30)
        try:
            line.request(method, path, body, dict(asked))
            response = line.getresponse()
            headers = [one for one in response.getheaders() if one[0].lower() not in HOP]
            said = {name.lower(): value for name, value in headers}
            names = [name.strip() for name in said.get("vary", "").split(",") if name.strip()]
            varies = {} if self.is_rude else {name: asked.get(name, "") for name in names}
            found = Kept(response.status, headers, response.read(), varies)
        finally:
            line.close()
        if method == "GET" and self._may_keep(found.status, said, names):
            self.kept.setdefault(path, []).append(found)
        return found

    def _may_keep(self, status: int, said: Mapping[str, str], names: list[str]) -> bool:
        if self.is_rude:
            return status == http.client.OK
        written = said.get("cache-control", "").lower().split(",")
        directives = {one.strip().partition("=")[0] for one in written}
        if directives & {"private", "no-store", "no-cache"} or "*" in names or "set-cookie" in said:
            return False
        return status in KEPT_BY_RULE_OF_THUMB or bool(
            directives & {"public", "max-age", "s-maxage"}
        )


@contextmanager
def caching_proxy(*, upstream: tuple[str, int], is_rude: bool = False) -> Iterator[Proxy]:
    """Run a proxy on a port of its own."""
    proxy = Proxy(upstream, is_rude)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(proxy.find(self.path, self.headers) or self._fetched(b""))  # type: ignore[arg-type]  # a mapping of names

        def do_POST(self) -> None:
            self._answer(self._fetched(self.rfile.read(int(self.headers["Content-Length"]))))

        def _fetched(self, body: bytes) -> Kept:
            return proxy.fetch(self.command, self.path, self.headers, body)  # type: ignore[arg-type]  # a mapping of names

        def _answer(self, found: Kept) -> None:
            self.send_response(found.status)
            for name, value in found.headers:
                if name.lower() != "content-length":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    proxy.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

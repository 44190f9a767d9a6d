"""Processes of their own beside the tests: servers, scripts, and a wire that can be cut."""

from __future__ import annotations

import http.client
import os
import resource
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

ROOT = Path(__file__).parents[2]
# Like pytest itself: the checkout comes last, so that an installed package is the one tested.
START = "import sys; sys.path.append(sys.argv.pop(1)); "
MANAGE = START + "from django.core.management import execute_from_command_line as e; e(sys.argv)"
GUNICORN = START + "from gunicorn.app.wsgiapp import run; run()"
SCRIPT = START + "import runpy; runpy.run_module(sys.argv.pop(1), run_name='__main__')"
SCHEMES = {"postgresql": "postgres", "mysql": "mysql"}


def database_url(*, port: int | None = None) -> str:
    """Return the address of the tests' own database, behind another port if one is given."""
    where: Mapping[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{where['NAME']}"
    secret = f":{quote(where['PASSWORD'])}" if where["PASSWORD"] else ""
    address = f"{where['HOST']}:{port or where['PORT']}"
    return f"{SCHEMES[connection.vendor]}://{where['USER']}{secret}@{address}/{where['NAME']}"


def database_address() -> tuple[str, int]:
    """Return host and port of the database server."""
    where: Mapping[str, Any] = connection.settings_dict
    return where["HOST"], int(where["PORT"])


def environment(*, folder: Path, database: str) -> dict[str, str]:
    """Return what a process needs to see the same town as the tests."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "DATABASE_URL": database,
        "EXAMPLE_SITE_VAR": str(folder),
        "HOME": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
    }


def script(module: str, *arguments: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start a module of the tests as a program."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", SCRIPT, str(ROOT), module, *arguments],
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def manage(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command of Django; give what it said and how it ended."""
    return subprocess.run(
        [sys.executable, "-P", "-c", MANAGE, str(ROOT), *arguments],
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )


@contextmanager
def copy_of_database(*, folder: Path) -> Iterator[str]:
    """Give the address of a copy of the tests' database as it stands now: a backup, put back."""
    where: Mapping[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        copy = folder / "copy.sqlite3"
        with (
            closing(sqlite3.connect(where["NAME"])) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        yield f"sqlite:///{copy}"
        return
    name = f"{where['NAME']}_{folder.name}"
    quoted = connection.ops.quote_name
    # A database can be copied only while nobody is in it.
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(where['NAME'])}")
    try:
        yield database_url().removesuffix(where["NAME"]) + name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted(name)} WITH (FORCE)")


@contextmanager
def server(
    *, env: dict[str, str], workers: int, log: Path, largest_file: int | None = None
) -> Iterator[tuple[int, int]]:
    """Run gunicorn; give (port, process id) once it answers, and end it afterwards.

    Args:
        largest_file: bytes that a file may have: to the server the disk is full beyond.
    """
    port = free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--chdir", str(ROOT)]
    options.append("--preload")  # a new worker is there at once
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", GUNICORN, str(ROOT), *options, "example_site.wsgi"],
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    if largest_file is not None:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest_file, largest_file))
    try:
        _wait_for(port, process, log)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def workers_of(*, server: int) -> list[int]:
    """Return the process ids of a server's workers."""
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Wire:
    """A line to a server that can be cut and mended, for real: connections break."""

    def __init__(self, *, to: tuple[str, int]) -> None:
        self.to = to
        self.port = free_port()
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None

    def mend(self) -> None:
        """Let connections through."""
        listener = socket.create_server(("127.0.0.1", self.port))
        self._listener = listener
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        if self._listener is not None:
            _hang_up(self._listener)
        for end in self._open:
            _hang_up(end)
        self._open.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(self.to)
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=ends, daemon=True).start()


@contextmanager
def wire(*, to: tuple[str, int]) -> Iterator[Wire]:
    """Give a line that is open."""
    with ExitStack() as stack:
        line = Wire(to=to)
        stack.callback(line.cut)
        line.mend()
        yield line


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    _hang_up(source)
    _hang_up(target)


def _hang_up(end: socket.socket) -> None:
    # `close` alone would not wake a thread that waits for this socket.
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a worker answers; the port alone is open long before."""
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
        with suppress(OSError, http.client.HTTPException), closing(line):
            line.request("GET", "/")
            line.getresponse().read()
            return
        time.sleep(0.1)
    raise RuntimeError(f"gunicorn does not answer:\n{log.read_text()}")

"""A PostgreSQL server of a test's own, which may be stopped without asking anybody.

It runs as an ordinary user, in a temporary folder, at a free port, and writes to the disk what it
has acknowledged (`fsync` and `synchronous_commit` on, as a town has them).
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.processes import database_url, free_port
from tests.services import missing

USER = "postgres"
DATABASE = "miasto"
DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"


@dataclass(frozen=True, kw_only=True)
class Server:
    """One server; it holds a copy of the tests' database."""

    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://{USER}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> None:
        """Start, and wait until it takes connections again."""
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {DURABLE}"
        )
        self.run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.log, "-o", options)

    def stop_hard(self) -> None:
        """Stop at once: nobody is waited for and nothing is written, as when the power goes."""
        self.run("pg_ctl", "stop", "-m", "immediate", "-D", self.data)

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    @property
    def log(self) -> str:
        return str(self.folder / "log")

    def run(self, program: str, *arguments: str, given: bytes = b"") -> None:
        """Run one of PostgreSQL's programs as the user that owns the server."""
        subprocess.run(
            [str(self.programs / program), *arguments],
            input=given,
            user=_user() if os.geteuid() == 0 else None,
            cwd=self.folder,
            # Not a pipe: the server keeps what it inherits.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=True,
        )


@contextmanager
def private_postgresql() -> Iterator[Server]:
    """Give a running server with a copy of the tests' database; PostgreSQL must be installed."""
    folder = Path(tempfile.mkdtemp(prefix="ocen-urzad-pg-"))
    server = Server(programs=_programs(), folder=folder, port=free_port())
    try:
        if os.geteuid() == 0:
            os.chown(folder, _user(), -1)
        options = ["-A", "trust", "-U", USER, "-E", "UTF8", "--no-locale"]
        server.run("initdb", "-D", server.data, *options)
        server.start()
        try:
            _copy_to(server)
            yield server
        finally:
            server.stop_hard()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_to(server: Server) -> None:
    dumped = subprocess.run(
        [str(server.programs / "pg_dump"), "--no-owner", "--dbname", _plain(database_url())],
        stdout=subprocess.PIPE,
        timeout=120,
        check=True,
    ).stdout
    of_postgres = server.url.removesuffix(DATABASE) + "postgres"
    create = (
        f"CREATE DATABASE {DATABASE} TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
    )
    server.run("psql", "-q", "-d", of_postgres, "-c", create)
    server.run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.url, given=dumped)


def _plain(url: str) -> str:
    return url.replace("postgres://", "postgresql://", 1)


def _programs() -> Path:
    """Folder of the newest PostgreSQL; Debian keeps most of its programs off the path."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        missing("initdb of PostgreSQL")
    return found[-1].parent if found else Path(str(on_path)).parent


def _user() -> int:
    """An ordinary user: PostgreSQL refuses to run as root."""
    users = {one.pw_name: one.pw_uid for one in pwd.getpwall()}
    return users[USER] if USER in users else users["nobody"]

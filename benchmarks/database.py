"""A PostgreSQL database of one run's own.

The server is the one of the tests: `OCEN_URZAD_POSTGRESQL_URL`, else `DATABASE_URL`, else the
one on this machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

DEFAULT = "postgres://postgres@127.0.0.1:5432/postgres"


def server_address() -> str:
    """Return the address of the server, with a database to connect to."""
    named = os.environ.get("OCEN_URZAD_POSTGRESQL_URL") or os.environ.get("DATABASE_URL", "")
    return named if named.startswith("postgres") else DEFAULT


@contextmanager
def private_database() -> Iterator[str]:
    """Make an empty database, give its address, and drop it afterwards."""
    server = server_address()
    name = f"ocen_urzad_benchmarks_{os.getpid()}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(create)
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(drop)


def is_durable(connection: psycopg.Connection) -> bool:
    """Whether a commit waits until it is on the disk."""
    names = ("fsync", "synchronous_commit", "full_page_writes")
    found = [connection.execute(sql.SQL("SHOW {}").format(sql.SQL(n))).fetchone() for n in names]
    return found == [("on",)] * len(names)

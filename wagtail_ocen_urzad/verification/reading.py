"""Reading everything as it stood at one moment, while answers keep coming in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, router, transaction

from wagtail_ocen_urzad.survey.models import Response
from wagtail_ocen_urzad.survey.questionnaire import canonical_json

DAMAGES = (KeyError, IndexError, TypeError, ValueError, AttributeError)
"""What a record raises that somebody has tampered with."""


@contextmanager
def one_moment() -> Iterator[None]:
    """Show the database as it is now, whatever is stored meanwhile; nobody has to wait for it.

    Answer, counters and report are read by different statements: without this every answer that
    comes in between would look like a mistake. Inside somebody's own transaction it is theirs.
    """
    connection: Any = connections[router.db_for_read(Response)]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # A lock for writing, which every other transaction takes, would stop all answers.
        usual = connection.transaction_mode
        connection.transaction_mode = "DEFERRED"
        try:
            with transaction.atomic(using=connection.alias):
                yield
        finally:
            connection.transaction_mode = usual
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            # MariaDB: of the next transaction only.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with transaction.atomic(using=connection.alias):
            yield


def canonical_data(*, content: str) -> dict[str, Any] | None:
    """Return what a canonical text says; None when it is none."""
    try:
        data = json.loads(content)
        same = canonical_json(value=data) == content
    except DAMAGES:
        return None
    return data if same and isinstance(data, dict) else None

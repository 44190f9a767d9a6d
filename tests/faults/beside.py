"""Two deeds on the same rows, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

needs_row_locks = pytest.mark.skipif(
    not connection.features.has_select_for_update_nowait,
    reason="this database lets one writer in at a time anyway",
)


def beside(act: Callable[[], Any]) -> threading.Thread:
    """Run it on a connection of its own; it must still be waiting a second later."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    other = threading.Thread(target=run)
    other.start()
    other.join(timeout=1)
    assert other.is_alive()
    return other

"""Where the real services are, and what happens when one is not there.

Each address can be changed by its environment variable. A test that needs a missing service is
skipped, or fails when `OCEN_URZAD_REQUIRE_SERVICES` is 1: on the machine that judges a change,
nothing may be left out in silence.
"""

import os
import shutil
import socket
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

REQUIRED = os.environ.get("OCEN_URZAD_REQUIRE_SERVICES") == "1"

ADDRESSES = {
    "postgresql": os.environ.get(
        "OCEN_URZAD_POSTGRESQL_URL", "postgres://postgres@127.0.0.1:5432/postgres"
    ),
    "mariadb": os.environ.get("OCEN_URZAD_MARIADB_URL", "mysql://root@127.0.0.1:3306/mysql"),
    "redis": os.environ.get("OCEN_URZAD_REDIS_URL", "redis://127.0.0.1:6379/0"),
}


def missing(what: str) -> NoReturn:
    """Skip the running test for want of `what`, or fail it where everything must be there."""
    if REQUIRED:
        pytest.fail(f"{what} is required (OCEN_URZAD_REQUIRE_SERVICES=1) and missing")
    pytest.skip(f"{what} is missing")


def is_running(service: str) -> bool:
    """Whether something listens at the address of `service`."""
    address = urlsplit(ADDRESSES[service])
    assert address.hostname
    assert address.port
    try:
        with socket.create_connection((address.hostname, address.port), timeout=2):
            return True
    except OSError:
        return False


def chromium() -> str | None:
    """Path of the browser: `CHROMIUM`, else Debian's `chromium`, else a look-alike."""
    return os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )

"""What every test has: the settings, one database, loopback as the only network."""

import os
import shutil
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.services import ADDRESSES, REQUIRED, is_running, missing

# Without the phase that explains: it tries a failure for minutes.
settings.register_profile(
    "tests", phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
)
settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose the database."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql", "mariadb"),
        help="database under the tests (default: DATABASE_URL, else sqlite)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Set the database before Django reads its settings."""
    database = _standing_in(config.getoption("--database"))
    if database == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif database:
        if not is_running(database):
            pytest.exit(f"{database} does not answer at {ADDRESSES[database]}", int(REQUIRED))
        os.environ["DATABASE_URL"] = ADDRESSES[database]

    # Not left in the environment: pytest-xdist's workers would look for the settings before this
    # folder is on their path, and programs that tests start choose settings of their own.
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from django.conf import settings  # noqa: PLC0415 - the settings read the choice made above

    _ = settings.DATABASES  # read now, so that pytest-django knows that there is a project
    del os.environ["DJANGO_SETTINGS_MODULE"]


def _standing_in(database: str | None) -> str | None:
    """Let SQLite stand in for a PostgreSQL that is not there, unless everything must be."""
    if database == "postgresql" and not REQUIRED and not is_running(database):
        return "sqlite"
    return database


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say which database stands in for another."""
    asked = config.getoption("--database")
    used = _standing_in(asked)
    return None if used == asked else f"{asked} does not answer: the tests run on {used}"


def pytest_unconfigure() -> None:
    """Remove what the tests of this process wrote."""
    from tests.settings import SCRATCH  # noqa: PLC0415 - importing it makes the folder

    shutil.rmtree(SCRATCH, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin every test that commits with what the migrations made: root page, site, rights."""
    committing = {"live_server", "transactional_db"}
    for item in items:
        marker = item.get_closest_marker("django_db")
        options = dict(marker.kwargs) if marker else {}
        if options.get("transaction") or committing & set(getattr(item, "fixturenames", ())):
            options |= {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**options), append=False)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for the services that a test names."""
    for marker in item.iter_markers("service"):
        if not is_running(marker.args[0]):
            missing(marker.args[0])


def _keep_to_loopback(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to connect to any other machine; the tests and what they run need none."""
    if event != "socket.connect":
        return
    address = arguments[1]
    if not isinstance(address, tuple):  # a Unix socket
        return
    host = str(address[0])
    if host != "localhost" and not ip_address(host.partition("%")[0]).is_loopback:
        raise PermissionError(f"the tests stay on this machine, not {address}")


sys.addaudithook(_keep_to_loopback)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let every connection know what the migrations made.

    Django keeps it on the connection object. Once Playwright's event loop runs in this thread,
    asgiref hands out another object for the same database.
    """
    from django.db import connection  # noqa: PLC0415 - needs the settings

    made_by_migrations = getattr(connection, "_test_serialized_contents", None)
    if made_by_migrations is not None:
        kind: Any = type(connection.creation.connection)
        kind._test_serialized_contents = made_by_migrations


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """No test leaves anything in the cache for the next."""
    from django.core.cache import cache  # noqa: PLC0415 - needs the settings

    yield
    cache.clear()

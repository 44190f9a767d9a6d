"""Settings of the tests: the example town, on the database that is asked for.

`DATABASE_URL` chooses the database (pytest's `--database` sets it); without it SQLite is used as
the documentation recommends for a small office.
"""

import os
import tempfile
from pathlib import Path

import django

SCRATCH = Path(tempfile.gettempdir(), f"ocen-urzad-tests-{os.getpid()}")
"""What this process writes; tests/conftest.py removes it at the end."""
os.environ["EXAMPLE_SITE_VAR"] = str(SCRATCH)

from example_site.settings.base import *  # noqa: E402 - reads the line above

DEBUG = False
SECRET_KEY = "of the tests, and of nothing else"
ALLOWED_HOSTS = ["*"]
if django.VERSION >= (6, 1):
    # Without it every letter is warned about; Django puts its outbox in the place of this.
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Its doors, too, lead to surveys (tests/paths/languages.py).
INSTALLED_APPS.append("wagtail.contrib.simple_translation")

# The live server of the tests serves static files itself; WhiteNoise would list them all for every
# test client.
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 0
# A name of its own for every process, so that two runs beside each other do not meet.
_database["TEST"] = {"NAME": f"test_ocen_urzad_{os.getpid()}"}
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because the threads of a live server share it.
    _database["TEST"]["NAME"] = str(SCRATCH / "test.sqlite3")
    _database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
elif _database["ENGINE"] == "django.db.backends.postgresql":
    # A test database need not survive a power cut; tests/faults start a server that does.
    _database["OPTIONS"] = {"options": "-c synchronous_commit=off"}
elif _database["ENGINE"] == "django.db.backends.mysql":
    _database["TEST"]["CHARSET"] = "utf8mb4"

"""Settings of the servers that these tests start: the town, on the database of the tests."""

import os

from example_site.settings.base import *

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# All residents of these tests live on this machine.
OCEN_URZAD_OFFICE_NETWORKS = ["127.0.0.0/8"]
# The tests look at no static file.
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
if "SQLITE_TIMEOUT" in os.environ and "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"]["timeout"] = float(os.environ["SQLITE_TIMEOUT"])

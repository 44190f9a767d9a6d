"""A town's own server: behind a proxy that speaks HTTPS, everything private from the environment.

- ``SECRET_KEY`` (required): at least 50 random characters.
- ``ALLOWED_HOSTS`` (required): host names separated by commas.
- ``EMAIL_HOST``: the mail relay (default ``localhost``).
- ``TRUST_PROXY=1``: the proxy in front sets ``X-Forwarded-Proto`` itself and drops a client's own,
  and adds the client's address to ``X-Forwarded-For``.
- ``OFFICE_NETWORKS``: networks of the office, separated by commas, that send as many forms as
  they like (a room where residents fill them in).

Static files: ``manage.py collectstatic``, then WhiteNoise serves them with names that change with
their content. Uploaded media in ``MEDIA_ROOT`` are the proxy's task.
"""

import os

import django

from .base import *

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = [host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",")]
DEBUG = False

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if os.environ.get("TRUST_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    OCEN_URZAD_TRUSTED_PROXIES = 1
_networks = os.environ.get("OFFICE_NETWORKS", "").split(",")
OCEN_URZAD_OFFICE_NETWORKS = [one.strip() for one in _networks if one.strip()]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# One that never answers holds up neither a clerk nor the letters after it.
_MAIL_SECONDS = 20
_mail_host = os.environ.get("EMAIL_HOST", "localhost")
if django.VERSION >= (6, 1):
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": _mail_host, "timeout": _MAIL_SECONDS},
        }
    }
else:
    EMAIL_HOST = _mail_host
    EMAIL_TIMEOUT = _MAIL_SECONDS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

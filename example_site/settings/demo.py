"""The demonstration: one process, no services, reachable from this computer only.

``DEBUG`` stays off so that what is seen is what a town would have: its own error pages, its own
headers. WhiteNoise then serves the static files straight from the apps, without `collectstatic`.
"""

import os

import django

from .base import *

SECRET_KEY = "for-the-demonstration-only-everybody-can-read-this-key"  # noqa: S105 - says so itself
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *os.environ.get("DEMO_HOSTS", "").split()]

WHITENOISE_USE_FINDERS = True
# WhiteNoise warns of a folder that is missing, though nothing is collected here.
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_AUTOREFRESH = False
SERVE_MEDIA = True

if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

"""The example site's settings, with the town's own pages and staff in place of those of others."""

import django

from example_site.settings.base import *

DEBUG = False
SECRET_KEY = "of the tests, and of nothing else"
ALLOWED_HOSTS = ["*"]
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
else:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AUTH_USER_MODEL = "own_pages.Official"
WAGTAIL_PAGE_MODEL = "own_pages.TownPage"
ROOT_URLCONF = "tests.own_pages.urls"

for _app in ("example_site.home", "wagtail_ocen_urzad.pages"):
    INSTALLED_APPS.remove(_app)
INSTALLED_APPS.insert(0, "tests.own_pages")
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
TEMPLATES[0]["DIRS"] = []

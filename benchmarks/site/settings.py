"""A site as `wagtail start` makes it, with our package, for production.

Read from the environment, which the harness sets: ``DATABASE_URL`` and ``BENCHMARKS_VAR``, the
folder of everything that is written.
"""

import os
from pathlib import Path

import dj_database_url

VAR = Path(os.environ["BENCHMARKS_VAR"])

DEBUG = False
SECRET_KEY = "of the benchmarks, and of nothing else"
ALLOWED_HOSTS = ["127.0.0.1", "testserver", "localhost"]

INSTALLED_APPS = [
    "benchmarks.site",
    "wagtail_ocen_urzad",
    "wagtail_ocen_urzad.pages",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "benchmarks.site.urls"
WSGI_APPLICATION = "benchmarks.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Tables are made from the models at once, in seconds; a test of the package compares the two.
MIGRATION_MODULES = dict.fromkeys(
    (
        "benchmarks",
        "wagtail_ocen_urzad",
        "wagtail_ocen_urzad_pages",
        "wagtailforms",
        "wagtailredirects",
        "wagtailembeds",
        "wagtailsites",
        "wagtailusers",
        "wagtailsnippets",
        "wagtaildocs",
        "wagtailimages",
        "wagtailsearch",
        "wagtailadmin",
        "wagtailcore",
        "taggit",
        "auth",
        "contenttypes",
        "sessions",
    )
)

# Connections that stay open; how durable a commit is, the server says.
DATABASES = {"default": dj_database_url.config(conn_max_age=600)}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "pl"
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
OCEN_URZAD_PRIVATE_ROOT = VAR / "private"
# Counted as ever, but nobody is refused: all visitors come from one address.
OCEN_URZAD_RATE_LIMIT = 1_000_000_000
# Nobody who measures takes ten seconds to read the questions.
OCEN_URZAD_FAST_SECONDS = 0
OCEN_URZAD_BASE_TEMPLATE = "benchmarks/base.html"

WAGTAIL_SITE_NAME = "Benchmarks"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

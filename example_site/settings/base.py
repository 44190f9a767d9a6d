"""What every installation of the example site has in common.

Read from the environment:

- ``DATABASE_URL``: for example ``postgres://user:password@host/name``; without it SQLite in `VAR`.
- ``REDIS_URL``: a cache shared by all processes; without it every process has its own.
- ``EXAMPLE_SITE_VAR``: the folder of everything that is written (default: ``var`` beside the code).
- ``WAGTAILADMIN_BASE_URL``: the address in e-mails that Wagtail sends to editors.
"""

import os
from pathlib import Path

import dj_database_url

from example_site import policy

SITE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("EXAMPLE_SITE_VAR", SITE_DIR.parent / "var"))
VAR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "example_site.home",
    "wagtail_ocen_urzad",
    "wagtail_ocen_urzad.pages",
    "wagtail_modeladmin",
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
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    policy.MIDDLEWARE,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# Residents' pages need no inline script or style; example_site/urls.py says what the admin needs.
SECURE_CSP = policy.PUBLIC

ROOT_URLCONF = "example_site.urls"
WSGI_APPLICATION = "example_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
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

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR / 'db.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A write lock taken at BEGIN waits its turn; one taken later fails with "database is locked".
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Wagtail's search has an index of a kind that only this app knows; it needs psycopg.
    INSTALLED_APPS.append("django.contrib.postgres")

CACHES = {
    "default": (
        {
            "BACKEND": "wagtail_ocen_urzad.shared_cache.ForgivingRedisCache",
            "LOCATION": os.environ["REDIS_URL"],
            # Nobody waits for a cache that does not answer.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
        if "REDIS_URL" in os.environ
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "pl"
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

# Reports and frozen logos: outside MEDIA_ROOT, opened only by views that check the reader's right.
OCEN_URZAD_PRIVATE_ROOT = VAR / "private"

# A questionnaire of 60 questions fills Wagtail's editor with more fields than Django's 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

WAGTAIL_SITE_NAME = "Miasto Przykładów"
WAGTAILADMIN_BASE_URL = os.environ.get("WAGTAILADMIN_BASE_URL", "http://localhost:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "rtf", "txt", "xlsx", "zip"]
# An editor's browser is not sent to other people's hosts, and no e-mail is hashed for them.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

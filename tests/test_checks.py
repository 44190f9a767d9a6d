"""What a site is told before it starts (`manage.py check`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core import checks
from django.db import connection
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from wagtail_ocen_urzad.checks import (
    check_addresses,
    check_base_template,
    check_isolation,
    check_language,
    check_private_storage,
    check_proxies,
    check_rate_limit,
    check_sqlite,
    check_time,
)

GOOD = "".join(
    f"{{% block {name} %}}{{% endblock %}}" for name in ("title", "extra_css", "content")
)
STRICTER = {
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "mysql": "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
}
BAR = "{% load wagtailuserbar %}{% wagtailuserbar %}"
LETTER = "<form>{% csrf_token %}</form>"

admin, pages = path("admin/", include(wagtailadmin_urls)), path("", include(wagtail_urls))
ours = path("ocen-urzad/", include("wagtail_ocen_urzad.urls"))


class OfEveryLanguage:
    urlpatterns = [admin, *i18n_patterns(ours, pages)]


class WithoutOurs:
    urlpatterns = [admin, pages]


class BehindThePages:
    urlpatterns = [admin, pages, ours]


def ids(messages: list[checks.CheckMessage]) -> list[str]:
    return [str(message.id).removeprefix("ocen_urzad.") for message in messages]


def test_the_example_town_passes_every_check() -> None:
    found = [
        message
        for check in (
            check_addresses,
            check_base_template,
            check_isolation,
            check_language,
            check_private_storage,
            check_proxies,
            check_rate_limit,
            check_sqlite,
            check_time,
        )
        for message in check()
    ]

    assert found == []


@pytest.mark.parametrize("root", [WithoutOurs, BehindThePages])
def test_addresses_must_be_reachable(settings: Any, root: type) -> None:
    settings.ROOT_URLCONF = root

    assert ids(check_addresses()) == ["E003"]


def test_posters_carry_one_address_whatever_language_a_clerk_reads(settings: Any) -> None:
    settings.ROOT_URLCONF = OfEveryLanguage

    assert ids(check_addresses()) == ["W007"]


def test_private_files_need_a_place(settings: Any) -> None:
    settings.OCEN_URZAD_PRIVATE_ROOT = None

    assert ids(check_private_storage()) == ["E001"]


@pytest.mark.parametrize("public", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_private_files_must_not_lie_where_the_web_server_hands_out(
    settings: Any, tmp_path: Path, public: str
) -> None:
    setattr(settings, public, str(tmp_path))
    settings.OCEN_URZAD_PRIVATE_ROOT = tmp_path / "reports"

    assert ids(check_private_storage()) == ["E002"]


def test_links_and_paths_from_here_are_followed(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "release").mkdir()
    current = tmp_path / "current"
    current.symlink_to(tmp_path / "release")
    settings.OCEN_URZAD_PRIVATE_ROOT = current / "media" / "reports"

    settings.MEDIA_ROOT = str(current / "media")
    assert ids(check_private_storage()) == ["E002"]

    monkeypatch.chdir(current)
    settings.MEDIA_ROOT = "media"
    assert ids(check_private_storage()) == ["E002"]


@pytest.mark.parametrize(
    ("alias", "told"),
    [("reports", []), ("report", ["E010"]), ("default", ["E010"]), ("staticfiles", ["E010"])],
)
def test_a_private_storage_needs_no_folder_but_must_be_one(
    settings: Any, alias: str, told: list[str]
) -> None:
    settings.OCEN_URZAD_PRIVATE_ROOT = None
    settings.STORAGES = {**settings.STORAGES, "reports": settings.STORAGES["default"]}
    settings.OCEN_URZAD_PRIVATE_STORAGE = alias

    assert ids(check_private_storage()) == told


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("OCEN_URZAD_TIME_ZONE", "Europe/Warszawa", ["E007"]),
        ("OCEN_URZAD_TIME_ZONE", "Europe", ["E007"]),
        ("OCEN_URZAD_TIME_ZONE", "", ["E007"]),
        ("OCEN_URZAD_TIME_ZONE", None, ["E007"]),
        ("OCEN_URZAD_TIME_ZONE", "America/New_York", []),
        ("OCEN_URZAD_YEARLY_REPORT", "calendar-year", ["E008"]),
        ("OCEN_URZAD_YEARLY_REPORT", "twelve_months", []),
        ("USE_TZ", False, ["E009"]),
    ],
)
def test_times_are_known_and_have_a_zone(
    settings: Any, name: str, value: Any, told: list[str]
) -> None:
    setattr(settings, name, value)

    assert ids(check_time()) == told


@pytest.mark.parametrize("options", [{}, {"OPTIONS": {"transaction_mode": "DEFERRED"}}])
def test_sqlite_must_lock_when_a_transaction_begins(
    settings: Any, monkeypatch: pytest.MonkeyPatch, options: Any
) -> None:
    second = {"ENGINE": "django.db.backends.sqlite3", **options}
    monkeypatch.setitem(settings.DATABASES, "second", second)

    assert ids(check_sqlite()) == ["W001"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="it lets one writer in at a time")
def test_a_report_must_see_the_answers_that_it_waited_for() -> None:
    assert check_isolation(databases=["default"]) == []
    try:
        with connection.cursor() as cursor:
            cursor.execute(STRICTER[connection.vendor])
        assert ids(check_isolation(databases=["default"])) == ["E011"]
        assert check_isolation() == check_isolation(databases=["other"]) == []
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("templates", "told"),
    [
        ({}, ["E004"]),
        ({"base.html": GOOD}, []),
        ({"base.html": "{% extends 'frame.html' %}", "frame.html": GOOD}, []),
        ({"base.html": "{% extends 'frame.html' %}"}, ["E004"]),
        ({"base.html": "{% extends frame %}"}, []),
        ({"base.html": "{% block body %}{% endblock %}"}, ["W002"]),
        ({"base.html": "plain"}, ["W002"]),
        ({"base.html": GOOD + BAR}, ["W003"]),
        ({"base.html": GOOD + "{% if page %}" + BAR + "{% endif %}"}, ["W003"]),
        ({"base.html": GOOD + "{% block wagtailuserbar %}" + BAR + "{% endblock %}"}, []),
        (
            {
                "base.html": "{% extends 'frame.html' %}{% block bar %}{% endblock %}",
                "frame.html": GOOD + "{% block bar %}" + BAR + LETTER + "{% endblock %}",
            },
            [],
        ),
        (
            {
                "base.html": "{% extends 'frame.html' %}{% block bar %}" + BAR + "{% endblock %}",
                "frame.html": GOOD + "{% block bar %}{% endblock %}",
            },
            ["W003"],
        ),
        ({"base.html": GOOD + LETTER}, ["W006"]),
        ({"base.html": GOOD + "{% block foot %}" + LETTER + "{% endblock %}"}, ["W006"]),
        (
            {
                "base.html": GOOD + "{% if page %}{% include 'foot.html' %}{% endif %}",
                "foot.html": LETTER + "{% include 'foot.html' %}",
            },
            ["W006"],
        ),
        ({"base.html": GOOD + "{% include 'foot.html' %}"}, []),
        ({"base.html": GOOD + "{% include foot %}"}, []),
        ({"base.html": GOOD.replace("content %}", "content %}" + LETTER)}, []),
        ({"base.html": "{% block %}"}, []),
    ],
)
def test_base_template(settings: Any, templates: dict[str, str], told: list[str]) -> None:
    loader = ("django.template.loaders.locmem.Loader", templates)
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [loader]},
        }
    ]

    assert ids(check_base_template()) == told


@pytest.mark.parametrize(
    ("networks", "expected"),
    [
        (["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"], []),
        (("192.0.2.0/24",), []),
        (["192.0.2.1/24"], ["E005"]),
        (["urzad.example"], ["E005"]),
        ("192.0.2.0/24", ["E005"]),
        (None, ["E005"]),
    ],
)
def test_networks_of_the_office_must_be_networks(
    settings: Any, networks: Any, expected: list[str]
) -> None:
    settings.OCEN_URZAD_OFFICE_NETWORKS = networks

    assert ids(check_rate_limit()) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GRACE_HOURS", "24h"),
        ("RATE_LIMIT", -1),
        ("RATE_SECONDS", 0),
        ("TRUSTED_PROXIES", "1"),
        ("FAST_SECONDS", 2.5),
    ],
)
def test_the_limit_is_counted_in_whole_numbers(settings: Any, name: str, value: Any) -> None:
    setattr(settings, f"OCEN_URZAD_{name}", value)

    assert ids(check_rate_limit()) == ["E006"]


def test_a_proxy_must_be_counted(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert ids(check_proxies()) == ["W004"]

    settings.OCEN_URZAD_TRUSTED_PROXIES = 1
    assert ids(check_proxies()) == []


LOCALE = "django.middleware.locale.LocaleMiddleware"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"LANGUAGE_CODE": "pl-PL"}, []),
        ({"LANGUAGE_CODE": "en-us"}, ["W005"]),
        ({"USE_I18N": False}, ["W005"]),
        ({"LANGUAGE_CODE": "en", "MIDDLEWARE": [LOCALE], "LANGUAGES": [("pl", "Polski")]}, []),
        ({"LANGUAGE_CODE": "en", "MIDDLEWARE": [LOCALE], "LANGUAGES": [("en", "E")]}, ["W005"]),
        ({"LANGUAGE_CODE": "en", "MIDDLEWARE": [], "LANGUAGES": [("pl", "Polski")]}, ["W005"]),
    ],
)
def test_the_site_must_speak_polish(
    settings: Any, changed: dict[str, Any], told: list[str]
) -> None:
    for name, value in changed.items():
        setattr(settings, name, value)

    assert ids(check_language()) == told

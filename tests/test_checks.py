"""What a site is told before it starts (`manage.py check`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core import checks
from django.db import connection
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from wagtail_ocen_urzad.checks import (
    check_addresses,
    check_base_template,
    check_isolation,
    check_private_storage,
    check_proxies,
    check_rate_limit,
    check_sqlite,
)

GOOD = "".join(
    f"{{% block {name} %}}{{% endblock %}}" for name in ("title", "extra_css", "content")
)
STRICTER = {
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "mysql": "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
}
BAR = "{% load wagtailuserbar %}{% wagtailuserbar %}"

admin, pages = path("admin/", include(wagtailadmin_urls)), path("", include(wagtail_urls))
ours = path("ocen-urzad/", include("wagtail_ocen_urzad.urls"))


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
            check_private_storage,
            check_proxies,
            check_rate_limit,
            check_sqlite,
        )
        for message in check()
    ]

    assert found == []


@pytest.mark.parametrize("root", [WithoutOurs, BehindThePages])
def test_addresses_must_be_reachable(settings: Any, root: type) -> None:
    settings.ROOT_URLCONF = root

    assert ids(check_addresses()) == ["E003"]


def test_private_files_need_a_place(settings: Any) -> None:
    settings.OCEN_URZAD_PRIVATE_ROOT = None

    assert ids(check_private_storage()) == ["E001"]


def test_private_files_must_not_lie_among_media(settings: Any) -> None:
    settings.OCEN_URZAD_PRIVATE_ROOT = Path(settings.MEDIA_ROOT) / "reports"

    assert ids(check_private_storage()) == ["E002"]


def test_a_private_storage_needs_no_folder(settings: Any) -> None:
    settings.OCEN_URZAD_PRIVATE_ROOT = None
    settings.OCEN_URZAD_PRIVATE_STORAGE = "reports"

    assert check_private_storage() == []


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
        assert ids(check_isolation(databases=["default"])) == ["E007"]
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
    [("RATE_LIMIT", -1), ("RATE_SECONDS", 0), ("TRUSTED_PROXIES", "1"), ("FAST_SECONDS", 2.5)],
)
def test_the_limit_is_counted_in_whole_numbers(settings: Any, name: str, value: Any) -> None:
    setattr(settings, f"OCEN_URZAD_{name}", value)

    assert ids(check_rate_limit()) == ["E006"]


def test_a_proxy_must_be_counted(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert ids(check_proxies()) == ["W004"]

    settings.OCEN_URZAD_TRUSTED_PROXIES = 1
    assert ids(check_proxies()) == []

"""Too many forms from one network at once: a pause, nothing lost, and nobody's address kept."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client, RequestFactory

from tests.factories import a_survey_page, an_office, survey_of
from tests.faults.processes import free_port
from wagtail_ocen_urzad import shared_cache
from wagtail_ocen_urzad.residents.rate_limit import client_address, seconds_to_wait
from wagtail_ocen_urzad.survey.models import Comment, Response

AT = datetime(2026, 3, 10, 12, 0, 15, tzinfo=UTC)
SOMEBODY = "203.0.113.9"
NEIGHBOUR = "203.0.113.200"
STRANGER = "198.51.100.9"


@pytest.fixture(autouse=True)
def _cache_answers() -> Iterator[None]:
    """Forget that the cache of another test was away."""
    yield
    shared_cache.line.away_until, shared_cache.line.is_told = 0.0, False


def wait(address: str, at: datetime = AT, **headers: str) -> int:
    request = RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)
    return seconds_to_wait(request=request, at=at)


def waits(times: int, address: str = SOMEBODY, at: datetime = AT) -> list[bool]:
    return [wait(address, at) > 0 for _ in range(times)]


# The limit


def test_the_sixty_first_form_of_a_minute_waits() -> None:
    assert waits(61) == [False] * 60 + [True]
    assert wait(SOMEBODY) == 46


def test_who_waited_as_long_as_told_is_taken() -> None:
    waits(80)

    assert wait(SOMEBODY, AT + timedelta(seconds=wait(SOMEBODY))) == 0


def test_the_limit_slides_over_the_full_minute() -> None:
    """No double portion for who sends at the end of one minute and the beginning of the next."""
    waits(60, at=AT + timedelta(seconds=44))
    after_the_full_minute = AT + timedelta(seconds=46)

    assert waits(3, at=after_the_full_minute) == [False, True, True]
    assert not any(waits(28, at=AT + timedelta(seconds=76)))


@pytest.mark.parametrize(
    ("one", "other", "is_same_network"),
    [
        ("203.0.113.9", "203.0.113.200", True),
        ("203.0.113.9", "203.0.114.9", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("203.0.113.9", "::ffff:203.0.113.77", True),
    ],
)
def test_a_network_is_counted_together(one: str, other: str, is_same_network: bool) -> None:
    waits(60, one)

    assert waits(1, other) == [is_same_network]


def test_limit_and_time_are_settings(settings: Any) -> None:
    settings.OCEN_URZAD_RATE_LIMIT, settings.OCEN_URZAD_RATE_SECONDS = 3, 600
    assert waits(4) == [False, False, False, True]
    assert waits(1, at=AT + timedelta(minutes=4)) == [True]

    settings.OCEN_URZAD_RATE_LIMIT = 0
    assert not any(waits(70, STRANGER))


def test_the_networks_of_the_office_are_never_limited(settings: Any) -> None:
    settings.OCEN_URZAD_OFFICE_NETWORKS = ["203.0.113.0/28", "2001:db8::/32"]

    assert not any(waits(70, "203.0.113.15") + waits(70, "2001:db8:1::5"))
    assert waits(61, "203.0.113.16")[-1]


# Whose address


@pytest.mark.parametrize(
    ("proxies", "passed_on", "expected"),
    [
        (0, "", SOMEBODY),
        (0, STRANGER, SOMEBODY),
        (1, STRANGER, STRANGER),
        (1, f"192.0.2.1, 192.0.2.2, {STRANGER}", STRANGER),
        (2, f"192.0.2.1, {STRANGER}, 10.0.0.1", STRANGER),
        (2, f"{STRANGER},10.0.0.1", STRANGER),
        # Fewer than there are proxies: it did not come through all of them.
        (2, STRANGER, SOMEBODY),
        (1, f"{STRANGER}:51234", STRANGER),
        (1, "[2001:db8::7]:443", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "fe80::7%eth0", "fe80::7"),
        (1, "unknown", None),
        (1, "", None),
    ],
)
def test_the_address_behind_the_towns_own_proxies(
    settings: Any, proxies: int, passed_on: str, expected: str | None
) -> None:
    settings.OCEN_URZAD_TRUSTED_PROXIES = proxies
    request = RequestFactory().post(
        "/", REMOTE_ADDR=SOMEBODY, headers={"X-Forwarded-For": passed_on}
    )

    found = client_address(request=request)
    assert (str(found) if found else None) == expected


@pytest.mark.parametrize("nowhere", ["", "unix:", "unknown"])
def test_without_an_address_every_form_is_taken(nowhere: str) -> None:
    assert not any(waits(70, nowhere))


# What it costs


class Counting(LocMemCache):
    """Writes down what it is asked for."""

    asked: ClassVar[list[str]] = []

    def get(self, *args: Any, **kwargs: Any) -> Any:
        self.asked.append("get")
        return super().get(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        self.asked.append("add")
        return super().add(*args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        self.asked.append("incr")
        return super().incr(*args, **kwargs)


def test_the_cache_is_asked_three_times_a_form(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": f"{__name__}.Counting", "LOCATION": "what the limit costs"}
    }
    waits(2)
    Counting.asked.clear()

    # Today's salt, the minute before, this minute.
    assert waits(1) == [False]
    assert Counting.asked == ["get", "get", "incr"]


# Nothing kept


def test_the_cache_holds_no_address_and_nothing_of_yesterday() -> None:
    waits(2)
    kept = dict(getattr(cache, "_cache"))  # noqa: B009 - what the local-memory cache holds
    text = repr([(key, pickle.loads(value)) for key, value in kept.items()])

    assert len(kept) == 2
    assert "203.0" not in text
    # Another day gives the same network another name.
    wait(SOMEBODY, AT + timedelta(days=1))
    names = {key for key in getattr(cache, "_cache") if ".rate." in key}  # noqa: B009 - its private store
    assert len({name.split(".rate.")[1].split(".")[0] for name in names}) == 2


# The cache is away


def test_without_a_cache_every_form_is_taken_and_it_is_said_once(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{free_port()}",
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
    with caplog.at_level(logging.DEBUG, logger="wagtail_ocen_urzad"):
        assert not any(waits(70))

    assert [record.getMessage() for record in caplog.records] == [
        "The cache does not answer (ConnectionError)."
    ]
    assert SOMEBODY not in caplog.text


# What a resident sees


@pytest.mark.django_db
def test_what_was_typed_comes_back_with_a_button_and_nothing_is_lost(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.OCEN_URZAD_RATE_LIMIT = 1
    an_office()
    page = a_survey_page(slug="ankieta")
    resident = Client(REMOTE_ADDR=SOMEBODY)
    where = f"/ocen-urzad/{survey_of(page).code}/wyslij/"

    def form() -> dict[str, str]:
        shown = BeautifulSoup(resident.get(f"{page.url}?punkt=BQKAA").content, "html.parser")
        fields = {
            str(one["name"]): str(one.get("value", "")) for one in shown.select(".ou-form [name]")
        }
        return fields | {"overall": "4", "department": "so", "comment": "Miło & <szybko>"}

    assert resident.post(where, form()).status_code == 303
    typed = form()
    with caplog.at_level(logging.DEBUG):
        back = resident.post(where, typed)

    assert back.status_code == 429
    assert 1 <= int(back["Retry-After"]) <= 120
    shown = BeautifulSoup(back.content, "html.parser")
    assert {one["name"]: one["value"] for one in shown.select("form [name]")} == typed
    assert [form["action"] for form in shown.select("form")] == [where]
    assert [button.get_text() for button in shown.select("button")] == ["Wyślij ponownie"]
    [heading] = shown.select("h1")
    assert "Prosimy" in heading.get_text()
    assert (back.cookies, back["Cache-Control"]) == ({}, "private, no-cache")
    assert SOMEBODY not in caplog.text + back.content.decode()
    assert Response.objects.count() == 1

    cache.clear()
    assert resident.post(where, typed).status_code == 303
    assert Response.objects.count() == Comment.objects.count() == 2


@pytest.mark.django_db
def test_a_crowd_of_neighbours_does_not_keep_others_out(settings: Any) -> None:
    settings.OCEN_URZAD_RATE_LIMIT = 1
    page = a_survey_page(slug="ankieta")
    where = f"/ocen-urzad/{survey_of(page).code}/wyslij/"

    statuses = [
        Client(REMOTE_ADDR=address).post(where, {"overall": "4"}).status_code
        for address in (SOMEBODY, NEIGHBOUR, STRANGER)
    ]

    # 422: without its token the form comes back, so it was looked at.
    assert statuses == [422, 429, 422]


@pytest.mark.django_db
def test_what_is_refused_at_once_is_not_counted(settings: Any) -> None:
    settings.OCEN_URZAD_RATE_LIMIT = 1
    page = a_survey_page(slug="ankieta")
    where = f"/ocen-urzad/{survey_of(page).code}/wyslij/"
    resident = Client(REMOTE_ADDR=SOMEBODY)

    for _ in range(3):
        assert resident.post(where, "x", content_type="text/plain").status_code == 415
        assert resident.put(where).status_code == 405
    assert resident.post(where, {"overall": "4"}).status_code == 422

"""Neither database nor cache answers: what was typed comes back whole, with a button.

tests/faults cuts the line to a real server; here every single thing that could still be asked for
is refused, to show that the page asks for none.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from tests.factories import NOON, a_survey_page, an_office, survey_of
from tests.faults.processes import free_port
from tests.services import ADDRESSES
from wagtail_ocen_urzad import shared_cache
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.rate_limit import seconds_to_wait
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.models import Comment, Response

pytestmark = pytest.mark.django_db

TYPED = {
    "contact_way": ["other"],
    "contact_way.other": ["Przez „znajomego” & <b>sąsiada</b>"],
    "department": ["so"],
    "case_kind": ["taxes", "roads", "other"],
    "case_kind.other": ["zażółć"],
    "finding": ["@na"],
    "overall": ["4"],
    "comment": ["Pierwszy wiersz.\r\n\r\nDrugi wiersz."],
    "punkt": ["BQKAA"],
    "www": [""],
}
ADDED = "tests.residents.test_services_away.of_the_town"


def of_the_town(request: Any) -> dict[str, Any]:
    """What a town's context processor may do: ask database and session for every page."""
    return {"people": get_user_model().objects.count(), "basket": request.session.get("basket")}


@pytest.fixture
def page(settings: Any) -> Iterator[SurveyPage]:
    an_office()
    yield a_survey_page(slug="ankieta", questionnaire=STARTER_SET)
    for line in (shared_cache.line, shared_cache.redis_line):
        line.away_until, line.is_told = 0.0, False


@contextmanager
def no_database() -> Iterator[None]:
    def away(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # The test's own frame has to hold.
        if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return execute(sql, params, many, context)
        raise OperationalError("the connection is closed")

    with connection.execute_wrapper(away):
        yield


def without_cache(
    settings: Any, backend: str = "django.core.cache.backends.redis.RedisCache"
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": backend,
            "LOCATION": f"redis://127.0.0.1:{free_port()}",
        }
    }


def with_a_town_that_asks(settings: Any) -> None:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append(ADDED)
    settings.TEMPLATES = templates


def token(page: SurveyPage) -> str:
    shown = BeautifulSoup(Client().get(page.url).content, "html.parser")
    [field] = shown.select("[name=token]")
    return str(field["value"])


def carried(response: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in BeautifulSoup(response.content, "html.parser").select("form [name]"):
        found.setdefault(str(field["name"]), []).append(str(field["value"]))
    return found


def test_everything_that_was_sent_is_carried(page: SurveyPage, settings: Any) -> None:
    where, typed = f"/ocen-urzad/{survey_of(page).code}/wyslij/", TYPED | {"token": [token(page)]}
    with_a_town_that_asks(settings)
    without_cache(settings)
    resident = Client(raise_request_exception=False)

    with no_database():
        back = resident.post(where, typed)
        bare = resident.post(where, b"x", content_type="text/plain")

    assert (back.status_code, back["Retry-After"]) == (503, "30")
    assert carried(back) == typed
    assert (back["Cache-Control"], back.cookies) == ("private, no-cache", {})
    shown = BeautifulSoup(back.content, "html.parser")
    assert [form["action"] for form in shown.select("form")] == [where]
    assert [button.get_text() for button in shown.select("button")] == ["Wyślij ponownie"]
    # What costs nothing to refuse is refused by a page of the same kind.
    assert bare.status_code == 415
    assert BeautifulSoup(bare.content, "html.parser").select_one("h1")


def test_what_was_carried_is_stored_when_the_database_is_back(
    page: SurveyPage, settings: Any
) -> None:
    where, typed = f"/ocen-urzad/{survey_of(page).code}/wyslij/", TYPED | {"token": [token(page)]}
    resident = Client(raise_request_exception=False)
    with no_database():
        back = resident.post(where, typed)

    assert resident.post(where, carried(back)).status_code == 303
    [stored] = Response.objects.all()
    assert stored.service_point == "BQKAA"
    assert stored.answers["case_kind"] == ["taxes", "roads", "other"]
    assert set(Comment.objects.values_list("question", "text")) == {
        ("contact_way.other", "Przez „znajomego” & <b>sąsiada</b>"),
        ("case_kind.other", "zażółć"),
        ("comment", "Pierwszy wiersz.\n\nDrugi wiersz."),
    }


def test_the_whole_site_works_without_its_redis(
    page: SurveyPage, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Wagtail asks its cache for the addresses of pages, so the site's cache must forgive."""
    without_cache(settings, "wagtail_ocen_urzad.shared_cache.ForgivingRedisCache")
    resident = Client()

    fields = TYPED | {"token": [token(page)]}
    assert resident.get("/").status_code == 200
    assert resident.post(f"/ocen-urzad/{survey_of(page).code}/wyslij/", fields).status_code == 303
    assert [cache.get("a", 5), cache.add("a", 1), cache.get_or_set("a", 2)] == [5, True, 2]
    cache.set_many({"a": 1, "b": 2})
    assert [cache.get_many(["a"]), cache.incr("a"), cache.has_key("a")] == [{}, 1, False]
    cache.delete_many(["a", "b"])
    cache.clear()
    told = [one.getMessage() for one in caplog.records if "cache" in one.name]
    assert told == ["The cache does not answer (ConnectionError)."]


@pytest.mark.service("redis")
def test_while_redis_answers_it_is_asked(settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "wagtail_ocen_urzad.shared_cache.ForgivingRedisCache",
            "LOCATION": ADDRESSES["redis"],
            "KEY_PREFIX": f"test-{secrets.token_hex(8)}",
        }
    }
    assert [cache.get("a", 5), cache.add("a", 1, 60), cache.add("a", 2, 60)] == [5, True, False]
    assert [cache.incr("a"), cache.get("a"), cache.delete("a"), cache.get("a")] == [
        2,
        2,
        True,
        None,
    ]
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.9")
    waits = [seconds_to_wait(request=request, at=NOON) > 0 for _ in range(61)]
    assert waits == [False] * 60 + [True]

"""A cache stands before the site: nothing of one visitor reaches another, and nothing is lost."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from pytest_django.live_server_helper import LiveServer

from example_site.town import put_up_town
from tests.caching_proxy import Proxy, caching_proxy
from tests.factories import a_survey_page, an_office, survey_of
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.survey.models import Comment, Response


@dataclass(frozen=True)
class Answered:
    """What a visitor got."""

    status: int
    page: BeautifulSoup
    headers: dict[str, str]

    @property
    def token(self) -> str:
        return str(self.one("[name=token]")["value"])

    def one(self, selector: str) -> Tag:
        found = self.page.select_one(selector)
        assert found is not None
        return found


@dataclass(frozen=True)
class Visitor:
    """A browser behind the proxy: names the page that it comes from."""

    proxy: Proxy

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answered:
        host = f"127.0.0.1:{self.proxy.port}"
        headers = {"Host": host}
        body = None
        if fields is not None:
            body = urlencode(fields).encode()
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://{host}",
            }
        line = http.client.HTTPConnection("127.0.0.1", self.proxy.port, timeout=30)
        try:
            line.request(method, path, body, headers)
            response = line.getresponse()
            page = BeautifulSoup(response.read(), "html.parser")
            return Answered(response.status, page, dict(response.getheaders()))
        finally:
            line.close()


@pytest.fixture
def page(live_server: LiveServer) -> SurveyPage:
    put_up_town(hostname="localhost", port=80)
    an_office()
    return a_survey_page(slug="ankieta")


@pytest.fixture
def upstream(live_server: LiveServer) -> tuple[str, int]:
    return live_server.thread.host, live_server.thread.port


def answers(token: str, mark: str, words: str) -> dict[str, str]:
    return {
        "token": token,
        "punkt": "",
        "www": "",
        "overall": mark,
        "department": "so",
        "comment": words,
    }


def test_an_honest_cache_shares_nothing_of_the_survey(
    page: SurveyPage, upstream: tuple[str, int]
) -> None:
    code = survey_of(page).code
    sent = f"/ocen-urzad/{code}/wyslij/"
    with caching_proxy(upstream=upstream) as proxy:
        first, second = Visitor(proxy), Visitor(proxy)
        # It does keep what it may.
        assert [first.ask("GET", "/mapa-strony/").status for _ in range(2)] == [200, 200]
        assert proxy.served == ["/mapa-strony/"]

        tokens = [one.ask("GET", page.url).token for one in (first, second)]
        mistaken = first.ask("POST", sent, answers(tokens[0], "", "Pierwsza osoba."))
        other = second.ask("POST", sent, answers(tokens[1], "", "Druga osoba."))
        thanked = [
            one.ask("POST", sent, answers(token, mark, "Uwaga."))
            for one, token, mark in ((first, tokens[0], "5"), (second, tokens[1], "2"))
        ]
        thanks = [first.ask("GET", thanked[0].headers["Location"]) for _ in range(2)]
        for path in (f"/ocen-urzad/{code}/", sent, f"{page.url}?punkt=BQKAA"):
            first.ask("GET", path)
            second.ask("GET", path)

    assert tokens[0] != tokens[1]
    assert "Pierwsza osoba." in mistaken.page.get_text()
    assert "Pierwsza osoba." not in other.page.get_text()
    assert [one.status for one in (mistaken, other, *thanked, *thanks)] == [
        *(422, 422),
        *(303, 303),
        *(200, 200),
    ]
    assert Response.objects.count() == 2
    # Nothing of ours was kept, and so nothing was served again.
    assert set(proxy.kept) == {"/mapa-strony/"}
    assert proxy.served == ["/mapa-strony/"]


def test_a_rude_cache_loses_no_answer(page: SurveyPage, upstream: tuple[str, int]) -> None:
    sent = f"/ocen-urzad/{survey_of(page).code}/wyslij/"
    with caching_proxy(upstream=upstream, is_rude=True) as proxy:
        first, second = Visitor(proxy), Visitor(proxy)
        token = first.ask("GET", page.url).token
        assert second.ask("GET", page.url).token == token
        assert proxy.served == [page.url]

        stored = first.ask("POST", sent, answers(token, "5", "Dziękuję."))
        back = second.ask("POST", sent, answers(token, "2", "Długo czekałam."))
        kept = back.one("[name=overall][value='2']"), back.one("[name=comment]").get_text().strip()
        again = second.ask("POST", sent, answers(back.token, "2", "Długo czekałam."))
        twice = second.ask("POST", sent, answers(back.token, "2", "Długo czekałam."))

    assert [one.status for one in (stored, back, again, twice)] == [303, 422, 303, 303]
    assert back.token != token
    assert (kept[0].has_attr("checked"), kept[1]) == (True, "Długo czekałam.")
    # Of the first visitor's answer the second learns nothing.
    assert "Dziękuję." not in back.page.get_text()
    assert sorted(one.answers["overall"] for one in Response.objects.all()) == [2, 5]
    assert sorted(Comment.objects.values_list("text", flat=True)) == [
        "Dziękuję.",
        "Długo czekałam.",
    ]

"""What every page of the portal has: one heading, menus that work, a strict policy, no inline."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from example_site.town import Town, put_up_town

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/urzad/", "/aktualnosci/", "/aktualnosci/budzet-obywatelski/", "/szukaj/"]
ADDRESSES += ["/szukaj/?q=dow%C3%B3d", "/szukaj/?q=niematakiego", "/mapa-strony/", "/nie-ma-mnie/"]


@pytest.fixture(scope="module", autouse=True)
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Put up once, since it takes seconds; every test then works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield put_up_town()
        transaction.set_rollback(True)


def opened(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_one_h1_its_landmarks_and_nothing_inline(client: Client, address: str) -> None:
    page = opened(client, address)
    assert len(page.find_all("h1")) == 1
    assert len(page.find_all("main")) == 1
    assert page.select("html[lang=pl]")
    assert page.select("title")[0].get_text().endswith("– Przykładów")
    assert page.select("[style], style, script:not([src])") == []
    assert [tag for tag in page.find_all(True) if any(name[:2] == "on" for name in tag.attrs)] == []
    labelled = {label["for"] for label in page.find_all("label")}
    assert {field["id"] for field in page.find_all("input")} == labelled


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_of_a_page_leads_somewhere(client: Client, address: str) -> None:
    page = opened(client, address)
    for link in {str(tag["href"]) for tag in page.find_all("a")}:
        if link[0] == "#":
            assert page.find(id=link[1:])
        else:
            assert client.get(link).status_code == HTTPStatus.OK, link


def test_the_menu_marks_the_section_and_the_path_leads_back(client: Client) -> None:
    page = opened(client, "/urzad/skargi-i-wnioski/")
    assert {tag.string for tag in page.select("header [aria-current=true]")} == {"Urząd"}
    way = page.select("nav[aria-label='Ścieżka nawigacji']")[0].get_text("/", strip=True)
    assert way.replace("\xa0", " ") == "Strona główna/Urząd/Skargi i wnioski"


def test_an_unpublished_page_leaves_no_dead_link(client: Client, town: Town) -> None:
    Page.objects.get(pk=town.complaints.pk).unpublish()
    assert "skargi-i-wnioski" not in client.get("/").content.decode()
    assert "skargi-i-wnioski" not in client.get("/mapa-strony/").content.decode()


def test_the_search_finds_words_of_the_text_but_no_drafts(client: Client, town: Town) -> None:
    def found() -> list[str]:
        return [
            str(link["href"])
            for link in opened(client, "/szukaj/?q=protoko%C5%82u").select("main a")
        ]

    assert "/urzad/skargi-i-wnioski/" in found()
    Page.objects.get(pk=town.complaints.pk).unpublish()
    assert "/urzad/skargi-i-wnioski/" not in found()


@pytest.mark.parametrize("words", ["%00", "%ff%fe", "%3Cscript%3E", "a" * 5000, "%22%28%2A", " "])
def test_the_search_takes_any_words(client: Client, words: str) -> None:
    response = client.get(f"/szukaj/?q={words}")
    assert response.status_code == HTTPStatus.OK
    assert "<script" not in response.content.decode()


def test_residents_have_the_strict_policy_and_the_admin_a_looser_one(client: Client) -> None:
    for address in ADDRESSES:
        policy = client.get(address).headers["Content-Security-Policy"]
        assert re.search(r"script-src 'self'(;|$)", policy)
        assert "unsafe" not in policy
    assert "unsafe-inline" in client.get("/admin/login/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_sets_a_cookie(client: Client, address: str) -> None:
    assert not client.get(address).cookies

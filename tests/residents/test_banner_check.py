"""The warning that no banner is on the home page (R-10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from wagtail.models import Page, Site

from example_site.home.models import HomePage
from tests.factories import a_survey_page, survey_of
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.banner_check import banner_is_missing, carries_banner

BASE = "https://przykladow.example/"
ADDRESSES = frozenset({"/urzad/ankieta", "/ocen-urzad/K7RT2"})


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a class="ou-banner ou-banner-site" href="/urzad/ankieta/">Oceń Urząd</a>', True),
        ('<a href="urzad/ankieta"><img src="b.png" alt="Oceń Urząd"></a>', True),
        ('<a href="https://przykladow.example/ocen-urzad/K7RT2/?x"><svg></svg></a>', True),
        ('<footer><a href="/urzad/ankieta/">Oceń Urząd</a></footer>', False),
        ('<a href="/urzad/ankieta/">Oceń Urząd</a><img src="b.png" alt="">', False),
        ('<a class="ou-banner" href="/kontakt/">Oceń Urząd</a>', False),
        ('<!-- <a class="ou-banner" href="/urzad/ankieta/"></a> -->', False),
        ("", False),
    ],
)
def test_a_banner_is_ours_or_a_picture_that_leads_to_a_survey(html: str, expected: bool) -> None:
    assert carries_banner(html=html, base=BASE, addresses=ADDRESSES) == expected


@pytest.fixture
def site() -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What the home page answers with; the town's own page is not ours to test."""
    response: dict[str, Any] = {"content": "", "status": 200}

    def make_preview_request(self: Page, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(**response)

    monkeypatch.setattr(Page, "make_preview_request", make_preview_request)
    yield response
    cache.clear()


@pytest.mark.django_db
def test_a_home_page_without_a_banner_is_noticed(site: Site, answer: dict[str, Any]) -> None:
    a_survey_page()
    answer["content"] = "<p>Witamy</p>"

    assert banner_is_missing(site=site)


@pytest.mark.django_db
def test_the_permanent_address_counts(site: Site, answer: dict[str, Any]) -> None:
    code = survey_of(a_survey_page()).code
    answer["content"] = f'<a href="/ocen-urzad/{code}/"><img alt="Oceń Urząd" src="b.png"></a>'

    assert not banner_is_missing(site=site)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_home_page_that_cannot_be_judged_is_not_blamed(
    site: Site, answer: dict[str, Any], status: int
) -> None:
    a_survey_page()
    answer["status"] = status

    assert not banner_is_missing(site=site)


@pytest.mark.django_db
def test_a_home_page_that_fails_is_not_blamed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    a_survey_page()

    def fail(self: Page) -> HttpResponse:
        raise RuntimeError

    monkeypatch.setattr(Page, "make_preview_request", fail)

    assert not banner_is_missing(site=site)


@pytest.mark.django_db
def test_without_a_survey_no_banner_is_missing(site: Site, answer: dict[str, Any]) -> None:
    assert not banner_is_missing(site=site)


@pytest.mark.django_db
def test_the_answer_is_kept_for_a_while(site: Site, answer: dict[str, Any]) -> None:
    a_survey_page()
    assert banner_is_missing(site=site)
    answer["content"] = f'<a class="ou-banner" href="{a_survey_page().get_url()}"></a>'

    assert banner_is_missing(site=site)
    cache.clear()
    assert not banner_is_missing(site=site)


@pytest.mark.django_db
@pytest.mark.parametrize(("is_on", "is_missing"), [(True, False), (False, True)])
def test_the_towns_home_page_is_really_looked_at(site: Site, is_on: bool, is_missing: bool) -> None:
    front = HomePage(title="Przykładów", slug="front", question="Jaką sprawę?")
    Page.get_first_root_node().add_child(instance=front)
    site.root_page = front
    site.save()
    survey = a_survey_page()
    RateOfficeBanner.objects.create(page=survey, is_on=is_on)

    assert banner_is_missing(site=site) == is_missing


@pytest.mark.django_db
def test_what_was_mended_is_seen_at_once(site: Site, answer: dict[str, Any]) -> None:
    assert not banner_is_missing(site=site)  # there is no survey to lead to

    page = a_survey_page()
    assert banner_is_missing(site=site)

    RateOfficeBanner.objects.create(page=page)
    answer["content"] = f'<a class="ou-banner" href="{page.url}">Oceń Urząd</a>'
    assert not banner_is_missing(site=site)

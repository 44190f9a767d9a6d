"""The banner „Oceń Urząd” (R-10)."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.blocks import StreamBlock
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

import wagtail_ocen_urzad
from tests.factories import a_survey_page, home
from wagtail_ocen_urzad import shared_cache
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents import banner_showing, contrast
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.banner_showing import RateOfficeBannerBlock, banner_html

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)
STYLES = Path(wagtail_ocen_urzad.__file__).parent / "static/wagtail_ocen_urzad/banner.css"
Colours, Ink, Look = RateOfficeBanner.Colours, RateOfficeBanner.Ink, RateOfficeBanner.Look

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> SurveyPage:
    return a_survey_page()


def a_banner(page: Page, **fields: Any) -> RateOfficeBanner:
    banner: RateOfficeBanner = RateOfficeBanner.objects.create(page=page, **fields)
    return banner


def a_picture(width: int = 800, height: int = 160) -> Any:
    return get_image_model().objects.create(
        title="Baner", file=get_test_image_file(size=(width, height))
    )


def a_request(path: str = "/", host: str = "localhost") -> HttpRequest:
    return RequestFactory().get(path, headers={"host": host})


def shown(request: HttpRequest | None = None, at: datetime = NOON) -> Tag | None:
    html = banner_html(request=request or a_request(), at=at)
    link = BeautifulSoup(html, "html.parser").find("a")
    assert link is None or isinstance(link, Tag)
    return link


def title(link: Tag | None) -> str:
    assert link
    heading = link.find("strong")
    assert heading
    return heading.get_text()


def test_it_is_a_plain_link_with_the_words_of_the_ordinance(page: SurveyPage) -> None:
    a_banner(page)

    link = shown()

    assert link
    assert link["href"] == page.get_url()
    assert " ".join(link.get_text().split()) == (
        "Oceń Urząd Jak zostali Państwo obsłużeni? Ankieta jest anonimowa i zajmuje około 3 minut."
    )
    assert link.select("script, style, [style], [onclick], iframe") == []
    assert [icon["aria-hidden"] for icon in link.select("svg")] == ["true"]


def test_without_a_banner_there_is_nothing() -> None:
    assert shown() is None


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, True),
        ({"is_on": False}, False),
        ({"shown_from": TODAY, "shown_until": TODAY}, True),
        ({"shown_from": TODAY + DAY}, False),
        ({"shown_until": TODAY - DAY}, False),
    ],
)
def test_it_is_shown_while_it_is_on_and_in_its_days(
    page: SurveyPage, fields: dict[str, Any], is_shown: bool
) -> None:
    a_banner(page, **fields)

    assert (shown() is not None) == is_shown


def test_its_days_are_those_of_the_office(page: SurveyPage) -> None:
    a_banner(page, shown_from=TODAY)
    before_midnight_in_london = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)

    assert shown(at=before_midnight_in_london) is not None


def test_it_does_not_lead_to_a_page_that_is_not_live() -> None:
    a_banner(a_survey_page(live=False))

    assert shown() is None


def test_of_several_the_newest_is_shown(page: SurveyPage) -> None:
    a_banner(page, title="starszy")
    a_banner(page, title="nowszy")

    assert title(shown()) == "nowszy"


def test_a_banner_of_another_website_is_not_ours(page: SurveyPage) -> None:
    other = Site.objects.create(hostname="inne.example", port=80, root_page=home())
    a_banner(page, title="wszędzie")
    a_banner(page, title="tam", site=other)

    assert title(shown()) == "wszędzie"
    assert title(shown(a_request(host="inne.example"))) == "tam"


def test_a_page_carries_one_and_the_survey_none(page: SurveyPage) -> None:
    a_banner(page)
    request = a_request()
    twice = Template("{% load ocen_urzad %}{% ocen_urzad_banner %}|{% ocen_urzad_banner %}")

    first, second = twice.render(Context({"request": request})).split("|")

    assert "ou-banner" in first
    assert second == ""
    assert shown(a_request(path=page.get_url())) is None


def test_a_template_without_a_request_has_none(page: SurveyPage) -> None:
    a_banner(page)

    assert Template("{% load ocen_urzad %}{% ocen_urzad_banner %}").render(Context()) == ""


def test_the_block_shows_the_same(page: SurveyPage) -> None:
    a_banner(page)
    block = StreamBlock([("banner", RateOfficeBannerBlock())])
    value = block.to_python([{"type": "banner", "value": None}])

    html = block.render(value, context={"request": a_request()})

    assert 'class="ou-banner ou-banner-site"' in html


def test_a_kept_rendering_asks_no_database(page: SurveyPage) -> None:
    a_banner(page)
    request = a_request()
    Site.find_for_request(request)
    with CaptureQueriesContext(
        connection,
    ) as first:
        shown(request)
    again = a_request()
    Site.find_for_request(again)
    with CaptureQueriesContext(connection) as second:
        assert shown(again) is not None

    assert len(first) <= 2
    assert len(second) == 0


def test_a_cache_that_writes_json_keeps_the_markup(
    page: SurveyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_banner(page)
    put, get = shared_cache.put, shared_cache.get
    monkeypatch.setattr(
        shared_cache, "put", lambda *, value, **more: put(value=json.dumps(value), **more)
    )
    monkeypatch.setattr(shared_cache, "get", lambda *, key: json.loads(get(key=key) or "null"))
    banner_showing.forget()
    tag = Template("{% load ocen_urzad %}{% ocen_urzad_banner %}")

    first, second = (tag.render(Context({"request": a_request()})) for _visit in range(2))

    assert first.startswith("<a ")
    assert second == first


def test_a_saved_banner_is_seen_at_once(page: SurveyPage) -> None:
    banner = a_banner(page)
    assert shown() is not None

    banner.is_on = False
    banner.save()

    assert shown() is None


def test_it_is_small(page: SurveyPage) -> None:
    a_banner(page, look=Look.ICON)
    html = banner_html(request=a_request(), at=NOON)

    assert len(gzip.compress(html.encode())) + len(gzip.compress(STYLES.read_bytes())) <= 1536
    assert len(gzip.compress(html.encode())) < 800


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("alternative_text", ["", "Herb Przykładowa"])
def test_a_picture_of_the_office_stands_beside_the_words(
    page: SurveyPage, alternative_text: str
) -> None:
    a_banner(page, look=Look.BOTH, picture=a_picture(), alternative_text=alternative_text)

    link = shown()

    assert link
    assert title(link) == "Oceń Urząd"
    assert [(tag["class"], tag["alt"]) for tag in link.select("img")] == [
        (["ou-banner-beside"], alternative_text)
    ]


# Wagtail leaves a temporary file to the garbage collector when it makes a rendition.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_has_all_its_words_and_a_crop_for_narrow_columns(page: SurveyPage) -> None:
    a_banner(
        page,
        look=Look.PICTURE,
        picture=a_picture(),
        narrow_picture=a_picture(600, 400),
        alternative_text="Oceń Urząd. Anonimowa ankieta, około 3 minut.",
    )

    link = shown()

    assert link
    assert [(tag["class"], tag["alt"]) for tag in link.select("img")] == [
        (["ou-banner-narrow"], "Oceń Urząd. Anonimowa ankieta, około 3 minut."),
        (["ou-banner-wide"], "Oceń Urząd. Anonimowa ankieta, około 3 minut."),
    ]
    assert link.get_text().strip() == ""


@pytest.mark.parametrize("look", [Look.BOTH, Look.PICTURE])
def test_when_its_picture_is_deleted_the_words_are_back(page: SurveyPage, look: str) -> None:
    picture = a_picture()
    a_banner(page, look=look, picture=picture, alternative_text="Oceń Urząd")
    picture.delete()

    assert title(shown()) == "Oceń Urząd"


def test_own_colours_are_attributes_not_styles(page: SurveyPage) -> None:
    a_banner(page, colours=Colours.OWN, background="#ffd400", foreground=Ink.DARK)

    link = shown()

    assert link
    assert link["class"] == ["ou-banner", "ou-banner-own", "ou-banner-ink"]
    assert [ground["fill"] for ground in link.select("rect")] == ["#ffd400"]


def test_its_words_are_never_markup(page: SurveyPage) -> None:
    a_banner(page, title="<b>Oceń</b>", line='"><script>alert(1)</script>', look=Look.ICON)

    link = shown()

    assert link
    assert title(link) == "<b>Oceń</b>"
    assert link.select("b, script") == []


def problems(**fields: Any) -> dict[str, list[str]]:
    with override("en"):
        try:
            RateOfficeBanner(**fields).clean()
        except ValidationError as error:
            return error.message_dict
    return {}


def test_pale_colours_are_refused_and_their_contrast_is_named() -> None:
    assert problems(colours=Colours.OWN, background="#8fa89f", foreground=Ink.WHITE) == {
        "background": [
            "The contrast of the text to this background is 2.5:1; it must be at least 4.5:1."
        ]
    }


def test_colours_that_are_not_used_are_not_judged() -> None:
    assert problems(colours=Colours.SITE, background="#ffffff", foreground=Ink.WHITE) == {}


@pytest.mark.parametrize("background", ["", "red", "#12345", 'red"/><script>'])
def test_own_colours_need_a_ground(background: str) -> None:
    assert list(problems(colours=Colours.OWN, background=background)) == ["background"]


@settings(deadline=None)
@given(background=st.integers(0, 0xFFFFFF).map("#{:06x}".format), foreground=st.sampled_from(Ink))
def test_what_is_accepted_is_legible(background: str, foreground: str) -> None:
    ratio = contrast.ratio(first=background, second=foreground)
    refused = problems(colours=Colours.OWN, background=background, foreground=foreground)

    assert (not refused) == (ratio >= 4.5)


def test_a_picture_needs_its_words() -> None:
    assert list(problems(look=Look.PICTURE)) == ["picture", "alternative_text"]


def test_a_picture_beside_the_words_may_be_mere_decoration() -> None:
    assert list(problems(look=Look.BOTH)) == ["picture"]


def test_the_last_day_is_not_before_the_first() -> None:
    assert list(problems(shown_from=TODAY, shown_until=TODAY - DAY)) == ["shown_until"]


def test_it_leads_to_a_survey_and_nowhere_else(page: SurveyPage) -> None:
    assert problems(page=page) == {}
    assert list(problems(page=Page.objects.get(pk=home().pk))) == ["page"]

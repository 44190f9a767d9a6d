"""„Instrukcja obsługi” in the admin and as PDF: R-21."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import a_user
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad import __version__, pdf
from wagtail_ocen_urzad.staff.manual import printing
from wagtail_ocen_urzad.staff.manual.book import PICTURES, the_manual

pytestmark = pytest.mark.django_db

INDEX = "/admin/ocen-urzad/instrukcja/"


@pytest.fixture
def desk() -> Client:
    return desk_of(a_user("ewa", "view_results"))


@pytest.fixture(scope="module")
def made() -> bytes:
    """The PDF takes seconds, so one is enough."""
    return printing._made(printing._html(the_manual()))


def test_it_says_for_which_version_and_when_it_was_made(desk: Client) -> None:
    page = soup(desk.get(INDEX))

    assert words(page.select_one(".ou-manual__meta")) == (
        f"Wersja programu {__version__}, 29 listopada 2026 r."
    )


def test_contents_lead_to_every_chapter_and_on_to_the_next(desk: Client) -> None:
    page = soup(desk.get(INDEX))
    titles = [words(one) for one in page.select(".ou-manual__contents > ul > li > a")]
    assert titles == [chapter.title for chapter in the_manual().chapters]

    walked = []
    while (further := page.select_one(".ou-manual__turn [rel=next]")) is not None:
        page = soup(desk.get(str(further["href"])))
        walked.append(words(page.select_one(".ou-manual__contents [aria-current=page]")))

    assert walked == titles


def test_every_link_and_every_picture_leads_somewhere(desk: Client) -> None:
    pages = {
        url: soup(desk.get(url))
        for url in (
            INDEX,
            *(reverse("ocen_urzad_manual:chapter", args=[c.name]) for c in the_manual().chapters),
        )
    }
    lost = []
    for url, page in pages.items():
        text: Any = page.select_one(".ou-manual__text")
        for link in text.select("a"):
            target, _, place = link["href"].partition("#")
            at = pages.get(target or url)
            if at is None or (place and at.find(id=place) is None):
                lost.append(f"{url}: {link['href']}")
        lost += [
            f"{url}: {image['src']}"
            for image in text.select("img")
            if desk.get(image["src"]).status_code != 200 or not image["alt"]
        ]

    assert lost == []


def test_pictures_are_those_of_the_manual_only(desk: Client) -> None:
    menu = desk.get(f"{INDEX}obrazy/menu.png/")

    assert (menu.status_code, menu["Content-Type"]) == (200, "image/png")
    assert menu.content == (PICTURES / "menu.png").read_bytes()
    for name in ("..%2f04-raporty.md", "menu", "raporty.md"):
        assert desk.get(f"{INDEX}obrazy/{name}/").status_code == 404


def test_every_picture_is_in_the_manual() -> None:
    manual = the_manual()
    text = "".join(chapter.text for chapter in (manual.introduction, *manual.chapters))

    shown = set(re.findall(r"\(obrazy/([\w-]+\.png)\)", text))

    assert shown == {path.name for path in PICTURES.iterdir()}


def test_the_pdf_is_made_once_and_kept(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def quick(**what: Any) -> bytes:
        made.append(what["html"])
        return b"%PDF-1.7 quick"

    monkeypatch.setattr(pdf, "render", quick)

    first, second = (desk.get(f"{INDEX}pdf/") for _ in range(2))

    assert first.content == second.content == b"%PDF-1.7 quick"
    assert first["Content-Disposition"] == (
        f'attachment; filename="instrukcja-obslugi-{__version__}.pdf"'
    )
    assert len(made) == 1
    cache.clear()
    desk.get(f"{INDEX}pdf/")
    assert len(made) == 2


def _text(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


def test_the_pdf_has_a_title_page_with_version_and_date(made: bytes) -> None:
    document = pypdf.PdfReader(BytesIO(made))
    title = _text(document.pages[0])

    assert document.metadata is not None
    assert document.metadata.title == (
        f"Instrukcja obsługi narzędzia „Oceń Urząd”, wersja {__version__}"
    )
    assert f"Wersja programu {__version__} Data 29 listopada 2026 r." in title


def test_the_pdf_has_contents_and_bookmarks_to_every_chapter(made: bytes) -> None:
    chapters = [f"{n}. {one.title}" for n, one in enumerate(the_manual().chapters, start=1)]
    document = pypdf.PdfReader(BytesIO(made))
    contents = " ".join(_text(page) for page in document.pages[1:4])
    _title, below = document.outline

    bookmarks = [one.title for one in below if not isinstance(one, list)]

    assert bookmarks == ["Spis treści", *chapters]
    assert [one for one in chapters if one not in contents] == []


def test_the_pdf_is_accessible(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as document:
        root = document.Root
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        tags = [element for element, _ in pdf._elements(root.StructTreeRoot.K, is_in_head=False)]
        figures = [one for one in tags if one.S == "/Figure"]

        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("pl", True)
        assert len(figures) == len(list(PICTURES.iterdir()))
        assert [one for one in figures if not str(one.get("/Alt", ""))] == []

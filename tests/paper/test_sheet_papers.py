"""What a sheet says, in which type, and to whom: read out of the PDFs themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest
import zxingcpp
from django.utils.translation import override

from tests.every_kind import EVERY_KIND
from tests.paper.rasters import DPI
from tests.paper.sheets import SHEET, SURVEYS, made
from wagtail_ocen_urzad.paper.printing.posters import Desk, Format, Poster, posters
from wagtail_ocen_urzad.paper.printing.sheet import accessible_sheet, draft_sheet
from wagtail_ocen_urzad.paper.printing.style import ORDINARY


def texts(content: bytes) -> list[str]:
    """Return the text of every page, blanks made plain and word joiners left out."""
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return [" ".join(page.extract_text().replace("\u2060", "").split()) for page in pages]


def elements(kids: Any) -> Iterator[Any]:
    """Yield the structure of a tagged PDF."""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid.get("/K", pikepdf.Array()))


def fonts(content: bytes) -> list[Any]:
    with pikepdf.open(BytesIO(content)) as document:
        return [
            (str(one.FontName), any(name in one for name in ("/FontFile2", "/FontFile3")))
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]


def pictures(content: bytes) -> list[Any]:
    import pypdfium2  # noqa: PLC0415 - beside the tests that look at pages

    document = pypdfium2.PdfDocument(content)
    return [
        document[number].render(scale=DPI / 72, grayscale=True).to_numpy().squeeze()
        for number in range(len(document))
    ]


@pytest.mark.parametrize("name", SURVEYS)
def test_every_type_is_embedded(name: str) -> None:
    found = fonts(made(name).printed)

    assert {name.partition("+")[2] for name, _is_here in found} >= {"Lato-Bold"}
    assert [name for name, is_here in found if not is_here] == []


def test_the_code_stands_on_every_page_in_letters() -> None:
    sheet = made("starter")

    assert [re.findall(r"OU1/\S+", text) for text in texts(sheet.printed)] == [
        [code] for code in sheet.codes
    ]


def test_the_sheet_says_how_it_is_filled_in_and_where_it_goes() -> None:
    first = texts(made("starter").printed)[0]

    for sentence in (
        "Przy każdym pytaniu prosimy zaznaczyć znakiem X jedną odpowiedź, chyba że podano inaczej.",
        "W razie pomyłki prosimy zamalować całą kratkę i wstawić znak X w innej.",
        "Wypełnioną ankietę prosimy wrzucić do urny: BOK – parter, stanowiska 1–4.",
        "Wersja ankiety 3 z dnia 2 czerwca 2025 r.",
        "Ankieta jest anonimowa – prosimy jej nie podpisywać",
        "Numer arkusza służy wyłącznie do połączenia stron ankiety.",
        "Ankieta nie służy do składania skarg i wniosków.",
        "Tę ankietę można też wypełnić przez internet: przykladow.example /ocen-urzad/K7M3Q/BQKAA",
        "strona 1 z 3",
    ):
        assert sentence in first


def test_the_end_names_the_way_to_complain_and_the_project() -> None:
    last = texts(made("starter").printed)[-1]

    assert "Informacje o składaniu skarg i wniosków: https://bip.przykladow.example/skargi" in last
    assert "Przyjazny Urząd Projekt współfinansowany przez Unię Europejską." in last


def test_skips_are_said_in_words() -> None:
    whole = " ".join(texts(made("every kind").printed))

    assert "nie (proszę przejść do pytania 8)" in whole
    assert "Jeśli „nie”, proszę przejść do pytania 25." in whole
    assert "Jeśli „tak”, jest to już ostatnie pytanie." in whole


@pytest.mark.parametrize("address", ["", SHEET.address])
def test_a_draft_is_marked_and_carries_no_code(address: str) -> None:
    content = draft_sheet(
        questionnaire=EVERY_KIND, sheet=replace(SHEET, version=0, address=address), style=ORDINARY
    )

    said = texts(content)
    assert ["SZKIC" in text for text in said] == [True] * 5
    assert "OU1" not in " ".join(said)
    assert "Wersja ankiety" not in " ".join(said)
    assert ["Szkic z dnia 2 czerwca 2025 r." in text for text in said] == [True] * 5
    assert ["przez internet" in text for text in said] == [bool(address)] * 5
    assert [zxingcpp.read_barcodes(page) for page in pictures(content)] == [[]] * 5


@pytest.mark.parametrize("name", [name for name in SURVEYS if name.endswith(", large")])
def test_large_print_is_large_everywhere(name: str) -> None:
    """Paper 1: 16 to 18 points; only the code in letters, read by nobody, is smaller."""
    small = set()

    def note(text: str, _cm: Any, tm: Any, _font: Any, size: float) -> None:
        height = abs(size * tm[3])
        if text.strip() and height < 15.9 and not text.strip().startswith("OU1/"):
            small.add((text.strip(), round(height, 1)))

    for page in pypdf.PdfReader(BytesIO(made(name).printed)).pages:
        page.extract_text(visitor_text=note)

    assert small == set()


def test_the_accessible_copy_is_tagged_and_says_everything() -> None:
    content = accessible_sheet(questionnaire=EVERY_KIND, sheet=SHEET)
    with pikepdf.open(BytesIO(content)) as document:
        assert str(document.Root.Lang) == "pl"
        assert bool(document.Root.MarkInfo.Marked)
        assert "pdfuaid:part" in str(document.open_metadata())
        kinds = [str(one.S) for one in elements(document.Root.StructTreeRoot.K)]

    questions = list(EVERY_KIND.questions())
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(EVERY_KIND.areas)
    assert kinds.count("/H3") == len(questions)
    whole = " ".join(texts(content))
    assert [q.text for q in questions if q.text not in whole] == []
    assert "OU1" not in whole


def test_a_sheet_says_the_same_whatever_language_the_screen_has() -> None:
    with override("en"):
        content = accessible_sheet(questionnaire=EVERY_KIND, sheet=SHEET)

    assert "Można zaznaczyć kilka odpowiedzi." in " ".join(texts(content))


@pytest.mark.parametrize("paper", Format)
def test_a_poster_leads_every_desk_to_its_own_address(paper: Format) -> None:
    addresses = [
        "https://przykladow.example/ocen-urzad/K7M3Q/BQKAA/",
        "https://przykladow.example/ocen-urzad/K7M3Q/",
    ]
    content = posters(
        poster=Poster(title="Oceń Urząd", line="", minutes=3, made_on=SHEET.made_on),
        desks=[
            Desk(name=name, address=address)
            for name, address in zip(("Kasa, pok. 5", ""), addresses, strict=True)
        ],
        paper=paper,
        office=None,
    )

    codes = [[code.text for code in zxingcpp.read_barcodes(page)] for page in pictures(content)]
    assert codes == [[address] for address in addresses]
    first, second = texts(content)
    assert "Oceń Urząd" in first
    assert "Kasa, pok. 5" in first
    assert "Kasa" not in second
    assert "Odpowiedź zajmuje około 3 minut." in first
    with pikepdf.open(BytesIO(content)) as document:
        assert "pdfuaid:part" in str(document.open_metadata())

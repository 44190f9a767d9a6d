"""The report on paper: accessible, complete, with its hash on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from tests.reports.sample import LOGO_SHA256, SHA256, golden, question, rating, report_of, sample
from tests.reports.test_report_html import LIVE, hostile
from tests.test_pdf import PIXEL
from wagtail_ocen_urzad.reports.documents import present, report_pdf

IN_FOURS = " ".join(re.findall("....", SHA256))


class Paper:
    """A PDF as its readers meet it."""

    def __init__(self, data: dict[str, Any], **more: Any) -> None:
        self.content = report_pdf(data=data, sha256=SHA256, **more)
        self.pdf = pikepdf.open(BytesIO(self.content))
        self.pages = [
            " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(self.content)).pages
        ]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    def elements(self, *names: str) -> list[pikepdf.Object]:
        """Elements of the structure with these names, in the order of reading."""
        found: list[pikepdf.Object] = []

        def walk(kids: Any) -> None:
            for kid in kids:
                if hasattr(kid, "objgen") and "/S" in kid:
                    if str(kid.S) in names:
                        found.append(kid)
                    walk(kid.get("/K", ()))

        walk(self.pdf.Root.StructTreeRoot.K)
        return found


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper(sample(), pictures={LOGO_SHA256: PIXEL})


def fonts_of(document: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    for page in document.pages:
        for font in page.Resources.get("/Font", {}).values():
            inner = font.DescendantFonts[0].FontDescriptor
            yield (
                str(font.BaseFont).split("+")[-1],
                bool({"/FontFile2", "/FontFile3"} & inner.keys()),
            )


def test_it_claims_what_it_is(paper: Paper) -> None:
    root = paper.pdf.Root

    assert str(root.Lang) == "pl"
    assert bool(root.MarkInfo.Marked)
    assert str(root.ViewerPreferences.DisplayDocTitle).lower() == "true"
    with paper.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == (
            "Raport z badania satysfakcji klientów: Raport okresowy nr 4, Urząd Miejski"
            " w Przykładowie, 1 stycznia – 31 grudnia 2025 r."
        )


def test_headings_go_down_one_level_at_a_time(paper: Paper) -> None:
    levels = [int(str(one.S)[2:]) for one in paper.elements("/H1", "/H2", "/H3", "/H4")]

    assert levels[:2] == [1, 2]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_bookmarks_are_the_chapters(paper: Paper) -> None:
    with paper.pdf.open_outline() as outline:
        [title] = outline.root
        chapters = [one.title for one in title.children]

    assert title.title == "Raport z badania satysfakcji klientów"
    assert chapters == [
        "Spis treści",
        "Podstawa i metoda",
        "Podsumowanie",
        "Metryczka",
        "Pytanie po pytaniu",
        "Obszary",
        "Komórki organizacyjne",
        "Kanały i stanowiska obsługi",
        "Załącznik: treść ankiety",
        "Załącznik: dane urzędu",
        "Załącznik: skróty",
    ]


def test_each_chart_is_a_figure_that_says_the_sentence_above_it(paper: Paper) -> None:
    views = [
        one
        for area in present(data=sample(), sha256=SHA256).areas
        for one in area.questions
        if one.print_chart
    ]

    assert [str(one.Alt) for one in paper.elements("/Figure")] == [
        "Herb Przykładowa",
        *[one.sentence for one in views],
    ]
    assert len(views) == 13


def test_every_cell_knows_its_heads(paper: Paper) -> None:
    assert {str(one.A.Scope) for one in paper.elements("/TH")} == {"/Column", "/Row"}


def test_all_content_belongs_to_the_structure(paper: Paper) -> None:
    names = {
        str(one.S)
        for one in paper.pdf.objects
        if isinstance(one, pikepdf.Dictionary) and "/S" in one
    }
    elements = {one.objgen for one in paper.elements(*names)}
    tagged = [
        one
        for entry in paper.pdf.Root.StructTreeRoot.ParentTree.Nums[1::2]
        if isinstance(entry, pikepdf.Array)
        for one in entry
        if isinstance(one, pikepdf.Dictionary)
    ]

    assert len(tagged) > 1000
    assert [one for one in tagged if one.objgen not in elements] == []


def test_fonts_travel_with_it(paper: Paper) -> None:
    assert set(fonts_of(paper.pdf)) == {
        ("Lato", True),
        ("Lato-Bold", True),
        ("Lato-Heavy", True),
    }


def test_hash_and_page_number_on_every_page(paper: Paper) -> None:
    many = len(paper.pages)

    for number, text in enumerate(paper.pages, start=1):
        assert IN_FOURS in text
        assert f"strona {number} z {many}" in text


def test_running_head_from_the_second_page_on(paper: Paper) -> None:
    shown = ["Raport nr 4 · 1.01–31.12.2025" in text for text in paper.pages]

    assert shown == [False, *[True] * (len(paper.pages) - 1)]


def test_title_page(paper: Paper) -> None:
    for text in (
        "Urząd Miejski w Przykładowie ul. Ratuszowa 1, 00-000 Przykładów",
        "Raport okresowy nr 4 Raport z badania satysfakcji klientów",
        "Znak sprawy OR.0643.1.2026",
        "Sporządził(a) data, imię i nazwisko, podpis",
        "Zatwierdził(a) data, imię i nazwisko, podpis",
    ):
        assert text in paper.pages[0]


def test_no_question_is_split(paper: Paper) -> None:
    report = present(data=sample(), sha256=SHA256)
    # Without spaces: a line may end anywhere.
    pages = ["".join(text.split()) for text in paper.pages if "Załącznik:" not in text]
    for area in (*report.demographics, *report.areas):
        for one in area.questions:
            parts = ["".join(text.split()) for text in (one.title, one.sentence, *one.notes)]
            assert [page for page in pages if all(part in page for part in parts)], one.title


def test_golden_figures_on_paper() -> None:
    text = Paper(report_of(questions=[golden()], forms=109)).text

    for figure in ("4,10 średnia", "4 mediana", "76,7% dobre", "77,4 wskaźnik", "48 46,6 44,0"):
        assert figure in text
    assert "Podstawa odsetków: 103 odpowiedzi ważne oraz 109 wszystkich ankiet." in text


def test_screen_and_paper_say_the_same(paper: Paper) -> None:
    report = present(data=sample(), sha256=SHA256)
    for area in (*report.demographics, *report.areas):
        for one in area.questions:
            for row in one.rows:
                figures = (row.label, row.count, row.share_valid, row.share_asked)
                assert " ".join(" ".join(figures).split()) in paper.text


def test_made_again_it_is_the_same() -> None:
    data = report_of(questions=[golden()], forms=109)
    first, again = (
        report_pdf(data=data, sha256=SHA256, pictures={LOGO_SHA256: PIXEL}) for _ in range(2)
    )

    assert again == first


def test_nothing_that_was_typed_is_live() -> None:
    text = Paper(hostile()).text

    assert text.count('<script>alert("1")</script>') > 20
    assert LIVE[-8:] in text


def test_a_missing_logo_is_said_in_words() -> None:
    paper = Paper(report_of(questions=[golden()], forms=109))

    assert "Herb Przykładowa" in paper.pages[0]
    assert str(paper.elements("/Figure")[0].Alt).startswith("Odpowiedź")


def test_project_and_its_logos_are_on_the_title_page() -> None:
    data = report_of(questions=[golden()], forms=109)
    data["office"]["data"] = data["office"]["data"] | {
        "project": {
            "name": "Sprawny urząd",
            "funding_note": "Projekt współfinansowany ze środków Unii Europejskiej.",
            "logos": [{"sha256": LOGO_SHA256, "alt": "Unia Europejska", "type": "image/png"}],
        }
    }
    paper = Paper(data, pictures={LOGO_SHA256: PIXEL})

    assert "Sprawny urząd Projekt współfinansowany ze środków Unii" in paper.pages[0]
    assert [str(one.Alt) for one in paper.elements("/Figure")][:2] == [
        "Herb Przykładowa",
        "Unia Europejska",
    ]


def test_no_forms_are_one_sentence() -> None:
    paper = Paper(report_of(questions=[golden()], forms=0))

    assert "W 2025 r. zebrano 0 ankiet." in paper.pages[1]
    assert "Rozkład odpowiedzi" not in paper.text
    assert "Załącznik: treść ankiety" in paper.text


def test_sixty_questions_fit_a_page_each() -> None:
    questions = [
        golden(number=number) | {"code": f"q{number}", "text": f"Pytanie numer {number}"}
        for number in range(1, 61)
    ]
    paper = Paper(report_of(questions=questions, forms=109))
    charts = [text for text in paper.pages if "Rozkład odpowiedzi" in text]

    assert len(paper.elements("/Figure")) == 60
    assert len(charts) == 60


def test_tables_longer_than_a_page_repeat_their_heads_and_keep_their_heading() -> None:
    names = [f"Komórka numer {number}" for number in range(1, 61)]
    options = [(f"o{place}", name, 1, False) for place, name in enumerate(names)]
    one = question(code="a", text="Która?", kind="single", options=options, valid=60, forms=60)
    data = report_of(questions=[one], forms=60)
    data["forms"]["departments"] = [
        {"code": name, "name": name, "symbol": "", "forms": 1} for name in names
    ]
    paper = Paper(data)
    with_answers, with_departments = (
        [text for text in paper.pages if head in text]
        for head in ("Odpowiedź Liczba % odpowiedzi", "Komórka organizacyjna Ankiety % ankiet")
    )

    assert len(with_answers) > 1 < len(with_departments)
    assert "1. Która?" in with_answers[0]
    assert "Komórki organizacyjne Komórka organizacyjna" in with_departments[0]


def test_long_words_of_a_scale_are_left_to_the_table() -> None:
    labels = [f"odpowiedź pełnym zdaniem, które ma wiele słów, o numerze {n}" for n in range(5)]
    one = rating(code="a", text="A", marks=(9, 9, 9, 9, 9), labels=labels, forms=45)
    paper = Paper(report_of(questions=[one], forms=45))

    assert "Odsetki, które nie mieszczą się na wykresie, są w tabeli." in paper.text
    assert [label for label in labels if label not in paper.text] == []

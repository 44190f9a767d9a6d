"""The protocol of a box on paper: everything that its page says, and lines to sign on."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from tests.factories import a_user
from tests.staff.paper_boxes import a_box, a_clerk, a_paper_page, below, closed, entered
from tests.staff.screens import desk_of, soup
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.staff.paper.protocol_pdf import protocol_pdf, signatories
from wagtail_ocen_urzad.survey.models import Office, PaperBatch, ServicePoint

pytestmark = pytest.mark.django_db

ON = date(2026, 4, 1)


@pytest.fixture
def page() -> SurveyPage:
    return a_paper_page()


@pytest.fixture
def reader() -> Client:
    """A person who reads the results and may enter nothing."""
    return desk_of(a_user("ewa", "view_results"))


def a_counted_box(page: SurveyPage) -> PaperBatch:
    """Two sheets found, one entered, the other destroyed: closed with the reason."""
    batch = a_box(
        page,
        found=2,
        issued=4,
        opened_by="Anna Nowicka, Piotr Wrona",
        case_number="OR.0643.2.2026",
        period=(date(2026, 3, 1), date(2026, 3, 9)),
    )
    return closed(entered(batch, {"overall": ["4"]}), because="Arkusz <b>zniszczony</b>")


def text_of(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def test_it_says_what_the_page_says(page: SurveyPage) -> None:
    batch = a_counted_box(page)
    operations.record_correction(
        batch=batch, text="Źle policzono.", by=None, at=batch.brought_on, numbers={"issued": 5}
    )
    batch.refresh_from_db()

    text = text_of(protocol_pdf(batch=batch, on=ON))

    for words in (
        "Urząd Miejski w Przykładowie",
        "Protokół urny Partia nr 1",
        "Zamknięta 10 marca 2026 r.",
        "Stanowisko obsługi Biuro Obsługi Klienta",
        "Data otwarcia urny 10 marca 2026 r.",
        "1 marca – 9 marca 2026 r.",
        "Znak sprawy OR.0643.2.2026",
        "zwróconych = wprowadzonych + pustych + nieważnych 2 1 0 0",
        "Arkusz <b>zniszczony</b>",
        "Źle policzono. (wydanych: 4 → 5)",
        "Drugi wpis",
        "Stan na 1 kwietnia 2026 r.",
        "strona 1 z 1",
    ):
        assert words in text
    assert "nie jest jeszcze zamknięta" not in text


def test_everybody_who_opened_the_box_has_a_line_to_sign_on(page: SurveyPage) -> None:
    text = text_of(protocol_pdf(batch=a_counted_box(page), on=ON))
    _, signed = text.split("Podpisy osób, które otworzyły urnę ", 1)

    assert [signed.count(one) for one in ("Anna Nowicka", "Piotr Wrona", "podpis")] == [1, 1, 2]


@pytest.mark.parametrize(
    ("opened_by", "names"),
    [
        ("Anna Nowicka, Piotr Wrona", ["Anna Nowicka", "Piotr Wrona"]),
        ("Anna Nowicka i Piotr Wrona", ["Anna Nowicka", "Piotr Wrona"]),
        ("Anna Nowicka;\nPiotr Wrona,", ["Anna Nowicka", "Piotr Wrona"]),
        ("Anna Nowicka", ["Anna Nowicka"]),
        (" ", ["", ""]),
    ],
)
def test_names_are_taken_apart(opened_by: str, names: list[str]) -> None:
    assert signatories(opened_by=opened_by) == names


def test_a_box_that_is_open_still_says_so_and_needs_no_numbers(page: SurveyPage) -> None:
    text = text_of(protocol_pdf(batch=a_box(page, found=None, service_point=""), on=ON))

    assert "Partia nie jest jeszcze zamknięta: liczby mogą się zmienić." in text
    assert "nie policzono 0 0 0" in text
    assert "Stanowisko obsługi nieznane" in text


def test_a_withdrawn_box_says_why(page: SurveyPage) -> None:
    batch = a_box(page)
    operations.withdraw_batch(batch=batch, because="Zła ankieta", by=None, at=batch.brought_on)
    batch.refresh_from_db()

    assert "Zła ankieta" in text_of(protocol_pdf(batch=batch, on=ON))


def test_a_desk_that_is_no_longer_in_use_keeps_its_name(page: SurveyPage) -> None:
    a_counted_box(page)
    ServicePoint.objects.update(is_active=False)
    office = Office.objects.get()
    revision.change_office(office=office, by=None, at=timezone.now())

    text = text_of(protocol_pdf(batch=PaperBatch.objects.get(), on=ON))

    assert "Stanowisko obsługi Biuro Obsługi Klienta" in text


def test_it_is_tagged_and_the_same_each_time(page: SurveyPage) -> None:
    batch = a_counted_box(page)

    content = protocol_pdf(batch=batch, on=ON)

    assert protocol_pdf(batch=batch, on=ON) == content
    with pikepdf.open(BytesIO(content)) as document:
        assert str(document.Root.Lang) == "pl"
        assert bool(document.Root.MarkInfo.Marked)
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"].startswith("Protokół urny: Partia nr")


def test_whoever_reads_batches_takes_it_from_the_page(reader: Client, page: SurveyPage) -> None:
    batch = a_counted_box(page)
    [link] = soup(reader.get(below(batch))).select("a[href$='/protokol/']")

    response = reader.get(str(link["href"]))

    assert link.get_text(strip=True) == "Pobierz protokół (PDF)"
    assert response.content.startswith(b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    name = f"protokol-urny-{batch.survey.code}-1.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert {one.strip() for one in response["Cache-Control"].split(",")} >= {"private", "no-store"}


def test_the_clerk_finds_it_while_the_box_is_open(page: SurveyPage) -> None:
    batch = a_box(page)

    shown = soup(desk_of(a_clerk()).get(below(batch)))

    assert len(shown.select("a[href$='/protokol/']")) == 1

"""The register of batches: what came back of every box, and how far its typing is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import a_survey, a_user
from tests.paper.boxes import AT, a_box, count_and_close, fill
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, QuestionSetVersion, Survey

pytestmark = pytest.mark.django_db

REGISTER = "/admin/ocen-urzad/partie/"


@pytest.fixture
def clerk() -> Client:
    return desk_of(a_user("ola", "enter_paper"))


def rows(client: Client, query: str = "") -> list[list[str]]:
    page = soup(client.get(f"{REGISTER}{query}"))
    return [
        [words(cell) for cell in row.select("th, td")]
        for row in page.select(".ou-register tbody tr")
    ]


def names(client: Client, query: str) -> list[str]:
    return [row[0] for row in rows(client, query)]


def test_a_line_says_what_came_back(clerk: Client) -> None:
    version = a_survey()
    count_and_close(fill(a_box(version, issued=8), 3), blank=1, found=4)
    fill(a_box(version, opened_on=date(2026, 3, 21), service_point=""), 2)
    tally = a_box(version, kind=Batch.Kind.TALLY, opened_on=date(2026, 3, 22))
    operations.record_totals(batch=tally, forms=6, totals={"overall": {"5": 6}}, by=None)
    operations.withdraw_batch(batch=tally, because="Inna urna.", by=None, at=AT)

    desk = "Biuro Obsługi Klienta"
    assert rows(clerk) == [
        [
            "Partia nr 3 zestawienie zbiorcze",
            desk,
            "22 marca 2026 r.",
            "6",
            "–",
            "–",
            "wycofana",
        ],
        ["Partia nr 2", "–", "21 marca 2026 r.", "2", "–", "–", "otwarta"],
        [
            "Partia nr 1",
            desk,
            "20 marca 2026 r.",
            "3",
            "4",
            "50,0%",
            "zamknięta drugi wpis niezakończony",
        ],
    ]


@pytest.fixture
def many() -> tuple[QuestionSetVersion, QuestionSetVersion]:
    """Two surveys; boxes of 2025 and 2026, one closed, one counted by hand."""
    first = a_survey()
    second = a_survey(office=first.survey.office)
    for version, title in ((first, "Urząd"), (second, "Biblioteka")):
        Survey.objects.filter(pk=version.survey_id).update(title=title)
    count_and_close(a_box(first, opened_by="zespół Zielińskiego"))
    a_box(first, opened_on=date(2025, 11, 3))
    a_box(second, kind=Batch.Kind.TALLY, case_number="OR.1.2026")
    return first, second


def test_filters_and_search(
    clerk: Client, many: tuple[QuestionSetVersion, QuestionSetVersion]
) -> None:
    code = many[1].survey.code

    assert len(rows(clerk)) == 3
    assert [row[1] for row in rows(clerk, f"?ankieta={code}")] == ["Biblioteka"]
    assert names(clerk, "?rodzaj=tally") == ["Partia nr 1 zestawienie zbiorcze"]
    assert names(clerk, "?stan=closed") == ["Partia nr 1"]
    assert names(clerk, "?rok=2025") == ["Partia nr 2"]
    assert names(clerk, "?q=zieli") == ["Partia nr 1"]
    assert names(clerk, "?q=OR.1") == ["Partia nr 1 zestawienie zbiorcze"]
    page = words(soup(clerk.get(f"{REGISTER}?q=x")))
    assert "Żadna partia nie odpowiada temu wyborowi." in page


@pytest.mark.parametrize(
    "query",
    [
        "?brought_by__password__startswith=md5",
        "?responses__answers__contains=x",
        "?sheets__typist=1",
        "?rok=x",
        "?stan=%00",
        "?q=%00",
        "?o=-99&p=-7",
        "?p=x&export=xlsx",
    ],
)
def test_nothing_else_of_the_address_reaches_the_database(clerk: Client, query: str) -> None:
    a_box()

    assert names(clerk, query) == ["Partia nr 1"]


@pytest.mark.parametrize(
    ("right", "buttons"),
    [
        ("enter_paper", ["Nowa partia"]),
        ("administer_survey", ["Nowa partia"]),
        ("generate_report", []),
        ("view_results", []),
    ],
)
def test_the_way_to_a_new_batch_is_for_those_who_enter(right: str, buttons: list[str]) -> None:
    page = soup(desk_of(a_user("ewa", right)).get(REGISTER))

    assert [words(one) for one in page.select(".ou-desk a.button")] == buttons
    assert "Nie ma jeszcze żadnej partii." in words(page)


def test_a_refused_batch_says_so(clerk: Client) -> None:
    batch = count_and_close(fill(a_box(), 1))
    PaperBatch.objects.filter(pk=batch.pk).update(is_refused=True)

    assert rows(clerk)[0][-1] == "zamknięta do ponownego wprowadzenia"


def test_one_page_costs_the_same_for_one_batch_and_for_three(clerk: Client) -> None:
    version = a_survey()
    a_box(version)

    def queries() -> list[dict[str, Any]]:
        with CaptureQueriesContext(connection) as captured:
            rows(clerk)
        return captured.captured_queries

    queries()
    for_one = queries()
    fill(a_box(version), 2)
    count_and_close(fill(a_box(version), 1))

    assert len(queries()) == len(for_one)

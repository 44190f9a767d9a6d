"""The register of reports: reads everything, changes nothing, and cannot be used to feel around."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.factories import NOON, a_survey, a_user, an_office, answer
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey

pytestmark = pytest.mark.django_db

REGISTER = "/admin/ocen-urzad/raporty/"


@pytest.fixture
def reader() -> Client:
    return desk_of(a_user("ewa", "view_results"))


def report_on(version: QuestionSetVersion, *, by: Any = None, after: int = 0) -> None:
    generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(date(2026, 3, 10), date(2026, 3, 10)),
        case_number="",
        by=by,
        at=NOON + timedelta(days=after),
    )


def rows(client: Client, query: str = "") -> list[list[str]]:
    page = soup(client.get(f"{REGISTER}{query}"))
    return [
        [words(cell) for cell in row.select("th, td")]
        for row in page.select(".ou-register tbody tr")
    ]


def numbers(client: Client, query: str) -> list[str]:
    return [row[0] for row in rows(client, query)]


def test_a_line_says_everything_about_a_report(reader: Client) -> None:
    version = a_survey()
    answer(version, {"overall": ["4"]})
    author = a_user("piotr")
    author.first_name, author.last_name = "Piotr", "Zieliński"
    author.save()
    report_on(version, by=author)
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    revision.activate(survey=version.survey, questionnaire=other, by=None, at=NOON)

    found = rows(reader)

    day = "10 marca 2026 r."
    assert found == [
        [
            "Raport nr 2",
            "przed zmianą",
            day,
            "1",
            day,
            "automatycznie",
            "Pobierz PDF : Raport nr 2",
        ],
        ["Raport nr 1", "okresowy", day, "1", day, "Piotr Zieliński", "Pobierz PDF : Raport nr 1"],
    ]


@pytest.fixture
def many() -> tuple[QuestionSetVersion, QuestionSetVersion]:
    """Two surveys; reports of 2026 and 2027."""
    office = an_office()
    first, second = a_survey(office=office), a_survey(office=office)
    for version, title in ((first, "Urząd"), (second, "Biblioteka")):
        Survey.objects.filter(pk=version.survey_id).update(title=title)
    report_on(first)
    report_on(first, after=300)
    report_on(second, after=301)
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    revision.activate(survey=second.survey, questionnaire=other, by=None, at=NOON)
    return first, second


def test_filters(reader: Client, many: tuple[QuestionSetVersion, QuestionSetVersion]) -> None:
    code = many[1].survey.code

    assert len(rows(reader)) == 4
    assert [row[1] for row in rows(reader, f"?ankieta={code}")] == ["Biblioteka"] * 2
    assert [row[2] for row in rows(reader, "?powod=before_edit")] == ["przed zmianą"]
    assert len(rows(reader, "?rok=2027")) == 2
    assert len(rows(reader, "?rok=2026")) == 2
    assert len(rows(reader, f"?rok=2026&ankieta={code}")) == 1
    assert rows(reader, "?powod=supplement") == []


def test_a_single_survey_is_no_filter_and_no_column(reader: Client) -> None:
    report_on(a_survey())

    page = soup(reader.get(REGISTER))

    assert [one["name"] for one in page.select("select")] == ["powod", "rok"]
    assert "Ankieta" not in [words(one) for one in page.select("thead th")]


def test_search(reader: Client, many: tuple[QuestionSetVersion, QuestionSetVersion]) -> None:
    assert len(rows(reader, "?q=bibliot")) == 2
    assert len(rows(reader, "?q=2")) == 2
    assert "Żaden raport nie odpowiada temu wyborowi." in words(soup(reader.get(f"{REGISTER}?q=x")))


@pytest.mark.parametrize(
    "query",
    [
        "?created_by__password__startswith=md5",
        "?created_by__password__startswith=x",
        "?content__contains=x",
        "?survey__versions__responses__comments__text__contains=x",
        "?nonsense=1",
        "?rok=x",
        "?rok=1999",
        "?ankieta=%00",
        "?q=%00",
        "?o=-99&p=-7",
        "?p=99999999999999999999",
        "?p=x&export=xlsx",
        "?e=1",
    ],
)
def test_nothing_else_of_the_address_reaches_the_database(reader: Client, query: str) -> None:
    """Answers must not depend on what a reader may not see: no lookup of theirs is run."""
    report_on(a_survey(), by=a_user("piotr"))

    response = reader.get(f"{REGISTER}{query}")

    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert numbers(reader, query) == ["Raport nr 1"]


def test_no_view_adds_edits_or_deletes() -> None:
    for action in ("create", "edit", "delete", "inspect", "history"):
        with pytest.raises(NoReverseMatch):
            reverse(f"wagtail_ocen_urzad_reportsnapshot_modeladmin_{action}")


def test_an_empty_register_says_when_the_first_report_comes(reader: Client) -> None:
    page = soup(reader.get(REGISTER))

    assert "Nie ma jeszcze raportu." in words(page)
    assert page.select("form[role=search]") == []


def test_the_way_to_a_new_report_is_for_those_who_may(reader: Client) -> None:
    clerk = desk_of(a_user("piotr", "generate_report"))

    assert [words(one) for one in soup(clerk.get(REGISTER)).select(".ou-desk a.button")] == [
        "Generuj raport"
    ]
    assert soup(reader.get(REGISTER)).select(".ou-desk a.button") == []


def test_one_page_costs_the_same_for_one_report_and_for_three(reader: Client) -> None:
    version = a_survey()
    report_on(version, by=a_user("piotr"))
    rows(reader)
    with CaptureQueriesContext(connection) as for_one:
        rows(reader)
    for after in (1, 2):
        report_on(version, by=a_user(f"piotr{after}"), after=after)
    with CaptureQueriesContext(connection) as for_three:
        rows(reader)

    assert len(for_one) == len(for_three)

"""„Ankiety”: what runs, under which address, and what was reported last."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from tests.factories import NOON, a_survey, a_survey_page, a_user, an_office, answer, home, running
from tests.staff.screens import an_administrator, desk_of, soup, words
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.operations import switch_paper

pytestmark = pytest.mark.django_db

LIST = "/admin/ocen-urzad/ankiety/"


@pytest.fixture
def administrator() -> Client:
    return desk_of(an_administrator())


@pytest.fixture
def supervisor() -> Client:
    return desk_of(a_user("ewa", "view_results"))


def rows(client: Client) -> list[list[str]]:
    page = soup(client.get(LIST))
    return [
        [words(cell) for cell in row.select("th, td")]
        for row in page.select(".ou-register tbody tr")
    ]


def links(client: Client) -> list[Any]:
    return [
        link["href"]
        for link in soup(client.get(LIST)).select(".ou-register tbody tr > :is(th, td) a")
    ]


def test_a_running_survey(administrator: Client, supervisor: Client) -> None:
    an_office()
    page = a_survey_page(title="Ankieta")
    version = running(page)
    answer(version, {"overall": ["4"]})
    generate_report(
        survey=version.survey,
        reason=ReportReason.ON_DEMAND,
        period=(date(2026, 1, 1), date(2026, 3, 10)),
        case_number="",
        by=None,
        at=NOON,
    )

    code = version.survey.code
    [[title, state, forms, address, report]] = rows(supervisor)
    assert (title, forms) == ("Ankieta", "1")
    assert state.startswith("wersja 1, od ")
    assert address == f"http://localhost/ocen-urzad/{code}/"
    assert state.endswith(
        "Szkic nie zmienia pytań. Historia wersji : Ankieta"
        " Ankieta do wydrukowania : Ankieta Plakaty i karty na stanowiska : Ankieta"
    )
    assert report == "Raport nr 1 – na żądanie, 1 ankieta"
    history = f"/admin/ocen-urzad/historia/{code}/"
    printing = [f"/admin/ocen-urzad/wydruk/{code}/", f"/admin/ocen-urzad/wydruk/{code}/plakaty/"]
    for_all = [history, *printing, address, f"/admin/ocen-urzad/raporty/{code}/1/"]
    assert links(supervisor) == for_all
    assert links(administrator) == [f"/admin/pages/{page.pk}/edit/", *for_all]


def test_a_draft_is_found_by_the_administrator_alone(
    administrator: Client, supervisor: Client
) -> None:
    page = a_survey_page(title="Szkic", live=False)

    assert rows(administrator) == [["Szkic", "jeszcze nieopublikowana", "–", "–", "–"]]
    assert links(administrator) == [f"/admin/pages/{page.pk}/edit/"]
    assert rows(supervisor) == []
    assert "Nie ma jeszcze ankiety." in words(soup(supervisor.get(LIST)))


def test_an_archived_survey_stays_in_the_list(administrator: Client) -> None:
    version = a_survey()
    revision.close(survey=version.survey, by=None, at=NOON)

    [[_, state, forms, _, report]] = rows(administrator)

    assert state.startswith("zamknięta Historia wersji : Ankieta")
    assert forms == "–"
    assert report == "Raport nr 1 – przed zmianą, 0 ankiet"
    assert len(links(administrator)) == 5


def test_without_paper_there_is_no_link_to_it(administrator: Client) -> None:
    """R-11."""
    switch_paper(survey=a_survey().survey, is_on=False, by=None)

    assert [url for url in links(administrator) if "/wydruk/" in url] == [
        url for url in links(administrator) if url.endswith("/plakaty/")
    ]


def test_a_new_survey_is_begun_on_wagtails_own_page(
    administrator: Client, supervisor: Client
) -> None:
    [button] = soup(administrator.get(LIST)).select(".ou-desk a.button")

    assert words(button) == "Nowa ankieta"
    address = f"/admin/pages/add/wagtail_ocen_urzad_pages/surveypage/{home().pk}/"
    assert button["href"] == address
    assert administrator.get(address).status_code == 200
    assert soup(supervisor.get(LIST)).select(".ou-desk a.button") == []


def test_two_websites_with_one_front_page_are_one_place(administrator: Client) -> None:
    Site.objects.create(hostname="www.przykladow.example", root_page=home())

    [button] = soup(administrator.get(LIST)).select(".ou-desk a.button")

    assert words(button) == "Nowa ankieta"


def test_where_the_front_page_takes_no_survey_the_page_tree_is_named(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SurveyPage, "max_count", 0)

    page = soup(administrator.get(LIST))

    hint = page.select_one(".help-block")
    assert words(hint).startswith("Nowej ankiety nie można rozpocząć stąd:")
    assert [link["href"] for link in page.select(".help-block a")] == ["/admin/pages/"]


def test_the_list_costs_the_same_for_one_survey_and_for_three(administrator: Client) -> None:
    office = an_office()
    a_survey(office=office)
    rows(administrator)
    with CaptureQueriesContext(connection) as for_one:
        rows(administrator)
    for _ in range(2):
        a_survey(office=office)
    with CaptureQueriesContext(connection) as for_three:
        rows(administrator)

    assert Page.objects.count() > 1
    assert len(for_one) == len(for_three)


def test_it_costs_the_same_with_one_changed_draft_and_with_three(administrator: Client) -> None:
    an_office()

    def a_draft(name: str) -> None:
        page = a_survey_page(title=name, slug=name)
        page.ask(dataclasses.replace(SHORT_SET, intro="Nowy wstęp."))
        page.save_revision()

    a_draft("pierwsza")
    rows(administrator)
    with CaptureQueriesContext(connection) as for_one:
        rows(administrator)
    for name in ("druga", "trzecia"):
        a_draft(name)
    with CaptureQueriesContext(connection) as for_three:
        found = rows(administrator)

    assert ["Szkic zawiera nieopublikowane zmiany." in row[1] for row in found] == [True] * 3
    assert len(for_one) == len(for_three)

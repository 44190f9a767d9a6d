"""„Terminy”: everything that is due, on a page of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import a_survey, a_user, an_office
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad.survey.models import Survey

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/ocen-urzad/terminy/"


@pytest.fixture
def clerk() -> Any:
    return a_user("piotr", "generate_report")


def rows(page: Any) -> list[list[str]]:
    return [[words(cell) for cell in row.select("td")] for row in page.select(".ou-due tbody tr")]


def test_a_duty_leads_to_where_it_is_done(clerk: Any) -> None:
    version = a_survey()

    page = soup(desk_of(clerk).get(ADDRESS))

    [link] = page.select(".ou-due a")
    assert (words(link), link["href"]) == (
        "Raport okresowy",
        f"/admin/ocen-urzad/raporty/generuj/?ankieta={version.survey.code}",
    )


def test_who_only_reads_sees_the_same_without_links() -> None:
    a_survey()

    page = soup(desk_of(a_user("ewa", "view_results")).get(ADDRESS))

    assert [row[1].startswith("Raport okresowy") for row in rows(page)] == [True]
    assert page.select(".ou-due a") == []


def test_it_says_whom_it_was_called_to_mind(clerk: Any) -> None:
    office = an_office()
    for name in ("jan", "ola"):
        user = a_user(name, "view_results")
        user.email = f"{name}@przykladow.example"
        user.save()
    office.responsible_user = clerk
    office.save()
    a_survey(office=office)
    call_command("ocen_urzad_due", date=date(2026, 11, 29), verbosity=0)

    [row] = rows(soup(desk_of(clerk).get(ADDRESS)))

    assert "Przypomniano e-mailem 2 osobom, ostatnio 29 listopada" in row[1]


def test_nothing_is_due_where_there_is_no_survey(clerk: Any) -> None:
    page = soup(desk_of(clerk).get(ADDRESS))

    assert "Nie ma żadnych terminów." in page.text
    [link] = page.select("main a[href*=instrukcja]")
    assert words(link) == "Jak działają terminy i przypomnienia"


def test_the_panel_shows_five_and_leads_to_the_rest(clerk: Any) -> None:
    office = an_office()
    for number in range(6):
        version = a_survey(office=office)
        Survey.objects.filter(pk=version.survey_id).update(title=f"Ankieta {number}")
    desk = desk_of(clerk)

    panel = soup(desk.get("/admin/")).select_one(".ou-home")

    assert panel is not None
    assert len(panel.select(".ou-due tbody tr")) == 5
    [link] = panel.select(".ou-home__dates a")
    assert (words(link), link["href"]) == ("Wszystkie terminy", ADDRESS)
    assert len(rows(soup(desk.get(ADDRESS)))) == 6


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_queries_for_one_duty_as_for_three(clerk: Any, many: int) -> None:
    office = an_office()
    for _ in range(many):
        a_survey(office=office)
    desk = desk_of(clerk)
    desk.get(ADDRESS)

    with CaptureQueriesContext(connection) as queries:
        desk.get(ADDRESS)

    ours = [one["sql"] for one in queries if "wagtail_ocen_urzad" in one["sql"]]
    # The last one is the menu's: whether any survey uses paper.
    assert len(ours) == 4

"""Dates of the external study: on the list, moved ones too, called to mind (P-10, P-11, P-13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.duties.test_command import on, to
from tests.factories import an_office
from tests.procedure.scene import Edition, an_edition
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad.duties.queries import (
    StudyTaskDue,
    dues_of_editions,
    dues_of_studies,
    recipients,
)
from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.models import StudyKind
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.reports.calendar import DutyState
from wagtail_ocen_urzad.staff.due.lines import dues_for, lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """The contract is signed; the date of the study is agreed next."""
    edition = an_edition().play(until=TaskCode.DATE)
    for person in edition.people.values():
        person.email = f"{person.username}@przykladow.example"
        person.save()
    return edition


def due(*, today: date) -> dict[str, StudyTaskDue]:
    return {line.task.code: line for line in dues_of_studies(today=today)}


def move(edition: Edition, to_day: date) -> None:
    operations.move_deadline(
        study=edition.study,
        task=TaskCode.DATE,
        to=to_day,
        reason="Choroba koordynatora po stronie wykonawcy.",
        **edition[Role.COORDINATOR],
    )


def test_half_of_june_and_its_end(edition: Edition) -> None:
    lines = due(today=date(2026, 6, 1))

    assert {code: (one.on, one.stage, one.state) for code, one in lines.items()} == {
        TaskCode.DATE: (date(2026, 6, 15), 2, DutyState.SOON),
        TaskCode.EXACT_DATE: (date(2026, 6, 30), 3, DutyState.AHEAD),
    }


def test_a_moved_date_keeps_the_first_beside_it(edition: Edition) -> None:
    move(edition, date(2026, 6, 26))

    line = due(today=date(2026, 6, 18))[TaskCode.DATE]

    assert (line.on, line.first_on, line.days) == (date(2026, 6, 26), date(2026, 6, 15), 8)


def test_what_is_agreed_is_no_longer_due(edition: Edition) -> None:
    edition.date()

    assert TaskCode.DATE not in due(today=date(2026, 6, 18))


def test_for_whom_it_waits_is_reminded_and_the_head_when_it_is_late(edition: Edition) -> None:
    told = {}
    for day in ("2026-05-31", "2026-06-01", "2026-06-02", "2026-06-15", "2026-06-16"):
        on(day)
        told[day] = to()

    coordinator, head = "coordinator@przykladow.example", "unit_head@przykladow.example"
    assert told == {
        "2026-05-31": [],
        "2026-06-01": [coordinator],
        "2026-06-02": [],
        "2026-06-15": [],
        # And the exact date, due on the 30th, comes near.
        "2026-06-16": [coordinator, coordinator, head],
    }


def test_a_moved_date_is_called_to_mind_anew(edition: Edition) -> None:
    on("2026-06-10")
    move(edition, date(2026, 7, 31))
    mail.outbox.clear()

    on("2026-06-16")
    on("2026-07-20")

    [letter] = [one for one in mail.outbox if "Uzgodnienie terminu badania" in one.subject]
    assert letter.subject == "Uzgodnienie terminu badania: termin 31 lipca 2026 r."
    assert letter.body.split("\n\n")[:2] == [
        (
            "Przypominamy o terminie badania zewnętrznego 2026: Uzgodnienie terminu badania."
            " Termin: 31 lipca 2026 r."
        ),
        "Termin przesunięto; pierwotny termin: 15 czerwca 2026 r.",
    ]
    assert "\nSprawa czeka na: Pracownik Oddziału Komunikacji Społecznej (OS)\n" in letter.body
    assert "/admin/ocen-urzad/badanie/" in letter.body


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.COORDINATOR, True),
        (Role.OFFICE_HEAD, True),
        (Role.DEPARTMENT_HEAD, False),
    ],
)
def test_each_role_sees_the_dates_that_it_may_read(
    edition: Edition, role: Role, sees: bool
) -> None:
    desk = desk_of(edition.people[role])

    for address in ("/admin/", "/admin/ocen-urzad/terminy/"):
        page = soup(desk.get(address))
        told = [words(cell) for cell in page.select(".ou-due__what")]
        assert any(one.startswith("Uzgodnienie terminu badania") for one in told) == sees
    assert "Nie ma jeszcze ankiety" not in soup(desk.get("/admin/")).text


def test_the_line_says_from_where_it_was_moved(edition: Edition) -> None:
    move(edition, date(2026, 6, 26))
    today = date(2026, 6, 18)

    lines = lines_of(
        dues=dues_of_studies(today=today), today=today, user=edition.people[Role.COORDINATOR]
    )

    [line] = [one for one in lines if one.what == "Uzgodnienie terminu badania"]
    assert (line.date_text, line.first_date_text, line.source, line.state) == (
        "26\xa0czerwca",
        "15\xa0czerwca",
        "Badanie zewnętrzne 2026, krok 2; przesunięty z 15\xa0czerwca",
        "za 8 dni",
    )


def test_as_many_queries_for_one_edition_as_for_three() -> None:
    edition = an_edition()
    desk = desk_of(edition.people[Role.COORDINATOR])

    def asked() -> int:
        desk.get("/admin/ocen-urzad/terminy/")
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/ocen-urzad/terminy/")
        return len([one for one in queries if "wagtail_ocen_urzad" in one["sql"]])

    of_one = asked()
    for year in (2027, 2028):
        operations.begin_study(
            office=edition.office,
            year=year,
            kind=StudyKind.SATISFACTION,
            **edition[Role.COORDINATOR],
        )

    assert asked() == of_one


def test_a_year_without_an_edition_is_called_to_mind(edition: Edition) -> None:
    """P-10, P-23: each year; whoever forgets all of it needs the reminder most."""
    told = {}
    for day in ("2027-03-16", "2027-03-17", "2027-03-18", "2027-05-16", "2027-06-15"):
        on(day)
        told[day] = [letter.to for letter in mail.outbox if "Rozpoczęcie badania" in letter.subject]
        mail.outbox.clear()

    coordinator = ["coordinator@przykladow.example"]
    assert told == {
        "2027-03-16": [],
        "2027-03-17": [coordinator],
        "2027-03-18": [],
        "2027-05-16": [coordinator],
        "2027-06-15": [],
    }


def test_the_letter_says_what_has_to_come_before(edition: Edition) -> None:
    on("2027-06-20")

    letters = [one for one in mail.outbox if "Rozpoczęcie badania" in one.subject]
    assert sorted(address for one in letters for address in one.to) == [
        "coordinator@przykladow.example",
        "unit_head@przykladow.example",
    ]
    assert letters[0].subject == (
        "Rozpoczęcie badania zewnętrznego 2027: termin minął 15 czerwca 2027 r."
    )
    assert letters[0].body.split("\n\n")[:3] == [
        (
            "Nikt jeszcze nie rozpoczął badania zewnętrznego 2027."
            " Jego termin trzeba uzgodnić z wykonawcą najpóźniej do: 15 czerwca 2027 r."
        ),
        "Wcześniej trzeba sporządzić katalog zagadnień, wysłać zapytanie o cenę i podpisać umowę.",
        "Termin minął 5 dni temu.",
    ]
    assert letters[0].body.split("\n")[-3].endswith("/admin/ocen-urzad/badanie/")


def test_what_was_begun_need_not_be_begun(edition: Edition) -> None:
    assert dues_of_editions(today=date(2026, 4, 1)) == []

    [line] = dues_of_editions(today=date(2027, 4, 1))
    operations.begin_study(
        office=edition.office,
        year=2027,
        kind=StudyKind.SATISFACTION,
        **edition[Role.COORDINATOR],
    )

    assert (line.on, line.state, line.days) == (date(2027, 6, 15), DutyState.SOON, 75)
    assert dues_of_editions(today=date(2027, 4, 1)) == []


@pytest.mark.parametrize(("day", "years"), [(15, [2025, 2026]), (16, [2026])])
def test_the_procedure_binds_from_its_adoption_on(day: int, years: list[int]) -> None:
    operations.adopt_procedure(
        office=an_office(), adaptation=DOCUMENT, by=None, at=datetime(2025, 6, day, 9, tzinfo=UTC)
    )

    owed = [dues_of_editions(today=date(year, 12, 1)) for year in (2025, 2026)]
    assert [one.year for found in owed for one in found] == years


def test_it_stands_on_the_list_of_dates(edition: Edition) -> None:
    today = date(2027, 6, 20)
    user = edition.people[Role.COORDINATOR]

    [line] = lines_of(dues=dues_of_editions(today=today), today=today, user=user)

    assert (line.what, line.source, line.state, line.url) == (
        "Rozpoczęcie badania zewnętrznego 2027",
        "Nie rozpoczęto edycji z tego roku; do tego dnia trzeba uzgodnić termin badania",
        "Termin przekroczony o 5 dni",
        "/admin/ocen-urzad/badanie/",
    )
    assert line in lines_of(
        dues=dues_for(user=user, standings=[], today=today), today=today, user=user
    )
    assert not dues_for(user=edition.people[Role.DEPARTMENT_HEAD], standings=[], today=today)


def test_a_role_that_nobody_holds_any_more_is_told_to_those_who_lead(edition: Edition) -> None:
    representative = edition.people[Role.QUALITY_REPRESENTATIVE]
    representative.is_active = False
    representative.save()
    line = due(today=date(2026, 6, 1))[TaskCode.DATE]

    waits_for_it = replace(line, role=Role.QUALITY_REPRESENTATIVE)

    assert [one.username for one in recipients(line=waits_for_it)] == ["coordinator", "unit_head"]

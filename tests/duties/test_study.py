"""Dates of the external study: on the list, moved ones too, called to mind (P-10, P-11, P-13)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.duties.test_command import on, to
from tests.procedure.scene import Edition, an_edition
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad.duties.queries import StudyTaskDue, dues_of_studies
from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.models import StudyKind
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.reports.calendar import DutyState
from wagtail_ocen_urzad.staff.due.lines import lines_of

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

"""§ 4 sentence 2 and who hears of it (R-16, R-22, R-24).

„Generowanie raportów powinno odbywać się nie rzadziej niż raz do roku”. „Osobami odpowiedzialnymi
za stosowanie narzędzi zarządczych do monitorowania satysfakcji klienta Urzędu ustanawiam (…)”.
„Nadzór nad realizacją zarządzenia powierzam (…)”.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command

from tests.duties.test_command import somebody, to
from tests.factories import NOON, a_survey, an_office
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.duties.queries import everything_due
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.staff.groups import REPORT_USERS, SUPERVISORS, make_groups

pytestmark = pytest.mark.django_db

YEAR_ENDS = date(2026, 12, 31)


def remind(*, days_before: int) -> None:
    call_command("ocen_urzad_due", date=YEAR_ENDS - timedelta(days=days_before), verbosity=0)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("a clerk by name", ["jan"]),
        ("the proper clerks of a unit", ["jan", "ola"]),
        ("a unit", ["raporty"]),
    ],
)
def test_r_22_whoever_is_responsible_is_reminded(kind: str, expected: list[str]) -> None:
    """Świnoujście names a clerk, Osielsko the clerks of a unit, Wołomin a unit."""
    make_groups()
    office = an_office()
    # A unit has no account: its employees who may generate reports are meant.
    somebody("raporty").groups.add(Group.objects.get(name=REPORT_USERS))
    jan, ola = somebody("jan"), somebody("ola")
    if kind == "a clerk by name":
        office.responsible_user = jan
    elif kind == "the proper clerks of a unit":
        office.responsible_group = Group.objects.create(name="Referat Organizacyjny")
        for clerk in (jan, ola):
            clerk.groups.add(office.responsible_group)
    else:
        office.responsible_unit = "Wydział Organizacji Urzędu"
    office.save()
    a_survey(office=office)

    remind(days_before=60)

    assert to() == [f"{name}@przykladow.example" for name in expected]


@pytest.mark.parametrize("is_named", [True, False])
def test_r_24_whoever_supervises_hears_of_it(is_named: bool) -> None:
    make_groups()
    office = an_office()
    supervisor = somebody("sekretarz")
    if is_named:
        office.supervisor_user = supervisor
    else:
        office.supervisor_title = "Sekretarz Gminy"
        supervisor.groups.add(Group.objects.get(name=SUPERVISORS))
    office.save()
    a_survey(office=office)

    remind(days_before=-1)

    assert to() == ["sekretarz@przykladow.example"]
    assert office.supervisor_user is None or is_named


def test_r_16_sixty_and_thirty_days_before_and_when_the_year_has_ended() -> None:
    office = an_office()
    office.responsible_user = somebody("jan")
    office.legal_in_force_from = date(2026, 1, 1)
    office.save()
    revision.change_office(office=office, by=None, at=NOON)
    a_survey(office=office)

    came: dict[int, list[str]] = {}
    for days_before in (61, 60, 59, 31, 30, 29, 0, -1, -2):
        remind(days_before=days_before)
        came[days_before] = [str(letter.subject) for letter in mail.outbox]
        mail.outbox.clear()

    ahead = ["Raport okresowy: termin 31 grudnia 2026 r."]
    assert {days: subjects for days, subjects in came.items() if subjects} == {
        60: ahead,
        30: ahead,
        -1: ["Raport okresowy: termin minął 31 grudnia 2026 r."],
    }


def test_r_16_a_report_ends_the_reminders() -> None:
    office = an_office()
    office.responsible_user = somebody("jan")
    office.save()
    version = a_survey(office=office)
    generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(date(2026, 3, 10), date(2026, 3, 10)),
        case_number="",
        by=None,
        at=NOON,
    )

    remind(days_before=10)

    [line] = everything_due(at=NOON)
    assert (to(), line.on) == ([], date(2027, 12, 31))

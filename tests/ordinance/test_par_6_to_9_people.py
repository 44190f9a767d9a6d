"""§§ 6 to 9: who answers for the tool, what it replaces, who supervises, since when (R-22 to R-25).

„Osobami odpowiedzialnymi za stosowanie narzędzi zarządczych (…) ustanawiam (…)”. „Traci moc
Zarządzenie (…) w sprawie ustalenia procedury badania poziomu zadowolenia interesantów (…)”.
„Nadzór nad realizacją zarządzenia powierzam (…)”. „Zarządzenie wchodzi w życie z dniem
podpisania.”
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group

from tests.factories import NOON, a_survey, a_user, an_office
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.calendar import DutyState
from wagtail_ocen_urzad.reports.documents.title import title_page
from wagtail_ocen_urzad.reports.standing import standing_of_surveys
from wagtail_ocen_urzad.staff.groups import SUPERVISORS, make_groups
from wagtail_ocen_urzad.staff.permissions import (
    ADMINISTER_SURVEY,
    GENERATE_REPORT,
    VIEW_RESULTS,
)
from wagtail_ocen_urzad.survey.models import Office

pytestmark = pytest.mark.django_db


def in_force(office: Office, **fields: Any) -> dict[str, Any]:
    for name, value in fields.items():
        setattr(office, name, value)
    office.save()
    return dict(revision.change_office(office=office, by=None, at=NOON).version.data)


def a_person() -> Any:
    user = a_user("jan")
    user.first_name, user.last_name = "Jan", "Przykładowy"
    user.save()
    return user


def test_a_unit_a_group_or_a_person_is_responsible() -> None:
    """Each ordinance names another kind."""
    office = an_office()
    clerks = Group.objects.create(name="Pracownicy Referatu Organizacyjnego")

    unit = in_force(office, responsible_unit="Wydział Organizacyjny")
    person = in_force(office, responsible_unit="", responsible_user=a_person())
    group = in_force(office, responsible_user=None, responsible_group=clerks)

    assert [one["responsible"] for one in (unit, person, group)] == [
        "Wydział Organizacyjny",
        "Jan Przykładowy",
        "Pracownicy Referatu Organizacyjnego",
    ]


def test_the_report_names_who_is_responsible_and_who_supervises() -> None:
    office = an_office()
    a_survey(office=office)
    in_force(office, responsible_unit="Wydział Organizacyjny", supervisor_title="Sekretarz Gminy")
    office.phone = "1"
    office.save()
    [report] = revision.change_office(office=office, by=None, at=NOON).reports

    said = {fact.text.replace("\xa0", " ") for fact in title_page(data=report.data).facts}

    assert {"Wydział Organizacyjny", "Sekretarz Gminy"} <= said


def test_a_person_who_leaves_stays_named_in_what_was_in_force() -> None:
    office = an_office()
    person = a_person()
    data = in_force(office, supervisor_user=person)

    person.delete()

    assert data["supervisor"] == "Jan Przykładowy"
    kept = Office.objects.get(pk=office.pk).in_force
    assert kept is not None
    assert kept.data["supervisor"] == "Jan Przykładowy"


def test_supervision_reads_and_edits_nothing() -> None:
    """„Nadzór nad realizacją zarządzenia powierzam (…)” (R-24)."""
    make_groups()
    supervisor = a_user("sekretarz")
    supervisor.groups.add(Group.objects.get(name=SUPERVISORS))

    held = [r for r in (ADMINISTER_SURVEY, GENERATE_REPORT, VIEW_RESULTS) if supervisor.has_perm(r)]
    assert held == [VIEW_RESULTS]


def test_a_repealed_act_is_remembered() -> None:
    """„Traci moc Zarządzenie (…)” (R-23)."""
    act = "Zarządzenie nr 719/2014 z dnia 31 grudnia 2014 r."

    assert in_force(an_office(), legal_repealed=act)["legal_basis"]["repealed"] == act


@pytest.mark.parametrize(
    ("signed_on", "today", "is_overdue"),
    [
        (date(2025, 1, 2), datetime(2026, 1, 2, 12, tzinfo=UTC), False),
        (date(2025, 1, 1), datetime(2026, 1, 2, 12, tzinfo=UTC), True),
        (date(2024, 6, 1), datetime(2026, 1, 2, 12, tzinfo=UTC), True),
    ],
)
def test_the_year_is_counted_from_the_day_of_signing(
    signed_on: date, today: datetime, is_overdue: bool
) -> None:
    office = an_office()
    in_force(office, legal_in_force_from=signed_on)
    a_survey(office=office)

    [standing] = standing_of_surveys(at=today)

    assert standing.running is not None
    assert (standing.running.duty.state is DutyState.OVERDUE) == is_overdue

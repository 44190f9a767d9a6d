"""§ 4: periodic reports, made after login by an authorised employee, at least once a year.

„Narzędzie zarządcze do monitorowania satysfakcji klienta Urzędu pozwala na generowanie okresowych
raportów z wyników pomiaru po zalogowaniu do systemu przez uprawnionego pracownika Urzędu.
Generowanie raportów powinno odbywać się nie rzadziej niż raz do roku, a wyniki raportu mogą
stanowić podstawę do podejmowania w Urzędzie działań naprawczych lub doskonalących w zakresie
obsługi Klienta.” (§ 4 of all three ordinances.)
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from tests.factories import a_survey_page, a_user, an_office, answer, running, survey_of
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.staff.groups import (
    ADMINISTRATORS,
    REPORT_USERS,
    SUPERVISORS,
    make_groups,
)
from wagtail_ocen_urzad.survey.models import Survey

pytestmark = pytest.mark.django_db

GENERATE = "/admin/ocen-urzad/raporty/generuj/"


@pytest.fixture
def survey() -> Survey:
    """A survey with three answers of today."""
    make_groups()
    an_office()
    page = a_survey_page()
    for mark in ("5", "4", "2"):
        answer(running(page), {"overall": [mark]}, on=timezone.localdate())
    return survey_of(page)


def logged_in(*groups: str) -> Client:
    user = a_user("pracownik")
    user.user_permissions.clear()
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


def form(survey: Survey, **changes: Any) -> dict[str, Any]:
    return {"survey": survey.code, "reason": "periodic", "span": "this_year", **changes}


def test_generating_periodic_reports_of_the_results(survey: Survey) -> None:
    """„pozwala na generowanie okresowych raportów z wyników pomiaru”: saved, numbered (R-14)."""
    today = timezone.localdate()

    response = logged_in(REPORT_USERS).post(GENERATE, form(survey, case_number="OR.0643.1.2026"))

    assert response["Location"] == f"/admin/ocen-urzad/raporty/{survey.code}/1/"
    report = ReportSnapshot.objects.get()
    assert (report.number, report.reason, report.forms) == (1, "periodic", 3)
    assert (report.period_from, report.period_to) == (date(today.year, 1, 1), today)
    assert report.data["summary"]["overall"]["mean"] == "3.67"
    assert report.data["case_number"] == "OR.0643.1.2026"


def test_only_after_login(survey: Survey) -> None:
    """„po zalogowaniu do systemu”: no anonymous access (R-15)."""
    response = Client().post(GENERATE, form(survey))

    assert response["Location"] == f"/admin/login/?next={GENERATE}"
    assert ReportSnapshot.objects.count() == 0


@pytest.mark.parametrize(
    ("groups", "reports"),
    [
        ([REPORT_USERS], 1),
        ([ADMINISTRATORS], 1),
        ([SUPERVISORS], 0),
        (["Moderators", "Editors"], 0),
        ([ADMINISTRATORS, SUPERVISORS], 1),
    ],
)
def test_only_by_the_authorised_employee(survey: Survey, groups: list[str], reports: int) -> None:
    """„przez uprawnionego pracownika Urzędu”: a right of its own, apart from editing (R-15).

    The group of administrators brings it along, since section 2 names the function as theirs.
    """
    logged_in(*groups).post(GENERATE, form(survey))

    assert ReportSnapshot.objects.count() == reports


def test_the_report_says_who_made_it(survey: Survey) -> None:
    client = logged_in(REPORT_USERS)
    client.post(GENERATE, form(survey))

    report = ReportSnapshot.objects.get()
    assert report.created_by is not None
    assert report.created_by.get_username() == "pracownik"
    assert report.data["created"]["by"] == "pracownik"


def test_not_less_often_than_once_a_year(survey: Survey) -> None:
    """„nie rzadziej niż raz do roku”: who may read results sees what is due (R-16)."""
    last_year = timezone.localdate().year - 1
    missed = f"W roku {last_year} nie wygenerowano raportu okresowego"
    users = {"pracownik": REPORT_USERS, "nadzor": SUPERVISORS, "admin": ADMINISTRATORS}
    clients = {}
    for name, group in users.items():
        user = a_user(name)
        user.groups.set(Group.objects.filter(name=group))
        clients[name] = Client()
        clients[name].force_login(user)

    before = {name: missed in client.get("/admin/").text for name, client in clients.items()}
    clients["pracownik"].post(GENERATE, form(survey))
    after = {name: missed in client.get("/admin/").text for name, client in clients.items()}

    assert (set(before.values()), set(after.values())) == ({True}, {False})

"""§ 1: the tool and the project that paid for it (R-01, R-02).

„Wprowadza się narzędzie zarządcze do monitorowania satysfakcji klienta Urzędu wdrożone w ramach
projektu: (…) współfinansowanego przez Unię Europejską w ramach Europejskiego Funduszu Społecznego.”
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import NOON, a_survey, a_survey_page, a_user, an_office
from wagtail_ocen_urzad import files, revision
from wagtail_ocen_urzad.reports.documents.title import title_page
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.survey.models import Office, ProjectLogo

pytestmark = pytest.mark.django_db


def an_office_with_a_project() -> Office:
    """Return an office whose draft names a project, with the logo of who paid for it."""
    office = an_office()
    office.project_name = "E-Urzędy bliżej mieszkańców"
    office.funding_note = "Projekt współfinansowany przez Unię Europejską."
    office.save()
    ProjectLogo.objects.create(office=office, image=get_test_image_file(), alt="Unia Europejska")
    return office


def frozen(office: Office) -> dict[str, Any]:
    """Put the draft in force and make the report before the next change of it."""
    a_survey(office=office)
    revision.change_office(office=office, by=None, at=NOON)
    office.phone = "1"
    office.save()
    [report] = revision.change_office(office=office, by=None, at=NOON).reports
    return report.data


def test_the_project_stands_on_the_report(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path

    data = frozen(an_office_with_a_project())

    project = data["office"]["data"]["project"]
    assert project["name"] == "E-Urzędy bliżej mieszkańców"
    title = title_page(data=data)
    assert title.project == "E-Urzędy bliżej mieszkańców"
    assert title.funding_note == "Projekt współfinansowany przez Unię Europejską."
    assert [logo.alt for logo in title.project_logos] == ["Unia Europejska"]


def test_an_office_without_a_project_looks_complete() -> None:
    title = title_page(data=frozen(an_office()))

    assert (title.project, title.funding_note, title.project_logos) == ("", "", ())


def test_the_number_of_the_act_may_be_blank() -> None:
    """One of the ordinances has no number."""
    office = an_office()
    office.legal_number = ""
    office.legal_statute = "art. 30 ust. 1 oraz art. 33 ust. 1 ustawy o samorządzie gminnym"
    office.full_clean()
    office.save()

    basis = frozen(office)["office"]["data"]["legal_basis"]

    assert (basis["number"], basis["date"], basis["act"]) == ("", "2019-11-04", "zarządzenie")
    assert basis["statute"].startswith("art. 30 ust. 1 oraz art. 33")


def test_the_project_stands_under_the_survey(client: Client) -> None:
    revision.change_office(office=an_office_with_a_project(), by=None, at=NOON)

    shown = client.get(a_survey_page().url).content.decode()

    lines = "E-Urzędy bliżej mieszkańców<br>Projekt współfinansowany przez Unię Europejską."
    assert f'<p class="ou-small">{lines}</p>' in shown


def test_the_logos_stand_under_the_survey_and_anybody_may_see_them(client: Client) -> None:
    revision.change_office(office=an_office_with_a_project(), by=None, at=NOON)

    [logo] = logos(client.get(a_survey_page().url), ".ou-logos")
    picture = client.get(str(logo["src"]))

    assert logo["alt"] == "Unia Europejska"
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert picture.content == get_test_image_file().file.getvalue()
    assert picture.cookies == {}
    assert picture["X-Content-Type-Options"] == "nosniff"


def test_a_logo_that_is_no_longer_in_force_is_for_nobody(client: Client) -> None:
    office = an_office_with_a_project()
    revision.change_office(office=office, by=None, at=NOON)
    [logo] = logos(client.get(a_survey_page().url), ".ou-logos")
    office.project_logos.all().delete()
    revision.change_office(office=Office.objects.get(), by=None, at=NOON)

    assert client.get(str(logo["src"])).status_code == 404


def test_no_other_private_file_is_handed_out_as_a_logo(client: Client) -> None:
    revision.change_office(office=an_office_with_a_project(), by=None, at=NOON)
    secret = files.store(content=b"a report")

    assert client.get(f"/ocen-urzad/logo/{secret}/").status_code == 404


def test_the_project_stands_on_the_screen_of_a_report(client: Client) -> None:
    frozen(an_office_with_a_project())
    report = ReportSnapshot.objects.get(number=2)
    client.force_login(a_user("sekretarz", "view_results"))

    shown = client.get(f"/admin/ocen-urzad/raporty/{report.survey.code}/{report.number}/")
    [logo] = logos(shown, ".ou-report__logos")
    picture = client.get(str(logo["src"]))

    assert said(shown, ".ou-report__project > p:not(.ou-report__logos)") == [
        "E-Urzędy bliżej mieszkańców",
        "Projekt współfinansowany przez Unię Europejską.",
    ]
    assert (logo["alt"], picture.status_code) == ("Unia Europejska", 200)


def logos(response: Any, where: str) -> list[Tag]:
    return list(BeautifulSoup(response.content, "html.parser").select(f"{where} img"))


def said(response: Any, where: str) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [" ".join(one.get_text().split()) for one in soup.select(where)]

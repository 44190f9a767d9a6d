"""§ 1: the tool and the project that paid for it (R-01, R-02).

„Wprowadza się narzędzie zarządcze do monitorowania satysfakcji klienta Urzędu wdrożone w ramach
projektu: (…) współfinansowanego przez Unię Europejską w ramach Europejskiego Funduszu Społecznego.”
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import NOON, a_survey, a_survey_page, an_office
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.documents.title import title_page
from wagtail_ocen_urzad.survey.models import Office, ProjectLogo

pytestmark = pytest.mark.django_db


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
    office = an_office()
    office.project_name = "E-Urzędy bliżej mieszkańców"
    office.funding_note = "Projekt współfinansowany przez Unię Europejską."
    office.save()
    ProjectLogo.objects.create(office=office, image=get_test_image_file(), alt="Unia Europejska")

    data = frozen(office)

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
    office = an_office()
    office.project_name = "E-Urzędy bliżej mieszkańców"
    office.funding_note = "Projekt współfinansowany przez Unię Europejską."
    office.save()
    revision.change_office(office=office, by=None, at=NOON)

    shown = client.get(a_survey_page().url).content.decode()

    lines = "E-Urzędy bliżej mieszkańców<br>Projekt współfinansowany przez Unię Europejską."
    assert f'<p class="ou-small">{lines}</p>' in shown

"""Weak questions of the last report become issues: of every survey, each once (P-04)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import NOON, a_survey, answer
from tests.procedure.scene import Edition, an_edition
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.models import Issue
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report, make_supplement
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

pytestmark = pytest.mark.django_db


def given(**marks: str) -> dict[str, list[str]]:
    return {"contact_way": ["phone"], "overall": ["4"], **{k: [v] for k, v in marks.items()}}


def a_survey_called(title: str, edition: Edition, **marks: str) -> QuestionSetVersion:
    version = a_survey(office=edition.office, questionnaire=STARTER_SET)
    version.survey.title = title
    version.survey.save()
    for _ in range(3):
        answer(version, given(**marks))
    return version


def reported(version: QuestionSetVersion) -> ReportSnapshot:
    return generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(NOON.date(), NOON.date()),
        case_number="",
        by=None,
        at=NOON,
    )


@pytest.fixture
def edition() -> Edition:
    return an_edition()


@pytest.fixture
def client(edition: Edition) -> Client:
    return desk_of(edition.people[Role.COORDINATOR])


def offered(client: Client, url: str) -> dict[str, str]:
    page = soup(client.get(url))
    boxes: Any = page.select("[name=questions]")
    return {box["value"]: words(box.find_parent("label") or box.parent) for box in boxes}


def test_two_surveys_whose_reports_have_one_number_are_both_offered(
    edition: Edition, client: Client
) -> None:
    url = f"/admin/ocen-urzad/badanie/{edition.office.pk}/2026/z-raportu/"
    first = a_survey_called("Ankieta Klienta", edition, speed="1", courtesy="5")
    second = a_survey_called("Ankieta USC", edition, speed="2", courtesy="5")
    assert {reported(one).number for one in (first, second)} == {1}
    keys = [f"{one.survey.code}-1-speed" for one in (first, second)]
    assert [key for key in offered(client, url) if key.endswith("-speed")] == keys

    client.post(url, {"questions": keys})

    taken = queries.records_of(study=edition.study, kind=Issue)
    assert [one.supplied_by for one in taken] == [
        "Raport nr 1, Ankieta Klienta",
        "Raport nr 1, Ankieta USC",
    ]
    assert [key for key in offered(client, url) if key.endswith("-speed")] == []


def test_a_supplement_of_a_few_late_forms_is_no_last_report(edition: Edition) -> None:
    version = a_survey_called("Ankieta", edition, speed="1", courtesy="5")
    report = reported(version)
    answer(version, given(speed="5", courtesy="1"), on=NOON.date(), at=NOON + timedelta(days=1))
    late = make_supplement(of=report, by=None, at=NOON + timedelta(days=2))

    found = queries.weak_questions(office=edition.office)

    assert late.number > report.number
    assert {one.report_number for one in found} == {report.number}
    assert found[0].code == "speed"

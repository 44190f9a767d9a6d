"""Two administrators press the same button at once: one report, and one loser who is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories import a_survey_page, an_office, answer, running
from tests.staff.screens import an_administrator, desk_of, said, soup
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Office, OfficeDataVersion, QuestionSetVersion

pytestmark = pytest.mark.django_db(transaction=True)


def pressed_at_once(address: str) -> list[str]:
    """Open the page twice, press both buttons at once, and return what both are told."""
    desks: list[Any] = [desk_of(an_administrator(name)) for name in ("anna", "piotr")]
    agreed = []
    for desk in desks:
        boxes = soup(desk.get(address)).select("form.ou-page input[type=hidden][value]")
        agreed.append({str(box["name"]): str(box["value"]) for box in boxes})
    start = Barrier(len(desks))

    def press(place: int) -> str:
        try:
            start.wait(timeout=30)
            return " ".join(said(desks[place].post(address, agreed[place])))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(desks)) as people:
        return sorted(people.map(press, range(len(desks))))


@pytest.fixture
def page() -> SurveyPage:
    an_office()
    page = a_survey_page()
    for _ in range(3):
        answer(running(page), {"overall": ["5"]})
    return page


def test_one_change_of_questions_is_made(page: SurveyPage) -> None:
    draft = SurveyPage.objects.get(pk=page.pk)
    draft.ask(replace(SHORT_SET, intro="Dzień dobry."))
    revision = draft.save_revision()

    won, lost = pressed_at_once(reverse("ocen_urzad_changes:confirm", args=[page.pk, revision.pk]))

    assert lost == (
        "W międzyczasie ktoś inny opublikował tę ankietę. Niczego nie zmieniono; prosimy jeszcze"
        " raz sprawdzić szkic."
    )
    assert won == (
        "Raport nr 1 (przed zmianą) został zapisany i obejmuje 3 ankiety."
        " Wersja 1 została zamknięta."
    )
    assert [report.forms for report in ReportSnapshot.objects.all()] == [3]
    assert list(QuestionSetVersion.objects.order_by("number").values_list("number", "is_open")) == [
        (1, None),
        (2, True),
    ]


def test_one_change_of_office_data_is_made(page: SurveyPage) -> None:
    Office.objects.update(phone="00 000 00 01")
    office = Office.objects.get()

    won, lost = pressed_at_once(reverse("ocen_urzad_office:confirm", args=[office.pk]))

    assert won == (
        "Dane urzędu zostały wprowadzone w życie."
        " Raport nr 1 (przed zmianą) został zapisany i obejmuje 3 ankiety."
    )
    assert lost == (
        "W międzyczasie ktoś inny wprowadził w życie dane urzędu. Niczego nie zmieniono; prosimy"
        " jeszcze raz sprawdzić szkic."
    )
    assert [report.forms for report in ReportSnapshot.objects.all()] == [3]
    assert OfficeDataVersion.objects.count() == 2

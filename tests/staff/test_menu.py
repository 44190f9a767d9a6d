"""The group „Oceń Urząd” in Wagtail's menu."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from tests.factories import a_survey, a_user
from wagtail_ocen_urzad.staff.menu import menu_item
from wagtail_ocen_urzad.survey.operations import switch_paper

pytestmark = pytest.mark.django_db

READER = [
    "Raporty",
    "Terminy",
    "Ankiety",
    "Historia wersji",
    "Dane urzędu",
    "Kontrola spójności",
    "Instrukcja obsługi",
]


def entries(user: Any) -> list[Any]:
    request = RequestFactory().get("/admin/")
    request.user = user
    group = menu_item()
    assert group.is_shown(request) == bool(group.menu.menu_items_for_request(request))
    return list(group.menu.menu_items_for_request(request))


@pytest.mark.parametrize(
    ("right", "labels"),
    [
        (
            "administer_survey",
            [
                "Raporty",
                "Odpowiedzi do sprawdzenia",
                "Terminy",
                "Ankiety",
                "Historia wersji",
                "Dane urzędu",
                "Kontrola spójności",
                "Instrukcja obsługi",
            ],
        ),
        ("generate_report", ["Generuj raport", *READER]),
        ("view_results", READER),
        ("add_page", []),
    ],
)
def test_everybody_sees_what_they_may_open(right: str, labels: list[str]) -> None:
    assert [str(entry.label) for entry in entries(a_user("ktos", right))] == labels


@pytest.mark.parametrize(
    ("right", "labels"),
    [
        ("enter_paper", ["Wprowadź ankietę (papierową)", "Partie ankiet papierowych"]),
        ("administer_survey", ["Wprowadź ankietę (papierową)", "Partie ankiet papierowych"]),
        ("view_results", ["Partie ankiet papierowych"]),
        ("add_page", []),
    ],
)
def test_paper_is_there_once_a_survey_uses_it_and_gone_with_it(
    right: str, labels: list[str]
) -> None:
    user = a_user("ktos", right)
    about_paper = ["ocen_urzad_paper-start", "ocen_urzad_batch_register"]

    def seen() -> list[str]:
        return [str(entry.label) for entry in entries(user) if entry.name in about_paper]

    assert seen() == []
    survey = a_survey().survey
    assert seen() == labels
    switch_paper(survey=survey, is_on=False, by=None)
    assert seen() == []


def test_everything_under_one_name() -> None:
    group = menu_item()

    assert (str(group.label), group.icon_name, group.order) == ("Oceń Urząd", "clipboard-list", 90)


def test_thin_lines_part_what_is_done_daily_from_results_and_from_settings() -> None:
    superuser = a_user("szef", is_superuser=True)

    lines = [str(entry.label) for entry in entries(superuser) if "data-ou-first" in entry.attrs]

    assert lines == ["Raporty", "Badanie zewnętrzne", "Ankiety"]

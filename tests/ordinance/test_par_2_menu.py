"""§ 2: the functions of the administrator's panel, under their own labels (R-07, R-08).

„(…) oraz panel administratora systemu (…) z możliwością: Wprowadź ankietę (papierową), Pobierz
ankietę do wydrukowania (pdf) oraz Generuj raport (z wyników pomiaru).”
"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import a_survey_page, a_user, an_office
from tests.staff.screens import desk_of, soup
from wagtail_ocen_urzad.staff.menu import menu_item

pytestmark = pytest.mark.django_db

GENERATE = "/admin/ocen-urzad/raporty/nowy/"


@pytest.mark.parametrize(
    ("right", "shown"),
    [
        ("generate_report", True),
        ("administer_survey", False),
        ("view_results", False),
        ("add_page", False),
    ],
)
def test_generate_a_report_is_there_under_that_label_for_those_who_may(
    right: str, shown: bool
) -> None:
    """„Generuj raport (z wyników pomiaru)” (R-07); hidden from those without the right (R-08)."""
    an_office()
    a_survey_page()
    home = soup(desk_of(a_user("ktos", right)).get("/admin/"))

    links = [
        str(link["href"]) for link in home.select("a") if link.text.strip() == "Generuj raport"
    ]

    assert bool(links) is shown


def test_all_of_them_stand_in_one_group_of_the_menu() -> None:
    """R-08."""
    assert str(menu_item().label) == "Oceń Urząd"


def test_the_panel_has_an_address_and_a_login() -> None:
    """„po zalogowaniu”: nobody sees it from outside (R-08)."""
    response = Client().get("/admin/")

    assert response["Location"] == "/admin/login/?next=/admin/"

"""Paper off and on, for one survey (R-11)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import NOON, a_survey, a_user
from tests.staff.screens import an_administrator, desk_of, soup, words
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.queries import paper_is_on

pytestmark = pytest.mark.django_db

LIST = "/admin/ocen-urzad/ankiety/"


def press(desk: Client) -> str:
    """Press the one button, and return what is said then."""
    [form] = soup(desk.get(LIST)).select("form[action$='/papier/']")
    button = form.select_one("button")
    assert button is not None
    shown = desk.post(str(form["action"]), {"is_on": button["value"]}, follow=True)
    return words(soup(shown))


def test_the_administrator_switches_paper_off_and_on() -> None:
    survey = a_survey().survey
    desk = desk_of(an_administrator())

    off = press(desk)
    survey.refresh_from_db()
    assert "Dla ankiety „Ankieta” wyłączono ankiety papierowe." in off
    assert not paper_is_on(survey=survey)

    on = press(desk)
    survey.refresh_from_db()
    assert "Dla ankiety „Ankieta” włączono ankiety papierowe." in on
    assert paper_is_on(survey=survey)


def test_what_the_office_data_say_comes_first() -> None:
    survey = a_survey().survey
    office = survey.office
    office.uses_paper = False
    office.save()
    revision.change_office(office=office, by=None, at=NOON)

    page = words(soup(desk_of(an_administrator()).get(LIST)))

    assert "Ankieta: wyłączone w danych urzędu Wyłącz" in page
    assert not paper_is_on(survey=Survey.objects.get())


def test_only_the_administrator_is_offered_the_switch() -> None:
    a_survey()

    for right in ("view_results", "generate_report"):
        page = soup(desk_of(a_user(right, right)).get(LIST))
        assert page.select("form[action$='/papier/']") == []

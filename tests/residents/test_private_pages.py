"""A survey in a private part of the website is shown to those who may see that part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from tests.factories import a_survey_page, a_user, an_office, home
from tests.staff.screens import desk_of
from wagtail_ocen_urzad.pages.models import SurveyPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> SurveyPage:
    an_office()
    section = home().add_child(instance=Page(title="Urząd", slug="urzad"))
    page = a_survey_page(slug="ankieta")
    page.move(section, pos="last-child")
    return SurveyPage.objects.get(pk=page.pk)


def is_asked(page: Page, visitor: Client) -> bool:
    return b'name="token"' in visitor.get(page.url).content


def the_page(page: Page) -> Page:
    return page


def its_section(page: Page) -> Page:
    return page.get_parent()


def another_page(page: Page) -> Page:
    return home().add_child(instance=Page(title="Radni", slug="radni"))


@pytest.mark.parametrize(
    ("private", "asks_strangers"),
    [(the_page, False), (its_section, False), (another_page, True)],
)
def test_what_is_private_is_for_those_who_are_let_in(
    page: SurveyPage, private: Callable[[Page], Page], asks_strangers: bool
) -> None:
    PageViewRestriction.objects.create(
        page=private(page), restriction_type=PageViewRestriction.LOGIN
    )

    assert is_asked(page, Client()) == asks_strangers
    assert is_asked(page, desk_of(a_user("radny")))


def test_an_alias_is_as_private_as_what_it_mirrors(page: SurveyPage) -> None:
    alias = page.create_alias(parent=home(), update_slug="lustro")
    assert is_asked(alias, Client())

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert not is_asked(alias, Client())


def test_a_page_without_questions_is_private_all_the_same(page: SurveyPage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    empty = page.copy(to=its_section(page), update_attrs={"slug": "pusta"}, keep_live=False)
    SurveyPage.objects.filter(pk=empty.pk).update(live=True)
    PageViewRestriction.objects.create(page=empty, restriction_type=PageViewRestriction.LOGIN)

    response = Client().get(SurveyPage.objects.get(pk=empty.pk).url)

    assert response.status_code == 302


def test_where_nothing_is_private_that_is_known_from_the_statement_of_the_form(
    page: SurveyPage,
) -> None:
    visitor = Client()
    visitor.get(page.url)  # what a process asks once

    with CaptureQueriesContext(connection) as captured:
        assert is_asked(page, visitor)

    [asked] = [one["sql"] for one in captured if "pageviewrestriction" in one["sql"]]
    assert "ocen_urzad_questionsetversion" in asked

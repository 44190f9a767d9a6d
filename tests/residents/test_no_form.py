"""Pages in the form's place: nothing typed is lost, what is said is true, the way home is right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import set_script_prefix
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import NOON, a_survey_page, a_user, an_office, survey_of
from tests.staff.screens import desk_of
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.survey.models import Response

pytestmark = pytest.mark.django_db

ANSWERS = {"overall": "4", "department": "so", "comment": "Miło i szybko"}
TYPED = ["Wydział Spraw Obywatelskich", "dobrze", "Miło i szybko"]
COMPLAINTS = "https://bip.przykladow.example/skargi"


@pytest.fixture
def page() -> SurveyPage:
    office = an_office()
    office.complaints_url = COMPLAINTS
    office.save()
    revision.change_office(office=office, by=None, at=NOON)
    return a_survey_page(slug="ankieta")


@pytest.fixture
def code(page: SurveyPage) -> str:
    return str(survey_of(page).code)


@pytest.fixture
def below_a_path() -> Iterator[Client]:
    """A visitor of a portal that is not at the root of its host."""
    set_script_prefix("/portal/")
    yield Client(SCRIPT_NAME="/portal")
    set_script_prefix("/")


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def plain(found: Any) -> str:
    return " ".join(found.get_text().split())


def typed(response: Any) -> list[str]:
    return [plain(one) for one in soup(response).select(".ou-typed dd")]


def has_form(response: Any) -> bool:
    return b'name="token"' in response.content


def links(response: Any) -> list[str]:
    return [str(one["href"]) for one in soup(response).select(".ou-further a")]


def sent(visitor: Client, code: str, **more: str) -> Any:
    return visitor.post(f"/ocen-urzad/{code}/wyslij/", ANSWERS | more)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((1, None), "Odpowiedzi nie zostały zapisane. Poniżej"),
        ((None, -2), "Odpowiedzi zostały wysłane po terminie i nie zostały zapisane. Poniżej"),
    ],
)
def test_why_a_form_was_not_taken_is_said_as_it_was(
    client: Client, page: SurveyPage, days: tuple[int | None, int | None], said: str
) -> None:
    token = soup(client.get(page.url)).select_one("[name=token]")
    assert token
    page = SurveyPage.objects.get(pk=page.pk)
    page.opens_at, page.closes_at = (
        timezone.now() + timedelta(days=one) if one else None for one in days
    )
    page.save_revision().publish()

    response = sent(client, survey_of(page).code, token=str(token["value"]))

    heading, why = (plain(one) for one in soup(response).select(".ou-intro"))
    assert heading.startswith("Zbieranie odpowiedzi")
    assert why.startswith(said)
    assert typed(response) == TYPED


def test_a_page_that_is_gone_still_leads_to_complaints(
    client: Client, page: SurveyPage, code: str
) -> None:
    SurveyPage.objects.get(pk=page.pk).unpublish()

    gone = [client.get(f"/ocen-urzad/{code}/"), sent(client, code)]

    assert [links(one) for one in gone] == [[COMPLAINTS, "/"], [COMPLAINTS, "/"]]


def test_an_unpublished_page_gives_no_new_form_and_loses_nothing(
    client: Client, page: SurveyPage, code: str
) -> None:
    SurveyPage.objects.get(pk=page.pk).unpublish()

    response = sent(client, code)

    assert (response.status_code, has_form(response), typed(response)) == (200, False, TYPED)


@pytest.mark.parametrize(("opens", "closes"), [(1, None), (None, -2)])
def test_outside_its_dates_a_survey_gives_no_new_form_either(
    client: Client, page: SurveyPage, code: str, opens: int | None, closes: int | None
) -> None:
    page = SurveyPage.objects.get(pk=page.pk)
    page.opens_at, page.closes_at = (
        timezone.now() + timedelta(days=one) if one else None for one in (opens, closes)
    )
    page.save_revision().publish()

    response = sent(client, code)

    assert (response.status_code, has_form(response), typed(response)) == (200, False, TYPED)
    assert not Response.objects.exists()


def test_a_deleted_page_loses_nothing_either(client: Client, page: SurveyPage, code: str) -> None:
    SurveyPage.objects.get(pk=page.pk).delete()

    response = sent(client, code)

    assert (response.status_code, has_form(response), typed(response)) == (200, False, TYPED)


def test_a_private_page_gives_a_new_form_to_those_who_may_visit_it(
    client: Client, page: SurveyPage, code: str
) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    stranger = sent(client, code)
    guest = sent(desk_of(a_user("radny")), code)

    assert (stranger.status_code, has_form(stranger), typed(stranger)) == (200, False, TYPED)
    assert (guest.status_code, has_form(guest)) == (422, True)
    assert not Response.objects.exists()


def test_of_a_portal_below_a_path_every_way_stays_in_it(
    page: SurveyPage, code: str, below_a_path: Client
) -> None:
    form = soup(below_a_path.get("/ankieta/")).select_one("form.ou-form")
    assert form
    token = form.select_one("[name=token]")
    assert token
    thanked = sent(below_a_path, code, token=str(token["value"]))
    thanks = below_a_path.get(f"/ocen-urzad/{code}/dziekujemy/")

    assert form["action"] == f"/portal/ocen-urzad/{code}/wyslij/"
    assert thanked["Location"] == f"/portal/ocen-urzad/{code}/dziekujemy/"
    assert links(thanks) == [COMPLAINTS, "/portal/"]

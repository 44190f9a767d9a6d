"""„Od czego zacząć?”: a new survey begins as a draft with a ready set."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import home
from tests.staff.screens import DENIED, a_moderator, an_administrator, desk_of, said, soup, words
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

pytestmark = pytest.mark.django_db


def address() -> str:
    return reverse(
        "wagtailadmin_pages:add", args=["wagtail_ocen_urzad_pages", "surveypage", home().pk]
    )


def asked(page: SurveyPage) -> int:
    return sum(1 for _ in page.get_latest_revision_as_object().questionnaire().questions())


def test_four_ways_to_begin_are_offered() -> None:
    page = soup(desk_of(an_administrator()).get(address()))

    assert words(page.select_one("#header-title")) == "Od czego zacząć?"
    assert [words(label) for label in page.select(".ou-choices label")] == [
        "Pełny zestaw",
        "z metryczką, łącznie pytań: 24",
        "Krótki zestaw",
        "Pusta ankieta",
    ]
    assert [box["id"] for box in page.select(".ou-choices input[checked]")] == ["starter-full"]
    assert words(page.select_one("#starter-full-text")).startswith("19 pytań: ")
    assert words(page.select_one("#starter-short-text")).startswith("3 pytania: ")


@pytest.mark.parametrize(
    ("sent", "questions"),
    [
        ({"starter": "full"}, 19),
        ({"starter": "full", "with_demographics": "on"}, 24),
        ({"starter": "short", "with_demographics": "on"}, 3),
    ],
)
def test_the_set_that_was_chosen_becomes_a_draft(sent: dict[str, str], questions: int) -> None:
    user = an_administrator()
    answered: Any = desk_of(user).post(address(), sent)

    page = SurveyPage.objects.get()
    assert answered.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert said(answered) == ["Szkic ankiety jest gotowy. Nic jeszcze nie zostało opublikowane."]
    assert (page.title, page.slug, page.live, page.owner) == (
        "Ankieta badania satysfakcji Klienta",
        "ankieta-badania-satysfakcji-klienta",
        False,
        user,
    )
    assert asked(page) == questions
    assert page.get_latest_revision().user == user
    assert not QuestionSetVersion.objects.exists()


def test_an_empty_survey_has_only_its_introduction() -> None:
    desk_of(an_administrator()).post(address(), {"starter": "empty"})

    page = SurveyPage.objects.get()
    assert (len(page.questions), page.intro[:16]) == (0, "Szanowni Państwo")


def test_two_surveys_stand_beside_each_other() -> None:
    desk: Any = desk_of(an_administrator())
    for _ in range(2):
        desk.post(address(), {"starter": "short"})

    assert [page.slug for page in SurveyPage.objects.order_by("pk")] == [
        "ankieta-badania-satysfakcji-klienta",
        "ankieta-badania-satysfakcji-klienta-2",
    ]


@pytest.mark.parametrize("sent", [{}, {"starter": "other"}, {"title": "Ankieta", "slug": "a"}])
def test_nothing_is_created_without_a_choice(sent: dict[str, str]) -> None:
    page = soup(desk_of(an_administrator()).post(address(), sent))

    assert len(page.select(".error-message")) == 1
    assert not SurveyPage.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_who_looks_after_pages_only_is_denied(method: str) -> None:
    response: Any = getattr(desk_of(a_moderator()), method)(address(), {"starter": "short"})

    assert (response.status_code, response.url, said(response)) == (302, "/admin/", DENIED)
    assert not SurveyPage.objects.exists()


def test_other_pages_begin_as_ever() -> None:
    other = reverse("wagtailadmin_pages:add", args=["home", "contentpage", home().pk])

    assert soup(desk_of(an_administrator()).get(other)).select(".ou-choices") == []

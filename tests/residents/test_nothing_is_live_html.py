"""Whatever staff or residents write stays text on the public pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.factories import a_survey_page, an_office, survey_of
from tests.staff.test_nothing_is_live_html import LIVE, spoilt
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.banner_showing import banner_html
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.models import Department, Office

pytestmark = pytest.mark.django_db

TYPED = f'"{LIVE}'


@pytest.fixture
def page() -> SurveyPage:
    """A survey of which every text, and every text of its office, is malicious."""
    an_office()
    Office.objects.update(
        name_genitive=LIVE,
        name_locative=LIVE,
        controller=LIVE,
        controller_address=LIVE,
        dpo_contact=LIVE,
        retention=LIVE,
        privacy_short=LIVE,
        privacy_notice=f"{LIVE} {{administrator}}, {{adres}}, {{iod}}, {{okres}}",
        complaints_note=LIVE,
        complaints_url="https://przykladow.example/skargi",
        project_name=LIVE,
        funding_note=LIVE,
    )
    Department.objects.update(name=LIVE)
    revision.change_office(office=Office.objects.get(), by=None, at=timezone.now())
    return a_survey_page(
        title=f"Ankieta {LIVE}",
        slug="ankieta",
        questionnaire=spoilt(STARTER_SET),
        thank_you=LIVE,
    )


def only_text(response: Any, *, times: int, status: int = 200) -> str:
    """Return the page; what was written stands there as text, at least so many times."""
    assert response.status_code == status
    read = BeautifulSoup(response.content, "html.parser")
    assert read.select("img[onerror], img[src=x], script:not([src])") == []
    assert read.get_text().replace("\xa0", " ").count(LIVE) >= times
    return str(response.content.decode())


def sending(page: SurveyPage) -> str:
    return f"/ocen-urzad/{survey_of(page).code}/wyslij/"


def filled(page: SurveyPage, **more: str) -> dict[str, str]:
    read = BeautifulSoup(Client().get(page.url).content, "html.parser")
    token = read.select_one("[name=token]")
    assert token
    return {"token": str(token["value"]), "comment": TYPED, "contact_way": "phone", **more}


def test_the_form(page: SurveyPage) -> None:
    # Title, intro, notes, parts in the list and in the form, questions, options, departments.
    html = only_text(Client().get(page.url), times=100)

    assert "&lt;img src=x onerror=alert(1)&gt;{{ 7|add:7 }}" in html


def test_a_form_that_comes_back(page: SurveyPage) -> None:
    back = Client().post(sending(page), filled(page, punkt=TYPED))

    html = only_text(back, times=100, status=422)
    read = BeautifulSoup(html, "html.parser")
    assert [field.get_text().strip() for field in read.select("[name=comment]")] == [TYPED]
    assert [field["value"] for field in read.select("[name=punkt]")] == [TYPED[:40]]


def test_thanks(page: SurveyPage) -> None:
    sent = Client().post(sending(page), filled(page, overall="4"))
    assert sent.status_code == 303

    only_text(Client().get(sent["Location"]), times=2)


def test_what_came_too_late(page: SurveyPage) -> None:
    fields = filled(page, overall="4", department="so")
    over = SurveyPage.objects.get(pk=page.pk)
    over.opens_at = datetime(2026, 1, 1, tzinfo=UTC)
    over.closes_at = timezone.now() - timedelta(days=3)
    over.save_revision().publish()

    only_text(Client().post(sending(page), fields), times=5)


def test_the_banner(page: SurveyPage) -> None:
    RateOfficeBanner.objects.create(page=page, title=LIVE, line=LIVE)

    html = banner_html(request=RequestFactory().get("/"), at=timezone.now())

    assert "<img src=x" not in html
    assert html.replace("\xa0", " ").count("&lt;img src=x onerror=alert(1)&gt;{{ 7|add:7 }}") == 2

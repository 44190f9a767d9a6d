"""Whatever is typed into a survey or the office's data stays text on our screens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import a_survey_page, an_office
from tests.staff.screens import an_administrator, desk_of, soup
from tests.staff.test_office_desk import fields_of
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey.models import Department, Office, ServicePoint, Survey
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

pytestmark = pytest.mark.django_db

LIVE = "<img src=x onerror=alert(1)>{{ 7|add:7 }}"


def spoilt(questionnaire: Questionnaire) -> Questionnaire:
    """Every text of a questionnaire as somebody malicious would write it."""
    areas = []
    for area in questionnaire.areas:
        questions = tuple(
            replace(
                one,
                text=f"{LIVE} {one.code}",
                help_text=LIVE,
                choices=tuple(replace(choice, label=LIVE) for choice in one.choices),
            )
            for one in area.questions
        )
        areas.append(replace(area, title=f"{LIVE} {area.code}", lead=LIVE, questions=questions))
    return replace(questionnaire, intro=LIVE, areas=tuple(areas))


def shown(response: Any) -> str:
    """Return the page without the data that Wagtail's editor reads by script."""
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def desk() -> Any:
    an_office()
    return desk_of(an_administrator())


def test_questions(desk: Any) -> None:
    page = a_survey_page(title=f"Ankieta {LIVE}", slug="ankieta")
    draft = SurveyPage.objects.get(pk=page.pk)
    draft.ask(spoilt(STARTER_SET))
    revision = draft.save_revision()
    confirm = reverse("ocen_urzad_changes:confirm", args=[page.pk, revision.pk])

    for address in (confirm, reverse("ocen_urzad_changes:strip", args=[page.pk])):
        page_shown = shown(desk.get(address))
        assert "&lt;img src=x onerror=alert(1)&gt;{{ 7|add:7 }}" in page_shown
        assert "<img src=x" not in page_shown


def test_a_question_that_cannot_be_published(desk: Any) -> None:
    page = a_survey_page()
    [area] = SHORT_SET.areas
    draft = SurveyPage.objects.get(pk=page.pk)
    draft.ask(replace(spoilt(SHORT_SET), areas=(replace(area, questions=()),)))
    draft.save_revision()

    assert "<img src=x" not in shown(desk.get(reverse("ocen_urzad_changes:strip", args=[page.pk])))


def test_office_data(desk: Any) -> None:
    for number in range(2):
        a_survey_page(title=f"{LIVE} {number}", slug=f"ankieta-{number}")
    assert Survey.objects.filter(title__startswith=LIVE).count() == 2
    Office.objects.update(name=LIVE, opening_hours=LIVE, legal_act_genitive=LIVE)
    Department.objects.update(name=LIVE)
    ServicePoint.objects.update(name=LIVE, room=LIVE)
    office = Office.objects.get()
    edit, confirm, in_force = (
        reverse(f"ocen_urzad_office:{name}", args=[office.pk])
        for name in ("edit", "confirm", "in_force")
    )

    assert "<img src=x" not in shown(desk.get(edit))
    page = shown(desk.get(confirm))
    assert "<img src=x" not in page
    hidden = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("draft", "in_force")
    }
    done = desk.post(confirm, hidden, follow=True)
    assert "&lt;img src=x" in shown(done)
    assert "<img src=x" not in shown(done)
    assert "<img src=x" not in shown(desk.get(in_force))
    sent = {**fields_of(soup(desk.get(edit))), "departments-0-DELETE": "1"}
    refused = shown(desk.post(edit, sent))
    assert "&lt;img src=x" in refused
    assert "<img src=x" not in refused

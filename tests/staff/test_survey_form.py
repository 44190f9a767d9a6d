"""The editor's form: what it refuses, in which words, and that nothing typed is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.editor import editor_data
from tests.factories import a_survey_page
from tests.staff.screens import an_administrator, desk_of
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.scales import YES_NO
from wagtail_ocen_urzad.residents.starter_sets import COMMENT, DEMOGRAPHICS, OVERALL
from wagtail_ocen_urzad.survey.questionnaire import (
    Choice,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    Skip,
)

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "action-publish"}
SETTLED = Question(
    code="settled",
    kind=QuestionKind.SINGLE,
    text="Czy załatwiono?",
    choices=(Choice(code="yes", label="tak"), Choice(code="no", label="nie")),
)
ASKED = Questionnaire(
    areas=(
        QuestionArea(code="case", title="Sprawa", questions=(SETTLED, OVERALL, COMMENT)),
        replace(DEMOGRAPHICS, questions=DEMOGRAPHICS.questions[:1]),
    )
)
"""1 Czy załatwiono? · 2 overall · 3 comment · 4 sex; with headings blocks 1, 2, 3 and 5."""


@pytest.fixture
def draft() -> SurveyPage:
    return a_survey_page(live=False)


def send(draft: SurveyPage, asked: Questionnaire = ASKED, by: str = "anna", **changes: Any) -> Any:
    data = editor_data(draft, asked)
    changed = {name.replace("__", "-"): value for name, value in changes.items()}
    return desk_of(an_administrator(by)).post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), {**data, **changed}
    )


def shown(response: Any) -> tuple[list[Any], dict[str, Any]]:
    """The stream as the editor is given it, and its errors."""
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    [field] = page.select("#questions[data-w-block-arguments-value]")
    value, errors = json.loads(str(field["data-w-block-arguments-value"]))
    return value, errors or {}


def saved(draft: SurveyPage) -> Any:
    return SurveyPage.objects.get(pk=draft.pk).get_latest_revision_as_object()


WAY = "questions__1__value__options__1__value__skip_to"


def test_a_number_typed_in_the_same_save_is_a_question(draft: SurveyPage) -> None:
    response = send(draft, **cast("dict[str, Any]", {WAY: "3"}))

    assert response.status_code == 302
    asked = saved(draft).questionnaire()
    assert asked.question("settled").skips == (Skip(answer="no", to="comment"),)
    assert saved(draft).questions[1].value["options"][1]["skip_to"] == "3. Co powinniśmy poprawić?"


@pytest.mark.parametrize(
    ("typed", "named"),
    [("1", "1. Czy załatwiono?"), ("7", "7"), ("chyba trzecie", "chyba trzecie")],
)
def test_a_way_that_leads_nowhere_is_refused_by_name(
    draft: SurveyPage, typed: str, named: str
) -> None:
    value, errors = shown(send(draft, **cast("dict[str, Any]", {WAY: typed, **PUBLISH})))

    words = (
        f"Pytanie 1: Po odpowiedzi „nie” ankieta ma przejść do „{named}”,"
        " a nie jest to żadne z dalszych pytań."
    )
    assert errors == {"messages": [words], "blockErrors": {"1": {"messages": [words]}}}
    assert value[1]["value"]["options"][1]["value"]["skip_to"] == typed


def test_a_draft_may_wait_for_its_question(draft: SurveyPage) -> None:
    assert send(draft, **cast("dict[str, Any]", {WAY: "7"})).status_code == 302
    assert saved(draft).questions[1].value["options"][1]["skip_to"] == "7"

    page = desk_of(an_administrator("ewa")).get(
        reverse("ocen_urzad_changes:strip", args=[draft.pk])
    )
    [line] = BeautifulSoup(page.content, "html.parser").select("li")
    assert " ".join(line.get_text().split()) == (
        "pyt. 1: Po jednej z odpowiedzi ankieta ma przejść do pytania, którego nie ma wśród"
        " dalszych pytań."
    )


def test_questions_about_the_respondent_come_last(draft: SurveyPage) -> None:
    turned = replace(ASKED, areas=ASKED.areas[::-1])

    _value, errors = shown(send(draft, turned, **PUBLISH))

    words = "Obszar „Sprawa”: Metryczka musi być ostatnia, a ten obszar znajduje się za nią."
    assert errors == {"messages": [words], "blockErrors": {"2": {"messages": [words]}}}


def test_every_problem_is_named_at_its_question(draft: SurveyPage) -> None:
    own = {
        "questions__2__value__scale": "own",
        "questions__3__value__text": "Uwagi",
        "questions__3__type": "text",
        WAY: "2",
        "questions__2__value__text": "Ocena",
    }
    _value, errors = shown(send(draft, **cast("dict[str, Any]", {**own, **PUBLISH})))

    words = "Pytanie 2: Skala musi mieć co najmniej dwa stopnie."
    assert errors == {"messages": [words], "blockErrors": {"2": {"messages": [words]}}}


def test_what_was_pasted_is_there_again_after_an_error(draft: SurveyPage) -> None:
    pasted = "1. częściowo\n2. w toku"
    value, errors = shown(
        send(
            draft,
            questions__1__value__pasted_options=pasted,
            questions__2__value__text="",
            **cast("dict[str, Any]", PUBLISH),
        )
    )

    assert errors == {
        "blockErrors": {"2": {"blockErrors": {"text": {"messages": ["To pole jest wymagane."]}}}}
    }
    assert value[1]["value"]["pasted_options"] == pasted
    assert [one["value"]["label"] for one in value[1]["value"]["options"]] == ["tak", "nie"]


def test_a_pasted_line_that_is_too_long_is_named(draft: SurveyPage) -> None:
    _value, errors = shown(send(draft, questions__1__value__pasted_options="x" * 256))

    [words] = errors["blockErrors"]["1"]["blockErrors"]["pasted_options"]["messages"]
    assert words == f"Pozycja „{'x' * 40}…” ma więcej znaków niż 255."


def test_pasted_options_are_options_with_codes(draft: SurveyPage) -> None:
    assert send(draft, questions__1__value__pasted_options="częściowo\nTAK").status_code == 302

    choices = saved(draft).questionnaire().question("settled").choices
    assert [one.label for one in choices] == ["tak", "nie", "częściowo"]
    assert [one.code for one in choices[:2]] == ["yes", "no"]
    assert len(choices[2].code) == 5


def test_another_scale_and_other_good_marks_are_taken(draft: SurveyPage) -> None:
    send(draft, questions__2__value__scale="yes_no")
    assert saved(draft).questionnaire().question("overall").scale == YES_NO

    send(draft, by="ewa", questions__2__value__scale="school", questions__2__value__good="3")
    scale = saved(draft).questionnaire().question("overall").scale
    assert [point.value for point in scale.points if point.is_good] == [6, 5, 4]

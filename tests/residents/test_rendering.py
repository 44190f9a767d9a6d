"""The questions as HTML: structure, what comes back filled, escaping, and what is remembered."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_ocen_urzad.residents.form import memory, rendering
from wagtail_ocen_urzad.residents.form.rendering import cached_questions, render_questions
from wagtail_ocen_urzad.residents.form.surroundings import Surroundings, cached_surroundings
from wagtail_ocen_urzad.residents.starter_sets import FIVE_POINTS, SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.residents.typography import typeset
from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.questionnaire import (
    Choice,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
    ScalePoint,
    question_of,
)

DEPARTMENTS = [("or", "Wydział Organizacyjny"), ("so", "Wydział Spraw Obywatelskich")]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def rendered(questionnaire: Questionnaire = STARTER_SET, **more: Any) -> BeautifulSoup:
    html = render_questions(questionnaire=questionnaire, departments=DEPARTMENTS, **more)
    return BeautifulSoup(html, "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    [found] = soup.select(selector)
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def a_form(*questions: Question) -> Questionnaire:
    area = QuestionArea(code="area", title="Area", questions=questions)
    return Questionnaire(areas=(area,))


def test_parts_say_where_one_is() -> None:
    soup = rendered()

    assert [words(part) for part in soup.select(".ou-count")] == [
        f"Part {number} of 6" for number in range(1, 7)
    ]
    assert [part["id"] for part in soup.select("section")] == [f"czesc-{n}" for n in range(1, 7)]
    assert words(one(soup, "#czesc-2 > h2")) == "Dostępność i warunki obsługi"


def test_one_part_is_not_counted() -> None:
    assert rendered(SHORT_SET).select(".ou-count") == []


def test_numbers_run_through_as_on_paper() -> None:
    numbers = [words(number) for number in rendered().select(".ou-number")]

    assert numbers == [f"{number}." for number in range(1, 25)]


def test_every_group_is_a_fieldset_with_its_legend_first() -> None:
    soup = rendered()
    fieldsets = soup.select("fieldset")

    assert len(fieldsets) == 22
    for fieldset in fieldsets:
        first = next(child for child in fieldset.children if isinstance(child, Tag))
        assert first.name == "legend"


def test_every_control_has_one_label_and_a_name_that_is_the_code() -> None:
    soup = rendered()
    controls = soup.select("input, select, textarea")
    codes = [question.code for question in STARTER_SET.questions()]

    names = [question_of(field=str(control["name"])) for control in controls]
    assert list(dict.fromkeys(names)) == codes
    assert {control["name"] for control in controls} == STARTER_SET.field_names()
    for control in controls:
        by_id = soup.select(f'label[for="{control["id"]}"]')
        around = [control.find_parent("label")] if control.find_parent("label") else []
        assert len(by_id + around) == 1


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    problems = {question.code: Problem.REQUIRED for question in STARTER_SET.questions()}
    soup = rendered(problems=problems)
    ids = [tag["id"] for tag in soup.select("[id]")]

    assert len(set(ids)) == len(ids)
    for tag in soup.select("[aria-describedby]"):
        for reference in str(tag["aria-describedby"]).split():
            assert ids.count(reference) == 1
    for line in rendering.error_lines(questionnaire=STARTER_SET, problems=problems):
        assert one(soup, f"#{line.anchor}").name in {"input", "select", "textarea"}


def test_only_required_questions_say_so_and_the_browser_stops_nobody() -> None:
    soup = rendered()

    said = [tag.find_parent("fieldset") for tag in soup.select(".ou-required")]
    assert [tag["id"] for tag in said if tag] == ["q-contact_way", "q-overall"]
    assert words(soup.select(".ou-required")[0]) == "(required field)"
    assert soup.select("[required]") == []


def test_nothing_is_chosen_beforehand() -> None:
    assert rendered().select("[checked], [selected]") == []


def test_how_to_answer_is_said_once_of_single_choices_and_always_of_several() -> None:
    hints = {tag["id"]: words(tag) for tag in rendered().select(".ou-hint")}

    assert hints == {
        "q-contact_way-hint": "Mark one answer.",
        "q-case_kind-hint": "You may mark several answers.",
        "q-comment-hint": (
            "Prosimy nie podawać danych osobowych swoich ani innych osób."
            " Please do not give personal data, neither your own nor of others."
            " Up to 1000 characters."
        ),
    }


def test_the_matrix_has_heads_for_the_eye_and_words_for_everybody() -> None:
    part = one(rendered(), "#czesc-2")
    heads = one(part, ".ou-heads .ou-cells")
    row = one(part, "#q-hours")

    assert heads["aria-hidden"] == "true"
    expected = [point.label for point in FIVE_POINTS.points] + ["not applicable / hard to say"]
    assert [words(head) for head in heads.select("span")] == expected
    assert [words(label) for label in row.select("label")] == expected
    assert [control["value"] for control in row.select("input")] == ["5", "4", "3", "2", "1", "@na"]
    assert words(one(part, ".ou-lead")) == "Jak ocenia Pan/Pani:"
    assert len(part.select("fieldset.ou-row")) == 6


def test_a_matrix_without_other_answers_has_no_column_for_them() -> None:
    soup = rendered(
        a_form(
            *(
                Question(code=code, kind=QuestionKind.RATING, text=code, scale=FIVE_POINTS)
                for code in ("one", "two")
            )
        )
    )

    assert one(soup, ".ou-matrix")["class"] == ["ou-matrix", "ou-n-5"]
    assert len(soup.select(".ou-heads span")) == 5


def test_a_rating_alone_is_five_cells() -> None:
    options = one(rendered(), "#q-overall .ou-options")

    assert options["class"] == ["ou-options", "ou-marks", "ou-scale-34", "ou-n-5"]
    assert len(options.select("label")) == 5


def test_departments_keep_their_order_between_choose_and_do_not_remember() -> None:
    select = one(rendered(), "select")

    assert [(option["value"], words(option)) for option in select.select("option")] == [
        ("", "Choose from the list"),
        ("or", "Wydział Organizacyjny"),
        ("so", "Wydział Spraw Obywatelskich"),
        ("@na", "I do not remember / hard to say"),
    ]


def test_a_text_has_its_note_between_label_and_field() -> None:
    question = one(rendered(), "#q-comment")
    names = [child.name for child in question.children if isinstance(child, Tag)]
    field = one(question, "textarea")

    assert names == ["label", "span", "textarea"]
    assert field["aria-describedby"] == "q-comment-hint"
    assert field["maxlength"] == "1000"


def test_everything_that_was_given_comes_back() -> None:
    text = "\nPierwszy wiersz pusty,\n  a w drugim „cudzysłów” i <znacznik>."
    soup = rendered(
        given={
            "contact_way": ["phone"],
            "department": ["so"],
            "case_kind": ["taxes", "other"],
            "hours": ["4"],
            "accessibility": ["@na"],
            "comment": [text],
            "nobody_asked": ["x"],
        }
    )

    assert [(tag["name"], tag["value"]) for tag in soup.select("[checked]")] == [
        ("contact_way", "phone"),
        ("case_kind", "taxes"),
        ("case_kind", "other"),
        ("hours", "4"),
        ("accessibility", "@na"),
    ]
    assert one(soup, "option[selected]")["value"] == "so"
    # A browser drops the first line break inside a textarea; the rest is what was typed.
    assert one(soup, "textarea").get_text() == "\n" + text


def test_of_two_values_for_one_choice_the_first_is_shown() -> None:
    soup = rendered(given={"contact_way": ["phone", "letter"], "settled": [" yes "]})

    assert [tag["value"] for tag in soup.select("[checked]")] == ["phone", "yes"]


def test_a_message_stands_at_its_question_in_place_of_a_hint_that_says_the_same() -> None:
    soup = rendered(problems={"contact_way": Problem.REQUIRED, "comment": Problem.TOO_LONG})
    group = one(soup, "#q-contact_way")

    assert words(one(group, ".ou-error")) == "Error: Mark one answer."
    assert group.select(".ou-hint") == []
    assert group["aria-describedby"] == "q-contact_way-error"
    assert "ou-wrong" in group["class"]
    field = one(soup, "textarea")
    assert field["aria-describedby"] == "q-comment-hint q-comment-error"
    assert field["aria-invalid"] == "true"


def test_a_row_of_the_matrix_says_its_message_in_its_legend() -> None:
    row = one(rendered(problems={"hours": Problem.UNKNOWN_OPTION}), "#q-hours")

    assert words(one(row, "legend")) == (
        "7. Godziny pracy Urzędu Error: Mark one of the answers given."
    )


ANYTHING = st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
NASTY = st.one_of(
    ANYTHING,
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' onclick='alert(1)",
            "</textarea><b>",
            "</option></select><i>",
            "&lt;b&gt; &amp;amp;",
            "{{ 7|add:7 }}{% now 'Y' %}",
            "%(count)s {0} {}",
            "i <b>w</b> nas",
        ]
    ),
)
TAGS = {
    "section", "p", "h2", "div", "fieldset", "legend", "span", "label", "input", "select",
    "option", "textarea",
}  # fmt: skip
ATTRIBUTES = {
    "class", "id", "name", "type", "value", "for", "rows", "maxlength", "checked", "selected",
    "aria-describedby", "aria-hidden", "aria-invalid",
}  # fmt: skip
MADE_OF_TEXT = {"value"}
"""Attributes whose values may come from outside; all others are ours."""


@st.composite
def questions(draw: st.DrawFn, number: int) -> Question:
    kind = draw(st.sampled_from(QuestionKind))
    choices: tuple[Choice, ...] = ()
    scale = None
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        labels = draw(st.lists(NASTY, min_size=2, max_size=7))
        choices = tuple(Choice(code=f"c{n}", label=label) for n, label in enumerate(labels))
    if kind is QuestionKind.RATING:
        labels = draw(st.lists(NASTY, min_size=2, max_size=3))
        scale = RatingScale(
            code="scale",
            points=tuple(
                ScalePoint(value=n, label=label, is_good=False) for n, label in enumerate(labels)
            ),
        )
    return Question(
        code=f"q{number}",
        kind=kind,
        text=draw(NASTY),
        help_text=draw(st.one_of(st.just(""), NASTY)),
        is_required=draw(st.booleans()),
        allows_not_applicable=draw(st.booleans()),
        choices=choices,
        scale=scale,
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    number = 0
    areas = []
    for place in range(draw(st.integers(1, 2))):
        asked = []
        for _one in range(draw(st.integers(1, 3))):
            number += 1
            asked.append(draw(questions(number)))
            if asked[-1].scale and draw(st.booleans()):
                number += 1
                twin = Question(
                    code=f"q{number}",
                    kind=QuestionKind.RATING,
                    text=draw(NASTY),
                    scale=asked[-1].scale,
                )
                asked.append(twin)
        areas.append(
            QuestionArea(
                code=f"a{place}",
                title=draw(NASTY),
                lead=draw(st.one_of(st.just(""), NASTY)),
                is_demographics=draw(st.booleans()),
                questions=tuple(asked),
            )
        )
    return Questionnaire(areas=tuple(areas))


@settings(deadline=None)
@given(
    questionnaire=questionnaires(),
    department=NASTY,
    typed=NASTY,
    problem=st.sampled_from(Problem),
)
def test_no_text_is_ever_markup(
    questionnaire: Questionnaire, department: str, typed: str, problem: Problem
) -> None:
    codes = [question.code for question in questionnaire.questions()]
    with override("en"):
        html = render_questions(
            questionnaire=questionnaire,
            departments=[("x", department)],
            given={code: [typed] for code in codes},
            problems=dict.fromkeys(codes, problem),
        )
    soup = BeautifulSoup(html, "html.parser")

    assert {tag.name for tag in soup.find_all()} <= TAGS
    assert {name for tag in soup.find_all() for name in tag.attrs} <= ATTRIBUTES
    legends = [words(tag) for tag in soup.select(".ou-name")]
    for legend, question in zip(legends, questionnaire.questions(), strict=True):
        assert " ".join(typeset(question.text).split()) in legend
    for option in soup.select('option[value="x"]'):
        assert option.get_text() == typeset(department)
    for field in soup.select("textarea"):
        assert field.get_text() == f"\n{typed}"


def test_the_empty_form_is_rendered_once_per_version_office_and_language() -> None:
    def cached(version: str, office: str, language: str, questionnaire: Questionnaire) -> str:
        return cached_questions(
            key=(version, office, language), questionnaire=questionnaire, departments=DEPARTMENTS
        )

    first = cached("version-a", "office-a", "en", SHORT_SET)

    assert first == render_questions(questionnaire=SHORT_SET, departments=DEPARTMENTS)
    # The hashes stand for the content, so the content is not looked at again.
    assert cached("version-a", "office-a", "en", STARTER_SET) is first
    assert cached("version-b", "office-a", "en", STARTER_SET) != first
    assert cached("version-a", "office-b", "en", STARTER_SET) != first
    assert cached("version-a", "office-a", "pl", STARTER_SET) != first


def test_what_is_remembered_is_bounded() -> None:
    for number in range(memory.REMEMBERED + 5):
        cached_questions(
            key=(f"bounded-{number}", "", "en"), questionnaire=SHORT_SET, departments=[]
        )

    assert len(rendering._memory._kept) == memory.REMEMBERED


def test_a_filled_form_is_not_remembered() -> None:
    before = dict(rendering._memory._kept)

    rendered(given={"comment": ["tajne"]})

    assert dict(rendering._memory._kept) == before


def test_what_stands_around_them_is_rendered_once_per_version_office_and_language() -> None:
    def cached(version: str, office: str, language: str, minutes: str) -> Surroundings:
        questionnaire = dataclasses.replace(SHORT_SET, intro=minutes)
        return cached_surroundings(
            key=(version, office, language), questionnaire=questionnaire, office=None
        )

    first = cached("around-a", "office-a", "en", "Zajmuje {minuty}.")

    assert (first.intro, "Zajmuje 1." in first.above) == ("Zajmuje 1.", True)
    assert cached("around-a", "office-a", "en", "Coś innego.") is first
    assert cached("around-b", "office-a", "en", "Coś innego.").intro == "Coś innego."
    assert cached("around-a", "office-b", "en", "Coś innego.").intro == "Coś innego."
    assert "Wyślij ankietę" in cached("around-a", "office-a", "pl", "").below

"""What an answer leads past: said in words, hidden where the stylesheet can, never more."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

import wagtail_ocen_urzad
from tests.every_kind import EVERY_KIND
from wagtail_ocen_urzad.residents.form.outline import part_links
from wagtail_ocen_urzad.residents.form.rendering import render_questions
from wagtail_ocen_urzad.residents.form.skips import SLOTS, skips_of
from wagtail_ocen_urzad.survey.judging import validate
from wagtail_ocen_urzad.survey.questionnaire import (
    END,
    SKIPPED,
    Choice,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    Skip,
)

STYLES = Path(wagtail_ocen_urzad.__file__).parent / "static/wagtail_ocen_urzad/survey.css"


def a_form(*skips: dict[str, str], parts: int = 1) -> Questionnaire:
    """Questions q1, q2, … with options a, b, c; each of `skips` is of one question."""
    questions = [
        Question(
            code=f"q{number}",
            kind=QuestionKind.SINGLE,
            text=f"Question {number}",
            choices=tuple(Choice(code=code, label=code) for code in "abc"),
            skips=tuple(Skip(answer=answer, to=to) for answer, to in leads.items()),
        )
        for number, leads in enumerate(skips, start=1)
    ]
    size = -(-len(questions) // parts)
    return Questionnaire(
        areas=tuple(
            QuestionArea(
                code=f"p{part}",
                title=f"Part {part}",
                questions=tuple(questions[part * size : (part + 1) * size]),
            )
            for part in range(parts)
        )
    )


def shown(questionnaire: Questionnaire) -> BeautifulSoup:
    with override("en"):
        html = render_questions(questionnaire=questionnaire, departments=[])
    return BeautifulSoup(html, "html.parser")


def classes(tag: Tag, name: str) -> set[str]:
    """Numbers of the classes `ou-<name>-<number>` of a tag."""
    found = (re.fullmatch(rf"ou-{name}-(\d+)", one) for one in tag.get("class") or [])
    return {match[1] for match in found if match}


def hidden(soup: BeautifulSoup, marked: dict[str, str]) -> set[str]:
    """Codes of the questions that the stylesheet hides while these answers are marked."""
    inputs = [
        control
        for code, answer in marked.items()
        for control in soup.select(f'input[name="{code}"][value="{answer}"]')
    ]
    active = {slot for control in inputs for slot in classes(control, "skip")}
    active -= {slot for control in inputs for slot in classes(control, "bars")}
    return {
        str(question["id"]).removeprefix("q-")
        for question in soup.select(".ou-q")
        if classes(question, "skipped") & active
    }


def skipped(questionnaire: Questionnaire, marked: dict[str, str]) -> set[str]:
    """Codes of the questions that do not count with these answers."""
    validated = validate(
        questionnaire=questionnaire,
        given={code: [answer] for code, answer in marked.items()},
        departments=(),
    )
    return {code for code, value in validated.answers.items() if value == SKIPPED}


def test_an_answer_says_where_it_leads() -> None:
    soup = shown(a_form({"a": "q3", "b": END, "c": "q2"}, {}, {}, {}))

    assert [label.get_text().strip() for label in soup.select("#q-q1 label")] == [
        "a (please go on to question\u00a03)",
        "b (then this was the last question)",
        "c",  # the next question comes anyway
    ]
    [hint] = soup.select("#q-q1-hint")
    assert hint.get_text() == (
        "Mark one answer. Answers to the questions passed over do not count."
    )


def test_what_an_answer_leads_past_goes_and_comes_back() -> None:
    soup = shown(a_form({"a": "q3", "b": END}, {}, {}, {}))

    assert hidden(soup, {}) == set()
    assert hidden(soup, {"q1": "a"}) == {"q2"}
    assert hidden(soup, {"q1": "b"}) == {"q2", "q3", "q4"}
    assert hidden(soup, {"q1": "c"}) == set()


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(a_form({"a": "q4"}, {"a": "q4"}, {}, {}), id="one within the other"),
        pytest.param(a_form({"a": "q3"}, {"a": "q5"}, {}, {}, {}), id="crossing"),
        pytest.param(a_form({"a": "q3", "b": END}, {"a": "q4"}, {}, {}), id="two of one question"),
        pytest.param(a_form({"a": "q2"}, {"a": "q3"}, {}), id="to the next"),
        pytest.param(a_form({"a": "q3"}, {}, {"a": "q5"}, {}, {}), id="one after the other"),
    ],
)
def test_whatever_is_marked_in_whatever_order_all_and_only_what_does_not_count_goes(
    form: Questionnaire,
) -> None:
    soup = shown(form)
    codes = [question.code for question in form.questions()]
    for answers in product(["", "a", "b"], repeat=3):
        marked = {code: answer for code, answer in zip(codes, answers, strict=False) if answer}
        assert hidden(soup, marked) == skipped(form, marked), marked


@st.composite
def forms_with_skips(draw: st.DrawFn) -> Questionnaire:
    count = draw(st.integers(2, 9))
    leads = []
    for number in range(1, count + 1):
        targets = [f"q{later}" for later in range(number + 1, count + 1)] + [END]
        leads.append(draw(st.dictionaries(st.sampled_from("abc"), st.sampled_from(targets))))
    return a_form(*leads, parts=draw(st.integers(1, 3)))


@settings(deadline=None, max_examples=60)
@given(data=st.data(), form=forms_with_skips())
def test_nothing_that_counts_is_ever_hidden(data: st.DataObject, form: Questionnaire) -> None:
    codes = [question.code for question in form.questions()]
    marked = data.draw(st.dictionaries(st.sampled_from(codes), st.sampled_from("abc")))

    assert hidden(shown(form), marked) <= skipped(form, marked)


def test_a_part_and_its_link_go_with_the_last_of_its_questions() -> None:
    form = a_form({"a": "q4", "b": "q5"}, {}, {}, {}, {}, {}, parts=3)
    soup = shown(form)

    assert [classes(part, "skipped") for part in soup.select("section")] == [set(), {"2"}, set()]
    assert [link.hidden for link in part_links(questionnaire=form)] == ["", "ou-skipped-2", ""]


def test_a_table_goes_with_its_rows() -> None:
    soup = shown(EVERY_KIND)
    places, people = (soup.select_one(f"#q-{code}-lead") for code in ("place_hours", "kind"))

    assert places is not None
    assert people is not None
    tables = [tag.find_parent(class_="ou-matrix") for tag in (places, people)]
    assert [classes(table, "skipped") for table in tables if table] == [{"1"}, set()]


def test_beyond_the_twelfth_a_skip_is_said_and_nothing_hides() -> None:
    form = a_form(*({"a": f"q{number + 2}"} for number in range(1, 15)), {}, {})
    skips = skips_of(questionnaire=form)
    soup = shown(form)

    assert len(skips.leads) == 14
    assert hidden(soup, {"q12": "a"}) == {"q13"}
    assert hidden(soup, {"q13": "a"}) == set()
    assert skipped(form, {"q13": "a"}) == {"q14"}
    assert "(please go on to question\u00a015)" in soup.select("#q-q13 label")[0].get_text()


def test_the_stylesheet_has_a_rule_for_every_slot() -> None:
    rules = re.findall(
        r"\.ou:has\(\.ou-skip-(\d+):checked\):not\(:has\(\.ou-bars-(\d+):checked\)\)"
        r" \.ou-skipped-(\d+) { display: none; }",
        STYLES.read_text(),
    )

    assert rules == [(str(slot),) * 3 for slot in range(1, SLOTS + 1)]

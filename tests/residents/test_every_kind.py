"""Every kind of question as HTML: tables, scales, texts beside options, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.utils.translation import override

from tests.every_kind import EVERY_KIND, FULL_ANSWERS
from wagtail_ocen_urzad.residents.form import wording
from wagtail_ocen_urzad.residents.form.outline import error_lines
from wagtail_ocen_urzad.residents.form.rendering import render_questions
from wagtail_ocen_urzad.residents.showing import typed_answers
from wagtail_ocen_urzad.survey.judging import Problem, validate
from wagtail_ocen_urzad.survey.questionnaire import OTHER_LIMIT, canonical_text, parse

DEPARTMENTS = [("or", "Wydział Organizacyjny"), ("so", "Wydział Spraw Obywatelskich")]


@pytest.fixture(autouse=True)
def _in_polish() -> Iterator[None]:
    with override("pl"):
        yield


def rendered(**more: Any) -> BeautifulSoup:
    html = render_questions(questionnaire=EVERY_KIND, departments=DEPARTMENTS, **more)
    return BeautifulSoup(html, "html.parser")


def judged(given: dict[str, list[str]]) -> dict[str, Problem]:
    codes = [code for code, _name in DEPARTMENTS]
    return dict(validate(questionnaire=EVERY_KIND, given=given, departments=codes).problems)


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    [found] = soup.select(selector)
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def test_it_is_a_questionnaire_that_may_be_asked_and_answered() -> None:
    assert parse(text=canonical_text(questionnaire=EVERY_KIND)) == EVERY_KIND
    assert judged(FULL_ANSWERS) == {}


def test_each_matrix_is_a_table_of_its_own_with_its_lead_in_the_head() -> None:
    tables = rendered().select("#czesc-2 .ou-matrix")

    assert [words(one(table, ".ou-lead")) for table in tables] == [
        "Jak ocenia Pan/Pani:",
        "Pracownik, który załatwiał sprawę, był:",
        "",
    ]
    assert [[row["id"] for row in table.select("fieldset")] for table in tables] == [
        ["q-place_hours", "q-place_access"],
        ["q-kind", "q-helpful"],
        ["q-row_alone", "q-row_together"],
    ]
    assert [table.get("role") for table in tables] == ["group", "group", None]
    for table in tables[:2]:
        assert one(table, ".ou-lead")["id"] == table["aria-labelledby"]
    assert words(one(rendered(), "#czesc-2 > .ou-lead")) == (
        "Prosimy zaznaczyć jedną ocenę w każdym wierszu."
    )


def test_a_matrix_of_long_words_is_plain_questions_under_its_lead() -> None:
    stack = one(rendered(), ".ou-stack")

    assert words(one(stack, f"#{stack['aria-labelledby']}")) == (
        "Jaki stopień szkolny należy się za:"
    )
    assert [row["id"] for row in stack.select("fieldset")] == [
        "q-grade_courtesy",
        "q-grade_speed",
    ]
    assert [words(label) for label in stack.select("#q-grade_speed label")] == [
        "celujący",
        "bardzo dobry",
        "dobry",
        "dostateczny",
        "dopuszczający",
        "niedostateczny",
    ]


@pytest.mark.parametrize(
    ("code", "classes"),
    [
        ("five", "ou-scale-34 ou-n-5"),
        ("yes_no", "ou-scale-34 ou-n-2"),
        ("three", "ou-scale-46 ou-n-3"),
        ("four", "ou-scale-34 ou-n-4"),
        ("school", ""),
        ("ten", "ou-scale-34 ou-n-10"),
        ("ranks", "ou-scale-34 ou-n-5"),
        ("long_words", "ou-scale-46 ou-n-3"),
        ("rating_leads", ""),
    ],
)
def test_a_rating_stands_in_cells_where_its_words_fit(code: str, classes: str) -> None:
    options = one(rendered(), f"#q-{code} .ou-options")

    assert options["class"] == ["ou-options", "ou-marks", *classes.split()]


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("ten", {"10": "10 najlepsza ocena", "1": "1 najgorsza ocena"}),
        ("ranks", {"1": "1 najlepsza ocena", "5": "5 najgorsza ocena"}),
        ("ten_rows", {"10": "10 najlepsza ocena", "1": "1 najgorsza ocena"}),
        ("five", {}),
    ],
)
def test_a_scale_of_bare_numbers_has_words_at_its_ends(code: str, ends: dict[str, str]) -> None:
    marks = rendered().select(f"#q-{code} label")
    said = {
        str(one(mark, "input")["value"]): words(mark)
        for mark in marks
        if mark.select(".ou-end-word")
    }

    assert said == ends


def test_sentences_stand_one_below_another_with_the_control_at_the_top() -> None:
    assert one(rendered(), "#q-sentences .ou-options")["class"] == ["ou-options", "ou-sentences"]


def test_options_that_take_a_text_stand_in_rows_or_columns_never_in_a_line() -> None:
    soup = rendered()

    assert one(soup, "#q-single_other .ou-options")["class"] == ["ou-options"]
    assert one(soup, "#q-multiple_other .ou-options")["class"] == [
        "ou-options",
        "ou-columns",
        "ou-n-4",
    ]


def test_the_text_beside_an_option_follows_it_with_a_label_of_its_own() -> None:
    soup = rendered()
    fields = soup.select(".ou-line")

    assert [field["name"] for field in fields] == [
        "single_other.other",
        "multiple_other.other",
        "multiple_other.more",
    ]
    assert [words(one(soup, f'label[for="{field["id"]}"]')) for field in fields] == [
        "w inny sposób (jaki?): jaki? – proszę dopisać",
        "inna (jaka?): jaka? – proszę dopisać",
        "jeszcze inna: proszę dopisać",
    ]
    for field in fields:
        assert (field["maxlength"], field["placeholder"], field["value"]) == (
            str(OTHER_LIMIT),
            " ",
            "",
        )
        before = field.find_previous("input")
        assert before is not None
        assert f"{before['name']}.{before['value']}" == field["name"]


def test_everything_that_was_given_comes_back() -> None:
    soup = rendered(given=FULL_ANSWERS)
    back: dict[str, list[str]] = {}
    for control in soup.select("[checked], option[selected]"):
        select = control.find_parent("select")
        name = control.get("name") or (select and select["name"])
        back.setdefault(str(name), []).append(str(control["value"]))
    back |= {
        str(field["name"]): [str(field["value"])] for field in soup.select(".ou-line[value!='']")
    }
    back |= {str(field["name"]): [field.get_text()[1:]] for field in soup.select("textarea")}

    assert back == FULL_ANSWERS


@pytest.mark.parametrize(
    ("given", "code", "message", "anchor"),
    [
        (
            {"single_other": ["phone"], "single_other.other": ["list"]},
            "single_other",
            "zaznacz odpowiedź, przy której jest dopisany tekst, albo usuń ten tekst",
            "q-single_other-text-other",
        ),
        (
            {"single_other.other": ["x" * (OTHER_LIMIT + 1)]},
            "single_other",
            "skróć odpowiedź do 200 znaków",
            "q-single_other-text-other",
        ),
        (
            {"multiple_other.more": ["x" * (OTHER_LIMIT + 1)]},
            "multiple_other",
            "skróć odpowiedź do 200 znaków",
            "q-multiple_other-text-more",
        ),
        (
            {"multiple_other": ["@na"], "multiple_other.more": ["x"]},
            "multiple_other",
            "zaznacz albo odpowiedzi, albo „nie dotyczy / trudno powiedzieć”",
            "q-multiple_other-1",
        ),
        ({}, "single_other", "zaznacz jedną odpowiedź", "q-single_other-1"),
        ({}, "place_access", "zaznacz jedną odpowiedź", "q-place_access-1"),
        ({"kind": ["9"]}, "kind", "zaznacz jedną z podanych odpowiedzi", "q-kind-1"),
        ({}, "department", "wybierz odpowiedź z listy", "q-department-1"),
        ({"comment": ["x" * 301]}, "comment", "skróć odpowiedź do 300 znaków", "q-comment-1"),
        ({}, "praise", "wpisz odpowiedź", "q-praise-1"),
    ],
)
def test_a_line_about_an_error_leads_to_what_must_be_mended(
    given: dict[str, list[str]], code: str, message: str, anchor: str
) -> None:
    problems = {code: judged(given)[code]}
    soup = rendered(given=given, problems=problems)

    [line] = error_lines(questionnaire=EVERY_KIND, problems=problems, given=given)

    assert (line.message, line.anchor) == (message, anchor)
    control = one(soup, f"#{anchor}")
    assert control.name in {"input", "select", "textarea"}
    question = one(soup, f"#q-{code}")
    assert "ou-wrong" in question["class"]
    assert words(one(question, ".ou-error")) == f"Błąd: {message[0].upper()}{message[1:]}."
    if "text" in anchor:
        assert control["aria-invalid"] == "true"
        assert control["aria-describedby"] == f"q-{code}-error"


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    soup = rendered(problems=judged({}))
    ids = [tag["id"] for tag in soup.select("[id]")]

    assert len(set(ids)) == len(ids)
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        for tag in soup.select(f"[{attribute}]"):
            for reference in str(tag[attribute]).split():
                assert ids.count(reference) == 1


def test_what_came_too_late_is_shown_with_the_text_beside_its_option() -> None:
    given = {
        "single_other": ["other"],
        "single_other.other": ["przez <b>okno</b>"],
        "multiple_other": ["taxes"],
        "multiple_other.more": [" las "],
        "multiple_other.other": [""],
        "place_hours": ["@na"],
    }

    assert typed_answers(questionnaire=EVERY_KIND, given=given, office=None) == [
        (
            "W jaki sposób kontaktował(a) się Pan/Pani z Urzędem?",
            "w inny sposób (jaki?): przez <b>okno</b>",
        ),
        ("Czego dotyczyła sprawa?", "podatki i opłaty, jeszcze inna: las"),
        ("Godziny pracy Urzędu", "nie dotyczy / trudno powiedzieć"),
    ]


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("inna (jaka?)", "jaka? – proszę dopisać"),
        ("w inny sposób (w jaki?) ", "w jaki? – proszę dopisać"),
        ("inna (np. leśna)", "proszę dopisać"),
        ("inna", "proszę dopisać"),
    ],
)
def test_the_words_in_brackets_ask_for_the_text(label: str, asked: str) -> None:
    assert wording.which(label) == asked

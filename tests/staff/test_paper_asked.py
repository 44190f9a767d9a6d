"""A sheet as the entry screen asks it: the paper's order, its pages, its keys; texts last."""

from __future__ import annotations

from tests.every_kind import EVERY_KIND
from wagtail_ocen_urzad.staff.paper.asked import sheet_of
from wagtail_ocen_urzad.staff.paper.settling import ask_of, values_of, words_of
from wagtail_ocen_urzad.survey.questionnaire import INVALID, QuestionKind

DEPARTMENTS = [(f"d{number}", f"Wydział {number}") for number in range(1, 30)]
CODES = [one.code for one in EVERY_KIND.questions()]


def test_closed_questions_keep_the_order_of_the_paper_and_texts_come_last() -> None:
    sheet = sheet_of(questionnaire=EVERY_KIND, departments=DEPARTMENTS)

    closed = [one.code for one in EVERY_KIND.questions() if one.kind is not QuestionKind.TEXT]
    texts = [
        "single_other.other", "multiple_other.other", "multiple_other.more", "comment", "praise",
    ]  # fmt: skip
    assert [one.field for one in sheet.asks] == [*closed, *texts]
    assert {one.field: one.number for one in sheet.asks if not one.beside} == {
        code: number for number, code in enumerate(CODES, start=1)
    }
    assert [field for group in sheet.groups for field in group.fields] == [*closed, *texts]


def test_the_strip_breaks_where_the_sheet_does() -> None:
    pages = [CODES[:7], CODES[7:]]

    sheet = sheet_of(questionnaire=EVERY_KIND, departments=DEPARTMENTS, pages=pages)

    assert [(group.title, group.page, len(group.fields)) for group in sheet.groups][:3] == [
        ("Wybór", 1, 5), ("Dostępność i warunki obsługi", 1, 2),
        ("Dostępność i warunki obsługi", 2, 6),
    ]  # fmt: skip
    one_page = sheet_of(questionnaire=EVERY_KIND, departments=DEPARTMENTS, pages=[CODES])
    assert {one.page for one in one_page.asks} == {0}


def test_what_the_paper_says_is_typed_as_it_is_entered() -> None:
    sheet = sheet_of(questionnaire=EVERY_KIND, departments=DEPARTMENTS)
    typed = {
        ("five", "4"): ["4"],
        ("five", "*"): [INVALID],
        ("five", "0"): [],
        ("five", "45"): None,
        ("five", "n"): None,
        ("place_hours", "N"): ["@na"],
        ("multiple_other", "a c"): ["identity", "taxes"],
        ("multiple_other", "a*"): None,
        ("multiple_other", "."): [],
        ("department", "38"): ["d29"],
        ("department", "1"): None,
    }

    found = {}
    for field, keys in typed:
        ask = ask_of(asks=sheet.asks, field=field)
        assert ask is not None
        found[field, keys] = values_of(ask=ask, keys=keys)

    assert found == typed


def test_a_stored_value_is_said_with_its_key() -> None:
    sheet = sheet_of(questionnaire=EVERY_KIND, departments=DEPARTMENTS)
    said = {}
    for field, value in (("five", 4), ("five", None), ("multiple_other", ["taxes", "roads"])):
        ask = ask_of(asks=sheet.asks, field=field)
        assert ask is not None
        said[field, str(value)] = words_of(ask=ask, values=value)

    assert list(said.values()) == [
        "4 – dobrze", "brak odpowiedzi", "C – podatki i opłaty, E – drogi"
    ]  # fmt: skip

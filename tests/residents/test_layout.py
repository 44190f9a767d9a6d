"""How options stand: by their length, never an ordered scale over two lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wagtail_ocen_urzad.residents.form import layout
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.questionnaire import (
    Choice,
    Matrix,
    Question,
    QuestionKind,
    RatingScale,
    ScalePoint,
    Skip,
)


def a_scale(*labels: str, code: str = "scale") -> RatingScale:
    points = tuple(
        ScalePoint(value=len(labels) - index, label=label, is_good=index == 0)
        for index, label in enumerate(labels)
    )
    return RatingScale(code=code, points=points)


def a_rating(code: str, scale: RatingScale) -> Question:
    return Question(code=code, kind=QuestionKind.RATING, text=code, scale=scale)


FIVE = a_scale("bardzo dobrze", "dobrze", "średnio", "źle", "bardzo źle")
SCHOOL = a_scale(
    "celujący", "bardzo dobry", "dobry", "dostateczny", "dopuszczający", "niedostateczny"
)


@pytest.mark.parametrize(
    ("labels", "ends", "expected"),
    [
        (["tak", "nie"], False, ("ou-line-34 ou-n-2", False)),
        (["tak", "częściowo", "nie", "jest w toku"], False, ("ou-line-46 ou-n-4", False)),
        (["kobieta", "mężczyzna", "nie chcę podawać"], True, ("ou-line-46 ou-n-3", False)),
        (
            ["do 30 lat", "31–50 lat", "51–65 lat", "powyżej 65 lat", "nie chcę podawać"],
            True,
            ("ou-line-46 ou-n-4", True),
        ),
        (
            ["do 30 lat", "31–50 lat", "51–65 lat", "powyżej 65 lat", "bez końca"],
            False,
            ("", False),
        ),
        (["osoba prywatna", "przedstawiciel organizacji lub instytucji"], False, ("", False)),
    ],
)
def test_a_line_where_all_fit_or_all_but_the_last_that_is_none(
    labels: list[str], ends: bool, expected: tuple[str, bool]
) -> None:
    assert layout.line_classes(labels=labels, ends_with_opt_out=ends) == expected


@pytest.mark.parametrize(
    ("count", "length", "expected"),
    [
        (5, 10, ""),
        (6, 10, "ou-columns ou-n-3"),
        (7, 10, "ou-columns ou-n-4"),
        (12, 45, "ou-columns ou-n-6"),
        (12, 46, ""),
        (30, 10, "ou-columns ou-n-15"),
        (31, 10, ""),
    ],
)
def test_a_long_list_takes_two_columns(count: int, length: int, expected: str) -> None:
    assert layout.list_classes(labels=["x" * length] * count) == expected


@pytest.mark.parametrize(
    ("scale", "alone", "together"),
    [
        (FIVE, "ou-scale-34 ou-n-5", "ou-matrix ou-n-5"),
        (
            a_scale("bardzo dobrze", "dobrze", "dostatecznie", "słabo", "bardzo słabo"),
            "ou-scale-46 ou-n-5",
            "ou-matrix ou-wide ou-n-5",
        ),
        (SCHOOL, "", ""),
        (a_scale(*map(str, range(10, 0, -1))), "ou-scale-34 ou-n-10", "ou-matrix ou-n-10"),
        (a_scale(*map(str, range(10, -1, -1))), "ou-scale-34 ou-n-11", "ou-matrix ou-n-11"),
        (a_scale(*map(str, range(12, 0, -1))), "", ""),
        (
            a_scale("tak", "raczej tak", "raczej nie", "nie"),
            "ou-scale-34 ou-n-4",
            "ou-matrix ou-n-4",
        ),
        (a_scale("tak", "nie"), "ou-scale-34 ou-n-2", "ou-matrix ou-n-2"),
        # Short words, but six lines of them.
        (a_scale("w pełni tak, jak o to mi od dawna chodziło", "nie"), "ou-scale-34 ou-n-2", ""),
    ],
)
def test_marks_stand_in_cells_where_their_words_fit(
    scale: RatingScale, alone: str, together: str
) -> None:
    assert layout.scale_classes(scale=scale) == alone
    assert layout.matrix_classes(scale=scale) == together


def test_neighbours_on_one_scale_make_a_matrix() -> None:
    one, two, three = (a_rating(code, FIVE) for code in ("one", "two", "three"))
    other = a_rating("other", a_scale("tak", "nie", code="yes"))
    text = Question(code="text", kind=QuestionKind.TEXT, text="text")

    assert layout.blocks([one, two, text, three, other]) == [
        layout.Block(questions=(one, two), is_matrix=True),
        layout.Block(questions=(text,)),
        layout.Block(questions=(three,)),
        layout.Block(questions=(other,)),
    ]


def test_the_rows_of_a_matrix_stand_together_and_by_themselves() -> None:
    first, second = Matrix(code="first", lead="Jak"), Matrix(code="second", lead="Czy")
    one, two, three, four, five = (
        replace(a_rating(code, FIVE), matrix=matrix)
        for code, matrix in zip("abcde", (first, first, second, None, None), strict=True)
    )

    assert layout.blocks([one, two, three, four, five]) == [
        layout.Block(questions=(one, two), is_matrix=True, matrix=first),
        layout.Block(questions=(three,), is_matrix=True, matrix=second),
        layout.Block(questions=(four, five), is_matrix=True),
    ]


def test_rows_of_a_matrix_whose_marks_are_long_stand_together_all_the_same() -> None:
    matrix = Matrix(code="first", lead="Jak")
    rows = tuple(replace(a_rating(code, SCHOOL), matrix=matrix) for code in ("one", "two"))

    assert layout.blocks(rows) == [layout.Block(questions=rows, matrix=matrix)]


def test_a_rating_that_leads_past_questions_has_room_for_its_words() -> None:
    one, two = a_rating("one", FIVE), a_rating("two", FIVE)
    leading = replace(a_rating("leading", FIVE), skips=(Skip(answer="1", to="two"),))

    assert layout.blocks([one, leading, two]) == [
        layout.Block(questions=(question,)) for question in (one, leading, two)
    ]


def test_an_option_of_a_whole_sentence_has_its_control_at_the_top() -> None:
    assert layout.column_classes(labels=["tak", "x" * 59]) == ""
    assert layout.column_classes(labels=["tak", "x" * 60]) == "ou-sentences"


def test_marks_too_long_for_heads_make_none() -> None:
    one, two = a_rating("one", SCHOOL), a_rating("two", SCHOOL)

    assert layout.blocks([one, two]) == [
        layout.Block(questions=(one,)),
        layout.Block(questions=(two,)),
    ]


def test_the_starter_set_has_three_matrices() -> None:
    blocks = [block for area in STARTER_SET.areas for block in layout.blocks(area.questions)]

    assert [len(block.questions) for block in blocks if block.is_matrix] == [6, 4, 2]


@pytest.mark.parametrize(
    ("code", "label", "expected"),
    [
        ("declined", "bez odpowiedzi", True),
        ("x", "Nie chcę podawać", True),
        ("x", "nie", False),
        ("x", "nigdy", False),
    ],
)
def test_what_is_a_way_not_to_answer(code: str, label: str, expected: bool) -> None:
    assert layout.is_opt_out(Choice(code=code, label=label)) == expected

"""Which key answers which option."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.paper.keys import INVALID_KEY, NO_ANSWER_KEYS, keys_of
from wagtail_ocen_urzad.residents.scales import FIVE_POINTS, TEN_POINTS, YES_NO
from wagtail_ocen_urzad.survey.questionnaire import (
    NOT_APPLICABLE,
    Choice,
    Question,
    QuestionKind,
    RatingScale,
    ScalePoint,
)


def keys(question: Question, departments: Sequence[tuple[str, str]] = ()) -> list[str]:
    return [one.key for one in keys_of(question=question, departments=departments)]


def rating(scale: RatingScale, **more: Any) -> Question:
    return Question(code="r", kind=QuestionKind.RATING, text="?", scale=scale, **more)


def choice(count: int, **more: Any) -> Question:
    options = tuple(Choice(code=f"o{n}", label=f"o{n}") for n in range(count))
    return Question(code="c", kind=QuestionKind.SINGLE, text="?", choices=options, **more)


def test_a_mark_is_its_own_key() -> None:
    question = rating(FIVE_POINTS, allows_not_applicable=True)
    assert keys(question) == ["5", "4", "3", "2", "1", "N"]
    assert keys_of(question=question)[-1].value == NOT_APPLICABLE


def test_ten_has_a_letter() -> None:
    assert keys(rating(TEN_POINTS)) == ["A", "9", "8", "7", "6", "5", "4", "3", "2", "1"]


def test_a_scale_down_to_nought_has_letters_because_nought_means_no_answer() -> None:
    assert keys(rating(YES_NO)) == ["A", "B"]
    assert [one.also for one in keys_of(question=rating(YES_NO))] == ["", ""]


def test_options_have_letters_that_look_like_no_digit() -> None:
    assert "".join(keys(choice(23))) == "ABCDEFGHJKLMPQRSTUVWXYZ"
    assert [one.also for one in keys_of(question=choice(10))] == [*"123456789", ""]


def test_a_list_longer_than_the_letters_has_numbers_of_one_length() -> None:
    assert keys(choice(24, allows_not_applicable=True)) == [*map(str, range(10, 34)), "N"]
    assert keys(choice(91))[::90] == ["100", "190"]


def test_departments_have_keys_in_the_order_printed() -> None:
    question = Question(
        code="d", kind=QuestionKind.DEPARTMENT, text="?", allows_not_applicable=True
    )
    assert keys(question, [("or", "Organizacyjny"), ("so", "Spraw")]) == ["A", "B", "N"]


def test_a_text_has_none() -> None:
    text = Question(code="t", kind=QuestionKind.TEXT, text="?")
    assert keys(text, [("or", "Organizacyjny")]) == []


@given(
    values=st.lists(st.integers(-20, 99), min_size=2, max_size=11, unique=True),
    allows=st.booleans(),
)
def test_the_keys_of_a_scale_are_single_signs_and_tell_marks_apart(
    values: list[int], allows: bool
) -> None:
    scale = RatingScale(
        code="own",
        points=tuple(ScalePoint(value=v, label=str(v), is_good=False) for v in values),
    )
    given_keys = keys(rating(scale, allows_not_applicable=allows))
    assert len(set(given_keys)) == len(values) + allows
    assert {len(key) for key in given_keys} == {1}
    assert {*NO_ANSWER_KEYS, INVALID_KEY}.isdisjoint(given_keys)


@pytest.mark.parametrize("count", [2, 9, 23, 24, 60, 90, 91])
def test_no_key_begins_another_and_none_begins_like_no_answer(count: int) -> None:
    given_keys = keys(choice(count, allows_not_applicable=True))
    assert len(set(given_keys)) == count + 1
    assert {len(key) for key in given_keys[:-1]} == {len(given_keys[0])}
    assert {*NO_ANSWER_KEYS, INVALID_KEY}.isdisjoint(key[0] for key in given_keys)

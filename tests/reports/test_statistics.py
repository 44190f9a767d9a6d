"""The arithmetic of reports (domain 4.3), against other people's arithmetic."""

from __future__ import annotations

import statistics as standard
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_ocen_urzad.reports.statistics import (
    best_and_weakest,
    mean_of,
    median,
    percent,
    plain,
    rating_figures,
    rounded,
    share,
)

GOLDEN = {5: 48, 4: 31, 3: 14, 2: 6, 1: 4}
FIVE = (5, 4, 3, 2, 1)

marks = st.lists(st.integers(1, 6), min_size=1, max_size=60)
fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=9999)


def test_the_golden_example() -> None:
    """109 forms: 103 valid, 3 not applicable, 3 without an answer."""
    figures = rating_figures(counts=GOLDEN, values=FIVE, good=(5, 4))

    assert (figures.valid, figures.total, figures.good) == (103, 422, 79)
    assert rounded(value=figures.mean, places=2) == "4.10"
    assert plain(value=figures.median) == "4"
    assert percent(value=figures.good_share) == "76.7"
    assert rounded(value=figures.index, places=1) == "77.4"
    of_valid = [percent(value=share(part=GOLDEN[mark], whole=103)) for mark in FIVE]
    of_all = [percent(value=share(part=GOLDEN[mark], whole=109)) for mark in FIVE]
    assert of_valid == ["46.6", "30.1", "13.6", "5.8", "3.9"]
    assert of_all == ["44.0", "28.4", "12.8", "5.5", "3.7"]
    assert percent(value=share(part=3, whole=109)) == "2.8"
    assert sum(Decimal(one or 0) for one in of_valid) == 100
    assert sum(Decimal(one or 0) for one in [*of_all, "2.8", "2.8"]) == 100


def test_real_reports_truncate_and_this_one_rounds() -> None:
    assert rounded(value=Fraction(109, 150) * 100, places=2) == "72.67"
    assert rounded(value=Fraction(20, 109) * 100, places=2) == "18.35"


def test_three_equal_thirds_give_99_point_9() -> None:
    thirds = [percent(value=share(part=1, whole=3)) for _ in range(3)]

    assert thirds == ["33.3"] * 3
    assert sum(Decimal(one or 0) for one in thirds) == Decimal("99.9")


@given(marks)
@settings(max_examples=100)
def test_figures_are_those_of_the_standard_library(given_marks: list[int]) -> None:
    counts = Counter(given_marks)
    figures = rating_figures(counts=counts, values=(6, 5, 4, 3, 2, 1), good=(6, 5))

    assert figures.median == Fraction(standard.median(given_marks))
    assert figures.mean == standard.mean(map(Fraction, given_marks))
    assert figures.good == len([mark for mark in given_marks if mark >= 5])
    assert figures.index is not None
    assert 0 <= figures.index <= 100


@given(fractions, st.integers(0, 4))
@settings(max_examples=200)
def test_rounding_is_half_up_as_decimal_does_it(value: Fraction, places: int) -> None:
    with localcontext(prec=60):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        expected = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    found = rounded(value=value, places=places)

    assert found is not None
    assert Decimal(found) == expected
    assert len(found.partition(".")[2]) == places
    assert not (found.startswith("-") and expected == 0)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(3, 2), 0, "2"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(445, 100), 1, "4.5"),
        (Fraction(4445, 1000), 2, "4.45"),
        (Fraction(-5, 100), 1, "-0.1"),
        (Fraction(-4, 100), 1, "0.0"),
        (Fraction(0), 2, "0.00"),
        (Fraction(1000), 1, "1000.0"),
    ],
)
def test_halves_go_up(value: Fraction, places: int, expected: str) -> None:
    assert rounded(value=value, places=places) == expected


def test_nothing_of_nothing() -> None:
    none = rating_figures(counts={}, values=FIVE, good=(5, 4))

    assert (none.valid, none.mean, none.median, none.good_share, none.index) == (0,) + (None,) * 4
    assert share(part=0, whole=0) is None
    assert mean_of(values=[None, None]) is None
    assert median(counts={5: 0}) is None
    assert (rounded(value=None, places=1), percent(value=None), plain(value=None)) == (None,) * 3


def test_marks_outside_the_scale_do_not_count() -> None:
    assert rating_figures(counts={5: 1, 9: 7}, values=FIVE, good=(5,)).valid == 1


@pytest.mark.parametrize(
    ("value", "expected"), [(Fraction(4), "4"), (Fraction(7, 2), "3.5"), (Fraction(10), "10")]
)
def test_a_median_is_said_plainly(value: Fraction, expected: str) -> None:
    assert plain(value=value) == expected


def test_questions_without_answers_do_not_pull_the_index_down() -> None:
    assert mean_of(values=[Fraction(80), None, Fraction(60)]) == 70


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=3),
        st.one_of(st.none(), st.integers(0, 4).map(Fraction)),
        max_size=12,
    ),
    st.integers(1, 4),
)
@settings(max_examples=200)
def test_best_and_weakest_are_disjoint_and_ordered(
    indices: dict[str, Fraction | None], at_most: int
) -> None:
    best, weakest = best_and_weakest(indices=indices, at_most=at_most)
    known = {code: value for code, value in indices.items() if value is not None}
    place = {code: number for number, code in enumerate(indices)}

    assert not set(best) & set(weakest)
    assert len(best) == len(weakest) == min(at_most, len(known) // 2)
    assert best == sorted(best, key=lambda code: (-known[code], place[code]))
    assert weakest == sorted(weakest, key=lambda code: (known[code], place[code]))
    for code in known.keys() - set(best) - set(weakest):
        assert all(known[one] >= known[code] for one in best)
        assert all(known[one] <= known[code] for one in weakest)


def test_ties_keep_the_order_of_the_questions() -> None:
    equal = dict.fromkeys(("a", "b", "c", "d", "e", "f", "g"), Fraction(50))

    assert best_and_weakest(indices=equal) == (["a", "b", "c"], ["d", "e", "f"])
    assert best_and_weakest(indices={"a": Fraction(1)}) == ([], [])

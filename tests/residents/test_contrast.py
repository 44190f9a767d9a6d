"""Contrast as WCAG reckons it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.residents import contrast

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#FFFFFF", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#17594a", "#ffffff", 8.2),
        ("#1b2523", "#ffc629", 10.0),
    ],
)
def test_known_ratios(first: str, second: str, ratio: float) -> None:
    assert contrast.ratio(first=first, second=second) == pytest.approx(ratio, abs=0.05)


@given(colours, colours)
def test_the_order_does_not_matter_and_the_ends_hold(first: str, second: str) -> None:
    ratio = contrast.ratio(first=first, second=second)

    assert ratio == contrast.ratio(first=second, second=first)
    assert 1 <= ratio <= 21


def test_a_ratio_that_misses_its_mark_never_reads_as_the_mark() -> None:
    assert contrast.rounded_down(4.499) == 4.4
    assert contrast.rounded_down(4.5) == 4.5


@pytest.mark.parametrize("colour", ["", "red", "#fff", "17594a", "#17594", "#17594g", "#17594a "])
def test_only_six_digits_are_a_colour(colour: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        contrast.relative_luminance(colour)

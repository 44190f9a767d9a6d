"""The arithmetic of the second entry (paper 3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.paper.second_entry import (
    ENOUGH_FIELDS,
    Verdict,
    sample_size,
    sheets_to_add,
    verdict,
)
from wagtail_ocen_urzad.reports.statistics import per_thousand

counts = st.integers(0, 5000)


@pytest.mark.parametrize(
    ("sheets", "drawn"), [(0, 0), (1, 1), (10, 1), (11, 2), (120, 12), (361, 37)]
)
def test_a_sample_is_one_in_ten_rounded_up(sheets: int, drawn: int) -> None:
    assert sample_size(sheets=sheets) == drawn


def test_one_slip_in_twelve_sheets_condemns_nothing() -> None:
    """The example of the paper: 12 sheets of 15 fields with one slip are 5.6 per 1,000."""
    assert per_thousand(part=1, whole=12 * 15) == "5.6"
    assert verdict(fields=12 * 15, mismatches=1, sheets_left=108) is Verdict.WIDEN
    # To 1,000 fields: 820 are missing, at 15 a sheet.
    assert sheets_to_add(fields=180, checked_sheets=12, sheets_left=108) == 55


@pytest.mark.parametrize(
    ("fields", "mismatches", "left", "expected"),
    [
        (1000, 5, 10, Verdict.ACCEPTED),
        (1000, 6, 10, Verdict.REFUSED),
        (1000, 6, 0, Verdict.REFUSED),
        (999, 5, 10, Verdict.WIDEN),
        (999, 5, 0, Verdict.ACCEPTED),
        (999, 4, 10, Verdict.ACCEPTED),
        (0, 0, 0, Verdict.ACCEPTED),
    ],
)
def test_the_bounds(fields: int, mismatches: int, left: int, expected: Verdict) -> None:
    assert verdict(fields=fields, mismatches=mismatches, sheets_left=left) is expected


@given(fields=counts, mismatches=counts, left=counts)
def test_a_batch_is_refused_only_on_enough_fields_and_more_than_five_per_thousand(
    fields: int, mismatches: int, left: int
) -> None:
    found = verdict(fields=fields, mismatches=mismatches, sheets_left=left)

    too_many = mismatches * 1000 > 5 * fields
    assert (found is Verdict.REFUSED) == (too_many and fields >= ENOUGH_FIELDS)
    assert (found is Verdict.WIDEN) == (too_many and fields < ENOUGH_FIELDS and left > 0)


@given(per_sheet=st.integers(1, 60), checked=st.integers(1, 200), left=counts)
def test_widening_reaches_enough_fields_or_takes_all_that_is_left(
    per_sheet: int, checked: int, left: int
) -> None:
    fields = per_sheet * checked
    added = sheets_to_add(fields=fields, checked_sheets=checked, sheets_left=left)

    assert 0 <= added <= left
    enough = fields + added * per_sheet >= ENOUGH_FIELDS
    assert enough or added == left
    # Never a sheet more than needed.
    assert added == 0 or fields + (added - 1) * per_sheet < ENOUGH_FIELDS


@given(sheets=st.integers(1, 5000))
def test_a_widened_sample_always_grows(sheets: int) -> None:
    """Else the second entry would never end."""
    fields = min(sheets, ENOUGH_FIELDS - 1)
    assert sheets_to_add(fields=fields, checked_sheets=1, sheets_left=sheets) >= 1

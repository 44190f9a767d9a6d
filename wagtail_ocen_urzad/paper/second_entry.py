"""The arithmetic of the second entry (paper 3): how many sheets, and what their mismatches mean.

Pure: numbers in, numbers out. In a small sample one slip is many per thousand (12 sheets of 15
fields with one slip are 5.6 per 1,000), so nothing is condemned before there is enough of it.
"""

from __future__ import annotations

from enum import StrEnum

ONE_IN = 10
"""A sample is a tenth of the sheets, rounded up."""

MOST_PER_THOUSAND = 5
"""More mismatches than this per 1,000 checked fields: the batch must be entered again."""

ENOUGH_FIELDS = 1000
"""Checked fields that a batch may be judged by."""


class Verdict(StrEnum):
    """What the second entry comes to."""

    ACCEPTED = "accepted"
    WIDEN = "widen"
    """Too many mismatches in too few fields: check more sheets."""
    REFUSED = "refused"
    """The batch must be entered again."""


def sample_size(*, sheets: int) -> int:
    """Return how many of these sheets are drawn: one in ten, at least one of any."""
    return -(-sheets // ONE_IN)


def verdict(*, fields: int, mismatches: int, sheets_left: int) -> Verdict:
    """Judge a second entry with nothing left to settle.

    Args:
        fields: that two people typed.
        mismatches: fields that they typed differently.
        sheets_left: sheets that were not drawn yet. With none left, and still too few fields to
            judge by, every sheet has been entered twice already, and is accepted as settled.
    """
    if mismatches * 1000 <= MOST_PER_THOUSAND * fields:
        return Verdict.ACCEPTED
    if fields >= ENOUGH_FIELDS:
        return Verdict.REFUSED
    return Verdict.WIDEN if sheets_left else Verdict.ACCEPTED


def sheets_to_add(*, fields: int, checked_sheets: int, sheets_left: int) -> int:
    """Return how many more sheets make enough fields, going by those that were checked.

    Args:
        fields: that two people typed so far.
        checked_sheets: sheets that these fields stand on.
        sheets_left: sheets that may still be drawn.
    """
    missing = ENOUGH_FIELDS - fields
    if missing <= 0 or sheets_left <= 0:
        return 0
    if not fields:
        return sheets_left
    wanted = -(-missing * checked_sheets // fields)
    return min(wanted, sheets_left)

"""Deadlines of the study: pure dates (P-10, P-11, P-13)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.procedure.calendar import (
    DayOfYear,
    Deadline,
    DeadlineState,
    Move,
    deadline_standing,
)

DUE = date(2026, 6, 15)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def move(to: date) -> Move:
    return Move(to=to, moved_on=DUE, reason="Choroba", by="Jan")


def test_a_day_comes_back_every_year() -> None:
    assert [DayOfYear(month=6, day=30).in_year(year=year) for year in (2026, 2027)] == [
        date(2026, 6, 30),
        date(2027, 6, 30),
    ]


def test_the_leap_day_is_the_day_before_where_there_is_none() -> None:
    leap = DayOfYear(month=2, day=29)

    assert (leap.in_year(year=2028), leap.in_year(year=2027)) == (
        date(2028, 2, 29),
        date(2027, 2, 28),
    )


@pytest.mark.parametrize(("month", "day"), [(6, 31), (2, 30), (13, 1), (0, 1)])
def test_a_day_that_no_year_has_is_none(month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        DayOfYear(month=month, day=day).in_year(year=2026)


@given(to=st.lists(days, max_size=4))
def test_the_last_move_counts_and_the_first_date_stays(to: list[date]) -> None:
    deadline = Deadline(first=DUE, moves=tuple(move(day) for day in to))

    assert deadline.first == DUE
    assert deadline.due == ([DUE, *to][-1])
    assert deadline.is_moved == (deadline.due != DUE)


@given(due=days, today=days, remind=st.integers(min_value=0, max_value=60))
def test_what_is_not_done_is_ahead_soon_or_overdue(due: date, today: date, remind: int) -> None:
    standing = deadline_standing(
        deadline=Deadline(first=due), done_on=None, today=today, remind_days=remind
    )

    assert standing.state == (
        DeadlineState.OVERDUE
        if today > due
        else DeadlineState.SOON
        if today >= due - timedelta(days=remind)
        else DeadlineState.AHEAD
    )
    assert standing.days == abs((due - today).days)


@given(due=days, done=days, today=days)
def test_what_is_done_was_in_time_or_late_whatever_today_is(
    due: date, done: date, today: date
) -> None:
    standing = deadline_standing(deadline=Deadline(first=due), done_on=done, today=today)

    assert standing.state == (DeadlineState.MET if done <= due else DeadlineState.MET_LATE)

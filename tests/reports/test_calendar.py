"""The yearly duty as dates alone (§ 4; domain 2.4, no. 5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.reports.calendar import (
    FIRST_WARNING,
    SECOND_WARNING,
    DutyState,
    YearlyDuty,
    duty_by_calendar_year,
    duty_by_twelve_months,
)

MET, AHEAD, SOON, URGENT, OVERDUE = DutyState
IN_FORCE = date(2019, 11, 4)

days = st.dates(date(2015, 1, 1), date(2045, 12, 31))


def by_year(last: date | None, today: date, starts_on: date = IN_FORCE) -> YearlyDuty:
    return duty_by_calendar_year(last_report=last, starts_on=starts_on, today=today)


def by_months(last: date | None, today: date, starts_on: date = IN_FORCE) -> YearlyDuty:
    return duty_by_twelve_months(last_report=last, starts_on=starts_on, today=today)


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (date(2026, 4, 30), AHEAD, 245),
        (date(2026, 10, 31), AHEAD, 61),
        (date(2026, 11, 1), SOON, 60),
        (date(2026, 11, 30), SOON, 31),
        (date(2026, 12, 1), URGENT, 30),
        (date(2026, 12, 31), URGENT, 0),
        (date(2027, 1, 1), OVERDUE, 1),
        (date(2027, 6, 18), OVERDUE, 169),
    ],
)
def test_warnings_before_the_end_of_the_year(today: date, state: DutyState, left: int) -> None:
    duty = by_year(date(2025, 4, 30), today)

    assert duty == YearlyDuty(due_on=date(2026, 12, 31), state=state, days=left)


def test_the_day_of_generating_counts() -> None:
    """A report on 2025 that was made in January 2026 is the report of 2026."""
    duty = by_year(date(2026, 1, 15), date(2026, 6, 18))

    assert (duty.due_on, duty.state) == (date(2027, 12, 31), MET)


@pytest.mark.parametrize(
    ("starts_on", "due_on"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 1, 2), date(2027, 12, 31)),
        (date(2026, 11, 4), date(2027, 12, 31)),
    ],
)
def test_without_a_report_the_clock_starts_with_the_act(starts_on: date, due_on: date) -> None:
    """A year in which it came into force is not a whole year (R-25)."""
    assert by_year(None, date(2026, 12, 15), starts_on).due_on == due_on


def test_of_several_missed_years_the_last_is_meant() -> None:
    duty = by_year(None, date(2026, 6, 18))

    assert (duty.due_on, duty.state, duty.days) == (date(2025, 12, 31), OVERDUE, 169)


@pytest.mark.parametrize(
    ("last", "today", "due_on", "state"),
    [
        (date(2026, 4, 30), date(2026, 6, 18), date(2027, 4, 30), MET),
        (date(2026, 4, 30), date(2027, 3, 1), date(2027, 4, 30), SOON),
        (date(2026, 4, 30), date(2027, 3, 31), date(2027, 4, 30), URGENT),
        (date(2026, 4, 30), date(2027, 4, 30), date(2027, 4, 30), URGENT),
        (date(2026, 4, 30), date(2027, 5, 1), date(2027, 4, 30), OVERDUE),
        (date(2028, 2, 29), date(2028, 3, 1), date(2029, 2, 28), MET),
        (date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 28), MET),
    ],
)
def test_twelve_months_since_the_last(
    last: date, today: date, due_on: date, state: DutyState
) -> None:
    duty = by_months(last, today)

    assert (duty.due_on, duty.state) == (due_on, state)


def test_twelve_months_since_the_act_when_there_is_no_report() -> None:
    duty = by_months(None, date(2026, 3, 1), date(2025, 9, 1))

    assert (duty.due_on, duty.state, duty.days) == (date(2026, 9, 1), AHEAD, 184)


@given(last=st.none() | days, starts_on=days, today=days)
def test_a_calendar_year_is_missed_just_when_it_ended_without_a_report(
    last: date | None, starts_on: date, today: date
) -> None:
    """Stated again from the definition: look at every year one by one."""
    reported_upto = last.year if last else None
    whole_years = range(starts_on.year + (starts_on > date(starts_on.year, 1, 1)), today.year)
    missed = [year for year in whole_years if reported_upto is None or year > max(reported_upto, 0)]
    if last is not None:  # a report stands for its year and starts the clock anew
        missed = list(range(last.year + 1, today.year))

    duty = by_year(last, today, starts_on)

    assert (duty.state is OVERDUE) == bool(missed)
    if missed:
        assert duty.due_on == date(missed[-1], 12, 31)


@pytest.mark.parametrize("duty_of", [by_year, by_months])
@given(last=days, today=days)
def test_a_report_is_never_asked_for_earlier_than_sixty_days_before(
    duty_of: object, last: date, today: date
) -> None:
    assert callable(duty_of)
    duty: YearlyDuty = duty_of(last, today)

    warned = {SOON: FIRST_WARNING, URGENT: SECOND_WARNING}
    if duty.state in warned:
        assert duty.due_on - timedelta(days=warned[duty.state]) <= today <= duty.due_on

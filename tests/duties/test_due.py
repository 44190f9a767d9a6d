"""When a reminder goes out: pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.duties.due import AGAIN_AFTER, Due, in_order
from wagtail_ocen_urzad.reports.calendar import DutyState, duty_by_calendar_year

DAY = date(2026, 12, 31)


def due_on(today: date, *, warn_days: tuple[int, ...] = (60, 30), key: str = "a") -> Due:
    duty = duty_by_calendar_year(
        last_report=date(2025, 3, 1), starts_on=date(2020, 1, 1), today=today
    )
    return Due(key=key, on=duty.due_on, state=duty.state, days=duty.days, warn_days=warn_days)


@pytest.mark.parametrize(
    ("left", "notice"),
    [
        (61, ""),
        (60, "before-60"),
        (31, "before-60"),
        (30, "before-30"),
        (0, "before-30"),
        (-1, "overdue-0"),
        (-29, "overdue-0"),
        (-30, "overdue-1"),
        (-60, "overdue-2"),
    ],
)
def test_each_notice_has_its_days(left: int, notice: str) -> None:
    line = due_on(DAY - timedelta(days=left))

    assert (line.on, line.notice) == (DAY, notice)


def test_what_is_done_is_not_called_to_mind() -> None:
    assert Due(key="a", on=DAY, state=DutyState.MET, days=3, warn_days=(60,)).notice == ""


@given(st.integers(min_value=-400, max_value=400), st.sets(st.integers(0, 90), max_size=3))
def test_a_day_later_there_is_the_same_notice_or_the_next(left: int, warn: set[int]) -> None:
    """So every run of cron sends each once, and one missed day loses none."""
    order = ["", *(f"before-{days}" for days in sorted(warn, reverse=True))]
    order += [f"overdue-{number}" for number in range(401 // AGAIN_AFTER + 1)]
    today, tomorrow = (
        _line(left - later, tuple(sorted(warn, reverse=True))).notice for later in (0, 1)
    )

    assert 0 <= order.index(tomorrow) - order.index(today) <= 1


def _line(left: int, warn: tuple[int, ...]) -> Due:
    state = DutyState.OVERDUE if left < 0 else DutyState.AHEAD
    return Due(key="a", on=DAY, state=state, days=abs(left), warn_days=warn)


def test_late_ones_come_first_and_met_ones_last() -> None:
    lines = [
        Due(key=key, on=on, state=state, days=1)
        for key, on, state in (
            ("met", date(2026, 1, 1), DutyState.MET),
            ("ahead", date(2026, 3, 1), DutyState.AHEAD),
            ("soon", date(2026, 2, 1), DutyState.SOON),
            ("late", date(2026, 2, 2), DutyState.OVERDUE),
        )
    ]

    assert [line.key for line in sorted(lines, key=in_order)] == ["late", "soon", "ahead", "met"]

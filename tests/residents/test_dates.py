"""Dates of collecting, in the office's own time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from wagtail_ocen_urzad.residents.dates import period

WARSAW = ZoneInfo("Europe/Warsaw")


def moment(*when: int) -> datetime:
    return datetime(*when, tzinfo=WARSAW)  # type: ignore[misc,arg-type]  # of year, month, day, …


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "words"),
    [
        (moment(2026, 1, 2), moment(2026, 10, 31), "from 2 January to 30 October 2026"),
        (moment(2025, 12, 1), moment(2026, 2, 1), "from 1 December 2025 to 31 January 2026"),
        (moment(2026, 1, 2), moment(2026, 10, 30, 15), "from 2 January to 30 October 2026"),
        (moment(2027, 1, 4), None, "from 4 January 2027"),
        (moment(2027, 1, 4, 8), None, "from 4 January 2027, 8.00"),
        (None, moment(2026, 7, 1), "until 30 June 2026"),
        (None, None, ""),
    ],
)
def test_in_words(opens_at: datetime | None, closes_at: datetime | None, words: str) -> None:
    with override("en"):
        assert period(opens_at=opens_at, closes_at=closes_at, zone=WARSAW) == words


def test_the_server_may_be_anywhere() -> None:
    new_year_in_warsaw = datetime(2026, 12, 31, 23, tzinfo=UTC)

    with override("en"):
        words = period(opens_at=new_year_in_warsaw, closes_at=None, zone=WARSAW)

    assert words == "from 1 January 2027"

"""Polish setting of figures, dates and words, the same on the screen and on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.dates import MONTHS_ALT
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

NBSP = "\u00a0"
EN_DASH = "–"
NOTHING = EN_DASH
"""Printed where there is no figure."""

# What must not end a line: a one-letter word, „nr” before its number, „ul.” before the street.
_STAYS_WITH_NEXT = re.compile(r"(?<![^\s(„>])([aiouwzAIOUWZ]|nr|§|ul\.|art\.|ust\.|pok\.) (?=\S)")


def tied(*, text: str) -> str:
    """Return the text with no-break spaces where Polish setting wants them."""
    return _STAYS_WITH_NEXT.sub(rf"\1{NBSP}", text)


def whole(*, number: int) -> str:
    """Return „1 207”."""
    return f"{number:,}".replace(",", NBSP)


def decimal(*, text: str | None) -> str:
    """Return „4,10” of "4.10"; a dash when there is no figure."""
    return NOTHING if text is None else text.replace(".", ",")


def percent(*, text: str | None) -> str:
    """Return „76,7%” of "76.7"; a dash when there is no figure."""
    return NOTHING if text is None else f"{decimal(text=text)}%"


def day(*, on: date) -> str:
    """Return „2 czerwca 2026 r.”, which never breaks over two lines."""
    # Translators: a date, e.g. 2 czerwca 2026 r.
    text = _("%(day)s %(month)s %(year)s")
    parts = {"day": on.day, "month": MONTHS_ALT[on.month], "year": on.year}
    return (text % parts).replace(" ", NBSP)


def period(*, first: date, last: date) -> str:
    """Return „1 stycznia – 31 grudnia 2025 r.”, or one day alone."""
    if first == last:
        return day(on=first)
    start = _day_and_month(first) if first.year == last.year else day(on=first)
    return f"{start} {EN_DASH} {day(on=last)}"


def short_period(*, first: date, last: date) -> str:
    """Return „1.01–31.12.2025” for the running head."""
    if first == last:
        return _short(first)
    start = f"{first.day}.{first.month:02}" if first.year == last.year else _short(first)
    return f"{start}{EN_DASH}{_short(last)}"


def is_calendar_year(*, first: date, last: date) -> bool:
    """From 1 January to 31 December of one year."""
    return (first, last) == (date(last.year, 1, 1), date(last.year, 12, 31))


def listed(*, items: Sequence[str]) -> str:
    """Return „a, b i c”."""
    if len(items) < 2:
        return "".join(items)
    return pgettext("report", "%(most)s and %(last)s") % {
        "most": ", ".join(items[:-1]),
        "last": items[-1],
    }


def quoted(*, text: str) -> str:
    """Return the text in quotation marks."""
    return f"„{text}”"


def in_fours(*, sha256: str) -> str:
    """Return a hash in groups of four digits, to be compared by eye."""
    return " ".join(sha256[place : place + 4] for place in range(0, len(sha256), 4))


def _day_and_month(on: date) -> str:
    return f"{on.day}{NBSP}{MONTHS_ALT[on.month]}"


def _short(on: date) -> str:
    return f"{on.day}.{on.month:02}.{on.year}"

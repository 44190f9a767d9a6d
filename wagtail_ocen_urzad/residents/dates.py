"""Dates of collecting as residents read them; a survey opens and closes by the day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def period(*, opens_at: datetime | None, closes_at: datetime | None, zone: ZoneInfo) -> str:
    """Return „od 2 stycznia do 30 października 2026 r.”, or the one end that is known, or "".

    Args:
        opens_at: first moment; its time is said unless it is midnight.
        closes_at: first moment when it is over, so midnight means the day before.
        zone: where the office is.
    """
    first = opens_at.astimezone(zone) if opens_at else None
    last = (closes_at - timedelta(microseconds=1)).astimezone(zone) if closes_at else None
    if first and last:
        ends = {"first": _day(first, with_year=first.year != last.year), "last": _day(last)}
        return _("from %(first)s to %(last)s") % ends
    if first:
        return _("from %(first)s") % {"first": _moment(first)}
    if last:
        return _("until %(last)s") % {"last": _day(last)}
    return ""


def _day(value: datetime, *, with_year: bool = True) -> str:
    if not with_year:
        return date_format(value, "j E")
    return _("%(day)s %(year)s") % {"day": date_format(value, "j E"), "year": value.year}


def _moment(value: datetime) -> str:
    if value.time() == time.min:
        return _day(value)
    words = {"day": _day(value), "time": date_format(value, "G.i")}
    return _("%(day)s, %(time)s") % words

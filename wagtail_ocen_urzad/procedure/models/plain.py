"""The values of columns as plain data, the same before they are stored and after."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wagtail_ocen_urzad import conf


def plain(value: Any) -> Any:
    """Return a column's value as JSON data: no float, no zone, no enumeration."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return conf.local_date(at=value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    return value

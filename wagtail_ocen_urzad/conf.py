"""Every setting of the package: name, meaning, default. Read lazily, nowhere else."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    "OCEN_URZAD_TIME_ZONE": "Europe/Warsaw",
    "OCEN_URZAD_BASE_TEMPLATE": "base.html",
    "OCEN_URZAD_PRIVATE_ROOT": None,
    "OCEN_URZAD_PRIVATE_STORAGE": None,
    "OCEN_URZAD_GRACE_HOURS": 24,
    "OCEN_URZAD_YEARLY_REPORT": "calendar_year",
    "OCEN_URZAD_RATE_LIMIT": 60,
    "OCEN_URZAD_RATE_SECONDS": 60,
    "OCEN_URZAD_TRUSTED_PROXIES": 0,
    "OCEN_URZAD_OFFICE_NETWORKS": (),
    "OCEN_URZAD_FAST_SECONDS": 10,
    "OCEN_URZAD_PRINT_COPIES": 1000,
}
YEARLY_REPORT = ("calendar_year", "twelve_months")
"""How `OCEN_URZAD_YEARLY_REPORT` may count."""


def _value(name: str) -> Any:
    return getattr(settings, name, DEFAULTS[name])


def time_zone() -> ZoneInfo:
    """`OCEN_URZAD_TIME_ZONE`: zone in which an answer's date, years and quarters are meant."""
    return ZoneInfo(_value("OCEN_URZAD_TIME_ZONE"))


def local_date(*, at: datetime) -> date:
    """Return the date of this moment in `time_zone`, whatever the server's own zone is."""
    return at.astimezone(time_zone()).date()


def base_template() -> str:
    """`OCEN_URZAD_BASE_TEMPLATE`: the town's own template that the public pages extend."""
    return str(_value("OCEN_URZAD_BASE_TEMPLATE"))


def private_root() -> Path | None:
    """`OCEN_URZAD_PRIVATE_ROOT`: folder for files that only our views may open.

    It must lie outside MEDIA_ROOT. Not needed when a private storage is named.
    """
    root = _value("OCEN_URZAD_PRIVATE_ROOT")
    return Path(root) if root else None


def private_storage() -> str | None:
    """`OCEN_URZAD_PRIVATE_STORAGE`: alias in STORAGES of a storage without public addresses."""
    return _value("OCEN_URZAD_PRIVATE_STORAGE") or None


def grace_hours() -> int:
    """`OCEN_URZAD_GRACE_HOURS`: hours for which a form fetched before the closing date counts."""
    return int(_value("OCEN_URZAD_GRACE_HOURS"))


def user_model() -> str:
    """`AUTH_USER_MODEL`, Django's own setting: the model of the staff, as "app.Model"."""
    return str(settings.AUTH_USER_MODEL)


def yearly_report() -> str:
    """`OCEN_URZAD_YEARLY_REPORT`: `calendar_year` or `twelve_months` since the last one (§ 4)."""
    return str(_value("OCEN_URZAD_YEARLY_REPORT"))


def rate_limit() -> int:
    """`OCEN_URZAD_RATE_LIMIT`: forms taken from one network in `rate_seconds`; 0 is no limit."""
    return int(_value("OCEN_URZAD_RATE_LIMIT"))


def rate_seconds() -> int:
    """`OCEN_URZAD_RATE_SECONDS`: the time, in seconds, in which `rate_limit` is counted."""
    return int(_value("OCEN_URZAD_RATE_SECONDS"))


def trusted_proxies() -> int:
    """`OCEN_URZAD_TRUSTED_PROXIES`: proxies of the town's own that add to X-Forwarded-For."""
    return int(_value("OCEN_URZAD_TRUSTED_PROXIES"))


def office_networks() -> tuple[IPv4Network | IPv6Network, ...]:
    """`OCEN_URZAD_OFFICE_NETWORKS`: networks that are never limited, as in "192.0.2.0/24".

    Raises:
        ValueError: one of them is no network; a system check says so before.
    """
    return _networks(tuple(_value("OCEN_URZAD_OFFICE_NETWORKS")))


def fast_seconds() -> int:
    """`OCEN_URZAD_FAST_SECONDS`: a form sent sooner is marked for checking; 0 marks none."""
    return int(_value("OCEN_URZAD_FAST_SECONDS"))


def print_copies() -> int:
    """`OCEN_URZAD_PRINT_COPIES`: sheets with numbers of their own in one print run, at most."""
    return int(_value("OCEN_URZAD_PRINT_COPIES"))


@lru_cache(maxsize=8)
def _networks(written: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one) for one in written)

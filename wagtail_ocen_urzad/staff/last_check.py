"""The bar „Kontrola spójności”: what the last check found, when that was, and how to check now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from wagtail_ocen_urzad import conf, people
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.permissions import LOOK_AFTER
from wagtail_ocen_urzad.verification import queries, words
from wagtail_ocen_urzad.verification.models import ConsistencyCheck

OLD = timedelta(days=40)
"""After this long the bar says that nobody has checked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckBar:
    """What a bar shows."""

    holds: bool
    verdict: str
    """"" before the first check."""
    when: str
    days: int | None
    """How old a check is that has become old; None otherwise."""
    first: str
    """The first thing that does not hold, in words."""
    advice: str
    """What to do about it."""
    may_check: bool
    """There is a button."""


def check_bar(*, check: ConsistencyCheck | None, user: Any, at: datetime) -> CheckBar:
    """Return the bar as this user sees it.

    Args:
        check: the last one, None before the first.
        user: the administrator may check now, unless that takes longer than a browser waits.
        at: now.
    """
    failures = [] if check is None or check.holds else queries.findings_of(check=check)
    first = failures[0] if failures else None
    return CheckBar(
        holds=check is not None and check.holds,
        verdict=words.verdict(check=check) if check else "",
        when=_when(check) if check else "",
        days=(at - check.checked_on).days if check and at - check.checked_on >= OLD else None,
        first=words.sentence(finding=first) if first else "",
        advice=words.advice(finding=first) if first else "",
        may_check=LOOK_AFTER.allows(user=user) and queries.fits_a_request(),
    )


def _when(check: ConsistencyCheck) -> str:
    """Return „Sprawdzono 18 czerwca 2026 r. o 6:00, Anna Nowicka”."""
    local = check.checked_on.astimezone(conf.time_zone())
    facts = {"date": day(on=local.date()), "time": f"{local.hour}:{local:%M}"}
    by: Any = check.checked_by
    if by is None:
        return _("Checked on %(date)s at %(time)s by the scheduled command.") % facts
    facts["who"] = people.name_of(user=by)
    return _("Checked on %(date)s at %(time)s by %(who)s.") % facts

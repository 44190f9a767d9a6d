"""Verbs of verification."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.one_moment import one_moment
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.verification.findings import Finding, Tally
from wagtail_ocen_urzad.verification.models import ConsistencyCheck
from wagtail_ocen_urzad.verification.walk import findings

KEPT = 100
"""Findings of either sort that are kept with the result; the command tells all of them."""


def check(
    *,
    by: Any,
    at: datetime,
    survey: Survey | None = None,
    seen: Callable[[Finding], None] | None = None,
) -> ConsistencyCheck:
    """Verify everything as it stands now; nothing is changed but that the result is kept.

    Args:
        by: who asks; None for the command.
        at: now.
        survey: only this one; its result says nothing of the others and is not kept.
        seen: handed every finding while it is found.
    """
    tally = Tally()
    found: dict[bool, list[Finding]] = {True: [], False: []}
    numbers = {True: 0, False: 0}
    with one_moment():
        for finding in findings(tally=tally, survey=survey):
            numbers[finding.is_failure] += 1
            if len(found[finding.is_failure]) < KEPT:
                found[finding.is_failure].append(finding)
            if seen is not None:
                seen(finding)
    result = ConsistencyCheck(
        checked_on=at,
        checked_by=by,
        versions=tally.versions,
        reports=tally.reports,
        answers=tally.answers,
        failures=numbers[True],
        notes=numbers[False],
        findings=[one.as_data() for one in (*found[True], *found[False])],
    )
    if survey is None:
        with transaction.atomic():
            result.save()
            audit.record(action=audit.VERIFY, of=result, by=by, failures=result.failures)
    return result

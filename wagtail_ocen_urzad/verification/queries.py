"""Questions about verification. Nothing here writes."""

from __future__ import annotations

from django.db.models import Sum

from wagtail_ocen_urzad.survey.models import AnswerCell
from wagtail_ocen_urzad.verification.findings import Finding, from_data
from wagtail_ocen_urzad.verification.models import ConsistencyCheck

LIMIT = 50_000
"""Answers that may be verified while a browser waits: about half a minute on two slow cores."""


def last_check() -> ConsistencyCheck | None:
    """Return the last verification of everything, None before the first."""
    return ConsistencyCheck.objects.select_related("checked_by").order_by("-pk").first()


def findings_of(*, check: ConsistencyCheck) -> list[Finding]:
    """Return what was found first, failures before information."""
    return [from_data(data=one) for one in check.findings]


def fits_a_request() -> bool:
    """Say whether there are few enough answers to verify them while somebody waits."""
    cells = AnswerCell.objects.filter(question__in=(AnswerCell.FORMS, AnswerCell.EXCLUDED))
    stored = cells.aggregate(n=Sum("n"))["n"] or 0
    return bool(stored <= LIMIT)

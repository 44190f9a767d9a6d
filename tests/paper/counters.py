"""The counters, and the same counted again in the plainest way."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.survey.test_answers import counters, recounted
from wagtail_ocen_urzad.survey.models import Tally
from wagtail_ocen_urzad.survey.operations import counted_tally

__all__ = ["assert_counters_agree", "counters"]


def assert_counters_agree() -> None:
    """Every counter says what the stored documents say."""
    found: Counter[tuple[Any, ...]] = recounted()
    for tally in Tally.objects.all():
        month = tally.answered_on.replace(day=1)
        for question, value, n in counted_tally(tally=tally):
            found[tally.version_id, month, "paper", "", tally.is_late, question, value] += n
    assert counters() == found

"""What the addresses of this desk name; each is looked up by everything that its address says."""

from __future__ import annotations

from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.models import CheckedSheet, Mismatch, PaperQuestionnaire
from wagtail_ocen_urzad.survey.models import PaperBatch


def batch_at(*, code: str, batch: int) -> PaperBatch | None:
    """Return the batch with this number of the survey with this code, or None."""
    return queries.batch_by_number(code=code, batch=batch)


def sheet_at(*, code: str, batch: int, sheet: int) -> PaperQuestionnaire | None:
    """Return the sheet with this running number in the batch, or None."""
    return queries.sheet_by_number(code=code, batch=batch, number=sheet)


def checked_at(*, code: str, batch: int, sheet: int) -> CheckedSheet | None:
    """Return the sheet with this running number if it was drawn for the second entry, or None."""
    return queries.checked_by_number(code=code, batch=batch, number=sheet)


def mismatch_at(*, code: str, batch: int, sheet: int, question: str) -> Mismatch | None:
    """Return where two people typed one question of one sheet differently, or None."""
    return queries.mismatch_of(code=code, batch=batch, number=sheet, question=question)

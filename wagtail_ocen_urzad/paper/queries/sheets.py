"""Sheets that were entered, as long as their numbers are known. Nothing here writes."""

from __future__ import annotations

from django.db.models import QuerySet

from wagtail_ocen_urzad.paper.models import EnteredSerial, PaperQuestionnaire
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.questionnaire import SKIPPED


def sheet_by_number(*, code: str, batch: int, number: int) -> PaperQuestionnaire | None:
    """Return an entered sheet by its running number; None once the batch is settled."""
    rows = _sheets().filter(batch__survey__code=code, batch__number=batch, number=number)
    return rows.first()


def last_sheet(*, batch: PaperBatch) -> PaperQuestionnaire | None:
    """Return the sheet that was entered last, as long as its number is known."""
    return _sheets().filter(batch=batch).order_by("-number").first()


def values_of(*, response: Response) -> dict[str, list[str]]:
    """Return a stored answer as the raw values that say the same, texts too."""
    given = {
        code: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for code, value in response.answers.items()
        if value != SKIPPED
    }
    given |= {comment.question: [comment.text] for comment in response.comments.all()}
    return given


def is_seen(*, version: QuestionSetVersion, serial: str) -> bool:
    """Say whether a sheet with this printed number was entered already."""
    return EnteredSerial.objects.filter(version=version, serial=serial).exists()


def _sheets() -> QuerySet[PaperQuestionnaire]:
    return PaperQuestionnaire.objects.select_related(
        "batch__survey__office__in_force", "batch__version", "response__version", "typist"
    )

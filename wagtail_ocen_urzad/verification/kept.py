"""What can be made again: the papers of reports, and the page that drafts the survey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.reports.models import ReportDocument
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.questionnaire import (
    QuestionSource,
    UnableToRead,
    canonical_text,
    digest,
)
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind


def check_documents(*, survey: Survey) -> Iterator[Finding]:
    """Check that every paper is there and is the one that was made."""
    kinds = {
        files.State.CHANGED: Kind.FILE_CHANGED,
        files.State.MISSING: Kind.FILE_MISSING,
    }
    documents = ReportDocument.objects.filter(snapshot__survey=survey)
    named = documents.order_by("snapshot__number", "kind").values_list(
        "snapshot__number", "kind", "sha256"
    )
    for report, kind, sha256 in named.iterator(chunk_size=500):
        state = files.state(sha256=sha256)
        if state in kinds:
            facts: dict[str, Fact] = {"report": report, "document": kind}
            yield Finding(kind=kinds[state], survey=survey.code, facts=facts)


def check_page(*, survey: Survey, running: QuestionSetVersion | None) -> Iterator[Finding]:
    """Check that the live page says what residents are asked; what they are asked is right."""
    page: Any = survey.page.specific if survey.page else None
    if not isinstance(page, QuestionSource) or not page.live:  # type: ignore[attr-defined]  # a page
        return
    about: dict[str, Fact] = {"version": running.number if running else 0}
    try:
        draft = digest(text=canonical_text(questionnaire=page.questionnaire()))
    except UnableToRead:
        yield Finding(kind=Kind.PAGE_UNREADABLE, survey=survey.code, facts=about)
        return
    if running is None or draft != digest(text=running.content):
        yield Finding(kind=Kind.PAGE_DIFFERS, survey=survey.code, facts=about)

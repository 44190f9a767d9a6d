"""A survey with a box, and people who type what was in it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from tests.factories import a_survey, a_user
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.paper.operations import Entered, Protocol
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, QuestionSetVersion
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

DAY = date(2026, 3, 20)
"""When the box was opened."""
AT = datetime(2026, 3, 23, 9, tzinfo=UTC)
"""When it was typed."""
DESK = "BQKAA"

Given = Mapping[str, Sequence[str]]


def a_box(
    version: QuestionSetVersion | None = None,
    *,
    questionnaire: Questionnaire = SHORT_SET,
    kind: Batch.Kind = Batch.Kind.PAPER,
    at: datetime = AT,
    **protocol: Any,
) -> PaperBatch:
    """Return an open batch of a survey."""
    asked = version or a_survey(questionnaire=questionnaire)
    header = {"opened_on": DAY, "service_point": DESK, **protocol}
    return operations.open_batch(
        survey=asked.survey, protocol=Protocol(**header), kind=kind, by=None, at=at
    )


def enter(
    batch: PaperBatch,
    given: Given | None = None,
    *,
    by: Any = None,
    sheet_id: uuid.UUID | None = None,
    **more: Any,
) -> Entered:
    """Type one sheet."""
    return operations.enter_sheet(
        batch=batch,
        sheet_id=sheet_id or uuid.uuid4(),
        given={"overall": ["4"]} if given is None else given,
        by=by,
        at=AT,
        **more,
    )


def fill(batch: PaperBatch, sheets: int, *, by: Any = None) -> PaperBatch:
    """Type so many sheets, and return the batch as it is then."""
    for _ in range(sheets):
        enter(batch, by=by)
    batch.refresh_from_db()
    return batch


def count_and_close(batch: PaperBatch, *, at: datetime = AT, **numbers: Any) -> PaperBatch:
    """Write down what was found, so that it adds up, and close the batch."""
    batch.refresh_from_db()
    header = {
        "opened_on": batch.opened_on,
        "service_point": batch.service_point,
        "issued": batch.issued,
        "blank": batch.blank,
        "invalid": batch.invalid,
        "found": batch.accounted_for,
        "second_entry": batch.second_entry,
        "opened_by": batch.opened_by,
        "case_number": batch.case_number,
        **numbers,
    }
    changed = operations.change_protocol(batch=batch, protocol=Protocol(**header), by=None, at=at)
    return operations.close_batch(batch=changed, by=None, at=at)


def two_clerks() -> tuple[Any, Any]:
    """Return two people who may enter paper."""
    return a_user("ola", "enter_paper"), a_user("jan", "enter_paper")

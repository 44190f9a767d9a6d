"""Blank sheets are counted from the entry screen, each once (paper 2, 3)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests.factories import NOON, a_survey
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch

pytestmark = pytest.mark.django_db


def a_box(kind: Batch.Kind = Batch.Kind.PAPER) -> PaperBatch:
    return operations.open_batch(
        survey=a_survey().survey,
        protocol=operations.Protocol(opened_on=date(2026, 3, 10), found=3),
        kind=kind,
        by=None,
        at=NOON,
    )


def test_a_blank_sheet_sent_twice_is_counted_once() -> None:
    batch = a_box()
    one, other = uuid4(), uuid4()

    counted = [
        operations.count_blank(batch=batch, sheet_id=sheet_id, by=None)
        for sheet_id in (one, one, other, one)
    ]

    assert counted == [1, 1, 2, 2]
    batch.refresh_from_db()
    assert (batch.blank, batch.entered, batch.difference) == (2, 0, 1)


def test_a_closed_box_takes_no_blank_sheet_but_knows_those_that_it_took() -> None:
    batch = a_box()
    one = uuid4()
    operations.count_blank(batch=batch, sheet_id=one, by=None)
    operations.close_batch(batch=batch, because="dwa zniszczone", by=None, at=NOON)

    assert operations.count_blank(batch=batch, sheet_id=one, by=None) == 1
    with pytest.raises(operations.BatchIsClosed):
        operations.count_blank(batch=batch, sheet_id=uuid4(), by=None)


def test_a_tally_has_no_sheets() -> None:
    with pytest.raises(operations.NotASheetBatch):
        operations.count_blank(batch=a_box(Batch.Kind.TALLY), sheet_id=uuid4(), by=None)

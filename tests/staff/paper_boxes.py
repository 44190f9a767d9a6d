"""Boxes of paper questionnaires for the tests of their screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.factories import NOON, a_survey_page, a_user, an_office, publish, survey_of
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations, printed
from wagtail_ocen_urzad.paper.models import CheckedSheet
from wagtail_ocen_urzad.paper.sheet_code import SheetCode, write
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch

Given = Mapping[str, Sequence[str]]


def a_clerk(name: str = "anna") -> Any:
    """Return a person who may enter paper."""
    return a_user(name, "enter_paper")


def a_paper_page(**fields: Any) -> SurveyPage:
    """Return the short survey of the demo office, published."""
    an_office()
    return a_survey_page(**fields)


def a_box(page: SurveyPage, *, kind: Batch.Kind = Batch.Kind.PAPER, **header: Any) -> PaperBatch:
    """Return an open box, of 3 sheets unless told otherwise."""
    typed: dict[str, Any] = {
        "opened_on": date(2026, 3, 10),
        "found": 3,
        "service_point": "BQKAA",
        **header,
    }
    return operations.open_batch(
        survey=survey_of(page),
        protocol=operations.Protocol(**typed),
        kind=kind,
        by=None,
        at=timezone.now(),
    )


def entered(batch: PaperBatch, *sheets: Given, by: Any = None, serial: str = "") -> PaperBatch:
    """Enter these sheets; give the batch as it is stored then."""
    for given in sheets:
        operations.enter_sheet(
            batch=batch, sheet_id=uuid4(), given=given, by=by, at=NOON, serial=serial
        )
    batch.refresh_from_db()
    return batch


def closed(batch: PaperBatch, because: str = "") -> PaperBatch:
    """Close the batch; give it as it is stored then."""
    operations.close_batch(batch=batch, because=because, by=None, at=NOON)
    batch.refresh_from_db()
    return batch


def typed_again(batch: PaperBatch, given: Given, *, by: Any = None) -> None:
    """Type every sheet that waits a second time, all alike."""
    waiting = CheckedSheet.objects.filter(sheet__batch=batch, state=CheckedSheet.State.WAITING)
    for checked in waiting:
        operations.type_again(checked=checked, given=given, by=by, at=NOON)


def a_second_version(page: SurveyPage) -> None:
    """Publish other questions, so that version 1 is closed with a report."""
    publish(page, replace(SHORT_SET, intro="Nowy wstęp."))


def code_of(page: SurveyPage, *, version: int = 1, serial: str = "K7RT2Q") -> str:
    """Return the code of a sheet as it is printed."""
    code = SheetCode(survey=survey_of(page).code, version=version, page=1, pages=1, serial=serial)
    return write(code=code, site_mark=printed.site_mark())


def below(batch: PaperBatch, rest: str = "") -> str:
    """Return an address below a batch."""
    return f"/admin/ocen-urzad/partie/{batch.survey.code}/{batch.number}/{rest}"

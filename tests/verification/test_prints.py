"""Whoever changes what was frozen with printed sheets is found out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import NOON, a_survey
from tests.verification.scene import found, past_everything
from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.paper.geometry import PageGeometry, SheetGeometry, marker_ids
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.verification.findings import Finding, Kind

pytestmark = pytest.mark.django_db


def a_run(**changed: object) -> PrintRun:
    """Return a run as printing keeps it; how a sheet is laid out is no matter here."""
    page = PageGeometry(markers=marker_ids(page=1), questions=("overall",), boxes=(), fields=())
    known = PrintRun.objects.first()
    kept = {
        "version": known.version if known else a_survey(),
        "layout": PrintRun.Layout.ORDINARY,
        "address": "https://przykladow.example/",
        "copies": 10,
        "first": 0,
        "pages": 1,
        "geometry": SheetGeometry(pages=(page,), departments=()).to_json(),
        "blank_sha256": files.store(content=b"%PDF of the tests"),
        "made_on": NOON,
    }
    return PrintRun.objects.create(**kept | changed)


def the_sheet(run: PrintRun) -> None:
    name = f"{run.blank_sha256[:2]}/{run.blank_sha256}"
    files.storage().delete(name)
    with files.storage().open(name, "wb") as opened:
        opened.write(b"another sheet")


def the_sheet_gone(run: PrintRun) -> None:
    past_everything(PrintRun, pk=run.pk).update(blank_sha256="0" * 64)


def the_places(run: PrintRun) -> None:
    past_everything(PrintRun, pk=run.pk).update(geometry='{"schema":1}')


def a_page_less(run: PrintRun) -> None:
    past_everything(PrintRun, pk=run.pk).update(pages=2)


def the_numbers(run: PrintRun) -> None:
    past_everything(PrintRun, pk=run.pk).update(first=9)


NAMED: dict[Callable[[PrintRun], None], Kind] = {
    the_sheet: Kind.PRINT_FILE_CHANGED,
    the_sheet_gone: Kind.PRINT_FILE_MISSING,
    the_places: Kind.PRINT_GEOMETRY,
    a_page_less: Kind.PRINT_GEOMETRY,
    the_numbers: Kind.PRINT_NUMBERS,
}


def test_runs_that_follow_each_other_hold() -> None:
    a_run()
    a_run(first=10, copies=0)
    a_run(first=10)

    assert found() == []


@pytest.mark.parametrize("tampering", NAMED, ids=lambda one: one.__name__)
def test_what_was_changed_is_named(tampering: Callable[[PrintRun], None]) -> None:
    a_run()
    sheet = files.store(content=b"%PDF of another run")
    run = a_run(first=10, blank_sha256=sheet)
    tampering(run)

    about: dict[str, Any] = {"version": 1, "run": run.mark}
    assert found() == [Finding(kind=NAMED[tampering], survey=run.version.survey.code, facts=about)]

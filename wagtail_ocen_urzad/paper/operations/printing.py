"""Verbs of printing: lay sheets out, give them numbers, make their PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit, conf, files
from wagtail_ocen_urzad.paper import printed
from wagtail_ocen_urzad.paper.models import PrintRun, SiteMark
from wagtail_ocen_urzad.paper.printing import sheets
from wagtail_ocen_urzad.paper.printing.signs import code_stamp
from wagtail_ocen_urzad.paper.printing.style import STYLES
from wagtail_ocen_urzad.paper.sheet_code import SheetCode, write
from wagtail_ocen_urzad.pdf.stamping import Stamp, stamped
from wagtail_ocen_urzad.survey import queries as surveys
from wagtail_ocen_urzad.survey.models import QuestionSetVersion


class UnableToPrint(Exception):
    """No run was made, or its PDF cannot be had."""


class PaperIsSwitchedOff(UnableToPrint):
    """The survey, or its office, uses no paper (R-11)."""


class TooManySheets(UnableToPrint):
    """More numbered sheets than a run may have, or none."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(limit)


class NoSuchDesk(UnableToPrint):
    """The office has no such service point in use."""


class NoRoom(UnableToPrint):
    """The machine has no room, for typesetting or for keeping what was laid out."""


class BlankIsLost(UnableToPrint):
    """The blank PDF of the run is missing or damaged; it is never laid out again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is to be printed."""

    version: QuestionSetVersion
    """Open or closed, with its survey and office data."""
    address: str
    """Permanent address of the survey on the web, with the desk's code if one is named."""
    layout: str = PrintRun.Layout.ORDINARY
    service_point: str = ""
    """Code of the desk whose box the sheet names; '' names none."""


def print_numbered(*, order: Order, copies: int, by: Any, at: datetime) -> PrintRun:
    """Lay a sheet out and reserve a number for each of its copies.

    Args:
        order: what is printed.
        copies: sheets, at most `conf.print_copies()`.
        by: who prints.
        at: now.

    Raises:
        UnableToPrint: nothing was made; the kinds say why.
    """
    if not 0 < copies <= conf.print_copies():
        raise TooManySheets(conf.print_copies())
    return _laid_out(order, copies=copies, by=by, at=at)


def print_for_copying(*, order: Order, by: Any, at: datetime) -> PrintRun:
    """Return the run without numbers that says the same, laid out when it is first asked for.

    Raises:
        UnableToPrint: nothing was made; the kinds say why.
    """
    found = printed.copying_run(
        version=order.version,
        office_version_id=order.version.survey.office.in_force_id,
        layout=order.layout,
        service_point=order.service_point,
        address=order.address,
    )
    return found or _laid_out(order, copies=0, by=by, at=at)


def pdf_of_run(*, run: PrintRun) -> bytes:
    """Return the sheets of a run, each page with its code; the same bytes every time.

    Raises:
        BlankIsLost: the blank PDF is not what was kept.
    """
    try:
        blank = files.read(sha256=run.blank_sha256)
    except files.UnableToRead as error:
        raise BlankIsLost(run.mark) from error
    return stamped(blank=blank, copies=_codes(run))


def accessible_pdf(*, order: Order, at: datetime) -> bytes:
    """Return one tagged copy without a code, to be read on a screen or aloud (domain 5.2).

    Raises:
        UnableToPrint: paper is switched off, the desk is unknown, or there is no room.
    """
    _refuse(order)
    try:
        return sheets.accessible(
            version=order.version,
            service_point=order.service_point,
            address=order.address,
            made_on=conf.local_date(at=at),
        )
    except OSError as error:
        raise NoRoom from error


def _laid_out(order: Order, *, copies: int, by: Any, at: datetime) -> PrintRun:
    _refuse(order)
    office = order.version.survey.office
    try:
        blank, geometry = sheets.blank(
            version=order.version,
            style=STYLES[order.layout],
            service_point=order.service_point,
            address=order.address,
            has_serial=copies > 0,
            made_on=conf.local_date(at=at),
        )
        sha256 = files.store(content=blank)
    except (OSError, files.UnableToStore) as error:
        # WeasyPrint writes the fonts to a temporary folder.
        raise NoRoom from error
    SiteMark.objects.get_or_create()
    with transaction.atomic():
        # Whoever numbers sheets of this version waits here, so that no number is given twice.
        QuestionSetVersion.objects.select_for_update().only("pk").get(pk=order.version.pk)
        run = PrintRun(
            version=order.version,
            office_version=office.in_force,
            layout=order.layout,
            service_point=order.service_point,
            address=order.address,
            copies=copies,
            first=printed.next_place(version=order.version),
            pages=len(geometry.pages),
            geometry=geometry.to_json(),
            blank_sha256=sha256,
            made_on=at,
            made_by=by,
        )
        run.save()
        number = order.version.number
        audit.record(
            action=audit.PRINT_SHEETS,
            of=order.version.survey,
            by=by,
            version=number,
            copies=copies,
            mark=run.mark,
        )
    return run


def _refuse(order: Order) -> None:
    survey = order.version.survey
    if not surveys.paper_is_on(survey=survey):
        raise PaperIsSwitchedOff
    if order.service_point and sheets.desk(survey=survey, code=order.service_point) is None:
        raise NoSuchDesk(order.service_point)


def _codes(run: PrintRun) -> Iterator[list[Stamp]]:
    """Yield the stamps of every sheet, page by page."""
    site_mark = printed.site_mark()
    for serial in printed.serials_of(run=run) or [""]:
        yield [
            code_stamp(
                text=write(
                    code=SheetCode(
                        survey=run.version.survey.code,
                        version=run.version.number,
                        page=page,
                        pages=run.pages,
                        serial=serial,
                        run_mark="" if serial else run.mark,
                    ),
                    site_mark=site_mark,
                )
            )
            for page in range(1, run.pages + 1)
        ]

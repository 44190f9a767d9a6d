"""Bar 18: five hundred numbered copies against laying out one sheet, in time and memory."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from datetime import date
from time import process_time

from benchmarks.lines import Line, ratios
from benchmarks.options import Options
from wagtail_ocen_urzad.paper.printing.sheet import Sheet, set_sheet
from wagtail_ocen_urzad.paper.printing.signs import code_stamp
from wagtail_ocen_urzad.paper.printing.style import ORDINARY
from wagtail_ocen_urzad.paper.serials import serial_at
from wagtail_ocen_urzad.paper.sheet_code import SheetCode, write
from wagtail_ocen_urzad.pdf.stamping import Stamp, stamped
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET

COPIES = 500
SITE = "0" * 32


def run(options: Options) -> Iterator[Line]:
    """Yield the cost of the copies, their memory and their size."""
    laid_out, copied, sizes = [], [], []
    _blank_sheet, pages = _blank()  # what is loaded once is no part of a layout
    for _round in range(options.rounds):
        before = process_time()
        blank, _pages = _blank()
        laid_out.append(process_time() - before)
        before = process_time()
        sizes.append(len(stamped(blank=blank, copies=_codes(pages))) / 1024 / 1024)
        copied.append(process_time() - before)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = f"starter set of {pages} pages; laying out one takes {min(laid_out):.2f} s of CPU"
    what = f"CPU of stamping {COPIES} copies / laying out one"
    yield Line(
        bar=18, what=what, unit="ratio", goal="<= 12", rounds=ratios(copied, laid_out), note=note
    )
    yield Line(
        bar=18,
        what="memory of the process at its highest",
        unit="MB",
        goal="<= 300",
        rounds=[memory],
    )
    yield Line(bar=18, what=f"PDF of {COPIES} copies", unit="MB", goal="<= 10", rounds=sizes)


def _blank() -> tuple[bytes, int]:
    sheet = Sheet(
        title="Ankieta badania satysfakcji Klienta",
        office="Urząd Miejski w Przykładowie",
        street="ul. Ratuszowa 1, 00-000 Przykładów",
        version=3,
        opened=date(2025, 6, 2),
        place="BOK",
        address="https://przykladow.example/ocen-urzad/K7M3Q/",
        intro=STARTER_SET.intro,
        made_on=date(2026, 6, 18),
        departments=tuple((f"d{n}", f"Wydział numer {n}") for n in range(1, 13)),
    )
    blank, geometry = set_sheet(
        questionnaire=STARTER_SET, sheet=sheet, style=ORDINARY, has_serial=True
    )
    return blank, len(geometry.pages)


def _codes(pages: int) -> Iterator[list[Stamp]]:
    for place in range(COPIES):
        serial = serial_at(place=place, key=SITE)
        yield [
            code_stamp(
                text=write(
                    code=SheetCode(
                        survey="K7M3Q", version=3, page=page, pages=pages, serial=serial
                    ),
                    site_mark=SITE,
                )
            )
            for page in range(1, pages + 1)
        ]

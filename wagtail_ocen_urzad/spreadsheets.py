"""The only door to openpyxl: workbooks for officials, in which no text is ever a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

Cell = str | int | Decimal | date | None

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767
"""Characters that a cell can hold."""
NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters."""

# What XML cannot carry: Excel would call the whole file damaged.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One sheet: a row of headings, then the rows."""

    title: str
    """On its tab; what Excel refuses there is left out, and 31 characters fit."""
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def workbook(*, title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return an XLSX file.

    Every text is stored as a text, letter by letter, whatever it begins with: what looks like a
    formula is marked as a text for the day when somebody edits the cell, too. Dates and numbers
    are dates and numbers.

    Args:
        title: of the document, for its properties.
        sheets: at least one.
    """
    # A quarter of a second: only those pay who take a workbook.
    from openpyxl import Workbook  # noqa: PLC0415 - heavy

    book = Workbook()
    book.remove(book.active)
    book.properties.title = _writable(title)
    book.properties.language = "pl"
    book.properties.creator = "wagtail-ocen-urzad"
    for sheet in sheets:
        _write(book.create_sheet(_tab(sheet.title)), sheet)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _write(written: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - heavy

    for number, row in enumerate((sheet.header, *sheet.rows), start=1):
        for column, value in enumerate(row, start=1):
            _fill(written.cell(row=number, column=column), value)
    for cell in written[1]:
        cell.font = Font(bold=True)
    written.freeze_panes = "A2"
    written.print_title_rows = "1:1"
    written.page_setup.orientation = "landscape"
    written.page_setup.fitToHeight = 0
    written.sheet_properties.pageSetUpPr.fitToPage = True
    _widen(written, sheet)


def _fill(cell: Any, value: Cell) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415 - heavy

    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, str):
        text = _writable(value)
        cell.value = text
        # openpyxl takes „=1+1” for a formula, and „#N/D!” for an error.
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_STARTS_A_FORMULA)
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd.mm.yyyy"
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"


def _widen(written: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - heavy

    for column, heading in enumerate(sheet.header, start=1):
        texts = [heading, *(str(row[column - 1] or "") for row in sheet.rows)]
        longest = max(len(line) for text in texts for line in (text.splitlines() or [""]))
        width = min(max(longest + 2, NARROWEST), WIDEST)
        written.column_dimensions[get_column_letter(column)].width = width


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:LONGEST]


def _tab(title: str) -> str:
    return _NO_TITLE.sub(" ", _writable(title)).strip("' ")[:31] or "1"

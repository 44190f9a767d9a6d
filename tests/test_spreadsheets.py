"""The door to spreadsheets: every letter arrives, and no text is live."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.spreadsheets import LONGEST, Cell, Sheet, workbook

FORMULAS = ["=1+1", "+48 600 000 000", "-2", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A1", "#N/D!"]


def made(*rows: tuple[Cell, ...], title: str = "Katalog") -> Any:
    header = tuple(f"Kolumna {number}" for number, _ in enumerate(rows[0], start=1))
    content = workbook(title=title, sheets=[Sheet(title=title, header=header, rows=rows)])
    return openpyxl.load_workbook(BytesIO(content))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_a_text(text: str) -> None:
    cell = made((text,)).active["A2"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@\t")


def test_no_file_of_ours_holds_a_formula() -> None:
    content = workbook(
        title="=1+1",
        sheets=[Sheet(title="=1+1", header=("=1+1",), rows=[(text,) for text in FORMULAS])],
    )

    with zipfile.ZipFile(BytesIO(content)) as package:
        assert b"<f" not in package.read("xl/worksheets/sheet1.xml")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cn")), min_size=1))
def test_letters_survive_the_round_trip(text: str) -> None:
    assert made((text,)).active["A2"].value == text


def test_what_xml_cannot_carry_is_replaced_and_what_is_too_long_is_cut() -> None:
    sheet = made(("a\x00b\x0bc", "ł" * (LONGEST + 1))).active

    assert sheet["A2"].value == "a\ufffdb\ufffdc"
    assert len(sheet["B2"].value) == LONGEST


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    sheet = made((3, Decimal("18500.00"), date(2026, 5, 14), None)).active

    assert [cell.value.date() if cell.is_date else cell.value for cell in sheet[2]] == [
        3,
        18500,
        date(2026, 5, 14),
        None,
    ]
    assert sheet["B2"].number_format == "#,##0.00"


def test_headings_stay_in_sight_and_on_every_page() -> None:
    sheet = made(("a",)).active

    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert sheet["A1"].font.bold


@pytest.mark.parametrize(
    ("title", "tab"), [("Firmy [2026]/'x'", "Firmy  2026  'x"), ("a" * 40, "a" * 31), ("[]", "1")]
)
def test_a_tab_gets_a_name_that_excel_takes(title: str, tab: str) -> None:
    assert made(("a",), title=title).sheetnames == [tab]

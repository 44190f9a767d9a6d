"""The code of a printed page: read as written, and refused when a single sign is another."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.paper.sheet_code import (
    Fault,
    SheetCode,
    UnableToReadCode,
    parse,
    write,
)
from wagtail_ocen_urzad.survey.models import ALPHABET

SITE = "5f1c3c9f4f1c4e0f8a4f6c8f2f9d7a61"
WRITTEN = "OU1/K7M3Q/3/1-3/4F8T2N/LVT5"


def signs(length: int) -> st.SearchStrategy[str]:
    return st.text(alphabet=ALPHABET, min_size=length, max_size=length)


@st.composite
def codes(draw: st.DrawFn) -> SheetCode:
    pages = draw(st.integers(1, 99))
    numbered = draw(st.booleans())
    return SheetCode(
        survey=draw(signs(5)),
        version=draw(st.integers(1, 999_999)),
        page=draw(st.integers(1, pages)),
        pages=pages,
        serial=draw(signs(6)) if numbered else "",
        run_mark="" if numbered else draw(signs(5)),
    )


def test_the_text_of_a_code() -> None:
    code = SheetCode(survey="K7M3Q", version=3, page=1, pages=3, serial="4F8T2N")
    assert write(code=code, site_mark=SITE) == WRITTEN
    of_a_run = SheetCode(survey="K7M3Q", version=3, page=1, pages=3, run_mark="4F8T2")
    assert write(code=of_a_run, site_mark=SITE).rpartition("/")[0] == "OU1/K7M3Q/3/1-3/-4F8T2"


@given(code=codes(), site=st.uuids())
def test_what_is_written_is_read(code: SheetCode, site: UUID) -> None:
    assert parse(text=write(code=code, site_mark=site.hex), site_mark=site.hex) == code


def test_typing_in_lower_case_and_with_blanks_is_forgiven() -> None:
    typed = f" {WRITTEN.lower().replace('/', ' / ')}\n"
    assert parse(text=typed, site_mark=SITE) == parse(text=WRITTEN, site_mark=SITE)


@given(place=st.integers(0, len(WRITTEN) - 1), sign=st.sampled_from(ALPHABET + "0123456789/-"))
def test_one_misread_sign_is_refused(place: int, sign: str) -> None:
    misread = WRITTEN[:place] + sign + WRITTEN[place + 1 :]
    if misread != WRITTEN:
        with pytest.raises(UnableToReadCode):
            parse(text=misread, site_mark=SITE)


def test_a_sheet_of_another_site_is_refused_by_its_check() -> None:
    with pytest.raises(UnableToReadCode) as refused:
        parse(text=WRITTEN, site_mark="0" * 32)
    assert refused.value.fault is Fault.CHECK


@pytest.mark.parametrize(
    "text",
    ["", "K7M3Q", "https://przyklad.example/ocen-urzad/K7M3Q/", "OU1/K7M3Q/3/4-3/4F8T2N/LVT5"],
)
def test_what_is_no_code_is_called_so(text: str) -> None:
    with pytest.raises(UnableToReadCode) as refused:
        parse(text=text, site_mark=SITE)
    assert refused.value.fault is Fault.FORM


@given(code=codes())
def test_every_sign_fits_the_dense_alphabet_of_a_qr_code(code: SheetCode) -> None:
    dense = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert dense.issuperset(write(code=code, site_mark=SITE))

"""Printing: what is frozen, what is handed out, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tests.factories import NOON, a_survey, a_user
from wagtail_ocen_urzad import files, revision
from wagtail_ocen_urzad.paper import printed
from wagtail_ocen_urzad.paper.models import PrintRun, SiteMark
from wagtail_ocen_urzad.paper.operations import printing
from wagtail_ocen_urzad.paper.serials import key_of, serial_at
from wagtail_ocen_urzad.paper.sheet_code import SheetCode, UnableToReadCode
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Department, ImmutableRecord
from wagtail_ocen_urzad.survey.operations import switch_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> printing.Order:
    version = a_survey()
    address = f"https://przykladow.example/ocen-urzad/{version.survey.code}/BQKAA/"
    return printing.Order(version=version, address=address, service_point="BQKAA")


def numbered(order: printing.Order, copies: int) -> PrintRun:
    return printing.print_numbered(order=order, copies=copies, by=None, at=NOON)


def codes(content: bytes) -> list[str]:
    """Return the code in letters of every page."""
    words = (page.extract_text().split() for page in pypdf.PdfReader(BytesIO(content)).pages)
    return [next(word for word in page if word.startswith("OU1/")) for page in words]


def test_every_sheet_has_its_own_number_that_is_known_afterwards(order: printing.Order) -> None:
    run = numbered(order, 3)

    read = [printed.read_code(text=text) for text in codes(printing.pdf_of_run(run=run))]

    assert [(one.page, one.pages) for one in read] == [(1, run.pages)] * 3
    assert [one.serial for one in read] == printed.serials_of(run=run)
    assert len({one.serial for one in read}) == 3
    assert [printed.run_of(code=one) for one in read] == [run] * 3
    assert run.geometry
    assert run.made_on == NOON


def test_numbers_go_on_in_the_next_run(order: printing.Order) -> None:
    runs = [numbered(order, 2), numbered(order, 2)]

    serials = [serial for run in runs for serial in printed.serials_of(run=run)]

    assert len(set(serials)) == 4
    assert [run.first for run in runs] == [0, 2]


def test_a_number_that_was_never_printed_is_not_issued(order: printing.Order) -> None:
    run = numbered(order, 1)
    text = codes(printing.pdf_of_run(run=run))[0]
    other = printed.read_code(text=text)
    later = serial_at(
        place=1,
        key=key_of(site_mark=printed.site_mark(), survey=other.survey, version=other.version),
    )

    never = SheetCode(survey=other.survey, version=other.version, page=1, pages=1, serial=later)
    assert printed.run_of(code=other) == run
    assert printed.run_of(code=never) is None


def test_sheets_for_copying_are_laid_out_once_and_name_their_run(order: printing.Order) -> None:
    run = printing.print_for_copying(order=order, by=a_user("anna"), at=NOON)
    again = printing.print_for_copying(order=order, by=None, at=NOON)
    content = printing.pdf_of_run(run=run)

    code = printed.read_code(text=codes(content)[0])

    assert again == run
    assert (code.serial, code.run_mark) == ("", run.mark)
    assert printed.run_of(code=code) == run
    assert printing.pdf_of_run(run=run) == content


def test_new_departments_are_a_new_run_and_the_old_one_keeps_its_keys(
    order: printing.Order,
) -> None:
    before = printing.print_for_copying(order=order, by=None, at=NOON)
    office = order.version.survey.office
    Department.objects.create(office=office, code="usc", name="Urząd Stanu", sort_order=-1)
    revision.change_office(office=office, by=None, at=NOON)
    office.refresh_from_db()

    after = printing.print_for_copying(order=order, by=None, at=NOON)

    assert after != before
    assert [code for code, _name in printed.departments_of(run=before)] == ["or", "so", "os"]
    assert next(code for code, _name in printed.departments_of(run=after)) == "usc"


def test_the_run_names_the_questions_of_every_page(order: printing.Order) -> None:
    run = printing.print_for_copying(order=order, by=None, at=NOON)

    assert printed.sheet_pages(run=run) == [["department", "overall", "comment"]]
    assert printed.last_run(version=order.version) == run


def test_the_newest_ordinary_run_is_found_without_reading_the_others(
    order: printing.Order,
) -> None:
    def found() -> PrintRun | None:
        with CaptureQueriesContext(connection) as queries:
            run = printed.last_run(version=order.version)
        assert [query["sql"].rpartition(" ")[2] for query in queries] == ["1"]  # LIMIT 1
        return run

    large = replace(order, layout=PrintRun.Layout.LARGE)
    of_large = printing.print_numbered(order=large, copies=1, by=None, at=NOON)
    assert found() == of_large
    runs = [numbered(order, 1), numbered(order, 1)]
    printing.print_numbered(order=large, copies=1, by=None, at=NOON)

    assert found() == runs[-1]


def test_a_run_cannot_be_changed_or_deleted(order: printing.Order) -> None:
    run = numbered(order, 1)

    with pytest.raises(ImmutableRecord):
        PrintRun.objects.filter(pk=run.pk).update(copies=2)
    with pytest.raises(ImmutableRecord):
        run.delete()
    with pytest.raises(ImmutableRecord):
        SiteMark.objects.update(mark="0" * 32)


def test_before_anything_is_printed_no_code_is_of_this_site() -> None:
    with pytest.raises(UnableToReadCode):
        printed.read_code(text="OU1/K7M3Q/3/1-3/4F8T2N/LVT5")


@pytest.mark.parametrize("copies", [0, -1, 6])
def test_a_run_has_its_bound(order: printing.Order, copies: int) -> None:
    with override_settings(OCEN_URZAD_PRINT_COPIES=5), pytest.raises(printing.TooManySheets):
        numbered(order, copies)
    assert not PrintRun.objects.exists()


def test_without_paper_nothing_is_printed(order: printing.Order) -> None:
    """R-11."""
    switch_paper(survey=order.version.survey, is_on=False, by=None)
    order.version.survey.refresh_from_db()

    for verb in (
        lambda: numbered(order, 1),
        lambda: printing.print_for_copying(order=order, by=None, at=NOON),
        lambda: printing.accessible_pdf(order=order, at=NOON),
    ):
        with pytest.raises(printing.PaperIsSwitchedOff):
            verb()


def test_an_unknown_desk_is_refused(order: printing.Order) -> None:
    unknown = printing.Order(version=order.version, address=order.address, service_point="ZZZZZ")
    with pytest.raises(printing.NoSuchDesk):
        numbered(unknown, 1)


def test_a_lost_blank_is_never_laid_out_again(order: printing.Order, settings: Any) -> None:
    run = numbered(order, 1)
    files.storage().delete(f"{run.blank_sha256[:2]}/{run.blank_sha256}")

    with pytest.raises(printing.BlankIsLost):
        printing.pdf_of_run(run=run)


def test_pages_of_many_sheets_share_what_they_draw(order: printing.Order) -> None:
    run = numbered(order, 40)
    content = printing.pdf_of_run(run=run)

    with pikepdf.open(BytesIO(content)) as document:
        assert len(document.pages) == 40 * run.pages
    alone = printing.pdf_of_run(run=numbered(order, 1))
    assert (len(content) - len(alone)) / 39 < 2048  # bytes for one page more


def test_an_old_version_is_printed_too(order: printing.Order) -> None:
    survey = order.version.survey
    old = order.version
    changed = opened_again(survey)

    run = printing.print_for_copying(
        order=printing.Order(version=old, address=order.address), by=None, at=NOON
    )

    assert changed.number == 2
    assert printed.read_code(text=codes(printing.pdf_of_run(run=run))[0]).version == 1


def opened_again(survey: Any) -> Any:
    """Open the next version with other words."""
    return revision.activate(
        survey=survey, questionnaire=replace(SHORT_SET, intro="Inny wstęp."), by=None, at=NOON
    ).version


def test_printing_is_written_to_the_log(order: printing.Order) -> None:
    run = numbered(order, 2)

    entry = ModelLogEntry.objects.get(action="ocen_urzad.print_sheets")
    assert entry.data == {"version": 1, "copies": 2, "mark": run.mark}

"""Sheets of one version whose print runs list other departments: each is typed by its own keys."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import NOON, survey_of
from tests.staff.paper_boxes import a_box, a_clerk, a_paper_page, below, closed
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations, printed
from wagtail_ocen_urzad.paper.geometry import PageGeometry, SheetGeometry
from wagtail_ocen_urzad.paper.models import Mismatch, PrintRun
from wagtail_ocen_urzad.paper.sheet_code import SheetCode, write
from wagtail_ocen_urzad.survey.models import Batch, Department, PaperBatch, Response

pytestmark = pytest.mark.django_db
SCRIPT = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def page() -> SurveyPage:
    return a_paper_page()


@pytest.fixture
def desk() -> Client:
    return desk_of(a_clerk())


def print_run(page: SurveyPage) -> PrintRun:
    """Store what printing sheets for copying now stores; nothing is laid out for these tests."""
    version = survey_of(page).versions.get()
    office = version.survey.office
    assert office.in_force is not None
    listed = office.in_force.data["departments"]
    geometry = SheetGeometry(
        pages=(PageGeometry(markers=(), questions=("department", "overall"), boxes=(), fields=()),),
        departments=tuple((one["code"], one["name"]) for one in listed if one["is_active"]),
    )
    return PrintRun.objects.create(
        version=version,
        office_version=office.in_force,
        layout=PrintRun.Layout.ORDINARY,
        address="https://przykladow.example/",
        copies=0,
        first=0,
        pages=1,
        geometry=geometry.to_json(),
        blank_sha256="0" * 64,
        made_on=NOON,
    )


def change_departments(page: SurveyPage, *, code: str, **fields: Any) -> None:
    """Add a department, or change one."""
    office = survey_of(page).office
    Department.objects.update_or_create(office=office, code=code, defaults=fields)
    revision.change_office(office=office, by=None, at=NOON)


def registry_first(page: SurveyPage) -> None:
    change_departments(page, code="usc", name="Urząd Stanu Cywilnego", sort_order=-1)


def code_of_run(run: PrintRun) -> str:
    code = SheetCode(
        survey=run.version.survey.code,
        version=run.version.number,
        page=1,
        pages=run.pages,
        serial="",
        run_mark=run.mark,
    )
    return write(code=code, site_mark=printed.site_mark())


def keys(response: Any) -> dict[str, str]:
    """Return the keys of the departments on the screen."""
    asked = next(one for one in response.context["sheet"].asks if one.field == "department")
    return {mark.key: mark.value for mark in asked.marks if mark.is_option and mark.key != "N"}


def enter(desk: Client, box: PaperBatch, **answers: Any) -> None:
    sent = {"sheet-id": str(uuid4()), **answers}
    assert desk.post(below(box, "arkusz/"), sent, headers=SCRIPT).json()["outcome"] == "saved"


OLD = {"A": "or", "B": "so", "C": "os"}
NEW = {"A": "usc", "B": "or", "C": "so", "D": "os"}


def test_a_sheet_is_typed_again_by_the_keys_of_its_own_run(desk: Client, page: SurveyPage) -> None:
    old = print_run(page)
    registry_first(page)
    new = print_run(page)
    box = a_box(page, found=2, second_entry="all")

    first = desk.get(below(box, "arkusz/"), {"kod": code_of_run(old)})
    enter(desk, box, department=keys(first)["A"], overall="4", **{"sheet-code": code_of_run(old)})
    without_code = desk.get(below(box, "arkusz/"))
    on_screen = {"sheet-run": without_code.context["entry"]["run"]}
    enter(desk, box, department=keys(without_code)["A"], overall="4", **on_screen)
    assert [one.run for one in box.sheets.order_by("number")] == [old, new]
    corrected = [keys(desk.get(below(box, f"arkusz/{number}/"))) for number in (1, 2)]
    # Whatever is printed afterwards.
    change_departments(page, code="ab", name="Archiwum", sort_order=-2)
    print_run(page)
    closed(box)
    other = desk_of(a_clerk("piotr"))
    again = [other.get(below(box, f"drugi-wpis/{number}/")) for number in (1, 2)]

    assert corrected == [keys(one) for one in again] == [OLD, NEW]
    for number, screen in enumerate(again, start=1):
        typed = {"department": keys(screen)["A"], "overall": "4"}
        other.post(below(box, f"drugi-wpis/{number}/"), typed)
    box.refresh_from_db()
    assert (box.checked_sheets, box.mismatches) == (2, 0)
    assert [one.answers["department"] for one in Response.objects.order_by("pk")].count("or") == 1


def test_a_mismatch_is_settled_by_the_keys_of_its_sheet(desk: Client, page: SurveyPage) -> None:
    old = print_run(page)
    registry_first(page)
    print_run(page)
    box = a_box(page, found=1, second_entry="all")
    enter(desk, box, department="or", overall="4", **{"sheet-code": code_of_run(old)})
    closed(box)
    other = desk_of(a_clerk("piotr"))
    other.post(below(box, "drugi-wpis/1/"), {"department": "so", "overall": "4"})
    assert Mismatch.objects.get().question == "department"

    settled = other.post(below(box, "drugi-wpis/1/department/"), {"paper": "a"})

    assert (settled.context["first"], settled.context["is_corrected"]) == (
        "A – Wydział Organizacyjny", False
    )  # fmt: skip
    assert Response.objects.get().answers["department"] == "or"


def test_a_department_that_is_no_longer_printed_stays_when_a_sheet_is_corrected(
    desk: Client, page: SurveyPage
) -> None:
    box = a_box(page)
    change_departments(page, code="so", is_active=False)
    # Before anything is printed here: the sheet has no run of its own.
    enter(desk, box, department="so", overall="4")
    print_run(page)

    shown = desk.get(below(box, "arkusz/1/"))
    form = soup(shown).select_one("form[data-ou=form]")
    assert form is not None
    sent = {
        str(one["name"]): str(one["value"])
        for one in form.select("input[type=hidden], input[checked]")
    }
    assert keys(shown) == {"A": "or", "B": "os"}
    desk.post(below(box, "arkusz/1/"), sent | {"overall": "2"})

    assert Response.objects.get().answers == {"department": "so", "overall": 2}


def test_the_screen_asks_for_the_code_where_the_lists_differ(
    desk: Client, page: SurveyPage
) -> None:
    def warned() -> list[str]:
        found = soup(desk.get(below(box, "arkusz/"))).select(".help-block.help-warning")
        return [words(one) for one in found]

    box = a_box(page, found=None)
    old = print_run(page)
    change_departments(page, code="or", name="Wydział Organizacji")
    print_run(page)
    assert warned() == []
    registry_first(page)
    print_run(page)

    [text] = warned()
    assert text == (
        "Lista komórek organizacyjnych zmieniła się między wydrukami tej wersji. Każdy arkusz"
        " prosimy zacząć od wydrukowanego na nim kodu."
    )
    coded = desk.get(below(box, "arkusz/"), {"kod": code_of_run(old)})
    assert soup(coded).select(".help-block.help-warning") == []


def test_a_run_of_another_version_is_not_taken_for_the_screen(
    desk: Client, page: SurveyPage
) -> None:
    box = a_box(page)

    enter(desk, box, overall="4", **{"sheet-run": "ZZZZZ"})

    assert box.sheets.get().run is None


def test_a_tally_asks_for_every_department_that_was_printed(desk: Client, page: SurveyPage) -> None:
    def asked() -> list[str]:
        shown = desk.get(below(box, "zestawienie/"))
        row = next(one for one in shown.context["rows"] if one.ask.field == "department")
        return [cell.name.removeprefix("department:") for cell in row.cells]

    print_run(page)
    change_departments(page, code="so", is_active=False)
    print_run(page)
    box = a_box(page, kind=Batch.Kind.TALLY)

    assert asked() == ["or", "os", "so", "@na", "@none", "@invalid"]
    operations.record_totals(batch=box, forms=2, totals={"department": {"so": 2}}, by=None)
    assert asked() == ["or", "os", "so", "@na", "@none", "@invalid"]

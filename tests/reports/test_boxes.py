"""The protocol of the boxes in a report: frozen, added up, said in words (domain 3.5, paper 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import a_survey, answer
from tests.paper.boxes import AT, DAY, a_box, count_and_close, enter, fill, two_clerks
from tests.reports.sample import sample
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.paper.operations import Protocol
from wagtail_ocen_urzad.reports.boxes import ReportedBox, box_figures
from wagtail_ocen_urzad.reports.documents import report_html
from wagtail_ocen_urzad.reports.documents.present import present
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report, make_supplement
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.revision import activate
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, Survey
from wagtail_ocen_urzad.survey.operations import switch_paper
from wagtail_ocen_urzad.survey.questionnaire import INVALID

pytestmark = pytest.mark.django_db

RETURNED = (27, 19, 15, 12, 11, 10, 8, 7)
"""Returns per desk of a small office (domain 3.5); it issued 150."""
ISSUED = (35, 25, 20, 18, 16, 14, 12, 10)


def a_report(survey: Survey) -> ReportSnapshot:
    return generate_report(
        survey=survey,
        reason=ReportReason.ON_DEMAND,
        period=(date(2026, 3, 1), DAY),
        case_number="",
        by=None,
        at=AT,
    )


def closed_box(desk: str, *, issued: int | None, found: int) -> ReportedBox:
    """Return a closed box as it is stored, without the typing of every sheet."""
    box = PaperBatch(
        kind=Batch.Kind.PAPER,
        state=PaperBatch.State.CLOSED,
        service_point=desk,
        opened_on=DAY,
        issued=issued,
        found=found,
        entered=found,
    )
    return ReportedBox(box=box, forms=found)


def close_with_difference(batch: PaperBatch, *, found: int, because: str, blank: int = 0) -> None:
    header = Protocol(
        opened_on=batch.opened_on, service_point=batch.service_point, found=found, blank=blank
    )
    changed = operations.change_protocol(batch=batch, protocol=header, by=None, at=AT)
    operations.close_batch(batch=changed, because=because, by=None, at=AT)


def words_of(data: dict[str, Any]) -> list[str]:
    return [
        one.replace("\u00a0", " ") for one in present(data=data, sha256="0" * 64).method.sentences
    ]


def test_the_small_office_of_the_papers() -> None:
    """150 issued, 109 back: 72.7 % (domain 3.5; its own report cut it to 72,66)."""
    assert (sum(ISSUED), sum(RETURNED)) == (150, 109)
    office = {
        "service_points": [
            {"code": f"d{place}", "name": f"Stanowisko {place}"} for place in range(1, 9)
        ]
    }
    boxes = [
        closed_box(f"d{place}", issued=issued, found=found)
        for place, (issued, found) in enumerate(zip(ISSUED, RETURNED, strict=True), start=1)
    ]

    figures = box_figures(boxes=reversed(boxes), office=office)

    assert figures is not None
    assert [one["returned"] for one in figures["desks"]] == list(RETURNED)
    assert [one["name"] for one in figures["desks"][:2]] == ["Stanowisko 1", "Stanowisko 2"]
    assert figures["desks"][0]["return_rate"] == "77.1"
    total = figures["total"]
    assert (total["batches"], total["issued"], total["returned"]) == (8, 150, 109)
    assert total["return_rate"] == "72.7"

    table = present(data=sample() | {"paper": figures}, sha256="0" * 64).method.boxes
    assert table is not None
    assert [column.title for column in table.columns] == [
        "Stanowisko obsługi",
        "Wydane",
        "Zwrócone",
        "Wprowadzone",
        "Puste",
        "Nieważne",
        "Zwrotność",
    ]
    assert (table.lines[0].heading, table.lines[0].cells) == (
        "Stanowisko 1",
        ("35", "27", "27", "0", "0", "77,1%"),
    )
    assert (table.lines[-1].heading, table.lines[-1].cells) == (
        "Razem",
        ("150", "109", "109", "0", "0", "72,7%"),
    )


def test_no_rate_where_nobody_counted_what_was_issued() -> None:
    boxes = [
        closed_box("a", issued=None, found=4),
        closed_box("a", issued=10, found=5),
        closed_box("b", issued=20, found=10),
        closed_box("", issued=None, found=1),
    ]

    figures = box_figures(boxes=boxes, office=None)

    assert figures is not None
    assert [(one["code"], one["issued"], one["return_rate"]) for one in figures["desks"]] == [
        ("a", 10, None),
        ("b", 20, "50.0"),
        ("", 0, None),
    ]
    table = present(data=sample() | {"paper": figures}, sha256="0" * 64).method.boxes
    assert table is not None
    assert [(line.heading, line.cells[0], line.cells[-1]) for line in table.lines] == [
        ("a", "10*", "–"),
        ("b", "20", "50,0%"),
        ("Nie wskazano stanowiska obsługi", "–", "–"),
        ("Razem", "30*", "–"),
    ]
    assert [note.replace("\u00a0", " ") for note in table.notes] == [
        "Urny z zamkniętym protokołem. Zwrotność = zwrócone / wydane · 100%.",
        "Zwrotności nie podano tam, gdzie nie wiadomo, ile ankiet wydano.",
        "* Nie dla wszystkich urn wiadomo, ile ankiet wydano.",
    ]


def test_a_report_freezes_its_boxes_and_says_what_is_open_and_unchecked() -> None:
    first, second = two_clerks()
    version = a_survey()
    box = fill(a_box(version, issued=8, second_entry="all"), 4, by=first)
    box = count_and_close(box, blank=1, invalid=1, found=6)
    while (one := queries.next_to_check(batch=box, by=second)) is not None:
        mark = "5" if one.sheet.number == 1 else "4"
        operations.type_again(checked=one, given={"overall": [mark]}, by=second, at=AT)
    [mismatch] = queries.open_mismatches(batch=box)
    operations.settle_mismatch(mismatch=mismatch, value=["5"], by=first, at=AT)
    fill(a_box(version), 3)
    operations.withdraw_batch(batch=fill(a_box(version), 2), because="x", by=None, at=AT)
    answer(version, {"overall": ["1"]}, on=DAY)

    report = a_report(version.survey)

    assert report.data["forms"]["all"] == 8
    total = report.data["paper"]["total"]
    assert total == {
        "batches": 1,
        "open_batches": 1,
        "issued": 8,
        "issued_unknown": 0,
        "returned": 6,
        "entered": 4,
        "blank": 1,
        "invalid": 1,
        "return_rate": "75.0",
        "open_forms": 3,
        "tallied": 0,
        "unverified": 3,
        "checked_sheets": 4,
        "checked_fields": 8,
        "mismatches": 1,
        "error_rate": "125.0",
    }
    assert [one["name"] for one in report.data["paper"]["desks"]] == ["Biuro Obsługi Klienta"]
    in_open, unverified, checked = words_of(report.data)[-3:]
    assert in_open == (
        "3 ankiety pochodzą z urn, których protokołu jeszcze nie zamknięto; są tu policzone."
    )
    assert unverified == (
        "3 ankiety papierowe pochodzą z partii bez zakończonego drugiego wpisu; są tu policzone."
    )
    assert checked == (
        "Inna osoba wprowadziła ponownie 4 arkusze (liczba pól: 8); różnic: 1, czyli 125,0 na"
        " 1000 pól."
    )
    assert "Ankiety papierowe według stanowisk obsługi" in report_html(
        data=report.data, sha256=report.sha256
    )


def test_a_sum_that_does_not_hold_is_told_with_the_reason_of_the_protocol() -> None:
    version = a_survey()
    count_and_close(fill(a_box(version), 1))
    fewer = fill(a_box(version), 2)
    close_with_difference(fewer, found=5, blank=1, because="<b>1 arkusz</b> & =1+1 zniszczony.")
    more = fill(a_box(version), 2)
    close_with_difference(more, found=1, because="Jeden doszedł pocztą")

    report = a_report(version.survey)

    assert report.data["paper"]["differences"] == [
        {
            "batch": fewer.number,
            "found": 5,
            "entered": 2,
            "blank": 1,
            "invalid": 0,
            "because": "<b>1 arkusz</b> & =1+1 zniszczony.",
        },
        {
            "batch": more.number,
            "found": 1,
            "entered": 2,
            "blank": 0,
            "invalid": 0,
            "because": "Jeden doszedł pocztą",
        },
    ]
    first, second = [one for one in words_of(report.data) if "różnicę" in one]
    assert first == (
        "Protokół partii nr 2 wykazuje różnicę 2: zwrócone 5, wprowadzone 2, puste 1, nieważne 0."
        " Przyczyna podana w protokole: <b>1 arkusz</b> & =1+1 zniszczony."
    )
    assert second == (
        "Protokół partii nr 3 wykazuje różnicę \u22121: zwrócone 1, wprowadzone 2, puste 0,"
        " nieważne 0. Przyczyna podana w protokole: Jeden doszedł pocztą."
    )
    shown = report_html(data=report.data, sha256=report.sha256)
    assert "&lt;b&gt;1 arkusz&lt;/b&gt; &amp; =1+1 zniszczony." in shown


def test_a_report_from_before_the_differences_were_frozen_says_none() -> None:
    version = a_survey()
    close_with_difference(fill(a_box(version), 1), found=2, because="Zniszczony")
    data = a_report(version.survey).data
    del data["paper"]["differences"]

    assert [one for one in words_of(data) if "różnicę" in one] == []


def test_which_boxes_a_report_says() -> None:
    version = a_survey()
    count_and_close(fill(a_box(version), 1))
    count_and_close(fill(a_box(version, opened_on=date(2026, 3, 21)), 1))

    assert a_report(version.survey).data["paper"]["total"]["batches"] == 1
    activate(survey=version.survey, questionnaire=STARTER_SET, by=None, at=AT)
    version.refresh_from_db()
    assert version.closing_report is not None
    assert version.closing_report.data["paper"]["total"]["batches"] == 2

    # A box of the old version that is emptied afterwards is the supplement's.
    count_and_close(fill(a_box(version), 2))
    supplement = make_supplement(of=version.closing_report, by=None, at=AT + timedelta(hours=1))
    assert (supplement.forms, supplement.data["paper"]["total"]["batches"]) == (2, 1)


def test_a_supplement_claims_no_box_of_which_it_counts_one_sheet() -> None:
    version = a_survey()
    box = fill(a_box(version, issued=5), 2)
    assert a_report(version.survey).data["paper"]["total"]["open_forms"] == 2
    count_and_close(fill(box, 2), second_entry="none")
    report = ReportSnapshot.objects.get()

    supplement = make_supplement(of=report, by=None, at=AT + timedelta(hours=1))

    total = supplement.data["paper"]["total"]
    assert supplement.forms == 2
    assert {name: n for name, n in total.items() if n} == {"unverified": 2}
    assert present(data=supplement.data, sha256="0" * 64).method.boxes is None
    assert words_of(supplement.data)[-1] == (
        "2 ankiety papierowe pochodzą z partii bez zakończonego drugiego wpisu; są tu policzone."
    )
    # Made anew, the report of the period says the whole protocol, and its own four forms.
    total = a_report(version.survey).data["paper"]["total"]
    assert (total["entered"], total["issued"], total["unverified"]) == (4, 5, 4)


def test_sheets_of_one_version_in_a_box_of_another_are_told_by_the_report_that_counts_them() -> (
    None
):
    old = a_survey()
    box = fill(a_box(old), 2)
    activate(survey=old.survey, questionnaire=STARTER_SET, by=None, at=AT)
    new = old.survey.versions.get(number=2)
    enter(box, version=new)
    old.refresh_from_db()
    assert old.closing_report is not None
    assert old.closing_report.data["paper"]["total"]["open_forms"] == 2

    changed = replace(STARTER_SET, intro="Nowy wstęp.")
    activate(survey=old.survey, questionnaire=changed, by=None, at=AT + timedelta(hours=1))

    new.refresh_from_db()
    assert new.closing_report is not None
    total = new.closing_report.data["paper"]["total"]
    assert {name: n for name, n in total.items() if n} == {
        "open_batches": 1,
        "open_forms": 1,
        "unverified": 1,
    }
    # One late sheet of the new version in that box, and its protocol is still not theirs.
    enter(box, version=new)
    supplement = make_supplement(of=new.closing_report, by=None, at=AT + timedelta(hours=2))
    assert supplement.data["paper"]["total"]["open_forms"] == 1


def test_a_report_without_paper_has_no_protocol() -> None:
    version = a_survey()
    answer(version, {"overall": ["4"]}, on=DAY)

    report = a_report(version.survey)

    assert report.data["paper"] is None
    assert present(data=report.data, sha256="0" * 64).method.boxes is None


def test_invalid_is_shown_apart_from_no_answer() -> None:
    batch = a_box()
    for given in ({"overall": [INVALID]}, {}, {"overall": ["4"]}):
        enter(batch, given)

    [overall] = [
        one for one in a_report(batch.survey).data["questions"] if one["code"] == "overall"
    ]

    assert (overall["asked"], overall["valid"]) == (3, 1)
    assert (overall["invalid"], overall["no_answer"]) == (1, 1)


def test_paper_switched_off_is_not_spoken_of_unless_some_came_in() -> None:
    version = a_survey()
    switch_paper(survey=version.survey, is_on=False, by=None)
    answer(version, {"overall": ["4"]}, on=DAY)
    assert "papierow" not in words_of(a_report(version.survey).data)[0]

    other = a_survey(office=version.survey.office)
    fill(a_box(other), 1)
    switch_paper(survey=other.survey, is_on=False, by=None)
    assert "papierow" in words_of(a_report(other.survey).data)[0]


def test_reports_made_before_there_was_paper_are_still_read() -> None:
    old = sample()
    assert ("paper" in old, "tallied" in old["forms"]) == (False, False)

    report = present(data=old, sha256="0" * 64)

    assert (report.method.boxes, report.is_empty) == (None, False)


def test_totals_counted_by_hand_are_said_beside_the_questionnaires() -> None:
    batch = a_box(kind=Batch.Kind.TALLY)
    operations.record_totals(batch=batch, forms=3, totals={"overall": {"5": 3}}, by=None)
    data = a_report(batch.survey).data

    assert not present(data=data, sha256="0" * 64).is_empty
    tallied, in_open = words_of(data)[-2:]
    assert tallied == (
        "Oprócz nich 3 ankiety policzono ręcznie, jako sumy odpowiedzi: są w wynikach policzonych"
        " pytań, a w innych tabelach ich nie ma."
    )
    assert in_open == (
        "3 ankiety pochodzą z urn, których protokołu jeszcze nie zamknięto; są tu policzone."
    )

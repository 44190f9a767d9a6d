"""The protocol of the box, second entry and tallies on their screens (paper 2, 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import NOON, a_user, publish, survey_of
from tests.staff.paper_boxes import (
    a_box,
    a_clerk,
    a_paper_page,
    below,
    closed,
    entered,
    typed_again,
)
from tests.staff.screens import desk_of, said, soup, words
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report, make_supplement
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.staff.paper import batch_words
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, Response, ServicePoint
from wagtail_ocen_urzad.survey.operations import switch_paper
from wagtail_ocen_urzad.survey.questionnaire import INVALID

pytestmark = pytest.mark.django_db

HEADER = {
    "service_point": "BQKAA",
    "opened_on": "10.03.2026",
    "period_from": "",
    "period_to": "",
    "opened_by": "Anna Nowicka, Piotr Wrona",
    "found": "3",
    "blank": "",
    "invalid": "",
    "issued": "4",
    "second_entry": "all",
    "case_number": "",
}


@pytest.fixture
def page() -> SurveyPage:
    return a_paper_page()


@pytest.fixture
def desk() -> Client:
    return desk_of(a_clerk())


def stored(batch: PaperBatch) -> PaperBatch:
    return PaperBatch.objects.get(pk=batch.pk)


def report_over(page: SurveyPage) -> int:
    return generate_report(
        survey=survey_of(page),
        reason=ReportReason.PERIODIC,
        period=(date(2026, 1, 1), timezone.now().date()),
        case_number="",
        by=None,
        at=timezone.now(),
    ).number


def test_the_header_is_typed_once_and_leads_to_the_first_sheet(
    desk: Client, page: SurveyPage
) -> None:
    opened = desk.post("/admin/ocen-urzad/partie/nowa/", HEADER)

    batch = PaperBatch.objects.get()
    assert opened["Location"] == below(batch, "arkusz/")
    assert said(opened) == ["Partia nr 1 została otwarta."]
    assert (batch.service_point, batch.opened_on, batch.found, batch.issued) == (
        "BQKAA", date(2026, 3, 10), 3, 4,
    )  # fmt: skip
    assert batch.opened_by == "Anna Nowicka, Piotr Wrona"


@pytest.mark.parametrize(
    ("typed", "field", "text"),
    [
        ({"opened_on": "10.03.2999"}, "opened_on", "Data jest późniejsza niż dzisiejsza"),
        ({"opened_on": "dziś"}, "opened_on", "Datę należy wpisać w postaci dd.mm.rrrr."),
        ({"found": "dużo"}, "found", "Proszę wpisać liczbę całkowitą."),
        ({"period_from": "1.03.2026"}, "period_to", "Proszę wpisać datę."),
        (
            {"period_from": "9.03.2026", "period_to": "1.03.2026"},
            "period_to",
            "Okres kończy się, zanim się zacznie.",
        ),
    ],
)
def test_a_slip_in_the_header_is_told_at_its_field(
    desk: Client, page: SurveyPage, typed: dict[str, str], field: str, text: str
) -> None:
    shown = desk.post("/admin/ocen-urzad/partie/nowa/", {**HEADER, **typed})

    [error] = shown.context["form"].errors[field]
    assert error.startswith(text)
    assert PaperBatch.objects.count() == 0


def test_a_survey_without_paper_is_not_offered(desk: Client, page: SurveyPage) -> None:
    switch_paper(survey=survey_of(page), is_on=False, by=None)

    for address in ("/admin/ocen-urzad/partie/nowa/", "/admin/ocen-urzad/arkusz/"):
        assert "Nie ma ankiety, której arkusze papierowe można by wprowadzać." in words(
            soup(desk.get(address)).select_one("main")
        )


def test_a_sum_that_does_not_hold_wants_the_sheet_or_a_reason(
    desk: Client, page: SurveyPage
) -> None:
    batch = entered(a_box(page), {"overall": ["4"]})
    header = HEADER | {"blank": "1"}

    refused = desk.post(below(batch, "zamknij/"), header)
    assert stored(batch).state == "open"
    block = words(soup(refused).select_one(".help-warning"))
    assert block.startswith(
        "Suma się nie zgadza: brakuje 1 arkusza. 1 + 1 + 0 = 2, a z urny wyjęto 3."
    )
    assert words(soup(refused).select_one(".help-warning a")) == "Wprowadź brakujący arkusz"

    done = desk.post(below(batch, "zamknij/"), header | {"because": "Arkusz zniszczony"})
    assert said(done) == ["Partia została zamknięta."]
    assert (stored(batch).state, stored(batch).difference_because) == (
        "closed", "Arkusz zniszczony",
    )  # fmt: skip
    facts = soup(desk.get(below(batch))).select_one(".ou-facts")
    assert words(facts) == (
        "Wprowadzono 1 z 3 Zwrotność (3 z 4) 75,0% Drugi wpis (wszystkie arkusze) 0 z 1 Różnice 0"
    )


def test_without_the_number_issued_there_is_no_rate(desk: Client, page: SurveyPage) -> None:
    batch = a_box(page)

    assert "Zwrotność" not in words(soup(desk.get(below(batch))).select_one(".ou-facts"))


def test_the_box_must_have_been_counted_before_it_is_closed(desk: Client, page: SurveyPage) -> None:
    batch = a_box(page)

    shown = desk.post(below(batch, "zamknij/"), HEADER | {"found": ""})

    assert shown.context["form"].errors["found"] == [
        "Proszę podać, ile arkuszy wyjęto z\u00a0urny."
    ]


def test_date_and_desk_are_settled_with_the_first_sheet(desk: Client, page: SurveyPage) -> None:
    batch = entered(a_box(page), {"overall": ["4"]})

    desk.post(below(batch, "zapisz/"), HEADER | {"opened_on": "1.01.2026", "service_point": ""})

    assert (stored(batch).opened_on, stored(batch).service_point) == (date(2026, 3, 10), "BQKAA")
    assert stored(batch).issued == 4


def test_a_closed_batch_is_opened_again_until_a_report_covers_it(
    desk: Client, page: SurveyPage
) -> None:
    batch = closed(entered(a_box(page, found=1), {"overall": ["4"]}))
    assert said(desk.post(below(batch, "otworz/"))) == ["Partia jest ponownie otwarta."]
    assert stored(batch).state == "reopened"
    closed(batch)
    report_over(page)

    covered = (
        "Tę partię obejmuje raport (nr 1), dlatego jej pól nie można zmienić. Błędy zapisuje"
        " się jako korektę; raport pozostaje bez zmian."
    )
    assert said(desk.post(below(batch, "otworz/"))) == [covered]
    assert said(desk.post(below(batch, "wycofaj/"), {"because": "Pomyłka"})) == [covered]
    shown = soup(desk.get(below(batch)))
    assert [words(one) for one in shown.select(".ou-paper .button")] == [
        "Drugi wpis",
        "Zakończ drugi wpis bez sprawdzenia",
        "Wpisz korektę",
    ]
    assert stored(batch).state == "closed"


def test_a_correction_is_traced_and_changes_later_numbers(desk: Client, page: SurveyPage) -> None:
    batch = closed(entered(a_box(page, found=1, issued=4), {"overall": ["4"]}))
    report_over(page)
    typed = {"text": "Wydano pięć.", "issued": "5", "found": "1", "blank": "0", "invalid": "0"}

    assert desk.post(below(batch, "korekta/"), typed | {"text": ""}).context["form"].errors
    done = desk.post(below(batch, "korekta/"), typed)

    assert said(done) == ["Korekta została zapisana."]
    [correction] = queries.corrections_of(batch=batch)
    assert (correction.text, correction.changes) == ("Wydano pięć.", {"issued": [4, 5]})
    assert "anna: Wydano pięć." in words(soup(desk.get(below(batch))).select_one("main"))


def test_a_correction_is_of_the_day_that_it_is_in_the_office(
    desk: Client, page: SurveyPage, settings: Any
) -> None:
    settings.TIME_ZONE = "America/New_York"
    batch = closed(entered(a_box(page, found=1), {"overall": ["4"]}))
    operations.record_correction(
        batch=batch,
        text="Pomyłka.",
        by=None,
        at=datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo("Europe/Warsaw")),
    )

    line = soup(desk.get(below(batch))).select_one(".ou-paper__list li")
    assert words(line).startswith("01.01.2027 · –: Pomyłka.")


def test_a_correction_takes_no_number_that_no_box_holds(desk: Client, page: SurveyPage) -> None:
    batch = closed(entered(a_box(page, found=1), {"overall": ["4"]}))
    report_over(page)
    counted = ("issued", "found", "blank", "invalid")

    typed = {"text": "Pomyłka."} | dict.fromkeys(counted, "1000001")
    refused = desk.post(below(batch, "korekta/"), typed)

    assert set(refused.context["form"].errors) == set(counted)
    assert list(queries.corrections_of(batch=batch)) == []


def test_a_correction_shows_the_numbers_before_and_after(desk: Client, page: SurveyPage) -> None:
    batch = closed(entered(a_box(page, found=1, issued=None), {"overall": ["4"]}))
    report_over(page)
    typed = {
        "text": "Policzono raz jeszcze.",
        "issued": "5",
        "found": "2",
        "blank": "",
        "invalid": "",
    }
    desk.post(below(batch, "korekta/"), typed)

    line = soup(desk.get(below(batch))).select_one(".ou-paper__list li")
    assert words(line).endswith(
        "anna: Policzono raz jeszcze. (wydanych: nie policzono → 5, zwróconych: 1 → 2)"
    )


def test_issued_may_turn_out_not_to_have_been_counted(desk: Client, page: SurveyPage) -> None:
    batch = closed(entered(a_box(page, found=1, issued=4), {"overall": ["4"]}))
    report_over(page)
    typed = {"text": "Nie liczono.", "issued": "", "found": "", "blank": "", "invalid": ""}

    desk.post(below(batch, "korekta/"), typed)

    assert queries.corrections_of(batch=batch).get().changes == {"issued": [4, None]}
    batch = stored(batch)
    assert (queries.return_rate_of(batch=batch), batch.found) == (None, 1)


def test_more_returned_than_issued_is_asked_about(desk: Client, page: SurveyPage) -> None:
    batch = entered(a_box(page, found=1, issued=0), {"overall": ["4"]})
    asked = "Zwrócono więcej ankiet, niż wydano – prosimy sprawdzić obie liczby."

    assert words(soup(desk.get(below(batch))).select_one(".ou-paper__side .help-block")) == asked
    operations.close_batch(batch=batch, by=None, at=timezone.now())
    assert words(soup(desk.get(below(batch))).select_one(".ou-paper__side .help-block")) == asked
    operations.record_correction(
        batch=batch, text="Wydano jedną.", by=None, at=timezone.now(), numbers={"issued": 1}
    )
    assert soup(desk.get(below(batch))).select(".ou-paper__side .help-block") == []


def test_a_box_of_a_desk_out_of_use_is_entered_under_its_name(
    desk: Client, page: SurveyPage
) -> None:
    office = survey_of(page).office
    ServicePoint.objects.create(office=office, code="FILIA", name="Filia", is_active=False)
    revision.change_office(office=office, by=None, at=timezone.now())

    offered = desk.get("/admin/ocen-urzad/partie/nowa/").context["form"]["service_point"].field
    assert [label for _code, label in offered.choices][-1] == "Filia (nieczynne)"
    opened = desk.post("/admin/ocen-urzad/partie/nowa/", {**HEADER, "service_point": "FILIA"})

    batch = PaperBatch.objects.get()
    for address in (opened["Location"], below(batch)):
        shown = words(soup(desk.get(address)).select_one("main"))
        assert "Filia · urna otwarta 10 marca 2026 r." in shown
    start = soup(desk.get("/admin/ocen-urzad/arkusz/"))
    assert words(start.select_one(".ou-open__title")) == "Partia nr 1 · Filia"


def test_who_may_type_a_batch_again_is_told_so(page: SurveyPage) -> None:
    anna = a_clerk()
    closed(entered(a_box(page, found=1, second_entry="all"), {"overall": ["4"]}, by=anna))

    def told(clerk: Any) -> list[str]:
        shown = soup(desk_of(clerk).get("/admin/ocen-urzad/arkusz/"))
        return [str(link["href"]) for link in shown.select("a[href$='/drugi-wpis/']")]

    [waiting] = PaperBatch.objects.all()
    assert told(a_clerk("piotr")) == [below(waiting, "drugi-wpis/")]
    assert told(anna) == []


def test_a_batch_that_was_opened_again_says_so_to_whoever_checks_it(page: SurveyPage) -> None:
    sheets = ({"overall": ["4"]}, {"overall": ["4"]})
    batch = closed(entered(a_box(page, found=2, second_entry="all"), *sheets))
    desk, there = desk_of(a_clerk()), below(batch, "drugi-wpis/1/")
    desk.post(there, {"overall": "4"})
    operations.reopen_batch(batch=batch, by=None)

    refused = desk.post(there, {"overall": "4"}, headers={"x-requested-with": "XMLHttpRequest"})

    assert refused.json() == {
        "outcome": "refused",
        "text": "Przed drugim wpisem partia musi zostać zamknięta.",
    }


def test_a_second_entry_is_ended_on_its_own_screen(page: SurveyPage) -> None:
    anna = a_clerk()
    batch = closed(entered(a_box(page, found=1, second_entry="all"), {"overall": ["4"]}, by=anna))
    desk, there = desk_of(anna), below(batch, "drugi-wpis/koniec/")
    link = soup(desk.get(below(batch))).select_one(f"a[href='{there}']")
    assert words(link) == "Zakończ drugi wpis bez sprawdzenia"

    assert desk.post(there, {"because": ""}).context["form"].errors
    done = desk.post(there, {"because": "W urzędzie jest jedna osoba."})

    assert said(done) == ["Drugi wpis został zakończony."]
    assert not batch.sheets.exists()
    line = words(soup(desk.get(below(batch))).select_one(".ou-paper__list li"))
    assert line.partition("anna: ")[2] == (
        "W urzędzie jest jedna osoba. Drugi wpis zakończono; 1 wylosowanego arkusza nie wpisano"
        " ponownie."
    )
    assert soup(desk.get(below(batch))).select(f"a[href='{there}']") == []
    assert soup(desk.get(there)).select("form[novalidate]") == []


def test_a_late_sheet_is_named_by_its_own_question(page: SurveyPage) -> None:
    old = survey_of(page).versions.get()
    [area] = SHORT_SET.areas
    department, overall, comment = area.questions
    turned = replace(area, questions=(overall, department, comment))
    publish(page, replace(SHORT_SET, areas=(turned,)))
    box = a_box(page, opened_on=timezone.now().date(), found=1, second_entry="all")
    operations.enter_sheet(
        batch=box, sheet_id=uuid4(), given={"overall": ["4"]}, version=old, by=None, at=NOON
    )
    closed(box)
    old.refresh_from_db()
    assert old.closing_report is not None
    make_supplement(of=old.closing_report, by=None, at=timezone.now())
    typed_again(box, {"overall": ["1"]})
    desk = desk_of(a_clerk())
    desk.post(below(box, "drugi-wpis/1/overall/"), {"paper": "1"})

    [made] = queries.corrections_of(batch=box)
    assert made.changes == {"second_entry": "overall", "version": 1}
    assert "„2. Jak ogólnie ocenia" in batch_words.correction(one=made, batch=box)


def test_a_mismatch_under_a_report_leaves_a_correction_that_says_so(page: SurveyPage) -> None:
    batch = closed(entered(a_box(page, found=1, second_entry="all"), {"overall": ["4"]}))
    report_over(page)
    typed_again(batch, {"overall": ["1"]})
    desk = desk_of(a_clerk())
    desk.post(below(batch, "drugi-wpis/1/overall/"), {"paper": "1"})

    line = words(soup(desk.get(below(batch))).select_one(".ou-paper__list li"))
    assert line.partition("anna: ")[2] == (
        "Drugi wpis wykazał, że na papierze jest inna odpowiedź na pytanie „2. Jak"
        " ogólnie ocenia Pan/Pani obsługę w Urzędzie?”. Arkusz jest już policzony w raporcie,"
        " dlatego wpisana wartość pozostaje."
    )


def test_what_stays_under_a_report_is_not_called_corrected(page: SurveyPage) -> None:
    sheets = ({"overall": ["4"]}, {"overall": ["4"]}, {"overall": ["4"]})
    batch = closed(entered(a_box(page, second_entry="all"), *sheets))
    typed_again(batch, {"overall": ["1"]})
    desk = desk_of(a_clerk())
    desk.post(below(batch, "drugi-wpis/1/overall/"), {"paper": "1"})
    report_over(page)
    desk.post(below(batch, "drugi-wpis/2/overall/"), {"paper": "1"})

    shown = soup(desk.get(below(batch, "drugi-wpis/3/overall/")))

    settled = shown.select("#ou-settled-title ~ ul li")
    assert [words(line).rpartition("?: ")[2] for line in settled] == [
        "pierwszy wpis poprawiono",
        "pierwszy wpis błędny, odpowiedź pozostaje, bo policzono ją w raporcie",
    ]


def test_an_open_batch_that_a_report_covers_can_still_be_closed(
    desk: Client, page: SurveyPage
) -> None:
    batch = entered(a_box(page, found=1), {"overall": ["4"]})
    report_over(page)

    shown = soup(desk.get(below(batch)))
    assert words(shown.select_one(".help-info")) == (
        "Raport obejmuje już ankiety z tej partii (nr 1). Nie można ich poprawić ani wycofać"
        " partii. Można nadal uzupełniać protokół i zamknąć partię; raport pozostaje bez zmian."
    )
    assert [words(one) for one in shown.select(".ou-paper .button")] == [
        "Zamknij partię",
        "Zapisz",
        "Wprowadzaj arkusze",
    ]
    done = desk.post(below(batch, "zamknij/"), HEADER | {"found": "1"})

    assert said(done) == ["Partia została zamknięta."]
    assert stored(batch).state == "closed"


def form_of(shown: Any) -> dict[str, str]:
    """Return the protocol as the page would send it."""
    form = soup(shown).select_one("main form")
    assert form is not None
    fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
    for one in form.select("select[name]"):
        chosen = one.select_one("option[selected]")
        fields[str(one["name"])] = str(chosen["value"]) if chosen else ""
    return fields


def test_blank_sheets_counted_meanwhile_stay_in_the_protocol(
    desk: Client, page: SurveyPage
) -> None:
    batch = entered(a_box(page, found=2), {"overall": ["4"]})
    typed = form_of(desk.get(below(batch)))
    operations.count_blank(batch=batch, sheet_id=uuid4(), by=None)

    saved = desk.post(below(batch, "zapisz/"), typed | {"opened_by": "Anna Nowicka"})
    assert said(saved) == ["Protokół został zapisany."]
    assert (stored(batch).blank, stored(batch).opened_by) == (1, "Anna Nowicka")

    operations.count_blank(batch=batch, sheet_id=uuid4(), by=None)
    refused = desk.post(below(batch, "zamknij/"), typed | {"blank_shown": "1", "blank": "1"})
    assert (stored(batch).state, stored(batch).blank) == ("open", 2)
    again = form_of(refused)
    assert (again["blank_shown"], again["blank"]) == ("2", "2")


def test_two_numbers_of_blank_sheets_are_asked_about(desk: Client, page: SurveyPage) -> None:
    batch = a_box(page)
    typed = form_of(desk.get(below(batch))) | {"blank": "3", "opened_by": "Anna Nowicka"}
    operations.count_blank(batch=batch, sheet_id=uuid4(), by=None)

    refused = desk.post(below(batch, "zapisz/"), typed)

    assert words(soup(refused).select_one(".ou-sum .error-message")) == (
        "W międzyczasie zmieniono liczbę pustych arkuszy: w protokole jest teraz 1. Proszę"
        " sprawdzić liczbę i zapisać ponownie."
    )
    assert (stored(batch).blank, stored(batch).opened_by) == (1, "")
    again = form_of(refused)
    assert (again["blank"], again["opened_by"]) == ("3", "Anna Nowicka")
    assert said(desk.post(below(batch, "zapisz/"), again)) == ["Protokół został zapisany."]
    assert (stored(batch).blank, stored(batch).opened_by) == (3, "Anna Nowicka")


def test_what_differs_waits_while_the_batch_is_open_again(page: SurveyPage) -> None:
    batch = closed(entered(a_box(page, found=1, second_entry="all"), {"overall": ["4"]}))
    typed_again(batch, {"overall": ["1"]})
    operations.reopen_batch(batch=batch, by=None)
    desk = desk_of(a_clerk())
    there = below(batch, "drugi-wpis/1/overall/")

    assert desk.post(there, {"paper": "1"})["Location"] == below(batch, "drugi-wpis/")
    waits = soup(desk.get(below(batch, "drugi-wpis/")))

    assert words(waits.select_one(".ou-lead")) == "Drugi wpis zaczyna się po zamknięciu partii."
    assert Response.objects.get().answers == {"overall": 4}


def test_withdrawing_says_how_many_leave_the_figures(desk: Client, page: SurveyPage) -> None:
    batch = entered(a_box(page), {"overall": ["4"]}, {"overall": ["5"]})

    shown = soup(desk.get(below(batch, "wycofaj/")))
    assert words(shown.select_one("main strong")) == "Z wyników ubędą 2 ankiety."
    assert desk.post(below(batch, "wycofaj/"), {"because": ""}).context["form"].errors
    done = desk.post(below(batch, "wycofaj/"), {"because": "Wprowadzone dwa razy"})

    assert said(done) == ["Partia została wycofana. Z wyników ubędą 2 ankiety."]
    assert stored(batch).state == "withdrawn"
    assert "Powód: Wprowadzone dwa razy" in words(soup(desk.get(below(batch))).main)


def test_a_supervisor_reads_the_protocol_and_has_no_form(page: SurveyPage) -> None:
    batch = a_box(page, issued=4)

    shown = soup(desk_of(a_user("nadzor", "view_results")).get(below(batch)))

    assert shown.select("main form") == []
    assert shown.select(".ou-paper .button") == []
    assert "Liczba wydanych 4" in words(shown.select_one(".ou-data"))


def test_another_person_types_again_and_the_paper_settles_it(page: SurveyPage) -> None:
    anna, piotr = a_clerk(), a_clerk("piotr")
    batch = closed(
        entered(
            a_box(page, found=2, second_entry="all"),
            {"overall": ["4"]},
            {"overall": ["5"]},
            by=anna,
        )
    )
    first, second = desk_of(anna), desk_of(piotr)
    waits = soup(first.get(below(batch, "drugi-wpis/")))
    assert words(waits.select_one(".ou-lead")) == (
        "2 arkusze czekają na inną osobę niż ta, która je wpisała."
    )

    assert second.get(below(batch, "drugi-wpis/"))["Location"] == below(batch, "drugi-wpis/1/")
    blind = second.get(below(batch, "drugi-wpis/1/"))
    assert [
        mark for ask in blind.context["sheet"].asks for mark in ask.marks if mark.is_given
    ] == []
    assert blind.context["entry"]["title"] == "Proszę wziąć arkusz 1/1"
    second.post(below(batch, "drugi-wpis/1/"), {"overall": "2"})
    second.post(below(batch, "drugi-wpis/2/brak/"))

    there = below(batch, "drugi-wpis/1/overall/")
    assert second.get(below(batch, "drugi-wpis/"))["Location"] == there
    asked = soup(second.get(there))
    assert words(asked.select_one(".ou-card__title")) == "Proszę wziąć arkusz 1/1, pytanie 2"
    assert [mark["value"] for mark in asked.select("input[name=paper]")] == [""]
    assert second.post(there, {"paper": "7"}).status_code == 422
    settled = second.post(there, {"paper": " 2 "})
    assert words(soup(settled).select_one(".ou-facts")) == (
        "Wpis pierwszy 4 – dobrze Drugi wpis 2 – źle Na papierze 2 – źle"
    )
    assert sorted(str(one.answers["overall"]) for one in Response.objects.all()) == ["2", "5"]
    batch = stored(batch)
    assert (batch.checked_sheets, batch.missing_sheets, batch.mismatches, batch.corrected) == (
        1, 1, 1, 1,
    )  # fmt: skip


def test_a_sheet_that_is_not_there_can_be_passed_over_when_settling(page: SurveyPage) -> None:
    batch = closed(entered(a_box(page, found=1, second_entry="all"), {"overall": ["4"]}))
    typed_again(batch, {"overall": [INVALID]})
    desk = desk_of(a_clerk())

    done = desk.post(below(batch, "drugi-wpis/1/overall/"), {"missing": "1", "paper": ""})

    assert done["Location"] == below(batch, "drugi-wpis/")
    assert Response.objects.get().answers == {"overall": 4}


TOTALS = {
    "forms": "3",
    "overall:5": "1",
    "overall:4": "1",
    "overall:3": "",
    "overall:2": "0",
    "overall:1": "",
    "overall:@invalid": "",
    "overall:@none": "1",
}


NO_COUNT = "Proszę wpisywać wyłącznie liczby całkowite, najwyżej 1\u00a0000\u00a0000."


def test_a_tally_is_stored_when_its_sums_hold(desk: Client, page: SurveyPage) -> None:
    opened = desk.post("/admin/ocen-urzad/partie/nowa/?zestawienie", HEADER)
    batch = PaperBatch.objects.get()
    assert opened["Location"] == below(batch, "zestawienie/")

    wrong = desk.post(below(batch, "zestawienie/"), TOTALS | {"overall:@none": "2"})
    assert (wrong.status_code, wrong.context["problems"]) == (
        422, {"overall": "Liczby przy tym pytaniu nie sumują się do 3."},
    )  # fmt: skip
    assert [row.sum for row in wrong.context["rows"]] == [0, 4]
    for number in ("x", "1000001", "9" * 5000):
        letters = desk.post(below(batch, "zestawienie/"), TOTALS | {"overall:5": number})
        assert letters.context["problems"] == {"overall": NO_COUNT}
    done = desk.post(below(batch, "zestawienie/"), TOTALS)

    assert said(done) == ["Zestawienie zostało zapisane."]
    tally = queries.tally_of(batch=batch)
    assert tally is not None
    assert (tally.forms, {value: n for value, n in tally.totals["overall"].items() if n}) == (
        3, {"5": 1, "4": 1, "@none": 1},
    )  # fmt: skip
    shown = desk.get(below(batch, "zestawienie/"))
    assert (shown.context["forms"], [row.sum for row in shown.context["rows"]]) == ("3", [0, 3])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"forms": "3"}, "Przy żadnym pytaniu nie ma liczby."),
        ({"forms": "", "overall:5": "3"}, "Proszę podać, ile ankiet policzono."),
        ({"forms": "1000001", "overall:5": "3"}, NO_COUNT),
        ({"forms": "9" * 5000, "overall:5": "3"}, NO_COUNT),
    ],
    ids=("no totals", "no forms", "too many forms", "far too many forms"),
)
def test_an_empty_tally_is_refused(
    desk: Client, page: SurveyPage, typed: dict[str, str], text: str
) -> None:
    batch = a_box(page, kind=Batch.Kind.TALLY)

    assert desk.post(below(batch, "zestawienie/"), typed).context["problem"] == text


def test_a_box_of_sheets_has_no_totals(desk: Client, page: SurveyPage) -> None:
    batch = a_box(page)

    assert desk.get(below(batch, "zestawienie/"))["Location"] == below(batch)


def test_the_page_of_a_batch_asks_the_same_of_one_sheet_and_of_three(
    desk: Client, page: SurveyPage, django_assert_num_queries: Any
) -> None:
    boxes = (
        entered(a_box(page), {"overall": ["4"]}),
        entered(a_box(page), *[{"overall": ["4"]}] * 3),
    )
    of_one, of_three = (below(box) for box in boxes)
    desk.get(of_one)

    with CaptureQueriesContext(connection) as queries_of_one:
        desk.get(of_one)
    with django_assert_num_queries(len(queries_of_one)):
        desk.get(of_three)

"""The reports desk: generate, read, take away."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import (
    NOON,
    a_survey,
    a_survey_page,
    a_user,
    an_office,
    answer,
    publish,
    running,
    survey_of,
)
from tests.staff.screens import desk_of, said, soup, words
from wagtail_ocen_urzad import audit, conf
from wagtail_ocen_urzad.reports.models import ReportDocument, ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Channel, QuestionSetVersion, Survey

pytestmark = pytest.mark.django_db

GENERATE = "/admin/ocen-urzad/raporty/generuj/"


@pytest.fixture
def clerk() -> Client:
    """The authorised employee, who edits nothing."""
    return desk_of(a_user("piotr", "generate_report"))


@pytest.fixture
def version() -> QuestionSetVersion:
    """Open since 10 March 2026, with one answer of that day."""
    version = a_survey()
    answer(version, {"overall": ["5"]})
    return version


def form(survey: Survey, **changes: str) -> dict[str, str]:
    typed = {"first": "10.03.2026", "last": "11.03.2026", "span": "other"}
    return {"survey": survey.code, "reason": "on_demand", **typed, **changes}


def today() -> date:
    return conf.local_date(at=timezone.now())


def field_value(page: Any, name: str) -> str:
    [field] = page.select(f"input[name={name}]")
    return str(field.get("value", ""))


def errors(page: Any) -> list[str]:
    return [words(one) for one in page.select(".error-message")]


def report_on(version: QuestionSetVersion, *, at: datetime = NOON) -> ReportSnapshot:
    return generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(date(2026, 1, 1), date(2026, 3, 10)),
        case_number="",
        by=None,
        at=at,
    )


# Generate


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("10.03.2026", "11.03.2026"),
        ("2026-03-10", "2026-03-11"),
        ("10.3.2026", "2026-03-11"),
        ("10-03-2026", "11/03/2026"),
    ],
)
def test_dates_as_offices_write_them(
    clerk: Client, version: QuestionSetVersion, first: str, last: str
) -> None:
    response = clerk.post(GENERATE, form(version.survey, first=first, last=last))

    report = ReportSnapshot.objects.get()
    assert response["Location"] == f"/admin/ocen-urzad/raporty/{version.survey.code}/1/"
    assert (report.period_from, report.period_to) == (date(2026, 3, 10), date(2026, 3, 11))


@pytest.mark.parametrize("typed", ["26-03-10", "03.2026", "31.02.2026", "wczoraj", "10 marca 2026"])
def test_a_date_that_cannot_be_read_is_kept_and_asked_for_again(
    clerk: Client, version: QuestionSetVersion, typed: str
) -> None:
    page = soup(clerk.post(GENERATE, form(version.survey, first=typed)))

    example = today().strftime("%d.%m.%Y")
    assert errors(page) == [f"Datę należy wpisać w postaci dd.mm.rrrr, na przykład {example}."]
    assert field_value(page, "first") == typed
    assert ReportSnapshot.objects.count() == 0


def test_the_last_year_by_one_click(clerk: Client) -> None:
    year = today().year - 1
    version = a_survey(at=datetime(year, 5, 1, 12, tzinfo=conf.time_zone()))

    clerk.post(GENERATE, form(version.survey, span="last_year", first="", last=""))

    report = ReportSnapshot.objects.get()
    assert (report.period_from, report.period_to) == (date(year, 1, 1), date(year, 12, 31))


def test_this_year_until_today_by_one_click(clerk: Client, version: QuestionSetVersion) -> None:
    clerk.post(GENERATE, form(version.survey, span="this_year", first="", last=""))

    report = ReportSnapshot.objects.get()
    assert (report.period_from, report.period_to) == (date(today().year, 1, 1), today())


def test_typed_dates_are_not_passed_over(clerk: Client, version: QuestionSetVersion) -> None:
    page = soup(clerk.post(GENERATE, form(version.survey, span="last_year")))

    assert errors(page) == ["Wpisano daty: proszę zaznaczyć „inny okres” albo usunąć te daty."]


@pytest.mark.parametrize(
    ("changes", "name", "fault"),
    [
        ({"first": "11.03.2026", "last": "10.03.2026"}, "last", "Okres kończy się, zanim"),
        ({"last": "01.01.2999"}, "last", "Okres wykracza poza dzień dzisiejszy"),
        ({"first": "01.01.2019", "last": "31.12.2019"}, "last", "W tym okresie ankieta nie była"),
        ({"first": ""}, "first", "Proszę wpisać datę."),
        ({"last": ""}, "last", "Proszę wpisać datę."),
        (
            {"first": "01.01.0026"},
            "first",
            "Proszę wpisać datę nie wcześniejszą niż 1 stycznia 2000 r.",
        ),
    ],
)
def test_a_fault_of_the_period_stands_at_its_field(
    clerk: Client, version: QuestionSetVersion, changes: dict[str, str], name: str, fault: str
) -> None:
    sent = form(version.survey, case_number="OR.0643.1.2026", **changes)

    page = soup(clerk.post(GENERATE, sent))

    [error] = errors(page)
    [field] = page.select(f".w-field__wrapper:has(input[name={name}])")
    assert error.startswith(fault)
    assert words(field.select_one(".error-message")) == error
    told = "Raport nie powstał: prosimy poprawić zaznaczone pola."
    assert words(page.select_one("[role=alert]")) == told
    kept = {one: field_value(page, one) for one in ("first", "last")}
    assert kept == {"first": sent["first"], "last": sent["last"]}
    assert field_value(page, "case_number") == "OR.0643.1.2026"
    assert [one["value"] for one in page.select("[name=reason][checked]")] == ["on_demand"]
    assert ReportSnapshot.objects.count() == 0


def test_an_empty_year_is_told_at_the_choice_of_the_period(
    clerk: Client, version: QuestionSetVersion
) -> None:
    page = soup(clerk.post(GENERATE, form(version.survey, span="last_year", first="", last="")))

    [fieldset] = page.select("fieldset:has(input[name=span])")
    assert words(fieldset.select_one(".error-message")) == (
        "W tym okresie ankieta nie była otwarta i nie ma z niego żadnej odpowiedzi."
    )


@pytest.mark.parametrize("reason", ["before_edit", "supplement", "", "x"])
def test_reasons_of_the_rule_cannot_be_chosen(
    clerk: Client, version: QuestionSetVersion, reason: str
) -> None:
    clerk.post(GENERATE, form(version.survey, reason=reason))

    assert ReportSnapshot.objects.count() == 0


@pytest.mark.parametrize(
    ("many", "counted"),
    [
        (0, "0 ankiet"),
        (1, "1 ankietę"),
        (2, "2 ankiety"),
        (5, "5 ankiet"),
        (22, "22 ankiety"),
    ],
)
def test_the_message_names_the_true_number(clerk: Client, many: int, counted: str) -> None:
    version = a_survey()
    for _ in range(many):
        answer(version, {"overall": ["4"]})

    response = clerk.post(GENERATE, form(version.survey))

    assert said(response) == [f"Raport nr 1 został zapisany i obejmuje {counted}."]


def test_one_survey_is_not_asked_for(clerk: Client, version: QuestionSetVersion) -> None:
    page = soup(clerk.get(GENERATE))

    assert page.select("select") == []
    assert field_value(page, "survey") == version.survey.code


def test_of_several_surveys_one_is_chosen_beforehand_by_the_address(
    clerk: Client, version: QuestionSetVersion
) -> None:
    other = a_survey(office=version.survey.office)

    page = soup(clerk.get(f"{GENERATE}?ankieta={other.survey.code}"))

    assert [one["value"] for one in page.select("option[selected]")] == [other.survey.code]
    assert len(page.select("option")) == 2


def test_each_survey_says_when_it_was_last_reported_on(
    clerk: Client, version: QuestionSetVersion
) -> None:
    report_on(version)
    a_survey(office=version.survey.office)

    page = soup(clerk.get(GENERATE))

    assert sorted(words(one) for one in page.select(".ou-desk__last li")) == [
        "Ankieta: Nie wygenerowano jeszcze raportu okresowego.",
        "Ankieta: Ostatni raport okresowy: 10 marca 2026 r.",
    ]


def test_the_form_costs_the_same_for_two_surveys_and_for_four(
    clerk: Client, version: QuestionSetVersion
) -> None:
    """One survey alone costs less: it is not chosen from a list."""
    report_on(version)
    report_on(a_survey(office=version.survey.office))
    clerk.get(GENERATE)
    with CaptureQueriesContext(connection) as for_two:
        clerk.get(GENERATE)
    for _ in range(2):
        report_on(a_survey(office=version.survey.office))
    with CaptureQueriesContext(connection) as for_four:
        clerk.get(GENERATE)

    assert len(for_two) == len(for_four)


def test_without_a_survey_there_is_nothing_to_report(clerk: Client) -> None:
    page = soup(clerk.get(GENERATE))

    assert page.select("form[method=post]") == []
    assert "Nie ma jeszcze ankiety, więc nie ma z czego sporządzić raportu." in words(page)


def test_the_right_to_edit_is_no_right_to_generate(version: QuestionSetVersion) -> None:
    """An office may part the two; the ready-made administrators have both (R-15)."""
    desk = desk_of(a_user("anna", "administer_survey"))

    assert desk.post(GENERATE, form(version.survey))["Location"] == "/admin/"
    assert ReportSnapshot.objects.count() == 0


def test_generating_is_written_to_the_log(clerk: Client, version: QuestionSetVersion) -> None:
    clerk.post(GENERATE, form(version.survey))

    entry = ModelLogEntry.objects.get(action=audit.GENERATE_REPORT)
    assert entry.user.get_username() == "piotr"
    assert entry.data == {"number": 1, "reason": "on_demand", "forms": 1}


def test_a_form_sent_twice_makes_one_report(clerk: Client, version: QuestionSetVersion) -> None:
    """A double click without JavaScript, F5, a proxy that tries again (R-07)."""
    report_on(a_survey(office=version.survey.office))
    known = field_value(soup(clerk.get(GENERATE)), "known")
    sent = form(version.survey, known=known, case_number="OR.1")

    first, second = clerk.post(GENERATE, sent), clerk.post(GENERATE, sent)

    assert version.survey.reports.count() == 1
    assert second["Location"] == first["Location"]
    assert said(second)[-1].startswith(
        "Raport nr 1 powstał już z tego formularza; drugi taki sam nie został zapisany."
    )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"case_number": "OR.2"}, "piotr"),
        ({"reason": "periodic"}, "piotr"),
        ({"last": "10.03.2026"}, "piotr"),
        ({}, "zofia"),
    ],
)
def test_another_report_from_the_same_screen_is_made(
    clerk: Client, version: QuestionSetVersion, changes: dict[str, str], name: str
) -> None:
    known = field_value(soup(clerk.get(GENERATE)), "known")
    sent = form(version.survey, known=known, case_number="OR.1")
    clerk.post(GENERATE, sent)

    other = clerk if name == "piotr" else desk_of(a_user(name, "generate_report"))
    other.post(GENERATE, {**sent, **changes})

    assert version.survey.reports.count() == 2


def test_the_same_report_from_a_form_asked_for_anew_is_made(
    clerk: Client, version: QuestionSetVersion
) -> None:
    for _ in range(2):
        known = field_value(soup(clerk.get(GENERATE)), "known")
        clerk.post(GENERATE, form(version.survey, known=known))

    assert version.survey.reports.count() == 2


# Read


def test_the_report_on_the_screen(version: QuestionSetVersion) -> None:
    report = report_on(version)

    shown = desk_of(a_user("ewa", "view_results")).get(
        f"/admin/ocen-urzad/raporty/{version.survey.code}/1/"
    )

    page = soup(shown)
    assert words(page.select_one("h1")) == "Raport nr 1 – okresowy"
    fours = " ".join(report.sha256[place : place + 4] for place in range(0, 64, 4))
    assert fours in words(page)
    assert [words(one) for one in page.select(".ou-desk a.button")] == ["Pobierz PDF"]
    assert "Może to potrwać do minuty." in words(page)


def test_who_saw_a_report_is_known(version: QuestionSetVersion) -> None:
    report_on(version)
    desk = desk_of(a_user("ewa", "view_results"))

    desk.get(f"/admin/ocen-urzad/raporty/{version.survey.code}/1/")
    desk.head(f"/admin/ocen-urzad/raporty/{version.survey.code}/1/")

    entries = ModelLogEntry.objects.filter(action=audit.SEE_REPORT)
    assert [(one.user.get_username(), one.data) for one in entries] == [("ewa", {"number": 1})]


def test_late_answers_are_named_beside_the_report() -> None:
    an_office()
    page = a_survey_page()
    version = running(page)
    answer(version, {"overall": ["4"]})
    publish(page, dataclasses.replace(SHORT_SET, intro="Nowy wstęp."))
    answer(version, {"overall": ["1"]}, at=timezone.now())

    shown = soup(
        desk_of(a_user("ewa", "view_results")).get(
            f"/admin/ocen-urzad/raporty/{survey_of(page).code}/1/"
        )
    )

    assert words(shown.select_one(".help-info")) == (
        "Po zamknięciu wpłynęła 1 ankieta, której ten raport nie obejmuje."
    )


def test_boxes_opened_after_the_report_are_named_beside_it(version: QuestionSetVersion) -> None:
    report_on(version)
    for _ in range(2):
        answer(version, {"overall": ["4"]}, channel=Channel.PAPER)

    shown = soup(
        desk_of(a_user("ewa", "view_results")).get(
            f"/admin/ocen-urzad/raporty/{version.survey.code}/1/"
        )
    )

    assert words(shown.select_one(".help-info")) == (
        "Po sporządzeniu raportu wpłynęły 2 ankiety z datą z jego okresu."
        " Ten raport ich nie obejmuje."
    )


# Take away


def test_the_pdf(clerk: Client, version: QuestionSetVersion) -> None:
    report_on(version)

    response = clerk.get(f"/admin/ocen-urzad/raporty/{version.survey.code}/1/pdf/")

    name = f"raport-1-{version.survey.code}-2026-01-01-2026-03-10.pdf"
    assert response.content.startswith(b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert {one.strip() for one in response["Cache-Control"].split(",")} >= {"private", "no-store"}
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_pdf_is_made_once_and_who_took_it_is_known(
    clerk: Client, version: QuestionSetVersion
) -> None:
    report_on(version)
    url = f"/admin/ocen-urzad/raporty/{version.survey.code}/1/pdf/"

    first, second = clerk.get(url), clerk.get(url)

    assert first.content == second.content
    assert ReportDocument.objects.count() == 1
    entries = ModelLogEntry.objects.filter(action=audit.DOWNLOAD_REPORT)
    assert [(one.user.get_username(), one.data) for one in entries] == [
        ("piotr", {"number": 1})
    ] * 2
    shown = soup(clerk.get(f"/admin/ocen-urzad/raporty/{version.survey.code}/1/"))
    assert "Może to potrwać do minuty." not in words(shown)


def test_another_s_number_is_nothing(clerk: Client, version: QuestionSetVersion) -> None:
    """Report no. 2 is of one survey only; under the other's code it is not there."""
    other = a_survey(office=version.survey.office)
    report_on(version)
    report_on(version, at=NOON + timedelta(days=1))
    report_on(other)

    codes = (version.survey.code, other.survey.code)
    statuses = {
        (code, number): clerk.get(f"/admin/ocen-urzad/raporty/{code}/{number}/").status_code
        for code in codes
        for number in (1, 2)
    }

    assert statuses == {
        (codes[0], 1): 200,
        (codes[0], 2): 200,
        (codes[1], 1): 200,
        (codes[1], 2): 404,
    }


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_a_number_that_cannot_be_is_not_found(
    clerk: Client, version: QuestionSetVersion, number: str
) -> None:
    url = f"/admin/ocen-urzad/raporty/{version.survey.code}/{number}/"

    assert clerk.get(url).status_code == 404

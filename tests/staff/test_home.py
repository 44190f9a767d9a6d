"""The panel on the home page of the admin."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import NOON, a_survey, a_survey_page, a_user, an_office, answer
from tests.staff.screens import an_administrator, desk_of, soup, words
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.documents.typesetting import NBSP
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.staff.home import OverviewPanel
from wagtail_ocen_urzad.survey.models import Channel, QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.operations import switch_paper

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=100)
"""18 June 2026."""
OVERALL = {"overall": ["4"]}
DRAFT = "Szkic zawiera nieopublikowane zmiany."
ENTER, PRINT = "Wprowadź ankietę (papierową)", "Pobierz ankietę do wydrukowania (pdf)"


def panel(user: Any, *, at: Any = LATER, **known: Any) -> Any:
    """Return the panel as this user sees it at that time."""
    request = RequestFactory().get("/admin/")
    request.user = user
    html = OverviewPanel(at=at, **known).render_html({"request": request})
    return BeautifulSoup(html, "html.parser")


def report_on(version: QuestionSetVersion) -> None:
    generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(date(2026, 1, 1), date(2026, 3, 10)),
        case_number="",
        by=None,
        at=NOON,
    )


@pytest.fixture
def clerk() -> Any:
    return a_user("piotr", "generate_report")


def due(page: Any) -> list[list[str]]:
    return [[words(cell) for cell in row.select("td")] for row in page.select(".ou-due tbody tr")]


def test_figures_report_function_and_date(clerk: Any) -> None:
    version = a_survey()
    for _ in range(3):
        answer(version, OVERALL, channel=Channel.PAPER)
    answer(version, OVERALL)
    report_on(version)
    answer(version, OVERALL, on=date(2026, 4, 1))

    page = panel(clerk)

    assert words(page.select_one(".ou-home__forms")) == "5 ankiet"
    assert [words(one) for one in page.select(".ou-home__legend div")] == [
        "na papierze 3",
        "przez internet 2",
    ]
    bar = [(one["x"], one["width"]) for one in page.select(".ou-home__bar rect")]
    assert bar == [("0.00", "60.00"), ("60.00", "40.00")]
    assert f"Wersja 1 ankiety, obowiązuje od 10{NBSP}marca{NBSP}2026{NBSP}r." in page.text
    link = page.select_one(f"a[href='/admin/ocen-urzad/raporty/{version.survey.code}/1/']")
    assert link.text == f"Raport nr{NBSP}1 – okresowy"
    assert f"10{NBSP}marca{NBSP}2026{NBSP}r. · 4 ankiety" in page.text
    assert "Od tego raportu: 1 ankieta." in page.text
    assert [words(one) for one in page.select("a.button")] == [PRINT, "Generuj raport"]
    assert due(page) == [
        [
            "31 grudnia 2027 r.",
            "Następny raport okresowy W roku 2026 wygenerowano 10 marca",
            "na ten rok gotowy",
        ]
    ]


def test_nothing_in_it_breaks_a_strict_policy(clerk: Any) -> None:
    version = a_survey()
    answer(version, OVERALL)

    page = panel(clerk)

    assert page.select("[style], [onclick], script, style") == []


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (date(2027, 10, 31), "w terminie"),
        (date(2027, 11, 1), "za 60 dni"),
        (date(2027, 12, 30), "za 1 dzień"),
        (date(2027, 12, 31), "dzisiaj"),
        (date(2028, 1, 1), "Termin przekroczony o 1 dzień"),
        (date(2028, 1, 22), "Termin przekroczony o 22 dni"),
    ],
)
def test_the_yearly_report_comes_nearer(clerk: Any, at: date, state: str) -> None:
    report_on(a_survey())

    [[_, what, told]] = due(panel(clerk, at=NOON.replace(year=at.year, month=at.month, day=at.day)))

    assert told == state
    if at.year == 2028:
        assert what == "Następny raport okresowy W roku 2027 nie wygenerowano raportu okresowego"


def test_twelve_months_are_told_without_a_year(clerk: Any, settings: Any) -> None:
    settings.OCEN_URZAD_YEARLY_REPORT = "twelve_months"
    report_on(a_survey())

    [line] = due(panel(clerk, at=NOON + timedelta(days=400)))

    assert line == [
        "10 marca",
        "Następny raport okresowy Ostatni: 10 marca 2026 r.",
        "Termin przekroczony o 35 dni",
    ]


@pytest.mark.parametrize(
    ("right", "buttons", "links"),
    [
        ("generate_report", [PRINT, "Generuj raport"], ["Raport okresowy"]),
        ("view_results", [], []),
        ("administer_survey", [ENTER, PRINT], []),
        ("enter_paper", [ENTER, PRINT], []),
    ],
)
def test_each_role_gets_what_it_may_use(right: str, buttons: list[str], links: list[str]) -> None:
    a_survey()

    page = panel(a_user("ktos", right))

    assert [words(one) for one in page.select("a.button")] == buttons
    assert [words(one) for one in page.select(".ou-due a")] == links


def test_a_moderator_without_a_right_of_ours_sees_no_panel() -> None:
    a_survey()

    page = soup(desk_of(a_user("marek")).get("/admin/"))

    assert page.select(".ou-home") == []


def test_no_answers_yet(clerk: Any) -> None:
    a_survey()

    page = panel(clerk)

    assert "Jeszcze nie ma ankiet." in page.text
    assert page.select(".ou-home__bar") == []
    assert "Nie ma jeszcze raportu." in page.text


def test_after_a_change_only_the_new_version_has_no_answers(clerk: Any) -> None:
    version = a_survey()
    answer(version, OVERALL)
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    revision.activate(survey=version.survey, questionnaire=other, by=None, at=NOON)

    page = panel(clerk)

    assert words(page.select_one(".ou-home__survey p")) == (
        "Obowiązująca wersja nie ma jeszcze ankiet."
    )


def test_no_survey_yet_and_who_may_begin_one() -> None:
    administrator, supervisor = an_administrator(), a_user("ewa", "view_results")

    begins, reads = panel(administrator), panel(supervisor)

    [button] = begins.select("a.button")
    assert words(button) == "Nowa ankieta"
    assert button["href"].startswith("/admin/pages/add/wagtail_ocen_urzad_pages/surveypage/")
    assert "Nie ma jeszcze ankiety." in reads.text
    assert "Ankietę zakłada administrator ankiet" in reads.text
    assert reads.select("a.button") == []


def test_without_paper_its_functions_are_gone(clerk: Any) -> None:
    """R-11: what Wołomin has is complete."""
    version = a_survey()
    switch_paper(survey=version.survey, is_on=False, by=None)

    assert [words(one) for one in panel(clerk).select("a.button")] == ["Generuj raport"]
    assert panel(a_user("maria", "enter_paper")).select("a.button") == []


def test_a_closed_survey_can_still_be_reported_on(clerk: Any) -> None:
    version = a_survey()
    revision.close(survey=version.survey, by=None, at=NOON)

    page = panel(clerk)

    assert "Żadna ankieta nie jest obecnie otwarta." in page.text
    assert [words(one) for one in page.select("a.button")] == [PRINT, "Generuj raport"]
    assert due(page) == []


def test_the_missing_banner_is_one_line_of_information(clerk: Any) -> None:
    a_survey()

    page = panel(clerk, without_banner=["Miasto Przykładów"])

    assert words(page.select_one(".help-info")) == (
        "Na stronie głównej serwisu „Miasto Przykładów” nie ma banera „Oceń Urząd”."
    )


def test_a_home_page_without_a_banner_is_noticed() -> None:
    """R-10: the whole way, from Wagtail's home page to the site's."""
    an_office()
    a_survey_page()

    page = soup(desk_of(a_user("ewa", "view_results")).get("/admin/"))

    assert len(page.select(".ou-home .help-info")) == 1


def test_several_surveys_have_a_row_each(clerk: Any) -> None:
    office = an_office()
    for title in ("Urząd", "Biblioteka"):
        version = a_survey(office=office)
        Survey.objects.filter(pk=version.survey_id).update(title=title)

    page = panel(clerk)

    assert [words(one) for one in page.select(".ou-home__title")] == ["Biblioteka", "Urząd"]
    assert [line[1].split(" ")[2] for line in due(page)] == ["Biblioteka.", "Urząd."]
    assert len(page.select("a.button")) == 2


@pytest.mark.parametrize(
    ("many", "unit"), [(1, "ankieta"), (2, "ankiety"), (5, "ankiet"), (22, "ankiety")]
)
def test_plurals(clerk: Any, many: int, unit: str) -> None:
    version = a_survey()
    for _ in range(many):
        answer(version, OVERALL)

    assert words(panel(clerk).select_one(".ou-home__forms")) == f"{many} {unit}"


@pytest.mark.parametrize("many", [1, 3])
def test_three_queries_for_one_survey_and_for_three(clerk: Any, many: int) -> None:
    office = an_office()
    for _ in range(many):
        version = a_survey(office=office)
        answer(version, OVERALL)
        report_on(version)
    assert clerk.has_perm("wagtail_ocen_urzad.generate_report")  # asked once, then known

    with CaptureQueriesContext(connection) as queries:
        panel(clerk, at=timezone.now())

    assert len(queries) == 3


def a_draft_of(page: SurveyPage) -> None:
    page.ask(dataclasses.replace(SHORT_SET, intro="Nowy wstęp."))
    page.save_revision()


def test_a_draft_is_said_and_leads_the_administrator_to_what_it_changes() -> None:
    an_office()
    page = a_survey_page()
    anna, ewa = an_administrator(), a_user("ewa", "view_results")
    assert "Szkic nie zmienia pytań." in words(panel(anna).select_one(".ou-home__survey"))

    a_draft_of(page)

    said = [words(panel(user).select(".ou-home__meta")[1]) for user in (anna, ewa)]
    assert said == [
        f"{DRAFT} Zobacz, co zmienia : Ankieta badania satysfakcji Klienta",
        DRAFT,
    ]
    [link] = panel(anna).select(".ou-home__meta a[href^='/admin/pages/']")
    assert link["href"] == f"/admin/pages/{page.pk}/edit/"
    page.unpublish()
    assert words(panel(anna).select(".ou-home__meta")[1]) == (
        "Strona nie jest opublikowana, więc nikt nie może wypełnić ankiety."
    )


@pytest.mark.parametrize("many", [1, 3])
def test_a_changed_draft_costs_nothing_more(clerk: Any, many: int) -> None:
    an_office()
    for number in range(many):
        a_draft_of(a_survey_page(title=f"Ankieta {number}", slug=f"ankieta-{number}"))
    assert clerk.has_perm("wagtail_ocen_urzad.generate_report")

    with CaptureQueriesContext(connection) as queries:
        page = panel(clerk, at=timezone.now())

    assert page.text.count(DRAFT) == many
    assert len(queries) == 2  # of reports there is none to ask for

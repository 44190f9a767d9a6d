"""„Pobierz ankietę do wydrukowania (pdf)”: what is offered, to whom, and what comes out (R-06)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdf
import pytest
import zxingcpp
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from tests.factories import a_survey_page, a_user, an_office, survey_of
from tests.paper.test_sheet_papers import pictures, texts
from tests.staff.screens import an_administrator, desk_of, said, soup, words
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.operations import switch_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    an_office()
    return survey_of(a_survey_page())


def address(name: str, *args: Any) -> str:
    return reverse(f"ocen_urzad_print:{name}", args=args)


def ask_for_numbered(client: Any, survey: Survey, **more: Any) -> Any:
    asked = {"version": "1", "layout": "ordinary", "service_point": "", "copies": "3", **more}
    given = {f"numbered-{name}": value for name, value in asked.items()}
    return client.post(address("numbered", survey.code), given)


def test_the_only_survey_is_shown_at_once(survey: Survey) -> None:
    client = desk_of(a_user("nadzor", "view_results"))

    response = client.get(address("index"))

    assert response["Location"] == address("survey", survey.code)
    page = soup(client.get(response["Location"]))
    assert words(page.select_one("h1, .w-breadcrumbs")).endswith(
        "Pobierz ankietę do wydrukowania (pdf)"
    )
    forms = [form["action"] for form in page.select("main form, .ou-print form")]
    assert address("sheet", survey.code) in forms
    assert address("numbered", survey.code) not in forms


@pytest.mark.parametrize("screen", ["survey", "posters"])
@pytest.mark.parametrize(
    ("hostname", "is_reachable"),
    [
        ("localhost", False),
        ("portal", False),
        ("portal.local", False),
        ("192.168.0.10", False),
        ("urzad.example", True),
    ],
)
def test_an_address_that_no_resident_can_follow_is_said_before_it_is_printed(
    survey: Survey, screen: str, hostname: str, is_reachable: bool
) -> None:
    Site.objects.update(hostname=hostname)
    client = desk_of(a_user("klara", "generate_report"))

    page = soup(client.get(address(screen, survey.code)))

    lines = [words(one) for one in page.select(".ou-desk__meta")]
    assert f"Drukowany adres: http://{hostname}/ocen-urzad/{survey.code}/" in lines
    warned = any("Ten adres nie działa" in words(one) for one in page.select(".help-warning"))
    assert warned is not is_reachable


def test_the_way_to_mend_it_is_shown_to_whoever_may(survey: Survey) -> None:
    client = desk_of(a_user("szef", is_superuser=True))

    page = soup(client.get(address("survey", survey.code)))

    assert [link["href"] for link in page.select(".help-warning a")] == ["/admin/sites/"]


def test_the_sheet_for_copying_is_downloaded_and_kept(survey: Survey) -> None:
    client = desk_of(a_user("klara", "generate_report"))

    first = client.get(address("sheet", survey.code), {"service_point": "BQKAA"})
    second = client.get(address("sheet", survey.code), {"service_point": "BQKAA"})

    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == (f'attachment; filename="ankieta-{survey.code}-1.pdf"')
    assert first.content == second.content
    assert "do urny: Biuro Obsługi Klienta." in texts(first.content)[0]
    run = PrintRun.objects.get()
    assert (run.copies, str(run.made_by)) == (0, "klara")
    assert run.address == f"http://localhost/ocen-urzad/{survey.code}/BQKAA/"


def test_numbered_sheets_are_laid_out_by_those_who_enter_paper(survey: Survey) -> None:
    client = desk_of(a_user("wpisujaca", "enter_paper"))

    response = ask_for_numbered(client, survey)

    run = PrintRun.objects.get()
    assert response["Location"] == address("survey", survey.code)
    assert said(response) == ["Przygotowano 3 arkusze z własnymi numerami."]
    pdf = client.get(address("run", survey.code, 1, run.mark))
    assert len(pypdf.PdfReader(BytesIO(pdf.content)).pages) == 3 * run.pages
    page = soup(client.get(response["Location"]))
    assert [words(cell) for cell in page.select("tbody td")][1] == "3"


def test_numbered_sheets_are_not_for_readers(survey: Survey) -> None:
    ask_for_numbered(desk_of(an_administrator()), survey)
    run = PrintRun.objects.get()
    client = desk_of(a_user("nadzor", "view_results"))

    response = client.get(address("run", survey.code, 1, run.mark))

    assert response["Location"] == address("survey", survey.code)
    assert said(response) == [
        "Arkusze z numerami drukują osoby, które wprowadzają ankiety papierowe."
    ]
    assert soup(client.get(response["Location"])).select("tbody a") == []


@pytest.mark.parametrize(
    "more", [{"copies": "0"}, {"copies": "1001"}, {"version": "9"}, {"service_point": "ZZZZZ"}]
)
def test_what_cannot_be_printed_is_said_at_its_field(survey: Survey, more: Any) -> None:
    response = ask_for_numbered(desk_of(an_administrator()), survey, **more)

    page = soup(response)
    assert "Niczego nie przygotowano" in words(page.select_one("[role=alert]"))
    assert len(page.select(".w-field__errors .error-message")) == 1
    assert not PrintRun.objects.exists()


def test_an_unknown_choice_of_a_download_leads_back(survey: Survey) -> None:
    client = desk_of(an_administrator())

    response = client.get(address("sheet", survey.code), {"version": "9"})

    assert response["Location"] == address("survey", survey.code)
    assert said(response) == ["Nie ma takiej wersji albo takiego stanowiska obsługi."]


def test_without_paper_there_is_nothing_to_print_but_posters(survey: Survey) -> None:
    """R-11."""
    switch_paper(survey=survey, is_on=False, by=None)
    client = desk_of(an_administrator())

    assert "Żadna opublikowana ankieta" in words(soup(client.get(address("index"))).main)
    gone = [address("survey", survey.code), address("sheet", survey.code)]
    assert [client.get(url).status_code for url in gone] == [404, 404]
    assert client.get(address("posters", survey.code)).status_code == 200


def test_a_draft_is_printed_as_one(survey: Survey) -> None:
    page: Any = SurveyPage.objects.get()
    page.title = "Ankieta poprawiona"
    page.save_revision()

    response = desk_of(an_administrator()).get(address("draft", page.pk))

    (text,) = texts(response.content)
    assert "Ankieta poprawiona" in text
    assert "SZKIC" in text
    assert "OU1/" not in text


def test_posters_repeat_the_banner_and_lead_to_each_desk(survey: Survey) -> None:
    RateOfficeBanner.objects.create(title="Oceń nas", line="To tylko chwila.", page=survey.page)
    client = desk_of(a_user("nadzor", "view_results"))

    content = client.get(
        address("poster", survey.code), {"format": "card", "service_point": "BQKAA"}
    ).content

    (picture,) = pictures(content)
    (text,) = texts(content)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [
        f"http://localhost/ocen-urzad/{survey.code}/BQKAA/"
    ]
    assert "Oceń nas" in text
    assert "To tylko chwila." in text
    assert "Biuro Obsługi Klienta" in text


def test_the_list_of_runs_asks_as_often_for_three_as_for_one(survey: Survey) -> None:
    client = desk_of(an_administrator())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address("survey", survey.code))
        return len(queries)

    ask_for_numbered(client, survey)
    asked()
    with_one = asked()
    ask_for_numbered(client, survey)
    ask_for_numbered(client, survey)
    assert asked() == with_one

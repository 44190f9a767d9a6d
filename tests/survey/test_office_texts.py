"""Texts that an office puts in its own words (domain 3.6): filled in, guarded, ours until then."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import override

from tests.factories import NOON, a_survey, a_survey_page, an_office
from wagtail_ocen_urzad import conf, revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper.printing import sheets, wording
from wagtail_ocen_urzad.reports.documents.sentences import basis
from wagtail_ocen_urzad.reports.documents.title import title_page
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.survey import office_texts
from wagtail_ocen_urzad.survey.models import Office
from wagtail_ocen_urzad.survey.office_texts import gaps, text_of, unknown_placeholders

OURS = dict.fromkeys(office_texts.DATA_OF.values(), "X")


def in_force(**changed: str) -> revision.OfficeChanged:
    """Put these words in force."""
    office = Office.objects.get()
    for name, value in changed.items():
        setattr(office, name, value)
    office.full_clean()
    office.save()
    return revision.change_office(office=office, by=None, at=NOON)


@pytest.fixture
def page() -> SurveyPage:
    an_office()
    in_force(
        controller="Burmistrz <b>Przykładowa</b>",
        controller_address="ul. Ratuszowa 1, 00-000 Przykładów",
        dpo_contact="iod@przykladow.example",
    )
    return a_survey_page()


def shown(page: SurveyPage) -> BeautifulSoup:
    return BeautifulSoup(Client().get(page.url).content, "html.parser")


def words(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in soup.select(selector)]


@pytest.mark.django_db
def test_ours_stand_until_they_are_changed(page: SurveyPage) -> None:
    soup = shown(page)
    [clause] = words(soup, ".ou details p")

    assert clause.startswith(
        "Administratorem danych jest Burmistrz <b>Przykładowa</b>, ul. Ratuszowa 1, 00-000"
        " Przykładów. Kontakt z inspektorem ochrony danych: iod@przykladow.example. Jeżeli"
    )
    assert "przez okres nie dłuższy niż 12 miesięcy." in clause
    assert words(soup, ".ou-box > p")[1].startswith("Nie zbieramy danych pozwalających ustalić")
    assert words(soup, ".ou-end .ou-small") == ["Ankieta nie służy do składania skarg i wniosków."]


@pytest.mark.django_db
def test_own_words_are_filled_in_and_never_markup(page: SurveyPage) -> None:
    in_force(
        privacy_short="Nie pytamy, kim jest interesant {urzad_dop}.",
        privacy_notice="Dane ma {administrator}.\n\n<i>Odbiorcy</i>: {iod}; {urzad_msc}.",
        complaints_note="Skargi przyjmuje sekretariat.",
    )

    soup = shown(page)

    assert words(soup, ".ou-box > p")[1] == (
        "Nie pytamy, kim jest interesant Urzędu Miejskiego w Przykładowie."
    )
    assert words(soup, ".ou details p") == [
        "Dane ma Burmistrz <b>Przykładowa</b>.",
        "<i>Odbiorcy</i>: iod@przykladow.example; Urzędzie Miejskim w Przykładowie.",
    ]
    assert words(soup, ".ou-end .ou-small") == ["Skargi przyjmuje sekretariat."]


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(office_texts.TEXTS))
def test_to_change_a_text_makes_a_report_first(page: SurveyPage, name: str) -> None:
    changed = in_force(**{name: "Inne słowa"})

    assert (changed.is_new, [report.survey.page_id for report in changed.reports]) == (
        True,
        [page.pk],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("gap", ["controller", "controller_address", "dpo_contact"])
def test_a_clause_with_a_gap_is_not_shown(page: SurveyPage, gap: str) -> None:
    in_force(**{gap: ""})
    assert words(shown(page), ".ou details") == []

    in_force(privacy_notice="Klauzula jest na stronie BIP.")
    assert words(shown(page), ".ou details p") == ["Klauzula jest na stronie BIP."]


@pytest.mark.django_db
def test_the_sheet_says_what_the_office_wants_it_to_say(page: SurveyPage) -> None:
    in_force(
        sheet_head="Proszę zaznaczyć X. Urna: {miejsce}.",
        sheet_foot="Ankieta {urzad_dop} jest anonimowa.",
        complaints_note="Skargi przyjmuje sekretariat.",
    )
    [version] = a_survey(office=Office.objects.get()).survey.versions.all()

    content = sheets.accessible(
        version=version, service_point="", address="https://a.example/K7M3Q/", made_on=NOON.date()
    )

    said = " ".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(content)).pages)
    said = " ".join(said.replace("\u2060", "").split())
    assert "Proszę zaznaczyć X. Urna. W razie pomyłki prosimy zamalować całą kratkę" in said
    opened = day(on=conf.local_date(at=version.opened_on)).replace("\xa0", " ")
    assert (
        f"Wersja ankiety {version.number} z dnia {opened} Ankieta Urzędu Miejskiego w"
        " Przykładowie jest anonimowa. Skargi przyjmuje sekretariat."
    ) in said


def test_a_sheet_for_no_desk_drops_the_colon() -> None:
    with override("pl"):
        with_desk = wording.instruction(office={}, place="BOK")
        without = wording.instruction(office={}, place="")

    assert "prosimy wrzucić do urny: BOK. W razie pomyłki" in with_desk
    assert "prosimy wrzucić do urny. W razie pomyłki" in without


@pytest.mark.django_db
def test_the_report_calls_them_what_the_office_calls_them(page: SurveyPage) -> None:
    in_force(clients_genitive="interesantów")
    [report] = in_force(phone="1").reports

    with override("pl"):
        title, sentences = title_page(data=report.data), basis(data=report.data)

    assert title.heading == "Raport z badania satysfakcji interesantów"
    assert title.file_title.startswith("Raport z badania satysfakcji interesantów: ")
    assert sentences[-1].replace("\xa0", " ") == (
        "Badanie mierzy satysfakcję interesantów z usług świadczonych przez Urząd; jego wyniki"
        " mogą być podstawą działań naprawczych lub doskonalących w obsłudze interesantów."
    )


@pytest.mark.parametrize("name", list(office_texts.TEXTS))
def test_data_of_a_version_from_before_have_our_words(name: str) -> None:
    assert text_of(office={}, name=name) == text_of(
        office={name: office_texts.TEXTS[name]}, name=name
    )


@pytest.mark.parametrize("name", list(office_texts.TEXTS))
def test_all_that_ours_name_is_filled_in(name: str) -> None:
    assert unknown_placeholders(name=name, text=office_texts.TEXTS[name]) == []
    assert "{" not in text_of(office=OURS, name=name, miejsce="BOK")


def test_what_is_filled_in_is_not_searched_again() -> None:
    office: dict[str, Any] = {"privacy_notice": "{administrator}", "controller": "{iod}"}

    assert text_of(office=office | {"dpo_contact": "x"}, name="privacy_notice") == "{iod}"


def test_gaps_are_named_once_in_the_order_of_the_text() -> None:
    office = {
        "privacy_notice": "{iod} {administrator} {iod} {urzad_dop}",
        "name_genitive": "Urzędu",
    }

    assert gaps(office=office, name="privacy_notice") == ["dpo_contact", "controller"]

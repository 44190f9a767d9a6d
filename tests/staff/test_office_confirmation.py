"""Office data come into force after a report of every survey of the office (§ 5)."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from tests.factories import a_survey_page, an_office, answer, running, survey_of
from tests.staff.screens import an_administrator, desk_of, said, soup, words
from tests.staff.test_office_desk import a_picture
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import (
    ChangeRequest,
    Department,
    Office,
    OfficeDataVersion,
    ServicePoint,
)

pytestmark = pytest.mark.django_db

Fields = dict[str, str]


def confirm(office: Office) -> str:
    return reverse("ocen_urzad_office:confirm", args=[office.pk])


def editor(office: Office) -> str:
    return reverse("ocen_urzad_office:edit", args=[office.pk])


def shown(client: Any, office: Office) -> Fields:
    form = soup(client.get(confirm(office))).select_one("form.ou-page")
    assert form is not None
    return {str(box["name"]): str(box["value"]) for box in form.select("input[type=hidden][value]")}


def press(client: Any, office: Office, **need: str) -> Any:
    return client.post(confirm(office), {**shown(client, office), **need})


def in_force(office: Office) -> OfficeDataVersion:
    found: OfficeDataVersion | None = Office.objects.get(pk=office.pk).in_force
    assert found is not None
    return found


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def anna() -> Any:
    return desk_of(an_administrator())


def test_the_page_says_which_reports_are_made_and_what_changes(office: Office, anna: Any) -> None:
    page = a_survey_page()
    a_survey_page(title="Ankieta biblioteki", slug="biblioteka")
    for _ in range(2):
        answer(running(page), {"overall": ["4"]})
    Office.objects.filter(pk=office.pk).update(phone="00 000 00 01", uses_paper=False)
    Department.objects.filter(code="so").update(name="Wydział Spraw Mieszkańców", is_active=False)
    Department.objects.filter(code="or").update(sort_order=7)
    ServicePoint.objects.create(office=office, name="Kasa", room="pok. 5", sort_order=2)

    found = soup(anna.get(confirm(office)))

    assert [
        [words(cell) for cell in row.select("th, td")]
        for row in found.select("#cover-content tbody tr")
    ] == [
        ["Ankieta badania satysfakcji Klienta", "nr 1 (przed zmianą)", "2 ankiety wersji 1"],
        ["Ankieta biblioteki", "nr 1 (przed zmianą)", "0 ankiet wersji 1"],
    ]
    assert [
        [words(cell) for cell in row.select("th, td p")]
        for row in found.select("#changes-content tbody tr")
    ] == [
        ["Dane Telefon", "00 000 00 01"],
        ["Dane Stosuje się ankiety papierowe", "tak nie"],
        [
            "Dane Komórki organizacyjne",
            "Wydział Spraw Obywatelskich Mieszkańców (SO) – nieczynna",
            (
                "nowa kolejność: Wydział Spraw Mieszkańców · Wydział Ochrony Środowiska"
                " · Wydział Organizacyjny"
            ),
        ],
        ["Dane Stanowiska obsługi", "Kasa, pok. 5"],
    ]
    assert [words(one) for one in found.select(".ou-buttons > *")] == [
        "Wygeneruj raport i wprowadź zmiany",
        "Wróć do szkicu",
    ]


def test_the_button_makes_the_reports_and_puts_the_draft_in_force(
    office: Office, anna: Any
) -> None:
    page = a_survey_page()
    version = running(page)
    for _ in range(5):
        answer(version, {"overall": ["4"]})
    Office.objects.filter(pk=office.pk).update(town="Przykładów")

    done = press(anna, office, signalled_by="Sekretarz", subject="Zmiana adresu")

    [report] = ReportSnapshot.objects.all()
    assert (report.reason, report.forms) == (ReportReason.BEFORE_EDIT, 5)
    assert report.data["office"]["number"] == 1
    assert (in_force(office).number, in_force(office).data["town"]) == (2, "Przykładów")
    assert running(page) == version
    assert (done.url, said(done)) == (
        editor(office),
        [
            (
                "Dane urzędu zostały wprowadzone w życie. "
                "Raport nr 1 (przed zmianą) został zapisany i obejmuje 5 ankiet."
            )
        ],
    )
    need = ChangeRequest.objects.get()
    assert (need.office_version, need.signalled_by) == (in_force(office), "Sekretarz")


def test_many_surveys_are_named_one_by_one(office: Office, anna: Any) -> None:
    a_survey_page()
    a_survey_page(title="Ankieta biblioteki", slug="biblioteka")
    Office.objects.filter(pk=office.pk).update(town="Przykładów")

    [message] = said(press(anna, office))

    assert message == (
        "Dane urzędu zostały wprowadzone w życie."
        " „Ankieta badania satysfakcji Klienta”: Raport nr 1 (przed zmianą) został zapisany"
        " i obejmuje 0 ankiet."
        " „Ankieta biblioteki”: Raport nr 1 (przed zmianą) został zapisany i obejmuje 0 ankiet."
    )


def test_first_data_without_a_survey_need_no_report(anna: Any) -> None:
    office = operations.office_for_site(site=Site.objects.get())

    page = soup(anna.get(confirm(office)))
    done = press(anna, office)

    assert words(page.select_one(".ou-lead")) == (
        "Szkic jest zapisany. Żadna ankieta nie jest otwarta, więc raport nie powstanie."
    )
    assert words(page.select_one(".ou-buttons button")) == "Wprowadź zmiany"
    assert words(page.select_one("#changes-content > p")) == (
        "To pierwsze dane urzędu; wejdą w życie w całości."
    )
    assert said(done) == ["Dane urzędu zostały wprowadzone w życie."]
    assert (in_force(office).number, ReportSnapshot.objects.count()) == (1, 0)


def test_a_survey_that_is_closed_gets_no_report(office: Office, anna: Any) -> None:
    page = a_survey_page()
    page.delete()
    Office.objects.filter(pk=office.pk).update(town="Przykładów")

    assert soup(anna.get(confirm(office))).select("#cover-content") == []


def test_nothing_to_change_leads_back(office: Office, anna: Any) -> None:
    back = anna.get(confirm(office))

    assert (back.url, said(back)) == (
        editor(office),
        ["Szkic nie różni się od danych, które już obowiązują."],
    )


def test_a_draft_that_changed_meanwhile_is_not_put_in_force(office: Office, anna: Any) -> None:
    a_survey_page()
    Office.objects.filter(pk=office.pk).update(town="Przykładów")
    agreed = shown(anna, office)
    Office.objects.filter(pk=office.pk).update(town="Dolny Przykładów")

    done = anna.post(confirm(office), agreed)

    assert said(done) == [
        (
            "Szkic zmienił się po otwarciu tej strony. Niczego nie zmieniono; "
            "prosimy jeszcze raz sprawdzić szkic."
        )
    ]
    assert (in_force(office).number, ReportSnapshot.objects.count()) == (1, 0)


def test_somebody_else_was_quicker(office: Office, anna: Any) -> None:
    a_survey_page()
    Office.objects.filter(pk=office.pk).update(town="Przykładów")
    agreed = shown(anna, office)
    press(desk_of(an_administrator("piotr")), office)

    done = anna.post(confirm(office), agreed)

    assert said(done) == [
        (
            "W międzyczasie ktoś inny wprowadził w życie dane urzędu. Niczego nie zmieniono; "
            "prosimy jeszcze raz sprawdzić szkic."
        )
    ]
    assert (in_force(office).number, ReportSnapshot.objects.count()) == (2, 1)


@pytest.mark.parametrize("sent", [{}, {"in_force": "1"}, {"in_force": "x", "draft": "y"}])
def test_a_form_without_what_was_shown_does_nothing(
    office: Office, anna: Any, sent: Fields
) -> None:
    Office.objects.filter(pk=office.pk).update(town="Przykładów")

    assert anna.post(confirm(office), sent).url == editor(office)
    assert in_force(office).number == 1


def test_pictures_that_cannot_be_kept_stop_the_change(office: Office, anna: Any) -> None:
    office.logo.save("herb.png", ContentFile(a_picture().read()))
    office.logo_alt = "Herb"
    office.save()
    agreed = shown(anna, office)
    shutil.rmtree(settings.OCEN_URZAD_PRIVATE_ROOT, ignore_errors=True)
    settings.OCEN_URZAD_PRIVATE_ROOT.touch()  # where a folder is needed

    try:
        done = anna.post(confirm(office), agreed)
    finally:
        settings.OCEN_URZAD_PRIVATE_ROOT.unlink()

    assert said(done) == [
        "Nie udało się zapisać obrazów. Niczego nie zmieniono; prosimy spróbować ponownie."
    ]
    assert in_force(office).number == 1


def test_a_picture_is_named_among_the_changes(office: Office, anna: Any) -> None:
    office.logo.save("herb.png", ContentFile(a_picture().read()))
    office.logo_alt = "Herb Przykładowa"
    office.save()

    [row] = soup(anna.get(confirm(office))).select("#changes-content tbody tr")

    assert [words(cell) for cell in row.select("th, td p")] == [
        "Dane Logo lub herb",
        "Herb Przykładowa",
        "inny obraz niż dotąd",
    ]


def test_every_survey_has_its_own_next_number(office: Office, anna: Any) -> None:
    page = a_survey_page()
    Office.objects.filter(pk=office.pk).update(town="Przykładów")
    press(anna, office)
    a_survey_page(title="Ankieta biblioteki", slug="biblioteka")
    Office.objects.filter(pk=office.pk).update(town="Dolny Przykładów")

    rows = soup(anna.get(confirm(office))).select("#cover-content tbody tr td:nth-child(2)")

    assert [words(row) for row in rows] == ["nr 2 (przed zmianą)", "nr 1 (przed zmianą)"]
    assert survey_of(page).reports.count() == 1


@pytest.mark.parametrize("surveys", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_surveys(
    office: Office,
    anna: Any,
    surveys: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(surveys):
        a_survey_page(title=f"Ankieta {number}", slug=f"ankieta-{number}")
    Office.objects.filter(pk=office.pk).update(town="Przykładów")
    anna.get(confirm(office))

    with django_assert_max_num_queries(20):
        anna.get(confirm(office))


def test_an_office_that_is_not_there_is_nothing(anna: Any) -> None:
    assert anna.get("/admin/ocen-urzad/dane-urzedu/999/zmiana/").status_code == 404


def test_only_the_revision_puts_data_in_force(office: Office) -> None:
    """The desk has no way of its own: the same draft again makes no version."""
    changed = revision.change_office(office=office, by=None, at=in_force(office).opened_on)

    assert (changed.is_new, changed.version) == (False, in_force(office))

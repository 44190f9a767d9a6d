"""„Dane urzędu”: a draft that is edited, and what its form refuses."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry, Page, Site

from tests.factories import a_survey_page, a_user, an_office, survey_of
from tests.staff.screens import DENIED, a_moderator, an_administrator, desk_of, said, soup, words
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import Department, Office, OfficeDataVersion, ServicePoint

pytestmark = pytest.mark.django_db

INDEX = "/admin/ocen-urzad/dane-urzedu/"
Fields = dict[str, Any]


def address(office: Office, name: str = "edit") -> str:
    return reverse(f"ocen_urzad_office:{name}", args=[office.pk])


def fields_of(page: BeautifulSoup) -> Fields:
    """Return what a browser would send back unchanged."""
    form = page.select_one("form[enctype]")
    assert form is not None
    fields: Fields = {}
    for box in form.select("input[name], textarea[name], select[name]"):
        if box.find_parent("template") or box.get("type") == "file":
            continue
        if box.name == "textarea":
            fields[str(box["name"])] = box.get_text().removeprefix("\n")
        elif box.name == "select":
            chosen = box.select_one("option[selected]")
            fields[str(box["name"])] = chosen["value"] if chosen else ""
        elif box.get("type") != "checkbox":
            fields[str(box["name"])] = box.get("value", "")
        elif box.has_attr("checked"):
            fields[str(box["name"])] = "on"
    return fields


def a_picture(name: str = "herb.png", kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> Any:
    written = io.BytesIO()
    Image.new("RGB", size).save(written, kind)
    return SimpleUploadedFile(name, written.getvalue())


class Desk:
    """The administrator at the form of one office."""

    def __init__(self, office: Office, client: Any) -> None:
        self.office = office
        self.client = client

    def fields(self) -> Fields:
        return fields_of(soup(self.client.get(address(self.office))))

    def send(self, **changed: Any) -> Any:
        return self.client.post(address(self.office), {**self.fields(), **changed})

    def errors(self, **changed: Any) -> list[str]:
        shown = soup(self.send(**changed))
        return [words(one) for one in shown.select(".error-message")]

    def saved(self) -> Office:
        found: Office = Office.objects.get(pk=self.office.pk)
        return found


@pytest.fixture
def desk() -> Desk:
    return Desk(an_office(), desk_of(an_administrator()))


def test_one_office_opens_at_once(desk: Desk) -> None:
    assert desk.client.get(INDEX).url == address(desk.office)


def test_a_portal_without_an_office_gets_an_empty_draft() -> None:
    opened: Any = desk_of(an_administrator()).get(INDEX)

    office = Office.objects.get()
    assert (opened.url, office.site) == (address(office), Site.objects.get())
    assert (office.in_force, office.name) == (None, "localhost")


def test_every_website_has_its_office(desk: Desk) -> None:
    other = Page.objects.get(depth=1).add_child(instance=Page(title="Biblioteka", slug="b"))
    Site.objects.create(hostname="b.example", site_name="Biblioteka", root_page=other)

    rows = soup(desk.client.get(INDEX)).select("tbody tr")

    assert [words(row.select_one("th")) for row in rows] == [
        "Urząd Miejski w Przykładowie",
        "Biblioteka",
    ]
    assert words(rows[1].select("td")[1]) == "jeszcze nie obowiązują"


def test_the_list_costs_the_same_for_one_and_three_offices(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def another(number: int) -> None:
        root = Page.objects.get(depth=1).add_child(instance=Page(title=f"Strona {number}"))
        Site.objects.create(hostname=f"{number}.example", root_page=root)
        desk.client.get(INDEX)

    another(1)
    with CaptureQueriesContext(connection) as captured:
        desk.client.get(INDEX)
    few = len(captured)
    another(2)
    another(3)

    with django_assert_num_queries(few):
        desk.client.get(INDEX)


def test_the_form_has_its_parts_in_the_order_of_the_papers(desk: Desk) -> None:
    page = soup(desk.client.get(address(desk.office)))

    assert [words(one) for one in page.select("form > div > .w-panel > .w-panel__header h2")] == [
        "Nazwa i kierownik urzędu",
        "Adres i kontakt",
        "Komórki organizacyjne",
        "Stanowiska obsługi",
        "Ochrona danych",
        "Teksty ankiety",
        "Podstawa prawna",
        "Projekt i logotypy",
        "Odpowiedzialni i nadzór",
    ]
    assert [words(one) for one in page.select(".ou-actions button")] == [
        "Zapisz szkic",
        "Wprowadź w życie",
    ]


def test_a_draft_is_saved_and_not_in_force(desk: Desk) -> None:
    before = desk.saved().in_force

    done = desk.send(phone="00 000 00 01", legal_date="04.03.2024")

    assert (done.url, said(done)) == (
        address(desk.office),
        ["Szkic został zapisany. Zacznie obowiązywać dopiero po wybraniu „Wprowadź w życie”."],
    )
    office = desk.saved()
    assert (office.phone, office.legal_date) == ("00 000 00 01", date(2024, 3, 4))
    assert (office.in_force, OfficeDataVersion.objects.count()) == (before, 1)
    assert queries.draft_differs(office=office)
    assert ModelLogEntry.objects.filter(action="wagtail.edit").count() == 1


def warns_of_another(response: Any) -> bool:
    warning = soup(response).select_one(".messages .warning")
    link = warning and warning.select_one("a[target=_blank]")
    return link is not None and words(warning).startswith(
        "Od otwarcia tej strony ktoś inny zapisał szkic"
    )


def test_a_draft_that_somebody_else_has_saved_is_not_overwritten(desk: Desk) -> None:
    mine = desk.fields() | {"town": "Mój Przykładów"}
    Desk(desk.office, desk_of(an_administrator("piotr"))).send(phone="00 000 00 02")

    refused = desk.client.post(address(desk.office), mine)

    assert warns_of_another(refused)
    assert (desk.saved().town, desk.saved().phone) == ("", "00 000 00 02")
    again = fields_of(soup(refused))
    assert (again["town"], again["phone"]) == ("Mój Przykładów", mine["phone"])
    desk.client.post(address(desk.office), again)
    assert (desk.saved().town, desk.saved().phone) == ("Mój Przykładów", mine["phone"])


def test_a_fault_in_the_form_does_not_hide_that_somebody_else_saved(desk: Desk) -> None:
    mine = desk.fields() | {"postcode": "0"}
    Desk(desk.office, desk_of(an_administrator("piotr"))).send(phone="00 000 00 02")

    corrected = fields_of(soup(desk.client.post(address(desk.office), mine))) | {"postcode": ""}

    assert warns_of_another(desk.client.post(address(desk.office), corrected))
    assert desk.saved().phone == "00 000 00 02"


def test_the_form_names_what_keeps_the_clause_from_residents(desk: Desk) -> None:
    def told() -> list[str]:
        shown = soup(desk.client.get(address(desk.office)))
        return [words(one).partition("życie: ")[2] for one in shown.select(".help-warning p")]

    controller = "„Administrator danych”, „Adres administratora danych”"
    assert told() == [f"{controller}, „Kontakt z inspektorem ochrony danych”."]
    desk.send(controller="Burmistrz", controller_address="ul. Ratuszowa 1")
    assert told() == ["„Kontakt z inspektorem ochrony danych”."]
    desk.send(privacy_notice="Klauzula jest na stronie BIP.")
    assert told() == []


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        (
            "privacy_notice",
            "Można użyć: {urzad_dop}, {urzad_msc}, {administrator}, {adres}, {iod}, {okres}.",
        ),
        ("clients_genitive", "Proszę wpisać tekst bez nawiasów klamrowych."),
    ],
)
def test_words_in_braces_that_mean_nothing_are_refused(desk: Desk, name: str, advice: str) -> None:
    error = f"W miejsce {{inspektor}} nic nie zostałoby wstawione. {advice}"

    assert desk.errors(**{name: "Dane ma {inspektor}."}) == [error]


def test_saving_what_was_shown_changes_nothing(desk: Desk) -> None:
    desk.send()

    assert not queries.draft_differs(office=desk.saved())


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, "Te dane obowiązują od 10 marca 2026 r."),
        (
            {"town": "Przykładów Dolny"},
            (
                "Ten szkic różni się od danych, które obowiązują od 10 marca 2026 r."
                " i które widzą mieszkańcy."
            ),
        ),
    ],
)
def test_the_form_says_whether_the_draft_is_in_force(
    desk: Desk, changed: Fields, state: str
) -> None:
    desk.send(**changed)

    note = soup(desk.client.get(address(desk.office))).select_one(".help-info p")
    assert words(note) == f"{state} Zobacz dane, które obowiązują"


def test_first_data_are_not_in_force_yet() -> None:
    office = operations.office_for_site(site=Site.objects.get())

    note = soup(desk_of(an_administrator()).get(address(office))).select_one(".help-info p")

    assert words(note) == "Te dane jeszcze nie obowiązują: nie ma ich w ankiecie ani w raportach."


def test_to_put_in_force_saves_and_leads_to_the_page_before(desk: Desk) -> None:
    done = desk.send(town="Przykładów Dolny", **{"action-enforce": "1"})

    assert done.url == address(desk.office, "confirm")
    assert desk.saved().town == "Przykładów Dolny"
    assert OfficeDataVersion.objects.count() == 1


def test_departments_are_added_and_put_in_order(desk: Desk) -> None:
    desk.send(
        **{
            "departments-TOTAL_FORMS": "4",
            "departments-0-ORDER": "2",
            "departments-1-ORDER": "1",
            "departments-3-id": "",
            "departments-3-name": "Urząd Stanu Cywilnego",
            "departments-3-symbol": "USC",
            "departments-3-is_active": "on",
            "departments-3-ORDER": "4",
            "departments-3-DELETE": "",
        }
    )

    rows = Department.objects.order_by("sort_order").values_list("symbol", "code")
    assert [symbol for symbol, _ in rows] == ["SO", "OR", "OŚ", "USC"]
    assert [code for _, code in rows][:3] == ["so", "or", "os"]
    assert len(rows[3][1]) == 5


def test_a_department_is_put_out_of_use(desk: Desk) -> None:
    fields = desk.fields()
    del fields["departments-1-is_active"]

    desk.client.post(address(desk.office), fields)

    assert list(Department.objects.filter(is_active=False).values_list("code")) == [("so",)]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("departments-1", "Wydział Spraw Obywatelskich"),
        ("service_points-0", "Biuro Obsługi Klienta"),
    ],
)
def test_what_was_in_force_is_not_deleted(desk: Desk, row: str, name: str) -> None:
    shown = soup(desk.send(**{f"{row}-DELETE": "1"}))

    assert (Department.objects.count(), ServicePoint.objects.count()) == (3, 1)
    assert f"Nie można usunąć: „{name}”" in words(shown.select_one(".messages"))


def test_what_was_never_in_force_may_go(desk: Desk) -> None:
    Department.objects.create(office=desk.office, name="Pomyłka", sort_order=9)

    desk.send(**{"departments-3-DELETE": "1"})

    assert not Department.objects.filter(name="Pomyłka").exists()


def test_only_rows_that_were_in_force_stay(desk: Desk) -> None:
    Department.objects.create(office=desk.office, name="Nowy", sort_order=9)

    page = soup(desk.client.get(address(desk.office)))

    stay = [
        len(row.select("[data-ou-stays]")) for row in page.select("#id_departments-FORMS > div")
    ]
    assert stay == [1, 1, 1, 0]


def test_a_desk_shows_its_permanent_address(desk: Desk) -> None:
    code = survey_of(a_survey_page()).code

    page = soup(desk.client.get(address(desk.office)))

    [link] = page.select("#id_service_points-FORMS .ou-address")
    assert link["href"] == f"http://localhost/ocen-urzad/{code}/BQKAA/"
    assert desk.client.get(f"/ocen-urzad/{code}/BQKAA/").status_code == 302


@pytest.mark.parametrize("rows", [1, 6])
def test_the_form_costs_the_same_for_few_and_many_rows(
    desk: Desk, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_survey_page()
    for number in range(rows):
        Department.objects.create(office=desk.office, name=f"Wydział {number}")
        ServicePoint.objects.create(office=desk.office, name=f"Punkt {number}")
    desk.client.get(address(desk.office))

    with django_assert_max_num_queries(25):
        desk.client.get(address(desk.office))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name": ""}, "To pole jest wymagane."),
        ({"postcode": "0000"}, "Kod pocztowy należy wpisać w postaci 00-000."),
        ({"legal_date": "31.02.2024"}, "Wpisz poprawną datę."),
    ],
)
def test_a_fault_is_told_at_its_field(desk: Desk, changed: Fields, error: str) -> None:
    assert desk.errors(**changed) == [error]
    assert not queries.draft_differs(office=desk.saved())


# Logos


def test_a_logo_needs_words(desk: Desk) -> None:
    assert desk.errors(logo=a_picture()) == [
        "Prosimy opisać logo słowami, dla osób, które go nie widzą."
    ]


@pytest.mark.parametrize(
    ("name", "kind", "media_type"),
    [
        ("herb.png", "PNG", "image/png"),
        ("herb.JPG", "JPEG", "image/jpeg"),
        ("herb.gif", "GIF", "image/gif"),
        ("herb.webp", "WEBP", "image/webp"),
    ],
)
def test_four_kinds_of_picture_are_taken(desk: Desk, name: str, kind: str, media_type: str) -> None:
    desk.send(logo=a_picture(name, kind), logo_alt="Herb Przykładowa")

    data = queries.office_data(office=desk.saved())
    assert (data["logo"]["alt"], data["logo"]["type"]) == ("Herb Przykładowa", media_type)
    assert desk.send().url == address(desk.office)


NO_PICTURE = "To nie jest obraz PNG, JPEG, GIF ani WebP."


@pytest.mark.parametrize(
    ("picture", "errors"),
    [
        (lambda: a_picture("herb.bmp", "BMP"), [NO_PICTURE]),
        (lambda: a_picture("herb.png", "JPEG"), [NO_PICTURE]),
        (lambda: a_picture("herb.tiff", "TIFF"), [NO_PICTURE]),
        (
            lambda: a_picture("herb.png", "PNG", (5000, 4000)),
            ["Obraz ma więcej niż 16 milionów punktów."],
        ),
        (
            lambda: SimpleUploadedFile("herb.gif", a_picture("a.gif", "GIF").read() + bytes(2**21)),
            ["Obraz ma więcej niż 2 MB."],
        ),
    ],
    ids=("bmp", "jpeg called png", "tiff", "too many pixels", "too large"),
)
def test_other_files_are_refused(desk: Desk, picture: Any, errors: list[str]) -> None:
    assert desk.errors(logo=picture(), logo_alt="Herb") == errors
    assert not desk.saved().logo


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PNG", b""])
def test_what_is_no_picture_at_all_is_refused(desk: Desk, content: bytes) -> None:
    [_] = desk.errors(logo=SimpleUploadedFile("herb.png", content), logo_alt="Herb")

    assert not desk.saved().logo


def test_a_lost_file_is_told(desk: Desk) -> None:
    desk.send(logo=a_picture(), logo_alt="Herb")
    office = desk.saved()
    office.logo.storage.delete(str(office.logo.name))

    assert desk.errors(logo_alt="Herb") == ["Brakuje pliku z obrazem; prosimy wybrać go ponownie."]
    page = soup(desk.client.get(address(office, "confirm")))
    agreed = {box["name"]: box["value"] for box in page.select("form.ou-page input[value]")}
    done = desk.client.post(address(office, "confirm"), agreed)
    assert said(done) == [
        "Nie udało się zapisać obrazów. Niczego nie zmieniono; prosimy spróbować ponownie."
    ]


# Who may


@pytest.mark.parametrize("right", ["generate_report", "view_results"])
def test_others_read_what_is_in_force(desk: Desk, right: str) -> None:
    Office.objects.filter(pk=desk.office.pk).update(town="Szkic")
    reader: Any = desk_of(a_user("ewa", right))

    assert reader.get(INDEX).url == address(desk.office, "in_force")
    page = soup(reader.get(address(desk.office, "in_force")))

    read = {
        words(one.dt): [words(dd) for dd in one.select("dd")]
        for one in page.select(".ou-data > div")
    }
    assert read["Pełna nazwa"] == ["Urząd Miejski w Przykładowie"]
    assert read["Data aktu"] == ["4 listopada 2019 r."]
    assert read["Komórki organizacyjne"] == [
        "Wydział Organizacyjny (OR)",
        "Wydział Spraw Obywatelskich (SO)",
        "Wydział Ochrony Środowiska (OŚ)",
    ]
    assert "Miejscowość" not in read
    assert page.select("form[enctype]") == []


@pytest.mark.parametrize("name", ["edit", "confirm"])
def test_nobody_else_edits(desk: Desk, name: str) -> None:
    for user in (a_user("ewa", "view_results"), a_moderator()):
        client: Any = desk_of(user)
        for response in (
            client.get(address(desk.office, name)),
            client.post(address(desk.office, name), {"name": "X"}),
        ):
            assert (response.url, said(response)) == ("/admin/", DENIED)
    assert not queries.draft_differs(office=desk.saved())


def test_without_any_right_nothing_is_shown(desk: Desk) -> None:
    response: Any = desk_of(a_moderator()).get(address(desk.office, "in_force"))

    assert (response.url, said(response)) == ("/admin/", DENIED)

"""The office's side of the study: procedure, own steps, roles, firms, editions, menu."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.factories import a_user, an_office
from tests.procedure.scene import Edition, an_edition
from tests.staff.screens import desk_of, said, soup, words
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import Contractor, Issue
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.staff.menu import menu_item
from wagtail_ocen_urzad.survey.models import Office

pytestmark = pytest.mark.django_db

OVERVIEW = "/admin/ocen-urzad/badanie/"


@pytest.fixture
def keeper() -> Client:
    return desk_of(a_user("sekretarz", "manage_procedure"))


def page_of(office: Office, more: str) -> str:
    return f"{OVERVIEW}{office.pk}/{more}"


def form_values(page: Any) -> dict[str, str]:
    """Return what a browser would send of the first form of the content."""
    form = page.select_one("form.ou-desk")
    values = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    return values | {one["name"]: one.text.strip() for one in form.select("textarea[name]")}


def menu_labels(user: Any) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = user
    return [str(one.label) for one in menu_item().menu.menu_items_for_request(request)]


def test_an_office_without_a_procedure_has_no_menu_entry() -> None:
    office = an_office()
    coordinator = a_user("marek", "take_part_in_study")
    keeper = a_user("ewa", "manage_procedure")

    assert "Badanie zewnętrzne" not in menu_labels(coordinator)
    assert "Badanie zewnętrzne" in menu_labels(keeper)
    operations.adopt_procedure(office=office, adaptation=DOCUMENT, by=None, at=an_edition_at())
    assert "Badanie zewnętrzne" in menu_labels(coordinator)


def an_edition_at() -> Any:
    from tests.procedure.scene import NOON  # noqa: PLC0415 - the scene's moment

    return NOON


def test_the_document_is_adopted_to_the_letter(keeper: Client) -> None:
    office = an_office()
    url = page_of(office, "procedura/")
    page = soup(keeper.get(url))
    assert "Urząd nie przyjął jeszcze procedury." in words(page.select_one(".ou-study__meta"))

    assert keeper.post(url, form_values(page)).status_code == 302
    procedure = queries.procedure_of(office=office)
    assert procedure is not None
    assert procedure.adaptation == DOCUMENT
    assert keeper.post(url, form_values(soup(keeper.get(url)))).status_code == 302
    assert queries.procedure_of(office=office) == procedure


def test_names_deadlines_and_numbers_are_the_offices_own(keeper: Client) -> None:
    office = an_office()
    url = page_of(office, "procedura/")
    values = form_values(soup(keeper.get(url)))

    for name, wrong, said_so in (
        ("fewest_enquiries", "2", "większa lub równa 3"),
        ("date", "31.02", "Nie ma takiego dnia."),
        ("exact_date", "czerwiec", "Dzień i miesiąc należy wpisać w postaci 15.06."),
        ("thresholds", "kiedyś 100", "Ten wiersz nie ma postaci"),
        ("thresholds", "01.01.2026 NaN", "Ten wiersz nie ma postaci"),
        ("thresholds", "01.01.2026 sNaN", "Ten wiersz nie ma postaci"),
        ("thresholds", "01.01.2026 Infinity", "Ten wiersz nie ma postaci"),
        ("thresholds", "01.01.2026 1e12", "Ten wiersz nie ma postaci"),
        ("thresholds", "01.01.2026 0", "Ten wiersz nie ma postaci"),
    ):
        page = soup(keeper.post(url, {**values, name: wrong}))
        assert said_so in page.get_text(), name
    keeper.post(
        url,
        {
            **values,
            "fewest_enquiries": "4",
            "date": "10.06",
            "role_unit_head": "Naczelnik Wydziału Organizacyjnego",
            "thresholds": "01.01.2026 170 000,00",
        },
    )
    procedure = queries.procedure_of(office=office)
    assert procedure is not None
    adopted = procedure.adaptation
    assert adopted.fewest_enquiries == 4
    assert (adopted.deadlines[TaskCode.DATE].month, adopted.deadlines[TaskCode.DATE].day) == (6, 10)
    assert adopted.named(role=Role.UNIT_HEAD) == "Naczelnik Wydziału Organizacyjnego"
    assert [one.net for one in adopted.thresholds] == [170_000]


def test_a_step_of_the_offices_own_is_added_done_and_removed(keeper: Client) -> None:
    edition = an_edition()
    url = page_of(edition.office, "procedura/kroki/")
    keeper.post(
        url,
        {
            "title": "Informacja dla Rady",
            "stage": "publication",
            "actor": "coordinator",
            "due": "30.11",
            "is_required": "on",
        },
    )
    assert "Informacja dla Rady" in soup(keeper.get(url)).get_text()

    coordinator = desk_of(edition.people[Role.COORDINATOR])
    describe = page_of(edition.office, "2026/opis/")
    assert soup(coordinator.get(describe)).select("[name=follow]") != []
    coordinator.post(describe, {"follow": "1"})
    edition.study.refresh_from_db()
    edition.play()
    step = page_of(edition.office, "2026/krok/wlasny_1/")
    assert words(soup(coordinator.get(step)).select_one("#zadanie")) == "Informacja dla Rady"
    done = coordinator.post(f"{step}wykonaj/zapisz/", {"done_on": "10.06.2026"})
    assert said(done) == ["Zapisano: Informacja dla Rady."]

    keeper.post(url, {"remove": "wlasny_1"})
    assert "Informacja dla Rady" not in soup(keeper.get(url)).get_text()
    keeper.post(url, {"title": "Wniosek do budżetu", "stage": "publication", "actor": "unit_head"})
    procedure = queries.procedure_of(office=edition.office)
    assert procedure is not None
    assert [one.code for one in procedure.adaptation.own_steps] == ["wlasny_2"]
    late = page_of(edition.office, "procedura/")
    keeper.post(late, form_values(soup(keeper.get(late))) | {"date": "15.09"})
    page = soup(coordinator.post(describe, {"follow": "1"}))
    refused = page.get_text().replace("\xa0", " ")
    assert (
        "Termin tej edycji zmienia się przyciskiem „Przesuń termin”, z podaniem uzasadnienia."
        in refused
    )
    assert "To pole jest wymagane." not in refused


def test_roles_are_given_and_taken_back(keeper: Client) -> None:
    office = an_office()
    marek = a_user("marek", "take_part_in_study")
    group = Group.objects.create(name="Zespół ds. ZSZ")
    url = page_of(office, "role/")

    page = soup(keeper.post(url, {"role": "coordinator"}))
    assert "Proszę wybrać osobę albo grupę." in page.get_text()
    keeper.post(url, {"role": "coordinator", "user": marek.pk})
    keeper.post(url, {"role": "quality_team", "group": group.pk})
    again = soup(keeper.post(url, {"role": "coordinator", "user": marek.pk}))
    assert "Ta rola jest już im przydzielona." in again.get_text()
    assert queries.roles_of(user=marek, office=office) == {Role.COORDINATOR}

    assignment = queries.assignments_of(office=office).get(user=marek)
    assert keeper.post(f"{url}{assignment.pk}/koniec/").status_code == 302
    assert queries.roles_of(user=marek, office=office) == frozenset()
    assert keeper.post(f"{url}{assignment.pk}/koniec/").status_code == 404


def test_a_new_edition_takes_over_from_the_last() -> None:
    edition = an_edition().play(until=TaskCode.REPLIES)
    client = desk_of(edition.people[Role.COORDINATOR])
    overview = soup(client.get(OVERVIEW))
    button = next(one for one in overview.select("a.button") if "edycj" in words(one))
    assert words(button) == "Utwórz edycję 2027 na podstawie edycji 2026"
    url = str(button["href"])

    refused = soup(client.post(url, {"year": "2026", "kind": "satisfaction"}))
    assert "Edycja z tego roku już istnieje." in refused.get_text()
    client.post(url, {"year": "2027", "kind": "satisfaction", "from_last": "on"})
    study = queries.study_by_year(office_id=edition.office.pk, year=2027)
    assert study is not None
    assert queries.records_of(study=study, kind=Issue).count() == 1


def test_without_the_role_the_year_is_not_blamed() -> None:
    edition = an_edition()
    coordinator = edition.people[Role.COORDINATOR]
    url = page_of(edition.office, "nowa/")
    client = desk_of(coordinator)
    with patch.object(operations, "begin_study", side_effect=_taken_back):
        page = words(soup(client.post(url, {"year": "2027", "kind": "satisfaction"})))

    assert "Edycja z tego roku już istnieje." not in page
    assert "Wykonuje to: Pracownik Oddziału Komunikacji Społecznej (OS)." in page


def _taken_back(**_: Any) -> None:
    """The role was taken back while the form was open."""
    lack = Lack(what=Lacking.ROLE, roles=(Role.COORDINATOR,))
    raise operations.UnableToBeginStudy(lack)


def test_firms_are_added_changed_and_listed() -> None:
    edition = an_edition()
    client = desk_of(edition.people[Role.COORDINATOR])
    add = page_of(edition.office, "firmy/dodaj/")

    assert "już w rejestrze" in soup(client.post(add, {"name": "Sondaż Model"})).get_text()
    done = client.post(add, {"name": "=Nowa", "email": "biuro@nowa.pl", "is_active": "on"})
    assert said(done) == ["Firma =Nowa została zapisana."]
    firm = Contractor.objects.get(name="=Nowa")
    change = page_of(edition.office, f"firmy/{firm.pk}/")
    client.post(change, {"name": "Nowa", "email": "biuro@nowa.pl"})
    assert register(client, "?stan=nieczynne") == [["Nowa", "–", "biuro@nowa.pl", "–", "nieczynna"]]
    assert [row[0] for row in register(client, "?q=Wz%C3%B3r")] == ["Badania Wzór"]


def register(client: Client, query: str = "") -> list[list[str]]:
    page = soup(client.get(f"{OVERVIEW}firmy/{query}"))
    rows = page.select(".ou-register tbody tr")
    return [[words(cell) for cell in row.select("th, td")] for row in rows]


def test_the_register_shows_the_firms_of_ones_own_office_only() -> None:
    edition = an_edition()
    other = Office.objects.create(name="Urząd Gminy w Sąsiedztwie")
    operations.register_contractor(office=other, name="Cudza", by=None)

    assert len(register(desk_of(edition.people[Role.COORDINATOR]))) == 4
    assert register(desk_of(edition.people[Role.DEPARTMENT_HEAD])) == []
    assert len(register(desk_of(a_user("kontroler", "read_studies")))) == 5


def test_the_register_cannot_be_used_to_feel_around() -> None:
    edition: Edition = an_edition()
    client = desk_of(edition.people[Role.AUDITOR])

    assert len(register(client, "?office__name__startswith=X")) == 4
    assert len(register(client, "?stan=zzz&q=%00")) == 4


def test_a_longer_register_costs_the_same() -> None:
    edition = an_edition()
    client = desk_of(edition.people[Role.COORDINATOR])

    def cost() -> int:
        register(client)
        with CaptureQueriesContext(connection) as captured:
            register(client)
        return len(captured)

    few = cost()
    for number in range(3):
        operations.register_contractor(office=edition.office, name=f"Firma {number}", by=None)
    assert cost() == few

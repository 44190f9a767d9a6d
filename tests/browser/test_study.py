"""The external study in a real browser: one edition with five logins, and every state clean."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.factories import a_user
from tests.procedure.scene import FIRMS, Edition, an_edition
from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import Finding, Study
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.staff import dates
from wagtail_ocen_urzad.staff.procedure.slugs import slug_of

Axe = Callable[[Page], None]
NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
DARK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"}
PICTURES = os.environ.get("OCEN_URZAD_PICTURES")
"""A folder to look at the screens afterwards."""
_NOW = conf.local_date(at=timezone.now())
TODAY, TOMORROW, LATER = (
    (_NOW + timedelta(days=days)).strftime(dates.SHOWN) for days in (0, 1, 14)
)
PAPER = {"name": "pismo.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 of the tests"}
DESK = ".ou-study__desk"


class Clerk:
    """Somebody at their own desk, without JavaScript, who fills in one form after another."""

    def __init__(self, page: Page, name: str, study: Study) -> None:
        self.page = page
        self.root = f"/admin/ocen-urzad/badanie/{study.office_id}/{study.year}/"
        page.goto("/admin/login/")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill("haslo")
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")

    def opens(self, task: TaskCode) -> Clerk:
        """Open the desk of a task."""
        self.page.goto(f"{self.root}krok/{slug_of(code=task)}/")
        return self

    def fills(self, **values: Any) -> Clerk:
        """Fill in fields by name; True ticks, a list ticks several, bytes are a file."""
        for name, value in values.items():
            fields = self.form.locator(f"[name={name}]")
            if isinstance(value, dict):
                fields.set_input_files([value])
            elif value is True:
                fields.check()
            elif isinstance(value, list):
                for one in value:
                    self.form.locator(f"[name={name}][value='{one}']").check()
            elif fields.first.evaluate("one => one.tagName") == "SELECT":
                fields.select_option(value)
            elif fields.first.get_attribute("type") == "radio":
                self.form.locator(f"[name={name}][value='{value}']").check()
            else:
                fields.fill(value)
        return self

    def begins(self, button: str) -> Clerk:
        """Turn to the form with this button; one that is folded is opened."""
        self.button = button
        folded = self.page.locator(f"{DESK} details:not([open])").filter(
            has=self.page.get_by_role("button", name=button, exact=True, include_hidden=True)
        )
        if folded.count():
            folded.first.locator("summary").first.click()
        return self

    @property
    def form(self) -> Any:
        """The form that is being filled in."""
        button = self.page.get_by_role("button", name=self.button, exact=True)
        return self.page.locator(f"{DESK} form").filter(has=button).first

    def sends(self) -> None:
        """Press the button, and see that it was saved."""
        self.form.get_by_role("button", name=self.button, exact=True).click()
        expect(self.page.locator(".messages")).to_contain_text("Zapisano")

    def is_refused(self, why: str) -> None:
        """Press the button, and see why nothing was saved."""
        self.form.get_by_role("button", name=self.button, exact=True).click()
        expect(self.page.get_by_role("alert").first).to_contain_text("Niczego nie zapisano.")
        expect(self.page.locator(DESK)).to_contain_text(why)


@pytest.fixture
def edition(live_server: Any) -> Edition:
    return an_edition()


@pytest.fixture
def clerks(open_page: OpenPage, edition: Edition) -> Callable[[Role], Clerk]:
    desks: dict[Role, Clerk] = {}

    def clerk(role: Role) -> Clerk:
        if role not in desks:
            page = open_page(script=False, viewport={"width": 1280, "height": 900})
            desks[role] = Clerk(page, role.value, edition.study)
        return desks[role]

    return clerk


def hand_over(clerk: Clerk, task: TaskCode, **more: str) -> Clerk:
    button = "Zapisz przedłożenie" if task == TaskCode.SUBMISSION else "Zapisz przekazanie"
    return clerk.opens(task).begins(button).fills(handed_on=TODAY, **more)


def test_a_whole_edition_with_five_logins_and_a_refused_shortcut_at_each_guard(
    clerks: Callable[[Role], Clerk], edition: Edition
) -> None:
    coordinator = clerks(Role.COORDINATOR)
    unit_head = clerks(Role.UNIT_HEAD)
    representative = clerks(Role.QUALITY_REPRESENTATIVE)
    team = clerks(Role.QUALITY_TEAM)
    office_head = clerks(Role.OFFICE_HEAD)

    first_step(coordinator)
    second_step(coordinator)
    third_step(coordinator, unit_head)
    fourth_step(coordinator, clerks(Role.DESK_HEAD))
    fifth_step(coordinator, unit_head, representative, office_head)
    sixth_step(representative, team)
    seventh_step(coordinator, representative)

    study = Study.objects.get(pk=edition.study.pk)
    assert study.closed_on == conf.local_date(at=timezone.now())
    assert queries.standing_of(study=study, today=study.closed_on).lacks == ()


def first_step(clerk: Clerk) -> None:
    clerk.opens(TaskCode.CATALOGUE).begins("Zapisz sporządzenie katalogu")
    clerk.fills(compiled_on=TODAY).is_refused("co najmniej jednego zagadnienia w katalogu")
    clerk.opens(TaskCode.ENQUIRY).begins("Zapisz pismo")
    clerk.fills(dated=TODAY, reply_by=LATER).is_refused("Katalog zagadnień")
    clerk.opens(TaskCode.CATALOGUE).begins("Dodaj zagadnienie")
    clerk.fills(text="Kolejki", source="own", supplied_by="Marek", supplied_on=TODAY).sends()
    clerk.begins("Zapisz sporządzenie katalogu").fills(compiled_on=TODAY).sends()

    clerk.opens(TaskCode.ENQUIRY).begins("Zapisz pismo")
    clerk.fills(dated=TODAY, reply_by=LATER).sends()
    for firm in FIRMS[:3]:
        clerk.begins("Dodaj firmę")
        clerk.fills(
            contractor=clerk.form.locator("option", has_text=firm).get_attribute("value"),
            is_reputable=True,
            reputation_note="Lista referencyjna",
            is_nationwide=True,
            nationwide_note="Oddziały w całym kraju",
        ).sends()
    boxes = clerk.begins("Zapisz wysłanie").form.locator("[name=recipients]")
    keys = [box.get_attribute("value") for box in boxes.all()]
    clerk.fills(recipients=keys[:2], sent_on=TODAY)
    clerk.is_refused("1 zapytania do renomowanej firmy")
    clerk.begins("Zapisz wysłanie").fills(recipients=keys, sent_on=TODAY).sends()

    hand_over(clerk, TaskCode.REPLIES_HANDOVER).is_refused("Odpowiedzi firm")
    clerk.opens(TaskCode.REPLIES).begins("Zapisz ofertę")
    clerk.fills(noted_on=TODAY, net="18 500,00").sends()
    for _ in range(2):
        clerk.begins("Zapisz brak odpowiedzi").fills(noted_on=TODAY).sends()
    start = {"started_on": TODAY, "estimate": "18500"}
    clerk.opens(TaskCode.PROCUREMENT).begins("Zapisz uruchomienie")
    clerk.fills(**start).is_refused("Przekazanie odpowiedzi firm: Kierownik OS")
    hand_over(clerk, TaskCode.REPLIES_HANDOVER).sends()
    contract(clerk).is_refused("Procedura zamówień publicznych")
    clerk.opens(TaskCode.PROCUREMENT).begins("Zapisz uruchomienie").fills(**start).sends()


def contract(clerk: Clerk) -> Clerk:
    clerk.opens(TaskCode.CONTRACT).begins("Zapisz umowę")
    firm = clerk.form.locator("option", has_text=FIRMS[0]).get_attribute("value")
    return clerk.fills(
        contractor=firm, number="OR.272.9.2026", signed_on=TODAY, net="18500", gross="22755"
    )


def second_step(clerk: Clerk) -> None:
    clerk.opens(TaskCode.DATE).begins("Zapisz uzgodnienie").fills(
        agreed_on=TODAY,
        fieldwork_from="14.09.2026",
        fieldwork_to="25.09.2026",
        agreed_with="Joanna Lis",
    ).is_refused("Umowa")
    contract(clerk).sends()
    hand_over(clerk, TaskCode.CATALOGUE_HANDOVER).is_refused("To pole jest wymagane")
    hand_over(clerk, TaskCode.CATALOGUE_HANDOVER, discussion="Omówiono na spotkaniu.").sends()
    clerk.opens(TaskCode.DATE).page.get_by_role("link", name="Przesuń termin").click()
    clerk.page.locator("[name=to]").fill(LATER)
    clerk.page.get_by_role("button", name="Przesuń termin").click()
    expect(clerk.page.get_by_role("alert")).to_contain_text("Niczego nie zapisano.")
    clerk.page.locator("[name=reason]").fill("Choroba koordynatora wykonawcy.")
    clerk.page.get_by_role("button", name="Przesuń termin").click()
    expect(clerk.page.locator(".ou-due")).to_contain_text("15 czerwca 2026 r.")
    clerk.begins("Zapisz uzgodnienie").fills(
        agreed_on=TODAY,
        fieldwork_from="14.09.2026",
        fieldwork_to="25.09.2026",
        agreed_with="Joanna Lis",
    ).sends()


def third_step(clerk: Clerk, unit_head: Clerk) -> None:
    hand_over(clerk, TaskCode.QUESTIONNAIRE_HANDOVER).is_refused("Akceptacja ankiety")
    unit_head.opens(TaskCode.ACCEPTANCE).begins("Zapisz akceptację")
    unit_head.fills(
        accepted_by="Anna Nowacka", accepted_by_position="Kierownik OS", accepted_on=TODAY
    ).is_refused("Proszę dodać plik")
    unit_head.opens(TaskCode.ACCEPTANCE).begins("Zapisz akceptację").fills(
        accepted_by="Anna Nowacka",
        accepted_by_position="Kierownik OS",
        accepted_on=TODAY,
        files=PAPER,
    ).sends()
    hand_over(clerk, TaskCode.QUESTIONNAIRE_HANDOVER).sends()
    clerk.opens(TaskCode.EXACT_DATE).begins("Zapisz uzgodnienie").fills(agreed_on=TODAY)
    clerk.is_refused("Proszę wypełnić to pole")
    clerk.begins("Zapisz uzgodnienie").fills(agreed_on=TODAY, places="BOK, parter").sends()


def fourth_step(clerk: Clerk, desk_head: Clerk) -> None:
    clerk.opens(TaskCode.MONITORING).begins("Dodaj wpis")
    clerk.fills(observed_on=TOMORROW, observation="Bez uwag.").is_refused("jeszcze nie nadeszła")
    clerk.begins("Dodaj wpis").fills(observed_on=TODAY, with_unit_head=True).sends()
    expect(clerk.page.locator(".ou-missing")).to_contain_text("wpisu z udziałem kierownika BOK")
    desk_head.opens(TaskCode.MONITORING).begins("Dodaj wpis")
    desk_head.fills(observed_on=TODAY, observation="Ankieterzy na parterze.").sends()


def fifth_step(clerk: Clerk, unit_head: Clerk, representative: Clerk, office_head: Clerk) -> None:
    hand_over(clerk, TaskCode.RESULTS_TO_UNIT_HEAD).is_refused("Wyniki badania")
    clerk.opens(TaskCode.RESULTS).begins("Zapisz wyniki")
    clerk.fills(received_on=TODAY).is_refused("Proszę wskazać plik")
    clerk.begins("Zapisz wyniki").fills(received_on=TODAY, files=PAPER).sends()
    hand_over(unit_head, TaskCode.RESULTS_TO_REPRESENTATIVE).is_refused(
        "Przekazanie wyników: Kierownik OS"
    )
    hand_over(clerk, TaskCode.RESULTS_TO_UNIT_HEAD).sends()
    hand_over(unit_head, TaskCode.RESULTS_TO_REPRESENTATIVE).sends()
    hand_over(representative, TaskCode.SUBMISSION).is_refused("Analiza wyników")
    representative.opens(TaskCode.ANALYSIS).begins("Zapisz analizę")
    representative.fills(analysed_on=TODAY, text="Najsłabiej oceniono kolejki.").sends()
    order(representative).is_refused("Ocena wyników")
    representative.opens(TaskCode.GUIDELINES).begins("Zapisz wytyczne")
    representative.fills(are_needed="tak", text="Kolejki.", issued_on=TODAY)
    representative.is_refused("Ocena wyników")
    representative.opens(TaskCode.ASSESSMENT).begins("Zapisz ocenę")
    representative.fills(finding="risk", assessed_on=TODAY).is_refused("To pole jest wymagane")
    representative.begins("Zapisz ocenę").fills(reason="Kolejki rosną.").sends()
    hand_over(representative, TaskCode.SUBMISSION).sends()
    office_head.opens(TaskCode.SUBMISSION).begins("Potwierdź zapoznanie się z wynikami")
    office_head.fills(acknowledged_on=TODAY).sends()


def order(representative: Clerk) -> Clerk:
    representative.opens(TaskCode.AUDIT_ORDER).begins("Zapisz polecenie")
    return representative.fills(ordered_on=TODAY, team="Zespół ds. ZSZ", scope="BOK")


def sixth_step(representative: Clerk, team: Clerk) -> None:
    team.opens(TaskCode.AUDIT)
    expect(team.page.locator(DESK)).to_contain_text("polecenia auditu wewnętrznego")
    expect(team.page.get_by_role("button", name="Zapisz ustalenia")).to_have_count(0)
    order(representative).sends()
    team.opens(TaskCode.ACTIONS).begins("Dodaj działanie")
    action = {
        "kind": "corrective_action",
        "cause": "Jedno stanowisko",
        "description": "Uruchomić drugie stanowisko",
        "owner": "Kierownik BOK",
        "due_on": LATER,
    }
    team.fills(**action).is_refused("Audit wewnętrzny")
    team.opens(TaskCode.AUDIT).begins("Zapisz ustalenia")
    team.fills(held_from=TODAY, held_to=TODAY, findings="Brak drugiego stanowiska.").sends()
    team.opens(TaskCode.ACTIONS).begins("Dodaj działanie").fills(**action).sends()
    team.begins("Zapisz wykonanie").fills(done_on=TODAY).sends()
    team.begins("Zapisz skutek")
    team.fills(effect_checked_on=TODAY, effect="Krótsze kolejki.", is_effective="tak").sends()


def seventh_step(clerk: Clerk, representative: Clerk) -> None:
    close = f"{clerk.root}zamkniecie/"
    clerk.page.goto(close)
    clerk.page.get_by_role("button", name="Zamknij edycję").click()
    expect(clerk.page.get_by_role("alert")).to_contain_text("Sposób publikacji")
    clerk.opens(TaskCode.PUBLICATION)
    expect(clerk.page.locator(DESK)).to_contain_text("Tego nie można jeszcze zapisać")
    # Nobody has indicated a way, so there is none to choose.
    clerk.begins("Zapisz publikację").fills(place="https://bip.przyklad.pl", published_on=TODAY)
    clerk.is_refused("To pole jest wymagane")
    representative.opens(TaskCode.PUBLICATION_DECISION).begins("Zapisz decyzję")
    representative.fills(decided_on=TODAY).is_refused("Należy zaznaczyć co najmniej jeden sposób")
    representative.begins("Zapisz decyzję").fills(channels=["bip"], decided_on=TODAY).sends()
    clerk.opens(TaskCode.PUBLICATION).begins("Zapisz publikację")
    clerk.fills(channel="bip", place="https://bip.przyklad.pl", published_on=TODAY).sends()
    representative.opens(TaskCode.GUIDELINES).begins("Zapisz wytyczne")
    representative.fills(are_needed="tak", text="Sprawdzić kolejki.", issued_on=TODAY).sends()
    clerk.page.goto(close)
    clerk.page.get_by_role("button", name="Zamknij edycję").click()
    expect(clerk.page.locator(".ou-ball")).to_contain_text("Wszystkie kroki zakończone.")


def test_every_screen_is_clean_on_a_small_phone(
    open_page: OpenPage, edition: Edition, axe: Axe
) -> None:
    edition.play(until=TaskCode.PUBLICATION_DECISION, finding=Finding.RISK)
    a_user("szef", is_superuser=True)
    page = open_page(**NARROW)
    page.goto("/admin/login/")
    page.locator("#id_username").fill("szef")
    page.locator("#id_password").fill("haslo")
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    office = f"/admin/ocen-urzad/badanie/{edition.office.pk}/"
    study = f"{office}2026/"
    issue = queries.record_by_key(
        study=edition.study,
        kind="issue",
        key=edition.study.issue_set.get().pk,
    )
    assert issue is not None
    addresses = {
        "editions": "/admin/ocen-urzad/badanie/",
        "study": study,
        "replies": f"{study}krok/oferty/",
        "enquiry": f"{study}krok/zapytanie/",
        "actions": f"{study}krok/dzialania/",
        "correct": f"{study}zapis/issue/{issue.pk}/",
        "close": f"{study}zamkniecie/",
        "procedure": f"{office}procedura/",
        "own steps": f"{office}procedura/kroki/",
        "roles": f"{office}role/",
        "firms": "/admin/ocen-urzad/badanie/firmy/",
        "issue": f"{study}zagadnienie/",
    }
    for name, address in addresses.items():
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        if PICTURES:
            page.screenshot(path=Path(PICTURES, f"study-{name}.png"), full_page=True)


def test_late_moved_refused_and_closed_are_clean_in_the_dark(
    open_page: OpenPage, edition: Edition, axe: Axe
) -> None:
    edition.play(until=TaskCode.DATE)
    operations.move_deadline(
        study=edition.study,
        task=TaskCode.DATE,
        to=edition.today,
        reason="Choroba koordynatora.",
        **edition[Role.COORDINATOR],
    )
    page = open_page(**DARK)
    clerk = Clerk(page, Role.COORDINATOR.value, edition.study)
    clerk.opens(TaskCode.DATE)
    expect(page.locator(".ou-timeline__late").first).to_contain_text("Termin przekroczony")
    axe(page)
    clerk.begins("Zapisz uzgodnienie").fills(agreed_on="31.02.2026")
    clerk.is_refused("Datę należy wpisać")
    axe(page)
    edition.date()
    for task, deed in edition.script():
        if task not in queries.facts_of(study=edition.study).recorded:
            deed()
    edition.close()
    clerk.opens(TaskCode.AUDIT)
    expect(page.locator(DESK)).to_contain_text("nie dotyczy")
    axe(page)


def test_by_keyboard_alone(open_page: OpenPage, edition: Edition) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    Clerk(page, Role.COORDINATOR.value, edition.study)
    page.goto(f"/admin/ocen-urzad/badanie/{edition.office.pk}/2026/")
    page.locator(".ou-ball a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/krok/katalog/#zadanie")
    page.get_by_label("Zagadnienie", exact=False).first.focus()
    page.keyboard.type("Kolejki")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    for text in ("Marek", TODAY):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".messages")).to_contain_text("Zapisano")
    assert queries.facts_of(study=edition.study).issues == 1

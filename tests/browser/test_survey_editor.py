"""A survey of the size that offices really use, entered in Wagtail's editor and answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.factories import a_survey_page, a_user, an_office, running
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.starter_sets import EMPTY_SET
from wagtail_ocen_urzad.staff.groups import ADMINISTRATORS, make_groups
from wagtail_ocen_urzad.survey.models import Response
from wagtail_ocen_urzad.survey.queries import questionnaire_of
from wagtail_ocen_urzad.survey.questionnaire import Skip

Axe = Callable[[Page], None]
MARKS = ["bardzo dobrze", "dobrze", "dostatecznie", "słabo", "bardzo słabo"]
AREAS = {
    "Wizerunek": [
        "Lokalizacja i dojazd",
        "Oznakowanie pokoi",
        "Miejsca parkingowe",
        "Strona internetowa",
        "Czystość pomieszczeń",
        "Wygląd pracowników",
    ],
    "Indywidualne podejście": [
        "Godziny pracy",
        "Przejrzystość formularzy",
        "Zaangażowanie pracownika",
        "Szacunek dla klienta",
    ],
    "Kompetencje": [
        "Wiedza pracownika",
        "Znajomość przepisów",
        "Samodzielność",
        "Jasność odpowiedzi",
        "Jakość pism",
        "Obsługa komputera",
    ],
    "Terminowość": ["Czas w kolejce", "Czas rozmowy", "Dotrzymanie terminu", "Szybkość odpowiedzi"],
    "Rzetelność": ["Zgodność z prawem", "Bezstronność", "Poufność", "Bezbłędność"],
}
"""Five parts with 24 items: the shape of a form that several offices use (domain 3.1)."""


@pytest.fixture
def draft() -> SurveyPage:
    put_up_town(hostname="localhost", port=80)
    an_office()
    make_groups()
    a_user("anna").groups.add(Group.objects.get(name=ADMINISTRATORS))
    return a_survey_page(questionnaire=EMPTY_SET, live=False)


class Editor:
    """Wagtail's editor of a survey page, used as a clerk does."""

    def __init__(self, page: Page, draft: SurveyPage) -> None:
        self.page = page
        page.set_default_timeout(10_000)
        page.goto("/admin/login/")
        page.get_by_label("Nazwa użytkownika").fill("anna")
        page.locator("#id_password").fill("haslo")
        page.locator("form button[type=submit]").first.click()
        page.get_by_role("heading", name="Oceń Urząd").wait_for()
        page.goto(f"/admin/pages/{draft.pk}/edit/")
        self.questions = page.locator("[data-contentpath=questions]")
        self.questions.first.wait_for()

    def add(self, kind: str, name: str) -> Locator:
        """Add a block at the end."""
        self.questions.locator(".c-sf-add-button").last.click()
        self.page.get_by_role("option", name=name, exact=True).click()
        added = self.blocks(kind).last
        added.locator("[data-panel-toggle]").first.wait_for()
        return added

    def blocks(self, kind: str) -> Locator:
        """All blocks of a kind."""
        return self.page.locator(
            "[data-streamfield-child]", has=self.page.locator(f"> input[value={kind}]")
        )

    def save(self) -> None:
        """Save the draft and read it back."""
        self.page.get_by_role("button", name="Zapisz szkic").click()
        self.page.wait_for_load_state("networkidle")
        self.questions.first.wait_for()

    def publish(self) -> None:
        """Press „Opublikuj”."""
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        with self.page.expect_navigation():
            self.page.locator("[name=action-publish]").click()
        self.page.wait_for_load_state("networkidle")


def fill(block: Locator, field: str, text: str) -> None:
    block.locator(f"[data-contentpath={field}]").locator("input, textarea").first.fill(text)


def open_settings(block: Locator) -> None:
    block.locator("[data-streamfield-action=SETTINGS]").first.click()


def test_a_survey_of_24_items_is_entered_published_and_answered_on_a_phone(
    open_page: OpenPage, draft: SurveyPage, axe: Axe
) -> None:
    editor = Editor(open_page(viewport={"width": 1440, "height": 1100}), draft)
    fill(editor.add("area", "Obszar"), "title", "Sprawa")
    settled = editor.add("single", "Jedna odpowiedź do wyboru")
    fill(settled, "text", "Czy sprawa została załatwiona?")
    fill(settled, "pasted_options", "a) tak\nb) nie, dlaczego?\n")
    for title, items in AREAS.items():
        fill(editor.add("area", "Obszar"), "title", title)
        table = editor.add("matrix", "Tabela ocen")
        fill(table, "lead", "Jak ocenia Pan/Pani:")
        fill(table, "pasted_rows", "".join(f"{n}. {one}\n" for n, one in enumerate(items, 1)))
        open_settings(table)
        fill(table, "pasted_points", "\n".join(f"• {mark}" for mark in MARKS))
    about = editor.add("area", "Obszar")
    fill(about, "title", "Metryczka")
    about.locator("[data-contentpath=is_demographics] input").check()
    sex = editor.add("single", "Jedna odpowiedź do wyboru")
    fill(sex, "text", "Płeć")
    fill(sex, "pasted_options", "kobieta\nmężczyzna")
    editor.save()

    settled = editor.blocks("single").first
    settled.locator("[data-panel-toggle]").first.click()
    no = settled.locator("[data-contentpath=options] [data-streamfield-child]").last
    open_settings(no)
    no.locator("[data-contentpath=takes_text] input").check()
    fill(no, "skip_to", "metryczka")
    table = editor.blocks("matrix").first
    table.locator("[data-panel-toggle]").first.click()
    open_settings(table)
    editor.page.wait_for_timeout(500)
    editor.publish()

    asked = list(questionnaire_of(version=running(draft)).questions())
    assert [one.text for one in asked[1:25]] == [item for items in AREAS.values() for item in items]
    assert [one.text for one in (asked[0], asked[25])] == ["Czy sprawa została załatwiona?", "Płeć"]
    for one in asked[1:25]:
        assert one.scale is not None
        marks = [(p.value, p.label, p.is_good) for p in one.scale.points]
        assert marks == [(5 - n, mark, n < 2) for n, mark in enumerate(MARKS)]
    yes, negative = asked[0].choices
    assert [(one.label, one.takes_text) for one in (yes, negative)] == [
        ("tak", False),
        ("nie, dlaczego?", True),
    ]
    assert asked[0].skips == (Skip(answer=negative.code, to=asked[25].code),)
    _answer(open_page, draft, axe)


def _answer(open_page: OpenPage, draft: SurveyPage, axe: Axe) -> None:
    version = running(draft)
    asked = list(questionnaire_of(version=version).questions())
    phone = open_page(viewport={"width": 320, "height": 640}, script=False)
    phone.goto(draft.get_url())
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_label("tak", exact=True).check(force=True)
    for question in asked[1:25]:
        phone.locator(f"input[name='{question.code}'][value='4']").check(force=True)
    phone.get_by_role("button", name="Wyślij").click()
    phone.get_by_role("heading", name="Dziękujemy").wait_for()

    [response] = Response.objects.filter(version=version)
    assert response.answers == {
        asked[0].code: asked[0].choices[0].code,
        **{question.code: 4 for question in asked[1:25]},
    }

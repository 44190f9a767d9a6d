"""The desks of the survey and the office as clerks have them: any width, any colours, no script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.factories import a_survey_page, a_user, an_office, answer, home, running
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.staff.groups import ADMINISTRATORS, make_groups
from wagtail_ocen_urzad.survey.models import Department, Office, OfficeDataVersion

Axe = Callable[[Page], None]
LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1440, "height": 900}, "forced_colors": "active"},
    "less motion": {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"},
}


@pytest.fixture
def survey() -> SurveyPage:
    """A survey in force with three answers, and a draft that changes it and the office data."""
    put_up_town(hostname="localhost", port=80)
    an_office()
    page = a_survey_page()
    for mark in ("5", "4", "2"):
        answer(running(page), {"overall": [mark], "department": ["so"]})
    make_groups()
    anna = a_user("anna")
    anna.groups.add(Group.objects.get(name=ADMINISTRATORS))
    [area] = SHORT_SET.areas
    first = replace(area.questions[0], text="Gdzie załatwiał(a) Pan/Pani sprawę?")
    draft = SurveyPage.objects.get(pk=page.pk)
    draft.ask(replace(SHORT_SET, areas=(replace(area, questions=(first, area.questions[1])),)))
    draft.save_revision(user=anna)
    Office.objects.update(phone="00 000 00 01")
    Department.objects.filter(code="os").update(is_active=False)
    return SurveyPage.objects.get(pk=page.pk)


def sign_in(page: Page) -> Page:
    page.goto("/admin/login/")
    page.locator("#id_username").fill("anna")
    page.locator("#id_password").fill("haslo")
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    return page


def editor(survey: SurveyPage) -> str:
    return f"/admin/pages/{survey.pk}/edit/"


def before_change(survey: SurveyPage) -> str:
    return f"/admin/ocen-urzad/zmiana/{survey.pk}/{survey.latest_revision_id}/"


def office(name: str = "") -> str:
    return f"/admin/ocen-urzad/dane-urzedu/{Office.objects.get().pk}/{name}"


def screens(survey: SurveyPage) -> list[str]:
    return [
        f"/admin/pages/add/wagtail_ocen_urzad_pages/surveypage/{home().pk}/",
        before_change(survey),
        office(),
        office("zmiana/"),
        office("obowiazujace/"),
    ]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_screen_is_accessible(
    open_page: OpenPage, survey: SurveyPage, axe: Axe, look: dict[str, Any]
) -> None:
    page = sign_in(open_page(**look))
    for address in screens(survey):
        page.goto(address)
        axe(page)
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ), address


def test_every_screen_is_accessible_without_script(
    open_page: OpenPage, survey: SurveyPage, axe: Axe
) -> None:
    page = sign_in(open_page(script=False, **LOOKS["wide"]))
    for address in screens(survey):
        page.goto(address)
        # Rows of Wagtail's lists get the numbers in their headings by script only.
        if address != office():
            axe(page)


def test_text_twice_as_large_is_still_whole(open_page: OpenPage, survey: SurveyPage) -> None:
    page = sign_in(open_page(viewport={"width": 640, "height": 800}))
    for address in screens(survey):
        page.goto(address)
        page.add_style_tag(content="html { font-size: 200% !important; }")
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ), address


def test_the_report_is_made_without_script(open_page: OpenPage, survey: SurveyPage) -> None:
    page = sign_in(open_page(script=False, **LOOKS["wide"]))
    page.goto(before_change(survey))
    page.get_by_label("Kto zgłosił").fill("Sekretarz")
    page.get_by_role("button", name="Wygeneruj raport i wprowadź zmiany").click()

    page.wait_for_url(f"**{editor(survey)}")
    assert ReportSnapshot.objects.get().forms == 3
    assert running(survey).number == 2


def test_office_data_come_into_force_without_script(
    open_page: OpenPage, survey: SurveyPage
) -> None:
    page = sign_in(open_page(script=False, **LOOKS["wide"]))
    page.goto(office())
    page.get_by_label("Ulica i numer").fill("ul. Ratuszowa 2")
    page.get_by_role("button", name="Wprowadź w życie").click()
    page.get_by_role("button", name="Wygeneruj raport i wprowadź zmiany").click()

    page.wait_for_url(f"**{office()}")
    newest = OfficeDataVersion.objects.order_by("-number").first()
    assert newest is not None
    assert (newest.number, newest.data["street"]) == (2, "ul. Ratuszowa 2")
    assert ReportSnapshot.objects.get().forms == 3


def test_a_department_is_added_at_the_end(open_page: OpenPage, survey: SurveyPage) -> None:
    page = sign_in(open_page(**LOOKS["wide"]))
    page.goto(office())
    page.get_by_role("button", name="Dodaj komórkę organizacyjną").click()
    page.locator("[name=departments-3-name]").fill("Urząd Stanu Cywilnego")
    bins = page.locator("#id_departments-FORMS button[id$=-DELETE-button]")
    assert [one.is_visible() for one in bins.all()] == [False, False, False, True]
    page.get_by_role("button", name="Zapisz szkic").click()

    page.get_by_text("Szkic został zapisany.").wait_for()
    names = Department.objects.order_by("sort_order").values_list("name", flat=True)
    assert list(names)[-1] == "Urząd Stanu Cywilnego"


def blocks(page: Page) -> Locator:
    """The questions and areas of the editor, in order."""
    page.locator("[data-streamfield-stream-container]").first.wait_for()
    return page.locator("[data-streamfield-stream-container] > [data-streamfield-child]")


def codes(page: Page) -> list[str]:
    found = blocks(page).locator("[name$=-value-code]:not([name*=options])")
    return [one.input_value() for one in found.all()]


def saved_codes(survey: SurveyPage) -> list[str]:
    draft = SurveyPage.objects.get(pk=survey.pk).get_latest_revision_as_object()
    return [child.value["code"] for child in draft.questions]


def test_codes_are_seen_by_nobody_and_survive(open_page: OpenPage, survey: SurveyPage) -> None:
    page = sign_in(open_page(**LOOKS["wide"]))
    page.goto(editor(survey))
    for toggle in blocks(page).locator("> section > div > [data-panel-toggle]").all():
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.click()
    for cog in blocks(page).locator("[data-streamfield-action=SETTINGS]").all():
        cog.click()

    assert codes(page) == ["general", "department", "overall"]
    assert page.locator("[data-contentpath=code]:visible").count() == 0
    assert page.locator("[data-contentpath=is_new]:visible").count() == 2
    blocks(page).nth(2).locator("[data-streamfield-action=DUPLICATE]").click()
    blocks(page).nth(3).locator("[data-streamfield-action=MOVE_UP]").click()
    page.wait_for_timeout(1000)  # the blocks slide to their places
    with page.expect_navigation():
        page.get_by_role("button", name="Zapisz szkic").click()

    general, department, copied, original = saved_codes(survey)
    assert (general, department, original) == ("general", "department", "overall")
    assert copied not in {"", "overall"}


def test_the_strip_follows_an_automatic_save(open_page: OpenPage, survey: SurveyPage) -> None:
    page = sign_in(open_page(**LOOKS["wide"]))
    page.goto(editor(survey))
    strip = page.locator("[data-ou-strip]")
    expect(strip).to_contain_text("ten szkic zmienia 2 pytania")
    second = blocks(page).nth(2)
    second.locator("[data-panel-toggle]").first.click()
    page.wait_for_timeout(3000)  # Wagtail waits for the form to settle before it looks for changes
    text = second.locator("[data-contentpath=text] input").first
    text.fill("Ocena?")
    text.press("Tab")

    expect(strip).to_contain_text("ten szkic zmienia 3 pytania", timeout=15_000)
    assert running(survey).number == 1

"""The history of versions as clerks have it: any width, any colours, no script, no mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.browser.test_desks import LOOKS, sign_in
from tests.factories import a_survey_page, a_user, an_office, answer, publish, running, survey_of
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.staff.groups import ADMINISTRATORS, make_groups
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import ChangeRequest, Channel, Survey

Axe = Callable[[Page], None]


@pytest.fixture
def survey() -> Survey:
    """Three versions with a late answer, a change of office data and a draft."""
    put_up_town(hostname="localhost", port=80)
    office = an_office()
    page = a_survey_page()
    first = running(page)
    for mark in ("5", "4", "2"):
        answer(first, {"overall": [mark]}, channel=Channel.PAPER)
    [area] = SHORT_SET.areas
    reworded = replace(area.questions[0], text="Gdzie załatwiał(a) Pan/Pani sprawę?")
    publish(
        page, replace(SHORT_SET, areas=(replace(area, questions=(reworded, area.questions[1])),))
    )
    answer(first, {"overall": ["3"]})
    answer(running(page), {"overall": ["5"]})
    make_groups()
    anna = a_user("anna")
    anna.first_name, anna.last_name = "Anna", "Nowicka"
    anna.save()
    anna.groups.add(Group.objects.get(name=ADMINISTRATORS))
    office.phone = "00 000 00 01"
    office.save()
    revision.change_office(office=office, by=anna, at=timezone.now())
    publish(page, SHORT_SET)
    operations.record_need(
        of=running(page),
        signalled_by="Biuro Obsługi Klienta",
        subject="brak miejsca na uwagi",
        signalled_on=timezone.localdate(),
        by=anna,
        at=timezone.now(),
    )
    draft = SurveyPage.objects.get(pk=page.pk)
    draft.ask(replace(SHORT_SET, areas=(replace(area, questions=area.questions[:2]),)))
    draft.save_revision(user=anna)
    return survey_of(page)


def screens(survey: Survey) -> list[str]:
    history = f"/admin/ocen-urzad/historia/{survey.code}/"
    office = f"/admin/ocen-urzad/dane-urzedu/{survey.office_id}/historia/"
    return [
        history,
        f"{history}2/",
        f"{history}3/potrzeba/",
        f"{history}1/podglad/",
        office,
        f"{office}2/",
        f"{office}2/potrzeba/",
        "/admin/ocen-urzad/ankiety/",
    ]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_screen_is_accessible(
    open_page: OpenPage, survey: Survey, axe: Axe, look: dict[str, Any]
) -> None:
    page = sign_in(open_page(**look))
    for address in screens(survey):
        page.goto(address)
        axe(page)
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ), address


def test_a_need_is_added_by_keyboard_and_without_script(
    open_page: OpenPage, survey: Survey, axe: Axe
) -> None:
    page = sign_in(open_page(script=False, **LOOKS["wide"]))
    page.goto(screens(survey)[0])
    axe(page)
    page.get_by_role("link", name="zgłoszona potrzeba wersji 2").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Kto zgłosił").fill("Sekretarz")
    page.keyboard.press("Enter")

    page.get_by_text("Wpis o zgłoszonej potrzebie został dodany.").wait_for()
    assert ChangeRequest.objects.filter(version__number=2).get().signalled_by == "Sekretarz"


def test_text_twice_as_large_is_still_whole(open_page: OpenPage, survey: Survey) -> None:
    page = sign_in(open_page(viewport={"width": 640, "height": 800}))
    for address in screens(survey):
        page.goto(address)
        page.add_style_tag(content="html { font-size: 200% !important; }")
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ), address

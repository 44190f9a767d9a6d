"""The report of every kind of question, and a supplement: any width, any colours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.browser.test_reports_desk import NARROW, WIDE, is_clean, sign_in
from tests.factories import NOON, a_user, answer
from tests.reports.every_kind import a_survey_of_every_kind
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.staff.groups import REPORT_USERS, make_groups
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

Axe = Callable[[Page], None]
LOOKS: dict[str, dict[str, Any]] = {
    "wide": WIDE,
    "narrow": NARROW,
    "dark": {**WIDE, "color_scheme": "dark"},
}


@pytest.fixture
def version() -> QuestionSetVersion:
    """Closed by report no. 1; one answer came late."""
    put_up_town(hostname="localhost", port=80)
    version = a_survey_of_every_kind()
    revision.activate(survey=version.survey, questionnaire=SHORT_SET, by=None, at=NOON)
    answer(version, {"overall": ["1"], "settled": ["yes"]}, on=date(2026, 3, 9), at=timezone.now())
    make_groups()
    a_user("piotr").groups.add(Group.objects.get(name=REPORT_USERS))
    return version


@pytest.mark.parametrize("look", LOOKS)
def test_the_report_and_its_supplement_are_clean(
    open_page: OpenPage, version: QuestionSetVersion, axe: Axe, look: str
) -> None:
    page = sign_in(open_page(**LOOKS[look]), "piotr")
    is_clean(page, axe)
    page.goto(f"/admin/ocen-urzad/raporty/{version.survey.code}/1/")
    is_clean(page, axe)

    page.get_by_role("button", name="Wygeneruj raport uzupełniający").click()

    page.wait_for_url("**/2/")
    # Wagtail's message slides in; what is looked at is the report.
    page.goto(f"/admin/ocen-urzad/raporty/{version.survey.code}/2/")
    is_clean(page, axe)
    page.goto("/admin/ocen-urzad/raporty/")
    is_clean(page, axe)

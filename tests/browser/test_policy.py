"""The strict policy in a real browser: nothing of ours asks for more than it grants."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from example_site.town import put_up_town
from tests.browser.conftest import OpenPage
from tests.browser.test_residents import accept_answers
from tests.browser.test_staff import sign_in
from tests.factories import NOON, a_survey_page, an_office, answer, publish, running, survey_of
from tests.staff.screens import an_administrator
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey.models import Response

STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
REPORT_ONLY = "script-src 'self' 'report-sample'; style-src 'self' 'report-sample'"
WAGTAILS_OWN = re.compile(r"initDate(Time)?Chooser\(|\(function\(\) \{\s+var panel")
"""Widgets that Wagtail starts by inline script: date fields, and lists of forms in a form."""
COLLECT = """
window.__breaches = [];
document.addEventListener("securitypolicyviolation", (event) => window.__breaches.push(
  [event.effectiveDirective, event.blockedURI, event.sample].join(" | ")
));
"""


@pytest.fixture
def survey_page() -> SurveyPage:
    put_up_town(hostname="localhost", port=80)
    an_office()
    page = a_survey_page(questionnaire=STARTER_SET)
    RateOfficeBanner.objects.create(page=page)
    given = {"contact_way": ["phone"], "overall": ["4"]}
    answer(running(page), given, issued_at=NOON)
    return page


def breaches(page: Page) -> list[str]:
    """Return what the page was refused, once its scripts have come to rest."""
    page.wait_for_load_state("networkidle")
    found: list[str] = page.evaluate("window.__breaches")
    return found


def test_residents_pages_need_no_more(
    open_page: OpenPage, survey_page: SurveyPage, settings: Any
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(COLLECT)
    policies: list[str | None] = []

    def listen(response: Any) -> None:
        if response.request.is_navigation_request() and response.ok:
            policies.append(response.headers.get("content-security-policy"))

    page.on("response", listen)

    def seen(heading: str) -> list[str]:
        page.get_by_role("heading", level=1, name=heading).wait_for()
        return breaches(page)

    page.goto("/")
    assert page.locator(".ou-banner").count() == 1
    assert breaches(page) == []
    page.get_by_role("link", name="Oceń Urząd").first.click()
    assert seen("Ankieta badania satysfakcji Klienta") == []
    page.get_by_role("button", name="Wyślij ankietę").click()
    page.get_by_role("alert").wait_for()
    assert breaches(page) == []

    page.get_by_role("radio", name="osobiście").check()
    marks = page.get_by_role("group", name="Jak ogólnie ocenia")
    marks.get_by_role("radio", name="dobrze", exact=True).check(force=True)
    settings.OCEN_URZAD_RATE_LIMIT = 1
    page.get_by_role("button", name="Wyślij ankietę").click()
    assert seen("Prosimy wysłać ankietę ponownie za chwilę.") == []
    settings.OCEN_URZAD_RATE_LIMIT = 60
    page.get_by_role("button", name="Wyślij ponownie").click()
    assert seen("Dziękujemy za wypełnienie ankiety.") == []

    accept_answers(opens_at=None, closes_at=NOON)
    page.goto(survey_page.url)
    assert seen("Ankieta jest obecnie niedostępna.") == []
    assert set(policies) == {STRICT}
    assert len(policies) >= 4
    assert Response.objects.count() == 2


def test_staff_screens_of_ours_would_need_no_more(
    open_page: OpenPage, survey_page: SurveyPage
) -> None:
    """The admin's policy is looser for Wagtail's own widgets; nothing of ours uses that."""
    an_administrator()
    survey, one = survey_of(survey_page), Response.objects.get()
    publish(survey_page, SHORT_SET)
    page = open_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(COLLECT)
    sign_in(page, "anna")
    page.route(lambda url: "/admin/" in url and "/static/" not in url, _stricter)

    page.goto("/admin/account/")
    wagtails = breaches(page)
    ours = {}
    desk = "/admin/ocen-urzad"
    for address in (
        "/admin/",
        f"{desk}/ankiety/",
        f"{desk}/dane-urzedu/",
        f"{desk}/do-sprawdzenia/{survey.code}/",
        f"{desk}/do-sprawdzenia/{survey.code}/{one.review_key}/",
        f"{desk}/raporty/",
        f"{desk}/raporty/{survey.code}/1/",
        f"/admin/pages/{survey_page.pk}/edit/",
    ):
        response = page.goto(address)
        assert response
        assert response.ok
        ours[address] = [
            one for one in breaches(page) if one not in wagtails and not WAGTAILS_OWN.search(one)
        ]
    assert {address: found for address, found in ours.items() if found} == {}


def _stricter(route: Route) -> None:
    """Hand an answer on with the strict policy in place of its own, refusing nothing."""
    answered = route.fetch()
    headers = {**answered.headers, "content-security-policy-report-only": REPORT_ONLY}
    del headers["content-security-policy"]
    route.fulfill(response=answered, headers=headers)

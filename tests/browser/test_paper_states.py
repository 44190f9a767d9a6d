"""Every state of the desk of paper, in every way it may be looked at, with its script and without.

The screens are made once, through the doors that clerks use, and shown from memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route
from wagtail.models import Site

from example_site.town import put_up_town
from tests.browser.conftest import AXE, AXE_OPTIONS
from tests.every_kind import EVERY_KIND
from tests.factories import a_survey_page, a_user, an_office, survey_of
from tests.staff.paper_boxes import (
    a_box,
    a_clerk,
    a_second_version,
    below,
    closed,
    code_of,
    entered,
    typed_again,
)
from tests.staff.screens import desk_of
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.survey.models import Batch

# Not for what the tests do, but so that they come before those that empty the database.
pytestmark = pytest.mark.django_db

HOST = "localhost"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
LIGHT: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
LOOKS: dict[str, tuple[dict[str, int], dict[str, Any]]] = {
    "desk": (DESK, LIGHT),
    "320 px": (PHONE, LIGHT),
    "dark": (DESK, LIGHT | {"color_scheme": "dark"}),
    "forced colours": (DESK, LIGHT | {"forced_colors": "active"}),
}
CLOSELY = ("first sheet", "open box", "settle", "tally that does not add up", "what can be printed")
"""Judged in every look; the others are made of the same parts."""
BOTH_WAYS = ("first sheet", "refused sheet", "number seen before", "typed again")
"""With the entry's script, and as the plain form."""
STATES = (
    *CLOSELY, "refused sheet", "no survey", "which survey", "start", "start with a wrong code",
    "new box", "new box with slips", "number seen before", "old version", "last sheet",
    "corrected sheet", "typed again", "settled", "second entry waits",
    "second entry to be ended", "box of nobody's count", "sum that differs",
    "closed box", "withdrawn box", "covered box", "covered, read by the supervisor", "withdraw",
    "correction", "too many to print", "which survey to print", "posters", "all boxes",
)  # fmt: skip


@pytest.fixture(scope="module")
def states(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """Every state as HTML, made before the browser starts; nothing stays in the database."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            made = _made()
            transaction.set_rollback(True)
        Site.clear_site_root_paths_cache()
    return made


def _made() -> dict[str, str]:
    put_up_town(hostname=HOST, port=80)
    an_office()
    anna = a_clerk()
    desk, other = desk_of(anna), desk_of(a_clerk("piotr"))

    def text(response: Any) -> str:
        return str(response.content.decode())

    start, new = "/admin/ocen-urzad/arkusz/", "/admin/ocen-urzad/partie/nowa/"
    made = {
        "jsi18n": text(desk.get("/admin/jsi18n/")),
        "sprite": text(desk.get("/admin/sprite/")),
        "no survey": text(desk.get(start)),
    }
    kinds = a_survey_page(questionnaire=EVERY_KIND, slug="kazde")
    made["new box"] = text(desk.get(new))
    made["new box with slips"] = text(desk.post(new, {"opened_on": "dziś", "found": "x"}))
    made["first sheet"] = text(desk.get(below(a_box(kinds), "arkusz/")))
    page = a_survey_page(slug="ankieta")
    made["which survey"] = text(desk.get(new))
    made |= _of_sheets(page, desk, text)
    made["start with a wrong code"] = text(desk.get(start, {"kod": "12345"}))
    made |= _of_second_entry(page, anna, desk, other, text)
    made |= _of_boxes(page, desk, text)
    made |= _of_printing(page, desk, text)
    made["all boxes"] = text(desk.get("/admin/ocen-urzad/partie/"))
    return made


def _of_printing(page: Any, desk: Client, text: Callable[[Any], str]) -> dict[str, str]:
    there = f"/admin/ocen-urzad/wydruk/{survey_of(page).code}/"
    return {
        "what can be printed": text(desk.get(there)),
        "too many to print": text(desk.post(f"{there}z-numerami/", {"numbered-copies": "5000"})),
        "which survey to print": text(desk.get("/admin/ocen-urzad/wydruk/")),
        "posters": text(desk.get(f"{there}plakaty/")),
    }


def _of_sheets(page: Any, desk: Client, text: Callable[[Any], str]) -> dict[str, str]:
    box = entered(a_box(page, found=3), {"overall": ["4"]}, serial="K7RT2Q")
    sheet = {"overall": "9", "department": "so"}
    seen = {"overall": "4", "sheet-code": code_of(page)}
    made = {
        "refused sheet": text(desk.post(below(box, "arkusz/"), sheet)),
        "number seen before": text(desk.post(below(box, "arkusz/"), seen)),
        "corrected sheet": text(desk.get(below(box, "arkusz/1/"))),
        "open box": text(desk.get(below(box))),
        "withdraw": text(desk.get(below(box, "wycofaj/"))),
    }
    made["last sheet"] = text(
        desk.get(below(entered(a_box(page, found=1), {"overall": ["4"]}), "arkusz/"))
    )
    made["box of nobody's count"] = text(desk.get(below(a_box(page, found=None))))
    return made


def _of_second_entry(
    page: Any, anna: Any, desk: Client, other: Client, text: Callable[[Any], str]
) -> dict[str, str]:
    box = closed(entered(a_box(page, found=1, second_entry="all"), {"overall": ["4"]}, by=anna))
    there = below(box, "drugi-wpis/1/")
    made = {
        "start": text(other.get("/admin/ocen-urzad/arkusz/")),
        "second entry waits": text(desk.get(below(box, "drugi-wpis/"))),
        "second entry to be ended": text(desk.post(below(box, "drugi-wpis/koniec/"))),
        "typed again": text(other.get(there)),
    }
    typed_again(box, {"overall": ["5"]})
    made["settle"] = text(other.post(f"{there}overall/", {"paper": "7"}))
    made["settled"] = text(other.post(f"{there}overall/", {"paper": "5"}))
    return made


def _of_boxes(page: Any, desk: Client, text: Callable[[Any], str]) -> dict[str, str]:
    tally = a_box(page, kind=Batch.Kind.TALLY)
    totals = {"forms": "3", "overall:5": "1"}
    box = closed(entered(a_box(page, found=1), {"overall": ["4"]}))
    withdrawn = a_box(page)
    desk.post(below(withdrawn, "wycofaj/"), {"because": "Pomyłka"})
    desk.get("/admin/")  # shows the message: one that fades in is no state of ours
    differing = a_box(page)
    header = {"opened_on": "10.03.2026", "found": "3", "second_entry": "none"}
    made = {
        "tally that does not add up": text(desk.post(below(tally, "zestawienie/"), totals)),
        "closed box": text(desk.get(below(box))),
        "withdrawn box": text(desk.get(below(withdrawn))),
        "sum that differs": text(desk.post(below(differing, "zamknij/"), header)),
    }
    generate_report(
        survey=survey_of(page),
        reason=ReportReason.PERIODIC,
        period=(date(2026, 1, 1), timezone.now().date()),
        case_number="",
        by=None,
        at=timezone.now(),
    )
    made["covered box"] = text(desk.get(below(box)))
    made["correction"] = text(desk.post(below(box, "korekta/"), {"text": ""}))
    supervisor = desk_of(a_user("nadzor", "view_results"))
    made["covered, read by the supervisor"] = text(supervisor.get(below(box)))
    old = code_of(page)
    a_second_version(page)
    late = a_box(page, opened_on=timezone.now().date())
    made["old version"] = text(desk.get(below(late, "arkusz/"), {"kod": old}))
    return made


Show = Callable[..., Page]


@pytest.fixture(scope="module")
def show(states: dict[str, str], browser: Browser) -> Iterator[Show]:
    """Show a state: `show("settle", "dark", script=False)`."""
    context = browser.new_context(locale="pl-PL", reduced_motion="reduce")
    now: dict[str, Any] = {}

    def serve(route: Route) -> None:
        path = route.request.url.partition(HOST)[2].partition("?")[0]
        made = {"/admin/jsi18n/": "jsi18n", "/admin/sprite/": "sprite"}
        found = finders.find(path.removeprefix("/static/")) if "/static/" in path else None
        if route.request.resource_type == "document":
            route.fulfill(body=now["html"], content_type="text/html; charset=utf-8")
        elif path in made:
            kind = "text/javascript" if "js" in path else "text/html"
            route.fulfill(body=states[made[path]], content_type=f"{kind}; charset=utf-8")
        elif found and not (path.endswith("entry.js") and not now["script"]):
            route.fulfill(path=str(found))
        else:
            route.abort()

    context.route("**/*", serve)
    page = context.new_page()

    def show(state: str, look: str, *, script: bool = True) -> Page:
        now.update(html=states[state], script=script)
        size, media = LOOKS[look]
        page.set_viewport_size(size)  # type: ignore[arg-type]  # it is one
        page.emulate_media(**media)
        page.goto(f"http://{HOST}/")
        page.evaluate("sessionStorage.clear()")
        return page

    yield show
    context.close()


def findings(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("options => axe.run('main', options)", AXE_OPTIONS)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return [
        f"{one['id']}: {one['help']} - {node['html']}"
        for one in found["violations"]
        for node in one["nodes"]
    ] + ["scrolls sideways"] * page.evaluate(wide)


def test_all_states_are_here(states: dict[str, str]) -> None:
    assert states.keys() - {"jsi18n", "sprite"} == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_clean(show: Show, state: str) -> None:
    assert findings(show(state, "desk")) == []


@pytest.mark.parametrize("look", [look for look in LOOKS if look != "desk"])
@pytest.mark.parametrize("state", CLOSELY)
def test_what_they_are_made_of_is_clean_in_every_look(show: Show, state: str, look: str) -> None:
    assert findings(show(state, look)) == []


@pytest.mark.parametrize("state", BOTH_WAYS)
def test_the_plain_form_is_as_clean(show: Show, state: str) -> None:
    page = show(state, "320 px", script=False)

    assert findings(page) == []
    assert page.locator(".ou-ask").evaluate_all("all => all.every(one => one.checkVisibility())")


def test_no_state_scrolls_sideways_on_a_phone(show: Show) -> None:
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

    assert [state for state in STATES if show(state, "320 px").evaluate(wide)] == []

"""Every state of every public page, in every way it may be looked at: clean, whole, big enough.

The pages are made once, through the doors that residents use, and shown from memory by one browser
with a page for every view. The views of a state are judged beside each other, and what is the same
page, under the same rules of style, is judged once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError, connection, transaction
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route
from wagtail.blocks import StreamBlock
from wagtail.models import Site

from example_site.town import put_up_town
from tests.browser.conftest import AXE, AXE_OPTIONS
from tests.every_kind import EVERY_KIND, FULL_ANSWERS
from tests.factories import a_survey_page, an_office, home, running, survey_of
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.residents import showing
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.banner_showing import RateOfficeBannerBlock
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey import operations

HOST = "localhost"
STATES = (
    "empty", "starter set", "every rule", "every other rule", "expired, all filled in", "thanks",
    "closed", "too late", "not open yet", "too early", "unavailable", "too many", "out of order",
    "bad request", "front page with the banner", "banner in a body", "preview",
)  # fmt: skip
FORMS = ("empty", "starter set", "every rule", "expired, all filled in", "preview")
NOT_TAKEN = {"too late": "closed", "too early": "not_open"}
PLAIN: dict[str, Any] = {
    "color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"
}  # fmt: skip
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 256}
VIEWS: dict[str, tuple[dict[str, int], Mapping[str, Any]]] = {
    "desktop": (DESK, PLAIN),
    "320 px, which is 400 %": (PHONE, PLAIN),
    "dark": (DESK, PLAIN | {"color_scheme": "dark"}),
    "forced colours": (DESK, PLAIN | {"forced_colors": "active"}),
    "reduced motion": (DESK, PLAIN | {"reduced_motion": "reduce"}),
}
DARK_TOWN = """
/* The town after dark. Of ours it sets nothing, so that our own colours are what is seen. */
:root {
  color-scheme: light dark;
  --ou-accent: initial;
  --ou-on-accent: initial;
  --ou-tint: initial;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e9eeeb;
    --muted: #b9c5c0;
    --accent: #8fd3bb;
    --sunken: #1e2623;
    --hero: #1d352e;
    --line: #3b4743;
    --control: #93a19b;
  }
  body, .skip, .search input { background: #141a18; }
  .search button { color: #0d1f19; }
  .search button:hover { background: #e5f0eb; }
}
"""
"""What the example town would add to its stylesheet if it had a dark look (form-dark.png)."""
CONDITIONS = """() => {
  const asked = rules => [...rules].flatMap(rule => [
    ...rule instanceof CSSMediaRule ? [rule.conditionText] : [],
    ...rule.cssRules ? asked(rule.cssRules) : [],
  ]);
  const ofSheets = [...document.styleSheets].flatMap(sheet => asked(sheet.cssRules));
  const ofElements = [...document.querySelectorAll("[media]")].map(one => one.media);
  return [...ofSheets, ...ofElements].map(query => `${query}: ${matchMedia(query).matches}`);
}"""
"""Which of the conditions of a page's styles hold: those on motion among them, if there are any."""
EVERY_RULE = {
    "single_other": ["phone"],
    "single_other.other": ["listem"],
    "multiple_other.other": ["y" * 201],
    "sentences": ["excellent"],
    "kind": ["5", "4"],
    "grade_courtesy": ["7"],
    "comment": ["z" * 301],
}
EVERY_OTHER_RULE = {
    "single_other.other": ["x" * 201],
    "department": ["nobody"],
    "multiple_other": ["@na", "taxes"],
    "helpful": ["@na"],
    "school": ["0"],
    "ten": ["11"],
}


@pytest.fixture(scope="module")
def states(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """Every state as HTML, made before the browser starts; nothing stays in the database."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            _bring_back_what_migrations_made()
            made = _made()
            transaction.set_rollback(True)
        Site.clear_site_root_paths_cache()
    return made


def _bring_back_what_migrations_made() -> None:
    """Begin with root page and site, whatever a test that commits has left behind.

    These tests ask for no database of their own and so come last, after those that empty it.
    """
    ready: Any = connection.creation
    ready.deserialize_db_from_string(cast(Any, connection)._test_serialized_contents)


def _made() -> dict[str, str]:
    put_up_town(hostname=HOST, port=80)
    an_office()
    page = a_survey_page(questionnaire=SHORT_SET, slug="ankieta")
    revision.activate(survey=survey_of(page), questionnaire=EVERY_KIND, by=None, at=timezone.now())
    full = a_survey_page(questionnaire=STARTER_SET, slug="pelna")
    draft = a_survey_page(questionnaire=EVERY_KIND, slug="szkic", live=False)
    resident = Client(raise_request_exception=False, headers={"host": HOST})
    token = resident.get(page.url).context["token"]
    root = f"/ocen-urzad/{survey_of(page).code}"

    def sent(fields: Mapping[str, Any], token: str = token) -> str:
        return text(resident.post(f"{root}/wyslij/", {**fields, "token": token}))

    def text(response: Any) -> str:
        return str(response.content.decode())

    made = {
        "empty": text(resident.get(page.url)),
        "starter set": text(resident.get(full.url)),
        "every rule": sent(EVERY_RULE),
        "every other rule": sent(EVERY_OTHER_RULE),
        "expired, all filled in": sent(FULL_ANSWERS, token="expired"),
        "thanks": text(resident.get(f"{root}/dziekujemy/")),
        "bad request": text(resident.post(f"{root}/wyslij/", "a=1", content_type="text/plain")),
        "preview": text(_rendered(showing.preview(request=_request(), page=draft))),
    }
    with override_settings(OCEN_URZAD_RATE_LIMIT=1):
        sent(FULL_ANSWERS)
        made["too many"] = sent(FULL_ANSWERS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "record_response", _out_of_order)
        made["out of order"] = sent(FULL_ANSWERS)
    RateOfficeBanner.objects.create(page=page)
    made["front page with the banner"] = text(resident.get("/"))
    made["banner in a body"] = _in_a_body()
    now = timezone.now()
    for state, opens, closes in (
        ("closed", None, now - timedelta(days=2)),
        ("not open yet", now + timedelta(days=2), None),
    ):
        page.opens_at, page.closes_at = opens, closes
        page.save_revision().publish()
        page.refresh_from_db()
        made[state] = text(resident.get(page.url))
    made |= {name: text(_not_taken(page, state)) for name, state in NOT_TAKEN.items()}
    page.unpublish()
    made["unavailable"] = text(resident.get(f"{root}/"))
    return made


def _not_taken(page: Any, state: str) -> Any:
    return _rendered(
        showing.closed(
            request=_request(),
            page=page,
            version=running(page),
            state=state,
            typed=[("Co powinniśmy poprawić?", "Więcej ławek.")],
        )
    )


def _out_of_order(**_given: Any) -> None:
    raise OperationalError


def _request() -> Any:
    return RequestFactory(headers={"host": HOST}).get("/ankieta/")


def _rendered(response: Any) -> Any:
    return response.render()


def _in_a_body() -> str:
    block = StreamBlock([("banner", RateOfficeBannerBlock())])
    request = _request()
    request.path = "/"
    body = block.to_python([{"type": "banner", "value": None}])
    shown = block.render(body, context={"request": request, "page": home()})
    return (
        '<!doctype html><html lang="pl"><head><title>Urząd</title>'
        '<link rel="stylesheet" href="/static/town/town.css"></head>'
        f"<body><main><h1>Urząd</h1>{shown}</main></body></html>"
    )


def _serve(now: Mapping[str, str], route: Route) -> None:
    """Answer with the page of `now` and the styles, ours and the town's; nothing else is there."""
    path = route.request.url.partition(HOST)[2].partition("?")[0]
    found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if route.request.resource_type == "document":
        route.fulfill(body=now["html"], content_type="text/html; charset=utf-8")
    elif path.endswith(("survey.css", "town.css")):
        further = now.get("more" if path.endswith("survey.css") else "town", "")
        body = Path(str(found)).read_text(encoding="utf-8") + further
        route.fulfill(body=body, content_type="text/css")
    elif path.startswith("/static/town/"):
        route.fulfill(path=str(found))
    else:
        route.abort()


Show = Callable[..., Page]


@pytest.fixture(scope="module")
def show(states: dict[str, str], browser: Browser) -> Iterator[Show]:
    """Show a state in the light: `show("empty", DESK, script=False, more="css")`."""
    pages = {
        script: browser.new_context(
            base_url=f"http://{HOST}", locale="pl-PL", java_script_enabled=script
        ).new_page()
        for script in (True, False)
    }
    now: dict[str, str] = {}

    def show(
        state: str,
        viewport: Any,
        *,
        script: bool = True,
        more: str = "",
        html: str = "",
    ) -> Page:
        page = pages[script]
        now.update(html=html or states[state], more=more)
        page.set_viewport_size(viewport)
        page.emulate_media(**PLAIN)
        page.goto("/strona/")
        return page

    for page in pages.values():
        page.route("**/*", partial(_serve, now))
    yield show
    for page in pages.values():
        page.context.close()


def findings(page: Page) -> list[str]:
    _begin(page)
    return _found(page)


def _begin(page: Page) -> None:
    page.evaluate(AXE)
    page.evaluate("options => { window.found = axe.run('html', options) }", AXE_OPTIONS)


def _found(page: Page) -> list[str]:
    return [
        f"{finding['id']}: {finding['help']} - {node['html']}"
        for finding in page.evaluate("window.found")["violations"]
        for node in finding["nodes"]
    ]


def fits(page: Page) -> bool:
    """Nothing scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@dataclass(frozen=True)
class Seen:
    """What was seen of a state in a view."""

    content: str
    findings: list[str]
    fits: bool


Look = Callable[[str, str], Seen]


@pytest.fixture(scope="module")
def look(states: dict[str, str], browser: Browser) -> Iterator[Look]:
    """Look at a state in a view: `look("empty", "dark")`. All its views are judged at once."""
    now: dict[str, str] = {}
    pages: dict[str, Page] = {}
    for view, (viewport, media) in VIEWS.items():
        context = browser.new_context(
            base_url=f"http://{HOST}", locale="pl-PL", viewport=cast("Any", viewport), **media
        )
        pages[view] = context.new_page()
        pages[view].route("**/*", partial(_serve, now))
    seen: dict[str, dict[str, Seen]] = {}

    def look(state: str, view: str) -> Seen:
        if state not in seen:
            now["html"] = states[state]
            seen[state] = _seen(pages, now)
        return seen[state][view]

    yield look
    for page in pages.values():
        page.context.close()


def _seen(pages: Mapping[str, Page], now: dict[str, str]) -> dict[str, Seen]:
    """Load a state in every view and let axe run in all of them beside each other."""
    sights: dict[str, tuple[Any, ...]] = {}
    judges: dict[tuple[Any, ...], Page] = {}
    for view, page in pages.items():
        viewport, media = VIEWS[view]
        now["town"] = DARK_TOWN if media["color_scheme"] == "dark" else ""
        page.goto("/strona/")
        sights[view] = (
            *viewport.values(), media["color_scheme"], media["forced_colors"],
            *page.evaluate(CONDITIONS), page.content(),
        )  # fmt: skip
        if sights[view] not in judges:
            _begin(page)
            judges[sights[view]] = page
    found = {sight: _found(page) for sight, page in judges.items()}
    return {
        view: Seen(str(sights[view][-1]), found[sights[view]], fits(page))
        for view, page in pages.items()
    }


@pytest.mark.django_db  # one must say so, or pytest-django makes no database for this module alone
def test_all_states_are_here(states: dict[str, str]) -> None:
    assert set(states) == set(STATES)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("state", STATES)
def test_a_state_is_clean_in_a_view(look: Look, state: str, view: str) -> None:
    seen = look(state, view)

    assert seen.findings == []
    assert seen.fits


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_clean_without_scripts(look: Look, show: Show, state: str) -> None:
    plain = show(state, DESK, script=False).content()

    # The very page that was found clean with scripts, or else judged by itself.
    assert plain == look(state, "desktop").content or findings(show(state, DESK, html=plain)) == []


@pytest.mark.parametrize("state", FORMS)
@pytest.mark.parametrize("width", [1280, 640, 320])
def test_text_of_double_size_fits(show: Show, state: str, width: int) -> None:
    page = show(state, {"width": width, "height": 800}, more="html { font-size: 200% }")

    assert fits(page)


@pytest.mark.parametrize("width", [1280, 640, 320])
@pytest.mark.parametrize("state", FORMS)
def test_targets_are_big_enough(show: Show, state: str, width: int) -> None:
    page = show(state, {"width": width, "height": 800})
    small = page.evaluate(
        """([least, sizes]) => [...document.querySelectorAll(
          ".ou :is(input:not([type=hidden], [tabindex='-1']), select, textarea, button, .ou-option)"
        )].filter(one => one.checkVisibility()).map(one => {
          const {width, height} = one.getBoundingClientRect();
          const kind = Object.keys(sizes).find(selector => one.matches(selector));
          return [one.id || one.className || one.tagName, width, height, sizes[kind] ?? least];
        }).filter(([, width, height, least]) => width < 24 || height < least)""",
        [24, {".ou-row .ou-option": 44, ".ou-option, .ou-line": 48, "select": 52, "button": 56}],
    )

    assert small == []


@pytest.mark.parametrize("state", ["every rule", "every other rule"])
def test_the_summary_of_errors_is_met_first_and_leads_to_each(show: Show, state: str) -> None:
    page = show(state, DESK)

    assert page.title().startswith("Błąd: ")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    links = page.locator("[role=alert] a")
    marked = page.locator(".ou-wrong").evaluate_all("all => all.map(one => one.id)")
    assert links.count() == len(marked) >= 9
    for place, question in enumerate(marked):
        link = links.nth(place)
        link.press("Enter")
        anchor = (link.get_attribute("href") or "").removeprefix("#")
        page.locator(f"#{anchor}:focus").wait_for(timeout=5000)
        focused = page.evaluate(
            "[document.activeElement.id, document.activeElement.closest('.ou-wrong').id,"
            " document.activeElement.checkVisibility(),"
            " document.activeElement.getBoundingClientRect().top >= 0]"
        )
        assert focused == [anchor, question, True, True]


def test_what_a_town_sets_is_what_is_seen(show: Show) -> None:
    """Three properties are enough, also for what is chosen."""
    more = ":root { --ou-accent: #7a1d2b; --ou-on-accent: #fffdf8; --ou-tint: #f7e6e8 }"
    page = show("expired, all filled in", DESK, html="", more=more.replace(":root", ".ou"))
    seen = page.evaluate(
        """() => {
          const style = selector => getComputedStyle(document.querySelector(selector));
          return [style(".ou-button").backgroundColor, style(".ou-button").color,
            style(".ou-option:has(:checked)").borderTopColor,
            style(".ou-option:has(:checked)").backgroundColor];
        }"""
    )

    assert seen == [
        "rgb(122, 29, 43)", "rgb(255, 253, 248)", "rgb(122, 29, 43)", "rgb(247, 230, 232)"
    ]  # fmt: skip
    assert findings(page) == []


def test_from_right_to_left_all_is_mirrored(show: Show, states: dict[str, str]) -> None:
    html = states["every rule"].replace('<html lang="pl"', '<html lang="pl" dir="rtl"', 1)
    assert 'dir="rtl"' in html
    for viewport in (DESK, PHONE):
        page = show("every rule", viewport, html=html)
        assert fits(page)
    page = show("every rule", DESK, html=html)
    beside = page.evaluate(
        """() => {
          const right = selector => document.querySelector(selector).getBoundingClientRect().right;
          const bar = getComputedStyle(document.querySelector(".ou-wrong"), "::before");
          return [right(".ou-with .ou-option") - right(".ou-beside"), bar.borderRightWidth,
            right("#q-single_other-1") > right("#q-single_other-1 + span")];
        }"""
    )
    assert beside == [24, "5px", True]


def test_on_paper_all_questions_stand_and_no_answer_is_marked(show: Show) -> None:
    page = show("expired, all filled in", DESK)
    page.locator("#q-leads-2").check()
    page.emulate_media(media="print")
    printed = page.evaluate(
        """() => [
          [...document.querySelectorAll(".ou-q")].filter(one => !one.checkVisibility()).length,
          [...document.querySelectorAll(".ou-option input:checked")].filter(one =>
            getComputedStyle(one).backgroundColor !== "rgba(0, 0, 0, 0)").length,
          [...document.querySelectorAll(".ou-rail, .ou-button")].filter(one =>
            one.checkVisibility()).length,
        ]"""
    )
    page.emulate_media(media="screen")

    assert printed == [0, 0, 0]


def test_where_has_is_unknown_all_is_there(show: Show, states: dict[str, str]) -> None:
    """The text beside an option, and every question, in a browser that does not know :has()."""
    styles = Path(str(finders.find("wagtail_ocen_urzad/survey.css"))).read_text(encoding="utf-8")
    assert styles.count(":has(") > 20
    html = states["empty"].replace(
        '<link rel="stylesheet" href="/static/wagtail_ocen_urzad/survey.css">',
        f"<style>{styles.replace(':has(', ':unknown(')}</style>",
    )
    page = show("empty", DESK, html=html)
    page.locator("#q-leads-2").check()

    assert page.locator(".ou-line").evaluate_all("all => all.every(one => one.checkVisibility())")
    assert page.locator("#q-place_hours").is_visible()
    assert fits(page)

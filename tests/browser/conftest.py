"""A real browser on a real server, both on this machine only.

Playwright drives the system's own Chromium: nothing is downloaded. Whatever a page asks of another
host is refused, remembered and fails the test; so does an error in a page's script or a breach of
its Content Security Policy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.resources import files
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests.services import chromium, missing

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AXE_OPTIONS = {
    # Everything that axe knows; the rule for the size of targets (WCAG 2.2) is off by itself.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
STILL = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const moving = () => document.getAnimations().filter(one =>
    one.playState === "running" && one.effect.getComputedTiming().endTime <= 2000);
  await frame();
  await frame();
  for (let found = moving(); found.length; found = moving()) {
    await Promise.allSettled(found.map(one => one.finished));
    await frame();
  }
}"""
"""Resolves when nothing moves any more, Wagtail's messages among it; a badge of the menu that draws
attention to itself for half a minute is let go."""


class OpenPage(Protocol):
    """The fixture `open_page`."""

    def __call__(self, *, script: bool = True, **options: Any) -> Page:
        """Give a page in a context of its own; `options` are those of Playwright's contexts."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a page, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    executable = chromium()
    if executable is None:
        missing("chromium")
    # Playwright's synchronous API keeps an event loop in this thread, and Django would refuse to
    # use the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=executable, args=CHROMIUM_ARGUMENTS
            )
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What pages of this test did wrong; it must be empty when the test ends."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_page(
    browser: Browser,
    live_server: LiveServer,
    complaints: list[str],
) -> Iterator[OpenPage]:
    """Open pages on the live server: `open_page(script=False, viewport=..., color_scheme=...)`."""
    contexts: list[BrowserContext] = []

    def guard(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme in {"data", "blob"} or _is_loopback(url.hostname or ""):
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_page(*, script: bool = True, **options: Any) -> Page:
        options.setdefault("locale", "pl-PL")
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=script, **options
        )
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One page as on a desk: scripts on, 1280 x 800."""
    return open_page(viewport={"width": 1280, "height": 800})


@pytest.fixture
def page_without_script(open_page: OpenPage) -> Page:
    """The same without JavaScript."""
    return open_page(script=False, viewport={"width": 1280, "height": 800})


@pytest.fixture
def axe(open_page: OpenPage) -> Callable[[Page], None]:
    """Assert that axe finds nothing on a page. There is no list of exceptions, on purpose."""

    def assert_no_findings(page: Page) -> None:
        if not page.evaluate("matchMedia('(scripting: enabled)').matches"):
            page = _copy_for_axe(page, open_page)
        # What fades in is judged when it is there.
        page.evaluate(STILL)
        # Evaluated by the debugger, so the page's own policy stays as strict as it is.
        page.evaluate(AXE)
        findings = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
        assert [
            f"{finding['id']}: {finding['help']} - {node['html']}"
            for finding in findings["violations"]
            for node in finding["nodes"]
        ] == []

    return assert_no_findings


def _copy_for_axe(page: Page, open_page: OpenPage) -> Page:
    """Show a page that was loaded without scripts where axe, and nothing else, may run."""
    shown = page.content()
    copy = open_page(viewport=page.viewport_size)

    def serve(route: Route) -> None:
        if route.request.resource_type == "document":
            route.fulfill(body=shown, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.abort()
        else:
            route.fallback()

    copy.route("**/*", serve)
    copy.goto(page.url)
    return copy


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False

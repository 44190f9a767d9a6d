"""The browser's own guards: they see what they are there to see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PAGE = """<!doctype html><html lang="pl"><head><title>Kartka</title></head>
<body><main><h1>Kartka</h1>{}</main></body></html>"""


def test_town_has_its_pages_and_its_root_again(page: Page) -> None:
    from wagtail.models import Site  # noqa: PLC0415 - models wait for Django

    assert Site.objects.filter(is_default_site=True).count() == 1
    response = page.goto("/")
    assert response
    assert response.ok


def test_root_is_there_for_the_next_test_too(page_without_script: Page) -> None:
    response = page_without_script.goto("/")
    assert response
    assert response.ok


def test_other_hosts_are_refused_and_remembered(page: Page, complaints: list[str]) -> None:
    page.set_content(PAGE.format('<img alt="" src="http://elsewhere.example/picture.png">'))

    assert complaints == ["asked for http://elsewhere.example/picture.png"]
    complaints.clear()


def test_breach_of_the_policy_is_remembered(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")

    assert len(complaints) == 1
    assert "Content Security Policy" in complaints[0]
    complaints.clear()


def test_axe_finds_what_is_wrong(page: Page, axe: Callable[[Page], None]) -> None:
    page.set_content(PAGE.format('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'))

    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_axe_finds_it_without_scripts_too(
    page_without_script: Page, axe: Callable[[Page], None]
) -> None:
    page_without_script.goto("/static/town/town.css")
    page_without_script.set_content(PAGE.format("<h3>Za nisko</h3>"))

    with pytest.raises(AssertionError, match="heading-order"):
        axe(page_without_script)

"""The report on the screen: safe, accessible, the same figures as on paper."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils.safestring import mark_safe

from tests.reports.sample import SHA256, golden, question, rating, report_of, sample
from wagtail_ocen_urzad.reports.documents import report_html
from wagtail_ocen_urzad.survey.questionnaire import from_data

LIVE = '<script>alert("1")</script> {{ 7 }} \' & „ą”'


class Reader(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def read(data: dict[str, Any], **more: Any) -> Reader:
    return Reader(report_html(data=data, sha256=SHA256, **more))


@pytest.fixture(scope="module")
def page() -> Reader:
    return read(sample())


def test_golden_figures_on_the_screen() -> None:
    text = read(report_of(questions=[golden()], forms=109)).text

    for figure in ("4,10", "76,7%", "77,4", "46,6", "44,0", "103"):
        assert f" {figure} " in text
    assert "Podstawa odsetków: 103 odpowiedzi ważne oraz 109 wszystkich ankiet." in text


def test_chapters_in_order(page: Reader) -> None:
    contents = [one["href"] for one in page.all("a") if str(one.get("href", "")).startswith("#")]

    assert list(dict.fromkeys(contents)) == [
        "#podsumowanie-section",
        "#metoda-section",
        "#obszar-demographics-section",
        "#obszar-case-section",
        "#obszar-access-section",
        "#obszar-staff-section",
        "#obszar-course-section",
        "#obszar-general-section",
        "#obszary-section",
        "#komorki-section",
        "#kanaly-section",
        "#zalacznik-section",
    ]


def test_every_link_of_the_contents_leads_somewhere(page: Reader) -> None:
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert {one["href"][1:] for one in page.all("a") if one["href"]} <= set(ids)


def test_a_strict_policy_lets_everything_pass(page: Reader) -> None:
    names = {name for _tag, attributes in page.tags for name in attributes}

    assert page.all("script") == page.all("style") == []
    assert "style" not in names
    assert [name for name in names if name.startswith("on")] == []


def test_charts_are_hidden_from_screen_readers_beside_their_tables(page: Reader) -> None:
    charts = [one for one in page.all("svg") if one.get("class") == "ou-bar"]

    assert len(charts) == 13
    assert {one["aria-hidden"] for one in charts} == {"true"}


def test_each_hatching_is_defined_in_its_own_chart() -> None:
    html = report_html(data=sample(), sha256=SHA256)
    defined = re.findall(r'<pattern id="([^"]+)"', html)

    assert len(defined) == len(set(defined)) == 26
    assert set(re.findall(r"url\(#([^)]+)\)", html)) == set(defined)


def test_tables_have_heads_for_columns_and_rows(page: Reader) -> None:
    assert {one.get("scope") for one in page.all("th")} == {"col", "row"}


def test_shares_have_a_place_in_the_bar_from_six_percent_on() -> None:
    one = rating(code="a", text="A", marks=(88, 6, 5, 1), labels="abcd", forms=100)
    [chart] = re.findall(
        r'<svg class="ou-bar".*?</svg>\s*<p',
        report_html(data=report_of(questions=[one], forms=100), sha256=SHA256),
        re.DOTALL,
    )

    assert re.findall(r">([\d,]+%)</text>", chart) == ["88,0%", "6,0%"]


def test_the_hash_is_shown(page: Reader) -> None:
    assert "liczby są zamrożone 3f9c 71d0" in page.text
    assert " ".join(re.findall("....", SHA256)) in page.text


def test_buttons_of_the_page_come_before_the_chapters() -> None:
    html = report_html(
        data=sample(), sha256=SHA256, toolbar=mark_safe('<a class="button">Pobierz PDF</a>')
    )

    assert html.index("liczby są zamrożone") < html.index("Pobierz PDF") < html.index("<nav")


@pytest.mark.parametrize("forms", [0, 109])
def test_what_identifies_the_report_stands_on_the_screen_too(forms: int) -> None:
    page = read(report_of(questions=[golden()], forms=forms))

    for words in ("Znak sprawy OR.0643.1.2026", "Odpowiada za badanie Wydział Organizacyjny"):
        assert page.text.count(words) == 1


def test_no_forms_are_one_sentence() -> None:
    page = read(report_of(questions=[golden()], forms=0))

    assert "W 2025 r. zebrano 0 ankiet." in page.text
    assert "Rozkład odpowiedzi" not in page.text
    assert [one["href"] for one in page.all("a") if not one.get("class")] == [
        "#podsumowanie-section",
        "#zalacznik-section",
    ]


def test_nothing_that_was_typed_is_live() -> None:
    data = hostile()
    page = read(data)

    assert page.all("script") == page.all("b") == []
    assert page.text.count('<script>alert("1")</script> {{ 7 }}') > 20


def hostile() -> dict[str, Any]:
    """A report with markup wherever somebody can type."""
    one = rating(code="a", text=LIVE, marks=(40, 2), labels=(LIVE, LIVE), forms=50)
    one |= {"help_text": LIVE}
    one["wordings"] = [one["wordings"][0] | {"text": LIVE}] * 2
    chosen = question(
        code="b", text=LIVE, kind="single", options=[("x", LIVE, 9, False)], valid=9, forms=50
    )
    data = report_of(questions=[one, chosen], forms=50, case_number=LIVE)
    office: dict[str, Any] = {
        key: LIVE if isinstance(value, str) else value
        for key, value in data["office"]["data"].items()
    }
    office["departments"] = [{"code": "a", "name": LIVE, "symbol": LIVE, "is_active": True}]
    office["legal_basis"] = office["legal_basis"] | {"number": LIVE, "statute": LIVE}
    office["logo"] = {"sha256": "0" * 64, "alt": LIVE, "type": "image/png"}
    office["project"] = {"name": LIVE, "funding_note": LIVE, "logos": [office["logo"]]}
    data["office"]["data"] = office
    data["created"]["by"] = LIVE
    data["areas"][0]["title"] = LIVE
    data["forms"]["departments"] = [{"code": "a", "name": LIVE, "symbol": LIVE, "forms": 50}]
    data["forms"]["service_points"] = [{"code": "a", "name": LIVE, "forms": 50}]
    questionnaire: dict[str, Any] = data["questionnaire"]
    questionnaire["intro"] = LIVE
    for area in questionnaire["areas"]:
        area |= {"title": LIVE, "lead": LIVE}
        for asked in area["questions"]:
            asked |= {"text": LIVE, "help_text": LIVE}
            for choice in asked["choices"]:
                choice["label"] = LIVE
    from_data(data=questionnaire)
    return data

"""The pages around the questions, inside any town's base template. No database is touched here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.shortcuts import render
from django.template import Template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from wagtail_ocen_urzad.residents.form.outline import ErrorLine, PartLink

FOLDER = "wagtail_ocen_urzad/residents"
BASE = (
    "<title>{% block title %}{% endblock %}</title>"
    "{% block extra_css %}<link href=town>{% endblock %}"
    "<main>{% block content %}{% endblock %}</main>"
    "{% block wagtailuserbar %}BAR{% endblock %}"
)
NOTES = SimpleNamespace(
    privacy_short="Nie zbieramy danych.",
    privacy_full="Administratorem danych jest\n\n<b>Burmistrz</b>.",
    complaints_note="Ankieta nie służy do składania skarg i wniosków.",
    complaints_url="/skargi/",
)
NASTY = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def seen(name: str, **context: Any) -> BeautifulSoup:
    context = {"base_template": Template(BASE), "notes": NOTES, "home_url": "/", **context}
    response = render(HttpRequest(), f"{FOLDER}/{name}.html", context)
    return BeautifulSoup(response.content.decode(), "html.parser")


def form(**context: Any) -> BeautifulSoup:
    context = {
        "title": "Ankieta",
        "action": "/ocen-urzad/K7RT2/wyslij/",
        "token": "signed:token",
        "desk": "BQKAA",
        "questions": SafeString('<fieldset id="q-a"></fieldset>'),
        "parts": [PartLink(number=1, title="Sprawa", anchor="czesc-1", is_optional=True)],
        "intro": "Prosimy o ocenę.",
        "minutes": 3,
        "notes": NOTES,
        "can_be_sent": True,
        "errors": [],
        "general_error": "",
        **context,
    }
    pieces = {
        name: render_to_string(f"{FOLDER}/survey_{name}.html", context)
        for name in ("above", "rail", "below")
    }
    return seen("survey_page", **context, **pieces)


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    [found] = soup.select(selector)
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def test_the_form_posts_what_the_view_needs_and_stops_nobody() -> None:
    soup = form()
    sent = one(soup, "form")

    assert sent["action"] == "/ocen-urzad/K7RT2/wyslij/"
    assert sent["method"] == "post"
    assert sent.has_attr("novalidate")
    assert [(tag["name"], tag["value"]) for tag in sent.select("input[type=hidden]")] == [
        ("token", "signed:token"),
        ("punkt", "BQKAA"),
    ]
    assert len(soup.select("button")) == 1
    assert soup.select("[type=reset], script, style, [style], iframe") == []


def test_the_trap_for_robots_is_hidden_from_everybody_else() -> None:
    trap = one(form(), "input[name=www]")
    around = trap.find_parent("div")

    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    assert around is not None
    assert around["aria-hidden"] == "true"
    assert words(around) == "Please do not fill in this field"


def test_the_order_before_the_first_question() -> None:
    soup = form()

    assert words(one(soup, "title")) == "Ankieta"
    assert [words(tag) for tag in soup.select("h1, .ou-intro, .ou-box p strong, summary")] == [
        "Ankieta",
        "Prosimy o ocenę.",
        "The survey is voluntary and anonymous. It takes about 3 minutes.",
        "Information on the protection of personal data",
    ]
    assert words(one(soup, ".ou-rail a")) == "1. Sprawa (optional)"


def test_the_bar_for_editors_is_left_out_and_the_towns_styles_stay() -> None:
    soup = form()

    assert "BAR" not in soup.get_text()
    assert [link["href"] for link in soup.select("link")] == [
        "town",
        "/static/wagtail_ocen_urzad/survey.css",
    ]


def test_the_privacy_clause_is_text() -> None:
    clause = one(form(), "details")

    assert [words(p) for p in clause.select("p")] == [
        "Administratorem danych jest",
        "<b>Burmistrz</b>.",
    ]


def test_without_a_full_clause_there_is_nothing_to_unfold() -> None:
    notes = SimpleNamespace(
        privacy_short="", privacy_full="", complaints_note="", complaints_url=""
    )
    soup = form(notes=notes)

    assert soup.select("details, .ou-small") == []


def test_the_error_summary_takes_the_place_of_the_intro_and_the_focus() -> None:
    lines = [
        ErrorLine(number=1, text=f"W jaki {NASTY}?", message="mark one answer", anchor="q-a-1")
    ]
    soup = form(errors=lines)
    summary = one(soup, ".ou-errors")

    assert words(one(soup, "title")) == "Error: Ankieta"
    assert soup.select(".ou-intro, .ou-box") == []
    assert summary["role"] == "alert"
    assert summary["tabindex"] == "-1"
    assert summary.has_attr("autofocus")
    link = one(summary, "a")
    assert link["href"] == "#q-a-1"
    assert words(link) == f"Question 1. W jaki {NASTY}? – mark one answer"
    assert words(summary.select("p")[-1]) == (
        "The other answers are kept. The survey has not been sent yet."
    )


def test_a_general_error_says_that_everything_is_kept() -> None:
    summary = one(form(general_error="The form had expired."), ".ou-errors")

    assert words(summary) == (
        "The form had expired. Your answers are kept. The survey has not been sent yet."
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("", "Once a year the office makes a report of all surveys and says what should be"),
        (f"Co dalej? {NASTY}", f"Co dalej? {NASTY}"),
    ],
)
def test_thanks_say_what_happens_with_the_answers(given: str, shown: str) -> None:
    soup = seen("thanks_page", page=None, title="Ankieta", thank_you=given)

    assert words(one(soup, "h1")) == "Thank you for filling in the survey."
    assert words(one(soup, "h2 + p")).startswith(shown)
    assert [link["href"] for link in soup.select("a")] == ["/skargi/", "/"]
    assert soup.select("script, style, [style]") == []


OPENS, CLOSES = datetime(2026, 1, 1, 23, tzinfo=UTC), datetime(2026, 10, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "sentence", "term"),
    [
        ("closed", "Collecting answers in this survey has ended.", "We collected answers"),
        ("not_open", "Collecting answers has not begun yet.", "We will collect answers"),
    ],
)
def test_closed_says_when_it_is_open(state: str, sentence: str, term: str) -> None:
    soup = seen("closed_page", page=None, state=state, opens_at=OPENS, closes_at=CLOSES, typed=[])

    assert words(one(soup, "h1")) == "The survey is not available at present."
    assert words(one(soup, ".ou-intro")).startswith(sentence)
    assert words(one(soup, "dt")) == term
    assert words(one(soup, "dd")) == "from 2 January to 30 October 2026"


def test_without_questions_there_is_no_date() -> None:
    soup = seen("closed_page", page=None, state="unavailable", opens_at=None, closes_at=None)

    assert words(one(soup, ".ou-intro")) == "Please come back later."
    assert soup.select("dl") == []


def test_what_came_too_late_is_shown_to_be_copied() -> None:
    typed = [("Co powinniśmy poprawić?", f"Windę.\n{NASTY}")]
    soup = seen(
        "closed_page", page=None, state="closed", opens_at=None, closes_at=None, typed=typed
    )

    assert words(one(soup, ".ou-typed dt")) == "Co powinniśmy poprawić?"
    assert one(soup, ".ou-typed dd").get_text() == f"Windę.\n{NASTY}"
    assert "have not been stored" in words(one(soup, "main"))


def test_try_again_carries_everything_that_was_sent() -> None:
    fields = [
        ("token", "signed"),
        ("comment", f'"{NASTY}\n'),
        ("case_kind", "a"),
        ("case_kind", "b"),
    ]
    soup = seen("try_again", base_template=None, action="/wyslij/", fields=fields)

    assert one(soup, "form")["action"] == "/wyslij/"
    assert [(tag["name"], tag["value"]) for tag in soup.select("input")] == fields
    assert words(one(soup, "h1")) == "The answers could not be stored."
    assert words(one(soup, "button")) == "Send again"
    assert one(soup, "html")["lang"] == "en"


def test_try_again_may_give_another_reason() -> None:
    soup = seen("try_again", action="/", fields=[], heading="Busy", sentence="Wait a minute.")

    assert [words(one(soup, name)) for name in ("title", "h1", ".ou-intro")] == [
        "Busy",
        "Busy",
        "Wait a minute.",
    ]


def test_what_is_no_survey_is_said_so() -> None:
    soup = seen("bad_request", sentence="", survey_url="/ankieta/")

    assert words(one(soup, "h1")) == "The survey could not be read."
    assert one(soup, "a")["href"] == "/ankieta/"

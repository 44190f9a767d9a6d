"""„Odpowiedzi do sprawdzenia”: look, exclude with a reason, put back; never the answer's id."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tests.factories import NOON, a_survey, an_office, answer
from tests.staff.screens import an_administrator, desk_of, said, soup, words
from tests.survey.test_answers import publish
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Response

pytestmark = pytest.mark.django_db

DESK = "/admin/ocen-urzad/do-sprawdzenia/"


@pytest.fixture
def version() -> QuestionSetVersion:
    return a_survey()


@pytest.fixture
def clerk() -> Client:
    return desk_of(an_administrator())


def flagged(version: QuestionSetVersion, given: Any = None, **more: Any) -> Response:
    recorded = answer(version, given or {"overall": ["5"]}, issued_at=NOON, **more)
    return Response.objects.get(pk=recorded.response_id)


def address(one: Response, verb: str = "") -> str:
    return f"{DESK}{one.version.survey.code}/{one.review_key}/{verb}"


def rows(client: Client, url: str) -> list[list[str]]:
    page = soup(client.get(url, follow=True))
    return [
        [words(cell) for cell in row.select("th, td")]
        for row in page.select(".ou-register tbody tr")
    ]


def test_the_only_survey_opens_at_once(clerk: Client, version: QuestionSetVersion) -> None:
    one = flagged(version, on=date(2026, 3, 9))
    answer(version, {"overall": ["4"]})

    assert rows(clerk, DESK) == [
        [
            one.review_key,
            "9 marca 2026 r.",
            "1",
            "wysłana szybciej, niż można ją przeczytać",
            "policzona",
        ]
    ]


def test_several_surveys_are_listed_with_their_numbers(clerk: Client) -> None:
    office = an_office()
    first, second = a_survey(office=office), a_survey(office=office)
    flagged(first)
    flagged(first)
    excluded = flagged(first)
    clerk.post(address(excluded, "wyklucz/"), {"reason": "Próba"})

    assert rows(clerk, DESK) == [["Ankieta", "2", "1"], ["Ankieta", "0", "0"]]
    assert rows(clerk, f"{DESK}{second.survey.code}/") == []


def test_one_answer_is_shown_with_its_questions_and_without_its_texts(clerk: Client) -> None:
    version = a_survey(questionnaire=STARTER_SET)
    given = {
        "contact_way": ["phone"],
        "department": ["so"],
        "case_kind": ["taxes", "roads"],
        "courtesy": ["@na"],
        "overall": ["4"],
        "comment": ["Pani Kowalska była nieuprzejma."],
    }
    one = flagged(version, given)

    page = soup(clerk.get(address(one)))
    shown = {
        words(row.select_one("th")).split(" ", 1)[1]: words(row.select_one("td"))
        for row in page.select(".ou-register tbody tr")
    }
    assert len(shown) == 24
    assert shown["Jak ogólnie ocenia Pan/Pani obsługę w Urzędzie?"] == "dobrze"
    assert shown["Uprzejmość i kultura osobista pracownika"] == "nie dotyczy / trudno powiedzieć"
    assert shown["Czego dotyczyła sprawa?"] == "podatki i opłaty, drogi"
    assert shown["Co powinniśmy poprawić?"] == "wpisano tekst"
    assert shown["Płeć"] == "brak odpowiedzi"
    assert "Wydział Spraw Obywatelskich" in shown.values()
    assert "Kowalska" not in page.get_text()


def test_the_log_says_who_looked_at_which_answer_and_not_what_it_says(
    clerk: Client, version: QuestionSetVersion
) -> None:
    one = flagged(version)

    clerk.get(DESK, follow=True)
    clerk.get(address(one))

    [line] = ModelLogEntry.objects.filter(action="ocen_urzad.see_response")
    assert (line.user.username, line.data) == ("anna", {"number": 1, "answer": one.review_key})
    assert line.message == "Obejrzano odpowiedź oznaczoną do sprawdzenia"


def test_excluded_and_put_back(clerk: Client, version: QuestionSetVersion) -> None:
    one = flagged(version)

    done = clerk.post(address(one, "wyklucz/"), {"reason": "Wpis próbny."})
    assert done["Location"] == address(one)
    assert said(done) == ["Odpowiedź została wykluczona z wyników."]
    assert "Wpis próbny." in soup(clerk.get(address(one))).get_text()
    assert rows(clerk, DESK) == []
    assert [row[0] for row in rows(clerk, f"{DESK}{version.survey.code}/?stan=wykluczone")] == [
        one.review_key
    ]

    assert said(clerk.post(address(one, "przywroc/"))) == ["Odpowiedź jest znowu policzona."]
    assert [row[0] for row in rows(clerk, DESK)] == [one.review_key]


def test_without_a_reason_nothing_happens_and_it_is_said(
    clerk: Client, version: QuestionSetVersion
) -> None:
    one = flagged(version)

    page = soup(clerk.post(address(one, "wyklucz/"), {"reason": "  "}))

    assert "Proszę wpisać powód." in page.get_text()
    assert Response.objects.get().excluded_because == ""


def test_what_is_closed_offers_no_button_and_refuses(
    clerk: Client, version: QuestionSetVersion
) -> None:
    one = flagged(version)
    publish(version, STARTER_SET)

    page = soup(clerk.get(address(one)))
    assert page.select(".ou-desk form") == []
    assert "nie można już zmienić" in page.get_text()
    refused = said(clerk.post(address(one, "wyklucz/"), {"reason": "Za późno"}))
    assert refused[0].startswith("Niczego nie zmieniono: wersja")
    assert rows(clerk, DESK)[0][-1] == "policzona, wersja zamknięta"


def test_no_page_holds_the_id_of_an_answer(clerk: Client, version: QuestionSetVersion) -> None:
    one = flagged(version)
    clerk.post(address(one, "wyklucz/"), {"reason": "Próba"})

    for url in (DESK, f"{DESK}{version.survey.code}/?stan=wykluczone", address(one)):
        text = clerk.get(url, follow=True).content.decode()
        assert str(one.pk) not in text
        assert one.pk.hex not in text


def test_only_marked_answers_have_a_page(clerk: Client, version: QuestionSetVersion) -> None:
    recorded = answer(version, {"overall": ["5"]})
    code = version.survey.code

    assert Response.objects.get(pk=recorded.response_id).review_key == ""
    for key in (str(recorded.response_id), recorded.response_id.hex, "x"):
        assert clerk.get(f"{DESK}{code}/{key}/").status_code == 404


def test_a_list_costs_the_same_however_long_it_is(
    clerk: Client, version: QuestionSetVersion
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            clerk.get(f"{DESK}{version.survey.code}/")
        return len(captured)

    flagged(version)
    cost()
    few = cost()
    for _ in range(60):
        flagged(version)

    assert cost() == few
    assert len(rows(clerk, f"{DESK}{version.survey.code}/")) == 50
    assert len(rows(clerk, f"{DESK}{version.survey.code}/?p=2")) == 11
    assert len(rows(clerk, f"{DESK}{version.survey.code}/?p=zzz")) == 50


def test_an_answer_stays_readable_when_its_questions_are_history(
    clerk: Client, version: QuestionSetVersion
) -> None:
    one = flagged(version)
    publish(version, STARTER_SET)
    publish(version, SHORT_SET)

    page = soup(clerk.get(address(one)))
    assert len(page.select(".ou-register tbody tr")) == 3

"""Sending the form over HTTP: without a cookie, kept or given back, never lost and never a 5xx."""

from __future__ import annotations

import dataclasses
import gzip
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from tests.factories import a_survey_page, an_office, publish, running, survey_of
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents import tokens
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Comment,
    Department,
    OfficeDataVersion,
    QuestionSetVersion,
    Response,
    Survey,
)
from wagtail_ocen_urzad.survey.questionnaire import QuestionKind, Questionnaire

pytestmark = pytest.mark.django_db

ANSWERS = {"overall": "4", "department": "so", "comment": "Miło, szybko & „ładnie” <b>"}
URL_ENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def page() -> SurveyPage:
    an_office()
    return a_survey_page(slug="ankieta")


@pytest.fixture
def resident() -> Client:
    """Like a browser; Django's own CSRF check is on, as it is for everybody."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def address(page: Page) -> str:
    return f"/ocen-urzad/{survey_of(page).code}/wyslij/"


def signed(value: Any, *, salt: str = tokens.SALT) -> str:
    """Sign anything the way tokens are signed."""
    text: str = signing.Signer(salt=salt).sign_object(value)
    return text


def token_of(response: Any) -> str:
    field = BeautifulSoup(response.content, "html.parser").select_one("[name=token]")
    assert field
    return str(field["value"])


def fetch(resident: Client, page: Page) -> str:
    return token_of(resident.get(page.url))


def send(resident: Client, page: Page, fields: Mapping[str, Any], **headers: str) -> Any:
    return resident.post(address(page), fields, headers=headers)


def fill(resident: Client, page: Page, **more: str) -> dict[str, str]:
    return {"token": fetch(resident, page), "punkt": "", "www": "", **ANSWERS, **more}


def required_department() -> SurveyPage:
    """A survey that asks for nothing but the department, and wants it."""
    [area] = SHORT_SET.areas
    [asked] = [one for one in area.questions if one.kind is QuestionKind.DEPARTMENT]
    must = dataclasses.replace(asked, is_required=True, allows_not_applicable=False)
    others = [must if one is asked else one for one in area.questions]
    area = dataclasses.replace(area, questions=tuple(others))
    return a_survey_page(
        questionnaire=dataclasses.replace(SHORT_SET, areas=(area,)), slug="wymagana"
    )


def was_thanked(response: Any, page: Page) -> bool:
    thanks = f"/ocen-urzad/{survey_of(page).code}/dziekujemy/"
    return (response.status_code, response.get("Location")) == (303, thanks)


def keeps_the_answers(response: Any) -> bool:
    soup = BeautifulSoup(response.content, "html.parser")
    mark = soup.select_one("[name=overall][value='4']")
    department = soup.select_one("[name=department] option[value=so]")
    comment = soup.select_one("[name=comment]")
    return (
        mark is not None
        and mark.has_attr("checked")
        and department is not None
        and department.has_attr("selected")
        and comment is not None
        and comment.get_text().strip() == ANSWERS["comment"]
    )


def message_of(response: Any) -> str:
    summary = BeautifulSoup(response.content, "html.parser").select_one("[role=alert]")
    return summary.get_text(" ").replace("\xa0", " ") if summary else ""


def nothing_is_stored() -> bool:
    return not (
        Response.objects.exists() or Comment.objects.exists() or AnswerCell.objects.exists()
    )


# The plain way


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_form_is_served_without_a_cookie_and_kept_out_of_shared_caches(
    resident: Client, page: SurveyPage, method: str
) -> None:
    response = getattr(resident, method)(page.url)

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
    directives = {one.strip() for one in response["Cache-Control"].split(",")}
    assert directives == {"private", "no-cache"}
    assert (len(response.content) > 0) == (method == "get")


def test_no_page_of_the_whole_way_sets_a_cookie(resident: Client, page: SurveyPage) -> None:
    sent = send(resident, page, fill(resident, page))
    mistaken = send(resident, page, {"token": fetch(resident, page)})
    on_the_way = [sent, mistaken, resident.get(sent["Location"]), resident.get(address(page))]

    assert [one.status_code for one in on_the_way] == [303, 422, 200, 302]
    for response in on_the_way:
        assert response.cookies == {}
        assert "Cookie" not in response.get("Vary", "")
    assert resident.cookies == {}


def test_visitors_of_one_version_see_the_same_but_for_the_token(page: SurveyPage) -> None:
    seen = [Client().get(page.url).content.decode() for _ in range(2)]
    without = [re.sub(r'name="token" value="[^"]+"', "", text) for text in seen]

    assert seen[0] != seen[1]
    assert without[0] == without[1]


def test_reading_the_form_writes_nothing(resident: Client, page: SurveyPage) -> None:
    resident.get(page.url)
    with CaptureQueriesContext(connection) as captured:
        resident.get(page.url)

    assert not [one for one in captured if not one["sql"].startswith("SELECT")]
    assert not [one for one in captured if "session" in one["sql"]]


def test_a_filled_form_is_stored_and_thanked(resident: Client, page: SurveyPage) -> None:
    response = send(resident, page, fill(resident, page, punkt="BQKAA"))

    assert was_thanked(response, page)
    [stored] = Response.objects.all()
    assert stored.answers == {"overall": 4, "department": "so"}
    assert (stored.channel, stored.service_point, stored.is_late) == ("web", "BQKAA", False)
    assert Comment.objects.get().text == ANSWERS["comment"]
    assert resident.get(response["Location"]).status_code == 200


def test_a_form_may_be_sent_as_multipart_too(resident: Client, page: SurveyPage) -> None:
    fields = fill(resident, page)
    encoded = resident.post(address(page), urlencode(fields), content_type=URL_ENCODED)
    again = send(resident, page, fields)

    assert was_thanked(encoded, page)
    assert was_thanked(again, page)
    assert Response.objects.count() == 1


def test_sending_costs_no_more_than_storing(resident: Client, page: SurveyPage) -> None:
    send(resident, page, fill(resident, page))
    where, fields = address(page), fill(resident, page)
    with CaptureQueriesContext(connection) as captured:
        assert resident.post(where, fields).status_code == 303

    frame = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    statements = [one["sql"] for one in captured if not one["sql"].startswith(frame)]
    assert len(statements) <= 6, "\n".join(statements)


# Token


def tampered(text: str) -> str:
    head, _, tail = text.partition(":")
    return f"{head[:-1]}{'A' if head[-1] != 'A' else 'B'}:{tail}"


def of_a_restored_copy(text: str, code: str, **changes: Any) -> str:
    return dataclasses.replace(tokens.read(text=text, survey_code=code), **changes).signed()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _text, _code: "",
        lambda _text, _code: "x",
        lambda _text, _code: "\N{SNOWMAN}:::",
        lambda _text, _code: "x" * 20_000,
        lambda text, _code: tampered(text),
        lambda text, _code: text[:-1],
        lambda text, _code: text + "x",
        lambda _text, _code: signed(["a", "b"]),
        lambda _text, _code: signed({"a": 1}),
        lambda _text, _code: signed(5),
        lambda text, code: signed(signing.Signer(salt=tokens.SALT).unsign_object(text), salt=code),
        lambda text, code: of_a_restored_copy(text, code, survey_code="ZZZZZ"),
        lambda text, code: of_a_restored_copy(text, code, version_id=987_654),
        lambda text, code: of_a_restored_copy(text, code, version_hash="0" * 64),
        lambda text, code: of_a_restored_copy(text, code, office_version_id=987_654),
        lambda text, code: of_a_restored_copy(text, code, office_hash="0" * 64),
    ],
)
def test_without_a_valid_token_the_form_comes_back_with_a_fresh_one(
    resident: Client, page: SurveyPage, spoil: Callable[[str, str], str]
) -> None:
    fields = fill(resident, page)
    fields["token"] = spoil(fields["token"], survey_of(page).code)

    back = send(resident, page, fields)

    assert back.status_code == 422
    assert nothing_is_stored()
    assert keeps_the_answers(back)
    assert message_of(back)
    assert was_thanked(send(resident, page, fields | {"token": token_of(back)}), page)
    assert Response.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"www": "x"}, {"overall": "9"}, {"courtesy": "5"}])
def test_mistakes_in_a_form_of_a_lost_version_come_back_as_well(
    resident: Client, page: SurveyPage, wrong: dict[str, str]
) -> None:
    fields = fill(resident, page)
    lost = of_a_restored_copy(fields["token"], survey_of(page).code, version_id=987_654)

    back = send(resident, page, fields | {"token": lost} | wrong)

    assert (back.status_code, nothing_is_stored()) == (422, True)
    fresh = tokens.read(text=token_of(back), survey_code=survey_of(page).code)
    assert fresh.version_id == running(page).pk


def test_a_missing_token_is_no_different(resident: Client, page: SurveyPage) -> None:
    back = send(resident, page, ANSWERS)

    assert (back.status_code, keeps_the_answers(back)) == (422, True)
    assert was_thanked(send(resident, page, {**ANSWERS, "token": token_of(back)}), page)


def test_a_token_of_another_survey_counts_for_none(resident: Client, page: SurveyPage) -> None:
    other = a_survey_page(slug="inna")
    fields = fill(resident, other)

    back = send(resident, page, fields)

    assert (back.status_code, nothing_is_stored()) == (422, True)
    fresh = tokens.read(text=token_of(back), survey_code=survey_of(page).code)
    assert fresh.version_id == running(page).pk


def test_a_form_fetched_before_a_change_is_judged_by_its_own_questions(
    resident: Client, page: SurveyPage
) -> None:
    fields = fill(resident, page)
    asked = running(page)
    publish(page, STARTER_SET)

    assert was_thanked(send(resident, page, fields), page)

    [stored] = Response.objects.all()
    assert (stored.version, stored.is_late) == (asked, True)


def test_a_form_fetched_before_a_change_comes_back_with_its_own_questions(
    resident: Client, page: SurveyPage
) -> None:
    fields = fill(resident, page, overall="")
    publish(page, STARTER_SET)

    back = send(resident, page, fields)

    assert back.status_code == 422
    text = back.content.decode()
    assert 'name="overall"' in text
    assert 'name="courtesy"' not in text
    assert was_thanked(send(resident, page, fields | {"overall": "5"}), page)


def test_a_department_that_went_meanwhile_is_kept(resident: Client, page: SurveyPage) -> None:
    fields = fill(resident, page, overall="")
    office = survey_of(page).office
    Department.objects.filter(office=office, code="so").update(is_active=False)
    revision.change_office(office=office, by=None, at=timezone.now())
    assert 'value="so"' not in resident.get(page.url).content.decode()

    back = send(resident, page, fields)

    chosen = BeautifulSoup(back.content, "html.parser").select_one("option[value=so]")
    assert chosen
    assert chosen.has_attr("selected")
    assert was_thanked(send(resident, page, fields | {"overall": "4"}), page)
    assert Response.objects.get().department == "so"


# Same site


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "nonsense"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "https://testserver"}, True),
        ({"origin": "http://testserver:81"}, False),
        ({"origin": "http://elsewhere.example"}, False),
        ({"origin": "http://testserver.elsewhere.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://[broken"}, False),
        ({"referer": "http://testserver/ankieta/"}, True),
        ({"referer": "http://elsewhere.example/http://testserver/"}, False),
        ({"referer": "nonsense"}, False),
        # The browser's own word counts most, then the origin.
        ({"sec-fetch-site": "same-origin", "origin": "http://elsewhere.example"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"origin": "http://elsewhere.example", "referer": "http://testserver/"}, False),
        ({"origin": "http://testserver", "referer": "http://elsewhere.example/"}, True),
    ],
)
def test_a_form_is_taken_from_our_own_page_only(
    resident: Client, page: SurveyPage, headers: dict[str, str], is_ours: bool
) -> None:
    response = send(resident, page, fill(resident, page), **headers)

    assert was_thanked(response, page) == is_ours
    if not is_ours:
        assert (response.status_code, nothing_is_stored()) == (403, True)


# Mistakes


@pytest.mark.parametrize(
    "mistake",
    [
        {"overall": ""},
        {"overall": "6"},
        {"department": "zz"},
        {"comment": "x" * 1001},
    ],
)
def test_mistakes_come_back_named_with_everything_else_kept(
    resident: Client, page: SurveyPage, mistake: dict[str, str]
) -> None:
    fields = fill(resident, page)
    back = send(resident, page, fields | mistake)

    assert (back.status_code, nothing_is_stored()) == (422, True)
    soup = BeautifulSoup(back.content, "html.parser")
    assert soup.title
    assert soup.title.get_text().startswith("Błąd: ")
    assert message_of(back)
    # The same form, so the same answer: sent twice in its second try it is stored once.
    assert token_of(back) == fields["token"]
    assert "Miło, szybko" in back.content.decode() or "comment" in mistake
    for _ in range(2):
        assert was_thanked(send(resident, page, fields), page)
    assert Response.objects.count() == 1


def test_a_text_that_is_too_long_comes_back_whole(resident: Client, page: SurveyPage) -> None:
    text = "ż" * 1001
    back = send(resident, page, fill(resident, page, comment=text))

    area = BeautifulSoup(back.content, "html.parser").select_one("textarea")
    assert area
    assert area.get_text().strip() == text


def test_a_filled_honeypot_stores_nothing_and_loses_nothing(
    resident: Client, page: SurveyPage
) -> None:
    fields = fill(resident, page)
    back = send(resident, page, fields | {"www": "http://spam.example"})

    assert (back.status_code, nothing_is_stored()) == (422, True)
    assert keeps_the_answers(back)
    assert "spam.example" not in back.content.decode()
    assert was_thanked(send(resident, page, fields | {"token": token_of(back)}), page)


def test_what_is_typed_is_never_live(resident: Client, page: SurveyPage) -> None:
    nasty = '</textarea><script>alert(1)</script>{{ 7|add:"7" }}'
    back = send(resident, page, fill(resident, page, comment=nasty, overall="", punkt='"><b>'))

    soup = BeautifulSoup(back.content, "html.parser")
    assert soup.find("script", string="alert(1)") is None
    area, desk = soup.select_one("textarea"), soup.select_one("[name=punkt]")
    assert area
    assert desk
    assert (area.get_text().strip(), desk["value"]) == (nasty, '"><b>')


# Twice


def test_a_double_click_is_one_answer(resident: Client, page: SurveyPage) -> None:
    fields = fill(resident, page)

    assert all(was_thanked(send(resident, page, fields), page) for _ in range(3))
    assert Response.objects.count() == 1
    assert AnswerCell.objects.get(question=AnswerCell.FORMS).n == 1


def test_going_back_to_change_an_answer_asks_and_loses_nothing(
    resident: Client, page: SurveyPage
) -> None:
    fields = fill(resident, page, overall="5")
    send(resident, page, fields)

    back = send(resident, page, fields | {"overall": "4"})

    assert (back.status_code, keeps_the_answers(back)) == (422, True)
    assert token_of(back) != fields["token"]
    assert [one.answers["overall"] for one in Response.objects.all()] == [5]
    changed = fields | {"overall": "4", "token": token_of(back)}
    assert was_thanked(send(resident, page, changed), page)
    assert sorted(one.answers["overall"] for one in Response.objects.all()) == [4, 5]


def test_a_new_form_may_answer_again(resident: Client, page: SurveyPage) -> None:
    for _ in range(2):
        assert was_thanked(send(resident, page, fill(resident, page)), page)
    assert Response.objects.count() == 2


# Methods and addresses


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_address_of_sending_leads_readers_to_the_survey(
    resident: Client, page: SurveyPage, method: str
) -> None:
    response = getattr(resident, method)(address(page))

    code = survey_of(page).code
    assert (response.status_code, response["Location"]) == (302, f"/ocen-urzad/{code}/")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "propfind"])
def test_other_methods_are_not_allowed(resident: Client, page: SurveyPage, method: str) -> None:
    body = urlencode(fill(resident, page))
    response = resident.generic(method.upper(), address(page), body, content_type=URL_ENCODED)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert nothing_is_stored()
    shown = BeautifulSoup(response.content, "html.parser")
    assert [one.get_text() for one in shown.select("h1")] == ["Nie udało się odczytać ankiety."]
    assert [one["href"] for one in shown.select("main a")] == [
        f"/ocen-urzad/{survey_of(page).code}/"
    ]


def test_the_printed_address_leads_to_the_page_and_knows_the_desk(
    resident: Client, page: SurveyPage
) -> None:
    code = survey_of(page).code

    assert resident.get(f"/ocen-urzad/{code}/")["Location"].endswith("/ankieta/")
    for spelling in (f"{code}/BQKAA", f"{code.lower()}/bqkaa"):
        found = resident.get(f"/ocen-urzad/{spelling}/")
        assert found.status_code == 302
        assert found["Location"].endswith("/ankieta/?punkt=BQKAA")
        shown = BeautifulSoup(resident.get(found["Location"]).content, "html.parser")
        desk = shown.select_one("[name=punkt]")
        assert desk
        assert desk["value"] == "BQKAA"


@pytest.mark.parametrize(
    "path", ["ZZZZZ/", "ZZZZZ/wyslij/", "ZZZZZ/dziekujemy/", "ZZZZZ/BQKAA/", "OIOIO/", "abc/", ""]
)
def test_a_code_that_nobody_gave_is_not_found(
    resident: Client, page: SurveyPage, path: str
) -> None:
    assert resident.get(f"/ocen-urzad/{path}", follow=True).status_code == 404


def test_sending_to_a_survey_that_never_was_is_not_found(
    resident: Client, page: SurveyPage
) -> None:
    assert resident.post("/ocen-urzad/ZZZZZ/wyslij/", fill(resident, page)).status_code == 404


# States of the survey


def set_dates(
    page: Page,
    opens: datetime | None,
    closes: datetime | None,
    questionnaire: Questionnaire = SHORT_SET,
) -> None:
    draft = SurveyPage.objects.get(pk=page.pk)
    draft.ask(questionnaire)
    draft.opens_at, draft.closes_at = opens, closes
    draft.save_revision().publish()


def fetched(page: Page, ago: timedelta) -> str:
    """A token as it was given to somebody some time ago."""
    token = tokens.read(text=fetch(Client(), page), survey_code=survey_of(page).code)
    return dataclasses.replace(token, issued_at=timezone.now() - ago).signed()


def says(response: Any, words: str) -> bool:
    return words in response.content.decode().replace("\xa0", " ").replace("\u2060", "")


def test_before_the_opening_date_there_is_no_form(resident: Client, page: SurveyPage) -> None:
    fields = fill(resident, page)
    set_dates(page, timezone.now() + timedelta(days=3), None)

    shown = resident.get(page.url)
    assert (shown.status_code, says(shown, 'name="token"')) == (200, False)
    assert says(shown, "Ankieta jest obecnie niedostępna.")
    back = send(resident, page, fields)
    assert nothing_is_stored()
    assert says(back, "Miło, szybko")


def test_a_day_after_the_closing_date_what_was_typed_is_still_shown(
    resident: Client, page: SurveyPage
) -> None:
    token = fetched(page, timedelta(hours=30))
    set_dates(page, None, timezone.now() - timedelta(hours=25))

    shown = resident.get(page.url)
    assert says(shown, "Ankieta jest obecnie niedostępna.")
    assert not says(shown, 'name="token"')
    back = send(resident, page, {**ANSWERS, "token": token})
    assert nothing_is_stored()
    assert says(back, "Miło, szybko")
    assert says(back, "Wydział Spraw Obywatelskich")
    assert says(back, "Jak ogólnie ocenia")


def test_within_a_day_after_the_closing_date_a_form_fetched_before_counts(
    resident: Client, page: SurveyPage
) -> None:
    token = fetched(page, timedelta(hours=2))
    set_dates(page, None, timezone.now() - timedelta(hours=1))

    assert was_thanked(send(resident, page, {**ANSWERS, "token": token}), page)


def test_a_form_fetched_before_a_change_goes_by_the_date_prolonged_with_it(
    resident: Client, page: SurveyPage
) -> None:
    token = fetched(page, timedelta(days=12))
    asked = running(page)
    set_dates(page, None, timezone.now() - timedelta(days=2))
    set_dates(page, None, timezone.now() + timedelta(days=180), STARTER_SET)

    assert was_thanked(send(resident, page, {**ANSWERS, "token": token}), page)
    [stored] = Response.objects.all()
    assert (stored.version, stored.is_late) == (asked, True)


def test_a_form_fetched_before_a_change_goes_by_the_date_set_with_it(
    resident: Client, page: SurveyPage
) -> None:
    token = fetched(page, timedelta(days=120))
    set_dates(page, None, timezone.now() - timedelta(days=90), STARTER_SET)

    back = send(resident, page, {**ANSWERS, "token": token})

    assert nothing_is_stored()
    assert says(back, "Ankieta jest obecnie niedostępna.")
    assert says(back, "Miło, szybko")


def test_an_unpublished_page_still_takes_the_forms_that_are_out(
    resident: Client, page: SurveyPage
) -> None:
    fields = fill(resident, page)
    wrong = fill(resident, page, overall="")
    SurveyPage.objects.get(pk=page.pk).unpublish()

    assert resident.get(page.url).status_code == 404
    gone = resident.get(f"/ocen-urzad/{survey_of(page).code}/")
    assert (gone.status_code, says(gone, "Ankieta jest obecnie niedostępna.")) == (200, True)
    assert send(resident, page, wrong).status_code == 422
    assert was_thanked(send(resident, page, fields), page)
    assert resident.get(f"/ocen-urzad/{survey_of(page).code}/dziekujemy/").status_code == 200


def test_a_deleted_page_still_takes_the_forms_that_are_out(
    resident: Client, page: SurveyPage
) -> None:
    fields, where = fill(resident, page), address(page)
    SurveyPage.objects.get(pk=page.pk).delete()

    wrong = resident.post(where, fields | {"overall": ""})
    assert (wrong.status_code, says(wrong, "Jak ogólnie ocenia")) == (422, True)
    assert resident.post(where, fields).status_code == 303
    [stored] = Response.objects.all()
    assert stored.is_late
    expired = resident.post(where, ANSWERS)
    assert (expired.status_code, says(expired, "niedostępna")) == (200, True)
    gone = resident.get(where, follow=True)
    assert (gone.status_code, says(gone, "niedostępna")) == (200, True)


def test_a_page_never_published_has_no_form(resident: Client) -> None:
    an_office()
    page = a_survey_page(live=False)

    assert resident.get(page.url).status_code == 404
    assert not Survey.objects.exists()


def test_a_survey_works_before_the_office_has_data(resident: Client) -> None:
    page = a_survey_page()

    fields = {"token": fetch(resident, page), "overall": "5"}
    assert was_thanked(send(resident, page, fields), page)
    assert not OfficeDataVersion.objects.exists()


# Abuse


def many_fields(token: str) -> str:
    return urlencode({"token": token, **{f"field_{n}": "x" for n in range(10_000)}})


def part(name: str, value: bytes, more: bytes = b"") -> bytes:
    return (
        b'--x\r\nContent-Disposition: form-data; name="'
        + name.encode()
        + b'"'
        + more
        + b"\r\n\r\n"
        + value
        + b"\r\n"
    )


def multipart(token: str, *parts: bytes) -> bytes:
    return part("token", token.encode()) + part("overall", b"4") + b"".join(parts) + b"--x--\r\n"


MULTIPART = "multipart/form-data; boundary=x"
BODIES: dict[str, tuple[str, Callable[[str], str | bytes], set[int]]] = {
    "huge": (URL_ENCODED, lambda t: f"token={t}&overall=4&comment={'x' * 3_000_000}", {413}),
    "huge multipart": (MULTIPART, lambda t: multipart(t, part("comment", b"x" * 3_000_000)), {413}),
    "10,000 fields": (URL_ENCODED, many_fields, {400}),
    "10,000 parts": (MULTIPART, lambda t: multipart(t, *[part("a", b"")] * 10_000), {400}),
    "a file": (
        MULTIPART,
        lambda t: multipart(t, part("comment", b"text", b'; filename="a.txt"')),
        {400},
    ),
    "1,000 files": (
        MULTIPART,
        lambda t: multipart(t, *[part("f", b"x", b'; filename="a"')] * 1_000),
        {400},
    ),
    "no boundary": ("multipart/form-data", multipart, {400}),
    "cut short": (MULTIPART, lambda t: multipart(t)[:-40], {400, 422}),
    "invalid UTF-8": (URL_ENCODED, lambda t: f"token={t}&overall=4&comment=%ff%fe", {400}),
    "raw invalid UTF-8": (
        URL_ENCODED,
        lambda t: f"token={t}&overall=4&comment=".encode() + b"\xb1\xea",
        {400},
    ),
    "invalid UTF-8 in a part": (
        MULTIPART,
        lambda t: multipart(t, part("comment", b"\xb1\xea")),
        {400},
    ),
    "NUL": (URL_ENCODED, lambda t: f"token={t}&overall=4&comment=a%00b", {400}),
    "NUL in a name": (URL_ENCODED, lambda t: f"token={t}&overall=4&a%00b=1", {400}),
    "a lone surrogate": (URL_ENCODED, lambda t: f"token={t}&overall=4&comment=%ed%a0%80", {400}),
    "JSON": ("application/json", lambda t: f'{{"token": "{t}", "overall": 4}}', {415}),
    "plain text": ("text/plain", lambda t: f"token={t}\noverall=4", {415}),
    "no type": ("", lambda t: f"token={t}&overall=4", {415}),
    "XML": ("text/xml", lambda t: f"<token>{t}</token>", {415}),
    "another encoding": (
        f"{URL_ENCODED}; charset=utf-16",
        lambda t: f"token={t}&overall=4",
        {415},
    ),
    "another encoding of parts": (
        f"{MULTIPART}; charset=unicode_escape",
        lambda t: multipart(t, part("comment", b"\\ud800")),
        {415},
    ),
    "no text encoding": (f"{MULTIPART}; charset=rot13", multipart, {415}),
    "nothing": (URL_ENCODED, lambda _t: "", {415}),
    "only separators": (URL_ENCODED, lambda _t: "&&&===&;", {422}),
    "unknown question": (URL_ENCODED, lambda t: f"token={t}&overall=4&waga=90", {422}),
    "another version's question": (URL_ENCODED, lambda t: f"token={t}&overall=4&courtesy=5", {422}),
    "a marker as a question": (URL_ENCODED, lambda t: f"token={t}&overall=4&@forms=1", {422}),
    "a mark twice": (URL_ENCODED, lambda t: f"token={t}&overall=4&overall=5", {422}),
    "a mark as a list": (URL_ENCODED, lambda t: f"token={t}&overall[]=4", {422}),
    "unknown option": (URL_ENCODED, lambda t: f"token={t}&overall=%F0%9F%98%80", {422}),
    "a mark without end": (URL_ENCODED, lambda t: f"token={t}&overall={'9' * 5000}", {422}),
    "a mark in other digits": (URL_ENCODED, lambda t: f"token={t}&overall=%EF%BC%94", {422}),
    "a mark as a sum": (URL_ENCODED, lambda t: f"token={t}&overall=2%2B2", {422}),
    "a text beside no option": (URL_ENCODED, lambda t: f"token={t}&overall=4&overall.5=a", {422}),
    "compressed": (URL_ENCODED, lambda t: gzip.compress(f"token={t}&overall=4".encode()), {400}),
    "no token": (URL_ENCODED, lambda _t: "overall=4", {422}),
    "two tokens, the last one bad": (URL_ENCODED, lambda t: f"token={t}&token=x&overall=4", {422}),
    "NUL in the desk": (URL_ENCODED, lambda t: f"token={t}&overall=4&punkt=%00", {400}),
    "a marker as an option": (URL_ENCODED, lambda t: f"token={t}&overall=@invalid", {422}),
}


@pytest.mark.parametrize("abuse", BODIES)
def test_abuse_gets_a_clear_4xx_and_stores_nothing(
    resident: Client, page: SurveyPage, abuse: str
) -> None:
    kind, body, expected = BODIES[abuse]
    token = fetch(resident, page)

    response = resident.generic("POST", address(page), body(token), content_type=kind)

    assert response.status_code in expected
    assert nothing_is_stored()
    heading = BeautifulSoup(response.content, "html.parser").select_one("h1")
    assert heading
    assert heading.get_text(strip=True)
    if response.status_code == 422:
        assert message_of(response)
    # And the form that was fetched still works.
    fields = {"token": token, **ANSWERS}
    assert was_thanked(send(resident, page, fields), page)


def test_any_letter_that_can_be_typed_is_kept(resident: Client, page: SurveyPage) -> None:
    """U+FFFD too: somebody may paste it from a text that was damaged before."""
    text = "Zażółć \N{REPLACEMENT CHARACTER} \N{GRINNING FACE} e\N{COMBINING ACUTE ACCENT} \u2028"
    for kind in (URL_ENCODED, None):
        Response.objects.all().delete()
        fields = fill(resident, page, comment=f"{text}.")
        if kind:
            resident.post(address(page), urlencode(fields), content_type=kind)
        else:
            send(resident, page, fields)
        assert Comment.objects.get().text == f"{text}."


def test_repeated_service_fields_count_once(resident: Client, page: SurveyPage) -> None:
    token = fetch(resident, page)
    body = f"token=x&token={token}&punkt=ZZZZZ&punkt=BQKAA&www=&www=&overall=4"

    response = resident.generic("POST", address(page), body, content_type=URL_ENCODED)

    assert was_thanked(response, page)
    assert Response.objects.get().service_point == "BQKAA"


def test_a_desk_out_of_this_world_is_ignored(resident: Client, page: SurveyPage) -> None:
    fields = fill(resident, page, punkt="A" * 5000)

    assert was_thanked(send(resident, page, fields), page)
    assert Response.objects.get().service_point == ""
    assert resident.get(f"{page.url}?punkt={'%00' * 9}{'A' * 900}").status_code == 200


# The id


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


def test_the_id_of_an_answer_is_in_no_address_log_or_record(
    resident: Client, page: SurveyPage, log: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    sent = send(resident, page, fill(resident, page))
    send(resident, page, fill(resident, page, overall="9"))
    publish(page, STARTER_SET)

    [one] = Response.objects.all()
    records = [
        *(f"{entry.data} {entry.object_id} {entry.label}" for entry in ModelLogEntry.objects.all()),
        *(f"{entry.data} {entry.label}" for entry in PageLogEntry.objects.all()),
        *QuestionSetVersion.objects.exclude(closing_report=None).values_list(
            "closing_report__content", flat=True
        ),
        sent["Location"],
        resident.get(sent["Location"]).content.decode(),
        log.text,
    ]
    for record in records:
        assert str(one.id) not in record
        assert one.id.hex not in record
    assert SHORT_SET.intro[:20] in records[-4]


# A list with nothing to choose from


def test_a_department_is_required_of_nobody_who_has_none_to_choose_from(resident: Client) -> None:
    office = an_office()
    page = required_department()
    answers = {"overall": "4"}
    refused = resident.post(address(page), {"token": fetch(resident, page), **answers})
    assert refused.status_code == 422

    Department.objects.filter(office=office).update(is_active=False)
    revision.change_office(office=office, by=None, at=timezone.now())
    shown = BeautifulSoup(resident.get(page.url).content, "html.parser")

    assert shown.select("[name=department]") == []
    assert was_thanked(
        resident.post(address(page), {"token": fetch(resident, page), **answers}), page
    )


# On paper, and before it is published


def test_in_print_a_line_says_where_to_get_a_sheet(resident: Client, page: SurveyPage) -> None:
    def line() -> list[str]:
        shown = BeautifulSoup(resident.get(page.url).content, "html.parser")
        return [one.get_text().replace("\xa0", " ") for one in shown.select(".ou-on-paper")]

    office = survey_of(page).office.in_force
    assert office
    assert line() == [f"Ankietę papierową można otrzymać w {office.data['name_locative']}."]
    Survey.objects.update(uses_paper=False)
    assert line() == []


def test_nothing_can_be_sent_from_a_preview(page: SurveyPage, rf: RequestFactory) -> None:
    response: Any = page.serve_preview(rf.get("/"), "")
    shown = BeautifulSoup(response.render().content, "html.parser")

    assert [form["method"] for form in shown.select(".ou-form")] == ["get"]
    assert shown.select_one(".ou-form button")

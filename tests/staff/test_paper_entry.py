"""The entry of sheets as its server sees it: stored once, asked about, never dropped."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import a_survey_page, survey_of
from tests.staff.paper_boxes import (
    a_box,
    a_clerk,
    a_paper_page,
    a_second_version,
    below,
    closed,
    code_of,
    entered,
)
from tests.staff.screens import desk_of, said, soup, words
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.survey.models import PaperBatch, Response
from wagtail_ocen_urzad.survey.questionnaire import INVALID

pytestmark = pytest.mark.django_db
SCRIPT = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def page() -> SurveyPage:
    return a_paper_page()


@pytest.fixture
def box(page: SurveyPage) -> PaperBatch:
    return a_box(page)


@pytest.fixture
def desk() -> Client:
    return desk_of(a_clerk())


def sent(**answers: Any) -> dict[str, Any]:
    return {"sheet-id": str(uuid4()), **answers}


def test_a_sheet_sent_twice_is_stored_once(desk: Client, box: PaperBatch) -> None:
    sheet = sent(overall="4", department="so", comment="Dziękuję.")

    first, second = (
        desk.post(below(box, "arkusz/"), sheet, headers=SCRIPT).json() for _time in range(2)
    )

    assert first == second
    assert (first["outcome"], first["label"], first["next"]) == ("saved", "1/1", 2)
    assert [one.answers for one in Response.objects.all()] == [{"department": "so", "overall": 4}]


def test_a_plain_form_comes_back_with_what_was_typed(desk: Client, box: PaperBatch) -> None:
    shown = desk.post(below(box, "arkusz/"), sent(overall="9", department=INVALID))

    assert shown.status_code == 422
    assert shown.context["entry"]["problem"] == (
        "Nie zapisano: pytanie 2: nie ma takiej odpowiedzi."
    )
    given = [
        (ask.field, mark.value)
        for ask in shown.context["sheet"].asks
        for mark in ask.marks
        if mark.is_given
    ]
    assert given == [("department", INVALID)]
    desk.post(below(box, "arkusz/"), sent(overall="5", department=INVALID))
    assert [one.answers for one in Response.objects.all()] == [
        {"department": INVALID, "overall": 5}
    ]


def test_a_form_gone_back_to_is_stored_as_the_next_sheet(desk: Client, box: PaperBatch) -> None:
    sheet = sent(overall="4")
    desk.post(below(box, "arkusz/"), sheet)

    shown = desk.post(below(box, "arkusz/"), sheet | {"overall": "2"})
    form = soup_of(shown).select_one("form[data-ou=form]")
    assert words(soup_of(shown).find(role="alert")) == (
        "Ten formularz był już wysłany z innymi odpowiedziami. Prosimy jeszcze raz go przejrzeć;"
        " zapisany ponownie, będzie następnym arkuszem."
    )
    fields = form.select("input[type=hidden], input[checked]")
    desk.post(below(box, "arkusz/"), {str(one["name"]): str(one["value"]) for one in fields})

    assert sorted(one.answers["overall"] for one in Response.objects.all()) == [2, 4]


def test_no_answer_is_an_answer_of_its_own(desk: Client, box: PaperBatch) -> None:
    desk.post(below(box, "arkusz/"), sent(overall="", department=""))

    shown = desk.get(below(box, "arkusz/1/"))
    marks = {
        ask.field: [mark.value for mark in ask.marks if mark.is_given]
        for ask in shown.context["sheet"].asks
        if not ask.is_text
    }
    assert marks == {"department": [""], "overall": [""]}


def test_a_code_opens_the_box_of_its_survey(desk: Client, page: SurveyPage) -> None:
    code = code_of(page)
    to_new = desk.get("/admin/ocen-urzad/arkusz/", {"kod": code})
    assert to_new["Location"].startswith("/admin/ocen-urzad/partie/nowa/?kod=OU1")
    assert to_new["Location"].endswith(f"ankieta={survey_of(page).code}&wersja=1")

    box = a_box(page)
    to_entry = desk.get("/admin/ocen-urzad/arkusz/", {"kod": code.lower()})
    assert to_entry["Location"].startswith(below(box, "arkusz/?kod="))
    shown = desk.get(to_entry["Location"])
    assert shown.context["entry"]["found_words"] == "Arkusz K7RT2Q, wersja 1"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("OU1/AAAAA/1/1-1/K7RT2Q/AAAA", "Znaki kontrolne tego kodu się nie zgadzają"),
        ("54321", "To nie jest kod arkusza. Kod zaczyna się od OU1"),
    ],
)
def test_a_wrong_code_is_refused_with_the_reason(
    desk: Client, box: PaperBatch, text: str, reason: str
) -> None:
    found = desk.get(below(box, "arkusz/kod/"), {"kod": text}, headers=SCRIPT).json()
    assert found["outcome"] == "refused"
    assert found["text"].startswith(reason)

    for address in (below(box, "arkusz/"), "/admin/ocen-urzad/arkusz/"):
        shown = desk.get(address, {"kod": text})
        assert shown.status_code == 422
        assert reason in words(soup_of(shown).find(role="alert"))
    refused = desk.post(below(box, "arkusz/"), sent(overall="4", **{"sheet-code": text}))
    assert (refused.status_code, Response.objects.count()) == (422, 0)
    assert refused.context["sheet"].asks[1].marks[1].is_given


def test_a_sheet_that_got_another_number_is_said_with_both(desk: Client, box: PaperBatch) -> None:
    shown = desk.get(below(box, "arkusz/"))
    told = {"sheet-number": str(shown.context["entry"]["number"])}
    entered(box, {"overall": ["1"]})

    first = desk.post(below(box, "arkusz/"), sent(overall="4", **told))
    second = desk.post(below(box, "arkusz/"), sent(overall="4", **{"sheet-number": "3"}))

    assert said(first) == ["Arkusz 1/1 zapisano jako 1/2: proszę poprawić numer na papierze"]
    assert said(second) == ["Arkusz 1/3 został zapisany."]


def test_a_sheet_by_its_code_has_what_every_new_sheet_has(page: SurveyPage) -> None:
    old = code_of(page)
    a_second_version(page)
    box = entered(a_box(page, opened_on=timezone.now().date()), {"overall": ["4"]})
    desk = desk_of(a_clerk())

    shown = soup(desk.get(below(box, "arkusz/"), {"kod": old}))

    assert words(shown.select_one(".ou-entry__label")) == "Numer do zapisania na arkuszu 1/2"
    assert words(shown.select_one("[data-ou=undo]")) == "Cofnij arkusz 1"
    assert shown.select_one("progress") is not None
    assert shown.select_one("form[data-ou=form] [name=sheet-blank]") is not None
    sheet = sent(overall="4", **{"sheet-code": old})
    done = desk.post(below(box, "arkusz/"), sheet, headers=SCRIPT)
    assert said(done)[-1] == "Arkusz 1/2 został zapisany."


def soup_of(response: Any) -> Any:
    response.status_code = 200
    return soup(response)


def test_a_number_seen_before_is_asked_about_and_never_dropped(
    desk: Client, box: PaperBatch, page: SurveyPage
) -> None:
    code = code_of(page)
    sheet = {"overall": "4", "sheet-code": code}
    entered(box, {"overall": ["4"]}, serial="K7RT2Q")

    found = desk.get(below(box, "arkusz/kod/"), {"kod": code}, headers=SCRIPT).json()
    assert (found["outcome"], found["code"]) == ("ask", code)
    asked = desk.post(below(box, "arkusz/"), sent(**sheet), headers=SCRIPT).json()
    assert (asked["outcome"], asked["text"]) == ("ask", found["ask"])
    shown = desk.post(below(box, "arkusz/"), sent(**sheet))
    again = soup_of(shown).select_one("button[name=sheet-repeated]")
    assert words(again) == "Wprowadź mimo to"
    assert Response.objects.count() == 1

    done = desk.post(below(box, "arkusz/"), sent(**sheet, **{"sheet-repeated": ["", "1"]}))
    assert said(done) == ["Arkusz 1/2 został zapisany."]
    assert Response.objects.count() == 2


def test_a_sheet_of_an_old_version_goes_to_it_and_offers_the_supplement(
    page: SurveyPage,
) -> None:
    old = code_of(page)
    a_second_version(page)
    box = a_box(page, opened_on=timezone.now().date())
    reader = a_clerk()
    reader.user_permissions.add(Permission.objects.get(codename="view_results"))
    desk = desk_of(reader)
    assert box.version.number == 2

    found = desk.get(below(box, "arkusz/kod/"), {"kod": old}, headers=SCRIPT).json()
    assert found["outcome"] == "goto"
    shown = desk.get(found["url"])
    assert words(soup(shown).select_one(".help-block.help-warning")) == (
        "Arkusz wersji 1, która już nie obowiązuje. Zostanie policzony z tą wersją, a raport,"
        " który ją zamknął, otrzyma uzupełnienie."
    )
    done = desk.post(below(box, "arkusz/"), sent(overall="4", **{"sheet-code": old}))
    answer = Response.objects.get()
    assert (answer.version.number, answer.is_late) == (1, True)
    assert said(done) == [
        "Po zamknięciu wpłynęła 1 ankieta, której ten raport nie obejmuje.",
        "Arkusz 1/1 został zapisany.",
    ]


def test_a_sheet_whose_questions_were_not_on_the_screen_is_not_stored(page: SurveyPage) -> None:
    old = code_of(page)
    a_second_version(page)
    box = a_box(page, opened_on=timezone.now().date())
    desk = desk_of(a_clerk())

    def version_of(response: Any) -> str:
        return str(soup_of(response).select_one("form[data-ou=form] [name=sheet-version]")["value"])

    # The questions of the box were on the screen, and the code of an older sheet was sent.
    on_screen = version_of(desk.get(below(box, "arkusz/")))
    sheet = sent(overall="4", **{"sheet-code": old, "sheet-version": on_screen})
    refused = desk.post(below(box, "arkusz/"), sheet, headers=SCRIPT).json()
    assert refused == {
        "outcome": "refused",
        "text": (
            "Na ekranie były inne pytania niż na tym arkuszu, dlatego nic nie zapisano. Prosimy"
            " wczytać stronę ponownie i\u00a0porównać odpowiedzi z\u00a0papierem."
        ),
    }
    shown = desk.post(below(box, "arkusz/"), sheet)
    assert (shown.status_code, Response.objects.count()) == (422, 0)
    assert shown.context["sheet"].asks[1].marks[1].is_given

    # Now they are the right ones.
    assert version_of(shown) != on_screen
    desk.post(below(box, "arkusz/"), sheet | {"sheet-version": version_of(shown)})
    assert Response.objects.get().version.number == 1


def test_a_blank_sheet_with_answers_is_neither(desk: Client, box: PaperBatch) -> None:
    sheet = sent(overall="4", **{"sheet-blank": "1"})

    refused = desk.post(below(box, "arkusz/"), sheet, headers=SCRIPT).json()

    assert refused == {
        "outcome": "refused",
        "text": "Na tym arkuszu są już odpowiedzi, więc nie jest pusty",
    }
    box.refresh_from_db()
    assert (box.blank, box.entered) == (0, 0)
    desk.post(below(box, "arkusz/"), sent(overall="", **{"sheet-blank": "1"}), headers=SCRIPT)
    box.refresh_from_db()
    assert (box.blank, box.entered) == (1, 0)


def test_a_tab_keeps_what_is_typed_for_one_sheet_as_it_stands(
    desk: Client, box: PaperBatch
) -> None:
    def kept_under() -> str:
        return str(desk.get(below(box, "arkusz/1/")).context["entry"]["kind"])

    entered(box, {"overall": ["4"]})
    first = kept_under()
    assert kept_under() == first
    desk.post(below(box, "arkusz/1/"), {"overall": "2"})
    corrected = kept_under()
    operations.remove_last_sheet(batch=box, sheet_id=box.sheets.get().pk, by=None)
    entered(box, {"overall": ["4"]})

    assert len({first, corrected, kept_under()}) == 3


def test_the_values_of_a_closed_batch_are_not_shown(desk: Client, page: SurveyPage) -> None:
    box = closed(entered(a_box(page, found=1, second_entry="all"), {"overall": ["4"]}))

    shown = desk.get(below(box, "arkusz/1/"))

    assert shown["Location"] == below(box)
    assert said(shown) == ["Partia jest zamknięta. Aby ją zmienić, należy otworzyć ją ponownie."]


def test_a_sheet_of_another_survey_has_a_batch_of_its_own(
    desk: Client, box: PaperBatch, page: SurveyPage
) -> None:
    other = a_survey_page(title="Ankieta biblioteki", slug="biblioteka")

    found = desk.get(below(box, "arkusz/kod/"), {"kod": code_of(other)}, headers=SCRIPT).json()

    assert found["text"] == (
        "Ten arkusz należy do innej ankiety: „Ankieta biblioteki”. Wprowadza się go w\u00a0osobnej"
        " partii."
    )


def test_a_closed_batch_takes_no_sheet_and_says_so(desk: Client, page: SurveyPage) -> None:
    box = closed(a_box(page, found=0))

    refused = desk.post(below(box, "arkusz/"), sent(overall="4"), headers=SCRIPT).json()
    assert refused == {
        "outcome": "refused",
        "text": "Partia jest zamknięta. Aby ją zmienić, należy otworzyć ją ponownie.",
    }
    assert desk.get(below(box, "arkusz/"))["Location"] == below(box)


def test_a_sheet_taken_out_twice_takes_no_other_with_it(desk: Client, box: PaperBatch) -> None:
    entered(box, {"overall": ["1"]}, {"overall": ["2"]}, {"overall": ["3"]})
    form = soup(desk.get(below(box, "arkusz/3/"))).select_one("form[data-ou=remove]")
    last = form.select_one("[name=last-sheet]") if form else None
    assert form is not None
    assert last is not None
    pressed = {"last-sheet": str(last["value"])}

    first, second = (desk.post(str(form["action"]), pressed) for _time in range(2))
    unnamed = desk.post(str(form["action"]))

    assert said(first) == ["Wpis arkusza 1/3 został usunięty."]
    refused = (
        "Wpis tego arkusza został już usunięty albo arkusz nie jest już ostatni."
        " Niczego nie zmieniono."
    )
    assert said(second)[-1:] == said(unnamed)[-1:] == [refused]
    assert sorted(one.answers["overall"] for one in Response.objects.all()) == [1, 2]


def test_the_script_is_told_who_is_logged_in(desk: Client, box: PaperBatch) -> None:
    state = desk.get(below(box, "arkusz/stan/"), headers=SCRIPT)

    assert sorted(state.json()) == ["batch", "person", "token"]
    assert Client().get(below(box, "arkusz/stan/"), headers=SCRIPT).status_code == 403


def test_the_list_of_open_boxes_asks_the_same_of_one_and_of_three(
    desk: Client, page: SurveyPage
) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/ocen-urzad/arkusz/")
        return len(queries)

    a_box(page)
    counted()
    of_one = counted()
    a_box(page)
    a_box(page)
    assert counted() == of_one

"""The strip above the editor: what runs, what the draft changes, what publishing will do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from bs4 import Tag
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    a_survey_page,
    a_user,
    an_office,
    answer,
    publish,
    running,
    survey_of,
)
from tests.staff.screens import DENIED, a_moderator, an_administrator, desk_of, said, soup, words
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.staff.survey.strip import strip_of
from wagtail_ocen_urzad.survey.models import Department
from wagtail_ocen_urzad.survey.operations import switch_paper
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

pytestmark = pytest.mark.django_db


def changed() -> Questionnaire:
    """Another wording of question 1, question 3 gone."""
    [area] = SHORT_SET.areas
    first, overall, _comment = area.questions
    first = replace(first, text="Gdzie załatwiono sprawę?")
    return replace(SHORT_SET, areas=(replace(area, questions=(first, overall)),))


def draft(page: SurveyPage, questionnaire: Questionnaire) -> None:
    fresh = SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    fresh.ask(questionnaire)
    fresh.save_revision(clean=False)


def strip(page: SurveyPage, user: Any = None) -> Tag:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = soup(desk_of(user or an_administrator()).get(address))
    [found] = shown.select("[data-ou-strip]")
    return found


def line(found: Tag) -> list[str]:
    return [words(one) for one in found.select(".ou-strip__line > span")]


def notes(found: Tag) -> list[str]:
    heads = "p:not(.ou-strip__line):not(:has(span))"
    return [words(one) for one in found.select(f"{heads}, .ou-strip__note")]


def opened(page: SurveyPage) -> str:
    return date_format(timezone.localdate(running(page).opened_on), "j E Y") + " r."


def test_a_survey_that_was_never_published() -> None:
    found = strip(a_survey_page(live=False))

    assert line(found) == []
    assert notes(found) == [
        "Ta ankieta nie była jeszcze publikowana.",
        "Publikacja otworzy wersję 1.",
    ]


def test_a_draft_can_be_printed_unless_the_survey_uses_no_paper() -> None:
    page, user = a_survey_page(), an_administrator()
    [link] = strip(page, user).select(".ou-strip__paper a")
    assert (link["href"], words(link)) == (
        reverse("ocen_urzad_print:draft", args=[page.pk]),
        "Wydrukuj szkic (pdf)",
    )

    switch_paper(survey=survey_of(page), is_on=False, by=None)
    assert strip(page, user).select(".ou-strip__paper") == []


def test_a_draft_that_changes_nothing() -> None:
    an_office()
    page = a_survey_page()
    answer(running(page), {"overall": ["5"]})

    found = strip(page)

    assert line(found) == [
        f"Wersja 1 obowiązuje od {opened(page)}",
        "1 ankieta",
        "nie ma jeszcze raportu",
        "ten szkic nie zmienia pytań",
        "Historia wersji",
    ]
    assert notes(found) == ["Publikacja tego szkicu nie tworzy nowej wersji i nie wymaga raportu."]
    assert found.select("details") == []


def test_a_draft_that_changes_questions_says_which_and_how() -> None:
    an_office()
    page = a_survey_page()
    for _ in range(2):
        answer(running(page), {"overall": ["5"]})
    publish(page, replace(SHORT_SET, intro="Dzień dobry."))
    draft(page, replace(changed(), intro="Dzień dobry."))

    found = strip(page)

    assert line(found)[1:] == [
        "0 ankiet",
        "ostatni raport obejmuje 2",
        "ten szkic zmienia 2 pytania",
        "Historia wersji",
    ]
    assert [words(one) for one in found.select("li")] == [
        "pyt. 1 „Gdzie załatwiono sprawę?” : zmiana redakcyjna, wyniki nadal się porównują",
        (
            "dawne pyt. 3 „Co powinniśmy poprawić?”:"
            " usunięte, dotychczasowe wyniki zostają w raportach"
        ),
    ]
    [block] = [one.id for one in _draft(page).questions if one.value.get("code") == "department"]
    assert [link["href"] for link in found.select("li a")] == [f"#block-{block}-section"]
    assert " ".join(notes(found)) == (
        "Po wybraniu „Opublikuj” najpierw powstanie raport z 0 ankiet (§ 5 zdanie drugie"
        " zarządzenia), potem zacznie obowiązywać wersja 3. Mieszkańcy do tego czasu wypełniają"
        " wersję 2."
    )


def _draft(page: SurveyPage) -> Any:
    return SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_another_introduction_is_a_change_without_questions() -> None:
    page = a_survey_page()
    draft(page, replace(SHORT_SET, intro="Dzień dobry."))

    assert line(strip(page))[-2] == "ten szkic zmienia wstęp lub nagłówki"


def test_a_draft_that_cannot_be_published_says_where_and_why() -> None:
    page = a_survey_page()
    [area] = SHORT_SET.areas
    nameless = replace(area.questions[1], text=" ")
    draft(page, replace(SHORT_SET, areas=(replace(area, questions=(nameless,)),)))

    found = strip(page)

    assert len(found.select(".ou-strip--critical")) == 1
    assert [words(one) for one in found.select("li")] == ["pyt. 1 : Jedno z pytań nie ma treści."]
    [block] = [one.id for one in _draft(page).questions if one.block_type != "area"]
    assert [link["href"] for link in found.select("li a")] == [f"#block-{block}-section"]
    assert notes(found) == [
        "Tego szkicu nie można jeszcze opublikować:",
        "Mieszkańcy nadal wypełniają wersję 1.",
    ]


def test_an_empty_draft_is_no_alarm() -> None:
    page = a_survey_page(live=False)
    draft(page, replace(SHORT_SET, areas=()))

    found = strip(page)

    assert found.select(".ou-strip--critical") == []
    assert [words(one) for one in found.select("li")] == ["Ankieta nie ma jeszcze żadnego pytania."]


def test_a_scheduled_publication_is_said() -> None:
    page = a_survey_page()
    fresh = _draft(page)
    fresh.ask(changed())
    fresh.go_live_at = timezone.now() + timedelta(days=2)
    fresh.save_revision().publish()
    local = timezone.localtime(fresh.go_live_at)

    assert notes(strip(page))[-1] == (
        f"Publikację zaplanowano na {date_format(local, 'j E Y')} r., godz."
        f" {date_format(local, 'G.i')}. Raport powstanie wtedy automatycznie."
    )


def in_two_days(page: SurveyPage) -> tuple[Any, str]:
    """Return the draft, to be published in two days, and that moment in words."""
    fresh = _draft(page)
    fresh.go_live_at = timezone.now() + timedelta(days=2)
    local = timezone.localtime(fresh.go_live_at)
    return fresh, f"{date_format(local, 'j E Y')} r., godz. {date_format(local, 'G.i')}"


def test_a_draft_with_a_day_of_its_own_changes_nothing_before() -> None:
    an_office()
    page = a_survey_page()
    fresh, moment = in_two_days(page)
    fresh.ask(changed())
    fresh.save_revision()

    assert " ".join(notes(strip(page))) == (
        f"Po wybraniu „Opublikuj” nic się nie zmieni do {moment}. Wtedy automatycznie powstanie"
        " raport (§ 5 zdanie drugie zarządzenia), a potem zacznie obowiązywać wersja 2."
    )


def test_of_what_is_scheduled_nothing_else_is_promised() -> None:
    page = a_survey_page()
    fresh, moment = in_two_days(page)
    fresh.ask(changed())
    fresh.save_revision().publish()

    assert notes(strip(page)) == [
        f"Publikację zaplanowano na {moment}. Raport powstanie wtedy automatycznie."
    ]


def test_a_schedule_that_changes_no_question_promises_no_report() -> None:
    page = a_survey_page()
    fresh, moment = in_two_days(page)
    fresh.title = "Inny tytuł"
    fresh.save_revision().publish()

    assert notes(strip(page)) == [
        "Publikacja tego szkicu nie tworzy nowej wersji i nie wymaga raportu.",
        f"Publikację zaplanowano na {moment}.",
    ]


def test_a_newer_draft_and_the_one_that_is_scheduled_are_told_apart() -> None:
    an_office()
    page = a_survey_page()
    fresh, moment = in_two_days(page)
    fresh.ask(changed())
    fresh.save_revision().publish()
    newer = _draft(page)
    newer.ask(SHORT_SET)
    newer.go_live_at = None
    newer.save_revision()

    assert notes(strip(page)) == [
        "Publikacja tego szkicu nie tworzy nowej wersji i nie wymaga raportu.",
        f"Publikację zaplanowano na {moment}. Raport powstanie wtedy automatycznie.",
    ]


def test_a_page_that_was_taken_off_is_said() -> None:
    page = a_survey_page()
    page.unpublish()

    assert notes(strip(page))[-1] == (
        "Strona nie jest opublikowana, więc nikt nie może wypełnić ankiety."
    )


@pytest.mark.parametrize("questionnaire", [SHORT_SET, STARTER_SET], ids=["short", "full"])
def test_the_strip_costs_the_same_for_few_and_many_questions(
    questionnaire: Questionnaire, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    an_office()
    page = a_survey_page(questionnaire=questionnaire)
    draft(page, replace(questionnaire, intro="Dzień dobry."))
    shown = _draft(page)

    # Version, scheduled revision, forms, last report, options with answers.
    with django_assert_num_queries(5):
        strip_of(page=shown, at=timezone.now())


def test_the_strip_alone_is_what_the_editor_shows() -> None:
    page = a_survey_page()
    draft(page, changed())
    anna = an_administrator()

    alone = soup(desk_of(anna).get(reverse("ocen_urzad_changes:strip", args=[page.pk])))

    assert words(alone.select_one(".ou-strip")) == words(strip(page, anna))


@pytest.mark.parametrize("rights", [("generate_report",), ("view_results",)])
def test_the_strip_alone_is_for_the_administrator(rights: tuple[str, ...]) -> None:
    page = a_survey_page()
    address = reverse("ocen_urzad_changes:strip", args=[page.pk])

    for user in (a_user("ewa", *rights), a_moderator()):
        response: Any = desk_of(user).get(address)
        assert (response.url, said(response)) == ("/admin/", DENIED)


def test_no_other_page_has_a_strip() -> None:
    page = a_survey_page()
    address = reverse("ocen_urzad_changes:strip", args=[page.get_parent().pk])

    assert desk_of(an_administrator()).get(address).status_code == 404


def test_a_department_that_nobody_can_choose_is_pointed_out() -> None:
    office = an_office()
    page = a_survey_page()
    empty = "Lista komórek organizacyjnych jest pusta, więc mieszkańcy nie mają z czego wybrać."
    assert empty not in " ".join(strip_of(page=page, at=timezone.now()).notes).replace("\xa0", " ")
    Department.objects.filter(office=office).update(is_active=False)
    revision.change_office(office=office, by=None, at=timezone.now())

    told = [note.replace("\xa0", " ") for note in strip_of(page=page, at=timezone.now()).notes]
    assert empty in told

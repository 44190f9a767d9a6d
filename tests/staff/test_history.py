"""„Historia wersji”: every version with its report, why it was made, and how it looked."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    NOON,
    a_survey_page,
    a_user,
    an_office,
    answer,
    publish,
    running,
    survey_of,
)
from tests.staff.screens import an_administrator, desk_of, said, soup, words
from tests.verification.scene import past_everything
from wagtail_ocen_urzad import conf, revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import (
    ChangeRequest,
    Channel,
    Department,
    QuestionSetVersion,
    Response,
    Survey,
)
from wagtail_ocen_urzad.survey.operations import UnableToRecordNeed
from wagtail_ocen_urzad.survey.questionnaire import Question, Questionnaire
from wagtail_ocen_urzad.verification.operations import check

pytestmark = pytest.mark.django_db


def with_questions(*questions: Question, intro: str = "Dzień dobry.") -> Questionnaire:
    [area] = SHORT_SET.areas
    return Questionnaire(intro=intro, areas=(dataclasses.replace(area, questions=questions),))


DEPARTMENT, OVERALL, COMMENT = SHORT_SET.areas[0].questions
REWORDED = dataclasses.replace(DEPARTMENT, text="Gdzie załatwiono Pana/Pani sprawę?")
HOURS = dataclasses.replace(OVERALL, code="hours", text="Godziny pracy Urzędu", is_required=False)


@dataclass
class Scene:
    survey: Survey
    page: SurveyPage
    anna: Any
    desk: Any

    def shown(self, name: str = "survey", *more: Any) -> Any:
        address = reverse(f"ocen_urzad_history:{name}", args=[self.survey.code, *more])
        return soup(self.desk.get(address))

    def preview(self, version: int) -> Any:
        address = reverse("ocen_urzad_version_preview", args=[self.survey.code, version])
        return soup(self.desk.get(address))


@pytest.fixture
def scene() -> Scene:
    """Two versions: the first with three answers, one of them late; one question was reworded."""
    an_office()
    page = a_survey_page(questionnaire=with_questions(DEPARTMENT, OVERALL))
    first = running(page)
    answer(first, {"overall": ["5"]}, channel=Channel.PAPER)
    answer(first, {"overall": ["4"]})
    publish(page, with_questions(REWORDED, HOURS, OVERALL))
    answer(first, {"overall": ["3"]})
    answer(running(page), {"overall": ["5"]})
    anna = an_administrator()
    return Scene(survey=survey_of(page), page=page, anna=anna, desk=desk_of(anna))


def rows(page: Any) -> list[str]:
    return [words(one) for one in page.select(".ou-history tbody tr")]


def test_the_only_survey_opens_at_once(scene: Scene) -> None:
    response = scene.desk.get(reverse("ocen_urzad_history:index"))

    assert response.url == reverse("ocen_urzad_history:survey", args=[scene.survey.code])


def test_several_surveys_and_the_office_are_listed(scene: Scene) -> None:
    a_survey_page(title="Druga", slug="druga")

    page = soup(scene.desk.get(reverse("ocen_urzad_history:index")))

    assert [words(one) for one in page.select(".ou-history__list a")] == [
        "Ankieta badania satysfakcji Klienta",
        "Druga",
        "Urząd Miejski w Przykładowie",
    ]


def test_versions_stand_newest_first_with_their_reports_between(scene: Scene) -> None:
    today = opened(scene, 2)
    page = scene.shown()

    assert [words(one) for one in page.select(".ou-history tbody th")] == ["Wersja 2", "Wersja 1"]
    second, report, first = page.select(".ou-history tbody tr")
    assert cells(second) == [
        f"od {today} obowiązuje",
        "1 1 przez internet",
        "1 pytanie poprawione redakcyjnie, 1 pytanie dodane : wersja 2",
        "brak wpisu Uzupełnij : zgłoszona potrzeba wersji 2",
        "Podgląd : wersja 2",
    ]
    assert words(report) == (
        f"Przed zmianą powstał Raport nr 1 · {today} · 2 z 3 ankiet · automatycznie"
        " · PDF : Raport nr 1 · 1 ankieta wprowadzona po zamknięciu wersji"
    )
    assert cells(first) == [
        f"{today} – {today}",
        "3 2 przez internet, 1 na papierze",
        "pierwsza wersja : wersja 1",
        "–",
        "Podgląd : wersja 1",
    ]


def cells(row: Any) -> list[str]:
    return [words(one) for one in row.select("td")]


def opened(scene: Scene, number: int) -> str:
    version = scene.survey.versions.get(number=number)
    return " ".join(day(on=conf.local_date(at=version.opened_on)).split())


def test_an_excluded_answer_is_told_apart_and_never_called_late() -> None:
    an_office()
    page = a_survey_page(questionnaire=with_questions(DEPARTMENT, OVERALL))
    first, anna = running(page), an_administrator()
    for _ in range(2):
        answer(first, {"overall": ["5"]})
    answer(first, {"overall": ["1"]}, issued_at=NOON)
    marked = Response.objects.get(review_key__gt="")
    operations.exclude_response(response=marked, reason="Wpis próbny.", by=anna)
    publish(page, with_questions(REWORDED, OVERALL))
    scene = Scene(survey=survey_of(page), page=page, anna=anna, desk=desk_of(anna))
    today = opened(scene, 2)
    report = f"Przed zmianą powstał Raport nr 1 · {today} · 2 z %s ankiet · 1 wykluczona"
    report += " · automatycznie · PDF : Raport nr 1"

    _, made, last = scene.shown().select(".ou-history tbody tr")
    assert words(made) == report % 2
    assert cells(last)[1] == "2 2 przez internet, 1 wykluczona"

    answer(first, {"overall": ["3"]})
    _, made, last = scene.shown().select(".ou-history tbody tr")
    late = " · 1 ankieta wprowadzona po zamknięciu wersji"
    assert words(made) == report % 3 + late
    assert cells(last)[1] == "3 3 przez internet, 1 wykluczona"


def test_one_version_says_that_the_first_report_is_still_to_come() -> None:
    an_office()
    page = a_survey_page()
    desk = desk_of(an_administrator())

    shown = soup(desk.get(reverse("ocen_urzad_history:survey", args=[survey_of(page).code])))

    assert "Pierwszy raport powstanie przed pierwszą zmianą." in words(shown.select_one(".ou-page"))


def test_the_draft_stands_on_top_for_the_administrator_alone(scene: Scene) -> None:
    draft = SurveyPage.objects.get(pk=scene.page.pk)
    draft.ask(with_questions(REWORDED, OVERALL))
    draft.save_revision()

    assert rows(scene.shown())[0] == "Szkic nie obowiązuje – 1 pytanie usunięte – Podgląd : szkic"
    scene.desk = desk_of(a_user("nadzor", "view_results"))
    assert len(rows(scene.shown())) == 3


def test_a_draft_that_waits_for_its_day_leads_to_the_editor(scene: Scene) -> None:
    """There is nothing to confirm before."""
    draft = SurveyPage.objects.get(pk=scene.page.pk)
    draft.ask(with_questions(REWORDED, OVERALL))
    revision_of_today = draft.save_revision()
    confirm = reverse("ocen_urzad_changes:confirm", args=[draft.pk, revision_of_today.pk])
    assert scene.shown().select_one(".ou-history tbody a")["href"] == confirm

    draft.go_live_at = timezone.now() + timedelta(days=2)
    draft.save_revision()

    editor = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert scene.shown().select_one(".ou-history tbody a")["href"] == editor


def test_a_deleted_page_leaves_an_archive_with_the_report_of_its_end(scene: Scene) -> None:
    SurveyPage.objects.get(pk=scene.page.pk).delete()

    page = scene.shown()

    assert words(page.select(".ou-lead")[1]).startswith("To jest archiwum:")
    assert rows(page)[0].startswith("Przed zmianą powstał Raport nr 2 ·")
    assert len(rows(page)) == 4


def test_a_change_of_office_data_is_seen_beside_the_version_it_did_not_close(scene: Scene) -> None:
    office = scene.survey.office
    Department.objects.filter(office=office, code="os").update(is_active=False)
    revision.change_office(office=office, by=scene.anna, at=timezone.now())

    page = scene.shown()

    assert rows(page)[1].startswith("Przed zmianą danych urzędu powstał Raport nr 2 ·")
    assert rows(page)[1].endswith("· 1 ankieta · sporządził(a): anna · PDF : Raport nr 2")


def test_the_last_check_stands_above_the_versions(scene: Scene) -> None:
    assert words(scene.shown().select_one(".ou-verdict")) == (
        "Jeszcze niczego nie sprawdzano. Kontrola spójności Sprawdź teraz"
    )
    call_command("ocen_urzad_verify", verbosity=0)

    bar = words(scene.shown().select_one(".ou-verdict--holds"))

    assert bar.startswith("Wszystko się zgadza: 2 wersje, 1 raport, ")
    assert bar.endswith("poleceniem. Kontrola spójności Sprawdź teraz")
    scene.desk = desk_of(a_user("ewa", "view_results"))
    assert scene.shown().select(".ou-verdict form") == []


def test_the_bar_names_the_first_thing_that_does_not_hold(scene: Scene) -> None:
    past_everything(QuestionSetVersion, number=1).update(sha256="0" * 64)
    check(by=None, at=timezone.now())

    bar = words(scene.shown().select_one(".ou-verdict--fails"))

    assert "Treść pytań wersji 1 nie zgadza się ze swoim skrótem." in bar


def test_a_check_that_has_become_old_is_said_there(scene: Scene) -> None:
    check(by=None, at=timezone.now() - timedelta(days=41))

    bar = words(scene.shown().select_one(".ou-verdict--old"))

    assert "Nie sprawdzano od 41 dni." in bar


# One version


def test_a_version_says_what_it_changed_in_plain_words(scene: Scene) -> None:
    page = scene.shown("version", 2)

    assert words(page.select_one("#changes-heading [data-panel-heading-text]")) == (
        "Zmiany wobec wersji 1"
    )
    assert [words(one) for one in page.select(".ou-changes thead th")] == [
        "Pytanie",
        "Było – jest",
        "Skutek dla wyników",
    ]
    assert [words(one.select("td")[-1]) for one in page.select(".ou-changes tbody tr")] == [
        "Zmiana redakcyjna bez wpływu na porównywalność",
        "Nowe pytanie własna seria wyników od wersji 2",
    ]


def test_a_broken_series_is_read_from_what_was_recorded(scene: Scene) -> None:
    """A scale with other marks; what was answered since cannot change what is said."""
    scale = OVERALL.scale
    assert scale is not None
    other = dataclasses.replace(OVERALL, scale=dataclasses.replace(scale, points=scale.points[:3]))
    publish(scene.page, with_questions(REWORDED, HOURS, other))

    page = scene.shown("version", 3)

    [row] = page.select(".ou-changes tbody tr")
    assert words(row.select("td")[-1]) == (
        "Nowa seria wyników skala jest inna; porównanie zacznie się od wersji 3"
    )


def test_another_question_in_the_same_place_is_one_line(scene: Scene) -> None:
    publish(scene.page, with_questions(REWORDED, OVERALL))
    other = dataclasses.replace(HOURS, code="premises", text="Warunki w budynku")
    publish(scene.page, with_questions(REWORDED, other))

    page = scene.shown("version", 4)

    [row] = page.select(".ou-changes tbody tr")
    assert words(row.select("td")[-1]) == (
        "Inne pytanie nowa seria od wersji 4; dotychczasowe wyniki zostają w raportach"
    )


def test_a_question_asked_again_begins_a_new_series_and_says_so(scene: Scene) -> None:
    publish(scene.page, with_questions(REWORDED, OVERALL))
    publish(scene.page, with_questions(REWORDED, HOURS, OVERALL))

    page = scene.shown("version", 4)

    [row] = page.select(".ou-changes tbody tr")
    assert words(row.select("td")[-1]) == (
        "Nowe pytanie zadawane do wersji 2; od wersji 4 zaczyna się nowa seria"
    )
    assert running(scene.page).series["hours"] == 4


# The need


def test_a_need_can_be_added_later_and_is_dated(scene: Scene) -> None:
    address = reverse("ocen_urzad_history:need", args=[scene.survey.code, 2])
    assert soup(scene.desk.get(address)).select("form.ou-page [required]") == []

    done = scene.desk.post(
        address,
        {
            "signalled_by": "Biuro Obsługi Klienta",
            "subject": "brak pytania o godziny",
            "signalled_on": "19.05.2025",
        },
    )

    assert said(done) == ["Wpis o zgłoszonej potrzebie został dodany."]
    [entry] = soup(scene.desk.get(done.url)).select("#need-content p:first-child")
    assert words(entry) == (
        "Biuro Obsługi Klienta, 19 maja 2025 r.: brak pytania o godziny"
        f" wpisano {opened(scene, 2)}, anna"
    )


def test_what_was_written_stays_and_a_later_word_stands_below_it(scene: Scene) -> None:
    address = reverse("ocen_urzad_history:need", args=[scene.survey.code, 2])
    for subject in ("Pierwszy wpis.", "Drugi wpis."):
        scene.desk.post(address, {"subject": subject})

    entries = ChangeRequest.objects.order_by("pk")
    assert [one.subject for one in entries] == ["Pierwszy wpis.", "Drugi wpis."]
    texts = scene.shown().select(".ou-history tbody tr")[0].select("td")[3]
    assert words(texts) == f"Pierwszy wpis. Drugi wpis. (wpisano {opened(scene, 2)}, anna)"


def test_an_empty_entry_is_refused_kindly(scene: Scene) -> None:
    address = reverse("ocen_urzad_history:need", args=[scene.survey.code, 2])

    page = soup(scene.desk.post(address, {}))

    assert words(page.select_one(".help-critical")) == (
        "Proszę wypełnić co najmniej jedno z trzech pól."
    )
    with pytest.raises(UnableToRecordNeed):
        operations.record_need(
            of=running(scene.page),
            signalled_by="",
            subject="",
            signalled_on=None,
            by=scene.anna,
            at=timezone.now(),
        )
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize("right", ["view_results", "generate_report"])
def test_readers_read_and_add_nothing(scene: Scene, right: str) -> None:
    scene.desk = desk_of(a_user("czytelnik", right))

    assert "Uzupełnij" not in words(scene.shown().select_one(".ou-history"))
    assert scene.shown("version", 2).select_one("#need a") is None
    address = reverse("ocen_urzad_history:need", args=[scene.survey.code, 2])
    assert scene.desk.post(address, {"subject": "Coś"}).status_code == 302
    assert not ChangeRequest.objects.exists()


# The preview


def test_an_old_version_is_shown_as_residents_saw_it(scene: Scene) -> None:
    """With the renderer of the public form, and the departments of that time."""
    office = scene.survey.office
    Department.objects.filter(office=office, code="so").update(name="Wydział Nowy")
    revision.change_office(office=office, by=None, at=timezone.now())

    old, new = (scene.preview(number) for number in (1, 2))

    assert words(old.select_one(".ou-preview")) == "Podgląd wersji 1 – ankieta zamknięta"
    assert words(new.select_one(".ou-preview")) == (
        "Podgląd wersji 2 – ankieta obowiązująca, niczego nie można wysłać"
    )
    assert [words(one) for one in (old.select_one("h1"), new.select_one("h1"))] == [
        "Ankieta badania satysfakcji Klienta"
    ] * 2
    texts = [page.get_text().replace("\xa0", " ") for page in (old, new)]
    assert ["W którym wydziale" in text for text in texts] == [True, False]
    assert ["Gdzie załatwiono" in text for text in texts] == [False, True]
    assert ["Wydział Nowy" in text for text in texts] == [False, True]
    for page in (old, new):
        assert page.select("form.ou-form button") == []
        assert page.select_one("[name=token]")["value"] == ""


def test_one_version_is_seen_with_each_of_the_office_data_of_its_time(scene: Scene) -> None:
    office = scene.survey.office
    Department.objects.filter(office=office, code="so").update(name="Wydział Nowy")
    revision.change_office(office=office, by=None, at=timezone.now())
    preview = reverse("ocen_urzad_version_preview", args=[scene.survey.code, 2])

    links = scene.shown("version", 2).select(".ou-page .ou-quiet > a")
    assert [(words(one), one["href"]) for one in links] == [
        ("wersja 1", f"{preview}?dane=1"),
        ("wersja 2", f"{preview}?dane=2"),
    ]
    assert scene.shown("version", 1).select(".ou-page .ou-quiet > a") == []
    old, new = (soup(scene.desk.get(one["href"])) for one in links)

    assert [words(page.select_one(".ou-preview")) for page in (old, new)] == [
        f"Podgląd wersji 2 z danymi urzędu w wersji {number} – niczego nie można wysłać"
        for number in (1, 2)
    ]
    texts = [page.get_text().replace("\xa0", " ") for page in (old, new)]
    assert ["Wydział Nowy" in text for text in texts] == [False, True]
    assert ["Wydział Spraw Obywatelskich" in text for text in texts] == [True, False]
    for named in ("3", "0", "", "x", "9" * 30):
        assert scene.desk.get(f"{preview}?dane={named}").status_code == 404
    # Version 1 was closed before: residents never saw it with the new data.
    first = reverse("ocen_urzad_version_preview", args=[scene.survey.code, 1])
    assert [scene.desk.get(f"{first}?dane={n}").status_code for n in (1, 2)] == [200, 404]


def test_office_data_lead_to_the_surveys_as_they_were_seen_with_them(scene: Scene) -> None:
    office = scene.survey.office
    office.phone = "00 000 00 01"
    office.save()
    revision.change_office(office=office, by=None, at=timezone.now())

    def previews(number: int) -> list[tuple[str, str]]:
        address = reverse("ocen_urzad_office:version", args=[office.pk, number])
        links = soup(scene.desk.get(address)).select("#previews-content a")
        return [(words(one), str(one["href"])) for one in links]

    title = "Podgląd: Ankieta badania satysfakcji Klienta, wersja"
    address = reverse("ocen_urzad_history:survey", args=[scene.survey.code])
    assert previews(1) == [(f"{title} {n}", f"{address}{n}/podglad/?dane=1") for n in (1, 2)]
    assert previews(2) == [(f"{title} 2", f"{address}2/podglad/?dane=2")]


def test_the_preview_outlives_the_page(scene: Scene) -> None:
    SurveyPage.objects.get(pk=scene.page.pk).delete()

    assert words(scene.preview(2).select_one(".ou-preview")) == (
        "Podgląd wersji 2 – ankieta zamknięta"
    )


# Office data


def test_office_data_have_the_same_history(scene: Scene) -> None:
    office = scene.survey.office
    office.phone = "00 000 00 01"
    office.save()
    changed = revision.change_office(office=office, by=scene.anna, at=timezone.now())

    page = soup(scene.desk.get(reverse("ocen_urzad_office:history", args=[office.pk])))

    second, report, first = page.select(".ou-history tbody tr")
    assert cells(second)[1:] == [
        "Telefon : wersja 2",
        "brak wpisu Uzupełnij : zgłoszona potrzeba wersji 2",
    ]
    assert words(report) == (
        "Przed zmianą powstał Raport nr 2 („Ankieta badania satysfakcji Klienta”) · 1 ankieta"
    )
    assert cells(first)[1:] == ["pierwsza wersja : wersja 1", "–"]

    scene.desk.post(
        reverse("ocen_urzad_office:need", args=[office.pk, 2]), {"subject": "Nowy numer."}
    )
    one = soup(scene.desk.get(reverse("ocen_urzad_office:version", args=[office.pk, 2])))
    assert words(one.select_one(".ou-changes tbody tr")) == "Dane Telefon 00 000 00 01"
    assert words(one.select_one("#need-content p")).startswith("Nowy numer. wpisano")
    assert changed.version.change_requests.get().subject == "Nowy numer."


def test_many_versions_have_pages(scene: Scene) -> None:
    for number in range(21):
        publish(scene.page, with_questions(REWORDED, OVERALL, intro=f"Wstęp {number}"))

    first = scene.shown()
    address = reverse("ocen_urzad_history:survey", args=[scene.survey.code])
    second = soup(scene.desk.get(address, {"p": 2}))

    assert len(first.select(".ou-history tbody th")) == 20
    assert [words(one) for one in second.select(".ou-history tbody th")] == [
        "Wersja 3",
        "Wersja 2",
        "Wersja 1",
    ]


def test_no_survey_yet() -> None:
    desk = desk_of(an_administrator())

    page = soup(desk.get(reverse("ocen_urzad_history:index")))

    assert words(page.select_one(".ou-lead")) == (
        "Nie opublikowano jeszcze żadnej ankiety, więc nie ma historii."
    )

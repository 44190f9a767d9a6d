"""„Zanim zmiany wejdą w życie”: from „Opublikuj” over the page before a change to the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks

from tests.editor import editor_data
from tests.factories import a_survey_page, a_user, an_office, answer, running, survey_of
from tests.staff.screens import (
    DENIED,
    a_moderator,
    an_administrator,
    desk_of,
    said,
    soup,
    words,
)
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import ChangeRequest, Channel, QuestionSetVersion
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

pytestmark = pytest.mark.django_db


def reworded(text: str = "Gdzie załatwiono Pana/Pani sprawę?") -> Questionnaire:
    [area] = SHORT_SET.areas
    first = replace(area.questions[0], text=text)
    return replace(SHORT_SET, areas=(replace(area, questions=(first, *area.questions[1:])),))


@dataclass
class Scene:
    page_id: int
    first: QuestionSetVersion
    anna: Any
    desk: Any

    @property
    def page(self) -> SurveyPage:
        return SurveyPage.objects.get(pk=self.page_id)

    def publish(self, questionnaire: Questionnaire, **more: str) -> Any:
        """Press „Opublikuj” in the editor."""
        page = self.page.get_latest_revision_as_object()
        data = editor_data(page, questionnaire, **{"action-publish": "1", **more})
        return self.desk.post(reverse("wagtailadmin_pages:edit", args=[self.page_id]), data)

    def stopped(self, questionnaire: Questionnaire | None = None) -> str:
        """Press „Opublikuj” and return where that leads."""
        return str(self.publish(questionnaire or reworded()).url)

    def press(self, address: str, **need: str) -> Any:
        """Press the button of the page before a change, as it was shown."""
        form = soup(self.desk.get(address)).select_one("form.ou-page")
        assert form is not None
        boxes = form.select("input[type=hidden][value]")
        shown = {str(box["name"]): str(box["value"]) for box in boxes}
        return self.desk.post(address, {**shown, **need})

    @property
    def editor(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page_id])

    def nothing_happened(self) -> bool:
        same = running(self.page) == self.first
        return same and not ReportSnapshot.objects.exists()


@pytest.fixture
def scene() -> Scene:
    an_office()
    page = a_survey_page()
    anna = an_administrator()
    return Scene(page_id=page.pk, first=running(page), anna=anna, desk=desk_of(anna))


def fill(scene: Scene, *, paper: int, web: int) -> None:
    for channel, n in ((Channel.PAPER, paper), (Channel.WEB, web)):
        for _ in range(n):
            answer(scene.first, {"overall": ["5"], "department": ["so"]}, channel=channel)


def test_publishing_changed_questions_leads_to_the_page_before_a_change(scene: Scene) -> None:
    address = scene.stopped()

    latest = scene.page.latest_revision_id
    assert address == f"/admin/ocen-urzad/zmiana/{scene.page.pk}/{latest}/"
    assert scene.nothing_happened()


def test_the_page_says_what_is_covered_what_changes_and_why(scene: Scene) -> None:
    fill(scene, paper=3, web=2)
    page = soup(scene.desk.get(scene.stopped()))

    assert words(page.select_one("#header-title")) == "Zanim zmiany wejdą w życie"
    assert [words(one) for one in page.select(".ou-figures > div")] == [
        f"ankiet wersji 1 5 od {opened_on(scene)} do tej chwili",
        "na papierze 3",
        "przez internet 2",
    ]
    assert words(page.select_one("#changes-heading [data-panel-heading-text]")) == (
        "Co się zmieni: 1 pytanie"
    )
    [row] = page.select(".ou-changes tbody tr")
    assert words(row.select_one("th")) == "Pytanie 1"
    assert [words(one) for one in row.select(".deletion del")] == [
        "W którym wydziale lub biurze Urzędu załatwiał(a) Pan/Pani"
    ]
    assert [words(one) for one in row.select(".addition ins")] == ["Gdzie załatwiono Pana/Pani"]
    assert [words(one) for one in row.select("td:last-child p")] == [
        "Zmiana redakcyjna",
        "bez wpływu na porównywalność",
    ]
    assert words(page.select_one(".ou-quote")) == (
        "Przed wprowadzeniem zmian należy wygenerować raport z dotychczasowych wyników pomiaru. "
        "§ 5 zdanie drugie zarządzenia nr 12/2019 Burmistrza Przykładowa z dnia"
        " 4 listopada 2019 r."
    )
    assert [words(one) for one in page.select(".ou-steps li")] == [
        "Powstanie raport nr 1 (przed zmianą) z 5 ankiet.",
        "Wersja 1 zostanie zamknięta.",
        "Zacznie obowiązywać wersja 2.",
    ]
    assert [words(one) for one in page.select(".ou-buttons > *")] == [
        "Wygeneruj raport i wprowadź zmiany",
        "Wróć do szkicu",
    ]
    assert page.select(".ou-page [required]") == []


def opened_on(scene: Scene) -> str:
    return date_format(timezone.localdate(scene.first.opened_on), "j E Y") + " r."


def test_the_button_makes_the_report_and_publishes_what_was_shown(scene: Scene) -> None:
    address = scene.stopped()
    fill(scene, paper=0, web=22)

    done = scene.press(address)

    [report] = ReportSnapshot.objects.all()
    scene.first.refresh_from_db()
    assert scene.first.closing_report == report
    assert (report.forms, report.created_by) == (22, scene.anna)
    version = running(scene.page)
    assert (version.number, version.opened_by) == (2, scene.anna)
    assert done.url == scene.editor
    assert " ".join(said(done)) == (
        "Raport nr 1 (przed zmianą) został zapisany i obejmuje 22 ankiety."
        " Wersja 1 została zamknięta."
    )
    page = scene.page
    assert (page.live, page.live_revision_id, page.has_unpublished_changes) == (
        True,
        page.latest_revision_id,
        False,
    )
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize(
    ("forms", "sentence"),
    [
        (0, "obejmuje 0 ankiet."),
        (1, "obejmuje 1 ankietę."),
        (2, "obejmuje 2 ankiety."),
        (5, "obejmuje 5 ankiet."),
    ],
)
def test_the_message_names_the_true_number(scene: Scene, forms: int, sentence: str) -> None:
    address = scene.stopped()
    form = soup(scene.desk.get(address))
    shown = {one["name"]: one["value"] for one in form.select("form.ou-page input[value]")}
    fill(scene, paper=forms, web=0)  # while the page is read

    [message] = said(scene.desk.post(address, shown))

    assert message == (
        f"Raport nr 1 (przed zmianą) został zapisany i {sentence} Wersja 1 została zamknięta."
    )


def test_no_answers_yet_make_a_report_all_the_same(scene: Scene) -> None:
    address = scene.stopped()

    cover = soup(scene.desk.get(address)).select_one("#cover-content")
    assert words(cover).startswith("Raport obejmie 0 ankiet. Nikt jeszcze nie wypełnił wersji 1")
    scene.press(address)
    assert ReportSnapshot.objects.get().forms == 0


def test_the_need_is_kept_with_the_version_it_led_to(scene: Scene) -> None:
    scene.press(
        scene.stopped(),
        signalled_by="Urząd Stanu Cywilnego",
        subject="Mylono „urzędnika” z pracownikiem kasy.",
        signalled_on="16.02.2026",
    )

    need = ChangeRequest.objects.get()
    assert (need.version, need.signalled_by, need.signalled_on, need.recorded_by) == (
        running(scene.page),
        "Urząd Stanu Cywilnego",
        date(2026, 2, 16),
        scene.anna,
    )


@pytest.mark.parametrize("written", ["31.02.2026", "jutro", "02.01.2999"])
def test_an_impossible_date_comes_back_with_what_was_written(scene: Scene, written: str) -> None:
    address = scene.stopped()

    page = soup(scene.press(address, signalled_by="USC", signalled_on=written))

    assert len(page.select(".error-message")) == 1
    assert [box["value"] for box in page.select("[name=signalled_by], [name=signalled_on]")] == [
        "USC",
        written,
    ]
    assert scene.nothing_happened()


def test_a_new_title_alone_needs_no_report(scene: Scene) -> None:
    done = scene.publish(SHORT_SET, title="Ankieta klienta")

    assert done.url == reverse("wagtailadmin_explore", args=[scene.page.get_parent().pk])
    assert scene.page.title == "Ankieta klienta"
    assert scene.nothing_happened()


def test_the_first_publication_has_nothing_to_report(scene: Scene) -> None:
    draft = a_survey_page(live=False, title="Druga", slug="druga")
    scene.page_id = draft.pk

    done = scene.publish(SHORT_SET)

    assert done.url == reverse("wagtailadmin_explore", args=[draft.get_parent().pk])
    assert running(draft).number == 1


def test_a_scheduled_publication_goes_its_own_way(scene: Scene) -> None:
    later = timezone.localtime() + timedelta(days=2)

    done = scene.publish(reworded(), go_live_at=later.strftime("%Y-%m-%d %H:%M"))

    assert done.url == reverse("wagtailadmin_explore", args=[scene.page.get_parent().pk])
    assert scene.page.get_latest_revision().approved_go_live_at is not None
    assert scene.nothing_happened()


def test_a_page_taken_off_and_put_back_with_other_questions_is_stopped_too(scene: Scene) -> None:
    scene.page.unpublish()

    assert scene.stopped().startswith("/admin/ocen-urzad/zmiana/")
    assert scene.nothing_happened()


def test_somebody_else_published_meanwhile(scene: Scene) -> None:
    address = scene.stopped()
    form = soup(scene.desk.get(address))
    shown = {one["name"]: one["value"] for one in form.select("form.ou-page input[value]")}
    other: Any = desk_of(an_administrator("piotr"))
    scene.press(address)
    draft = scene.page.get_latest_revision()

    late = other.post(address, shown)

    assert late.url == scene.editor
    assert " ".join(said(late)) == (
        "W międzyczasie ktoś inny opublikował tę ankietę. Niczego nie zmieniono; prosimy jeszcze"
        " raz sprawdzić szkic."
    )
    assert ReportSnapshot.objects.count() == 1
    assert scene.page.get_latest_revision() == draft


CHANGED_SINCE = (
    "Szkic zmienił się po otwarciu tej strony. Niczego nie opublikowano; prosimy sprawdzić szkic"
    " i opublikować go jeszcze raz."
)


def test_a_newer_draft_is_not_published_unseen(scene: Scene) -> None:
    address = scene.stopped()
    form = soup(scene.desk.get(address))
    shown = {one["name"]: one["value"] for one in form.select("form.ou-page input[value]")}
    page = scene.page.get_latest_revision_as_object()
    page.ask(reworded("Gdzie?"))
    page.save_revision()

    posted = scene.desk.post(address, shown)
    assert (posted.url, said(posted)) == (scene.editor, [CHANGED_SINCE])
    opened = scene.desk.get(address)
    assert (opened.url, said(opened)) == (scene.editor, [CHANGED_SINCE])
    assert scene.nothing_happened()


def test_a_draft_saved_over_itself_is_not_published_unseen(scene: Scene) -> None:
    """Wagtail's automatic save writes into the same revision."""
    address = scene.stopped()
    form = soup(scene.desk.get(address))
    shown = {one["name"]: one["value"] for one in form.select("form.ou-page input[value]")}
    page = scene.page.get_latest_revision_as_object()
    page.ask(reworded("Gdzie?"))
    page.save_revision(user=scene.anna, overwrite_revision=scene.page.get_latest_revision())

    assert said(scene.desk.post(address, shown)) == [CHANGED_SINCE]
    assert scene.nothing_happened()


@pytest.mark.parametrize("sent", [{}, {"version": "x", "written_at": "y"}, {"version": "1"}])
def test_a_form_without_what_was_shown_does_nothing(scene: Scene, sent: dict[str, str]) -> None:
    assert said(scene.desk.post(scene.stopped(), sent)) == [CHANGED_SINCE]
    assert scene.nothing_happened()


def test_a_locked_page_is_not_published(scene: Scene) -> None:
    address = scene.stopped()
    form = soup(scene.desk.get(address))
    shown = {one["name"]: one["value"] for one in form.select("form.ou-page input[value]")}
    SurveyPage.objects.filter(pk=scene.page.pk).update(
        locked=True, locked_by=a_user("ewa"), locked_at=timezone.now()
    )

    assert said(scene.desk.post(address, shown)) == [
        "Strona jest zablokowana. Niczego nie opublikowano."
    ]
    assert scene.nothing_happened()


def test_nothing_to_confirm_leads_back_to_the_editor(scene: Scene) -> None:
    revision = scene.page.save_revision()
    address = reverse("ocen_urzad_changes:confirm", args=[scene.page.pk, revision.pk])

    back = scene.desk.get(address)

    assert (back.url, said(back)) == (
        scene.editor,
        ["Ten szkic nie zmienia obowiązujących pytań."],
    )


@pytest.mark.parametrize("is_scheduled", [False, True])
def test_a_draft_that_waits_for_its_day_is_said_to_wait(scene: Scene, is_scheduled: bool) -> None:
    draft = scene.page.get_latest_revision_as_object()
    draft.ask(reworded())
    draft.go_live_at = timezone.now() + timedelta(days=2)
    revision = draft.save_revision()
    if is_scheduled:
        revision.publish()
    local = timezone.localtime(draft.go_live_at)
    moment = f"{date_format(local, 'j E Y')} r., godz. {date_format(local, 'G.i')}"

    back = scene.desk.get(f"/admin/ocen-urzad/zmiana/{scene.page.pk}/{revision.pk}/")

    said_so = [one.replace("\xa0", " ") for one in said(back)]
    assert (back.url, said_so) == (
        scene.editor,
        [
            f"Publikację zaplanowano na {moment}. Raport powstanie wtedy automatycznie."
            if is_scheduled
            else f"Po wybraniu „Opublikuj” nic się nie zmieni do {moment}. Wtedy automatycznie"
            " powstanie raport (§ 5 zdanie drugie zarządzenia), a potem zacznie obowiązywać"
            " wersja 2."
        ],
    )


def test_others_hooks_hear_of_the_publication(scene: Scene) -> None:
    heard = []
    with hooks.register_temporarily(
        "after_publish_page", lambda request, page: heard.append((request.user, page.pk))
    ):
        scene.press(scene.stopped())

    assert heard == [(scene.anna, scene.page.pk)]


@pytest.mark.parametrize("rights", [(), ("generate_report",), ("view_results",)])
def test_the_address_alone_opens_nothing(scene: Scene, rights: tuple[str, ...]) -> None:
    address = scene.stopped()
    for user in (a_user("ewa", *rights), a_moderator()):
        other: Any = desk_of(user)
        for response in (other.get(address), other.post(address, {})):
            assert (response.url, said(response)) == ("/admin/", DENIED)
    assert scene.nothing_happened()


def test_a_revision_of_another_page_is_nothing(scene: Scene) -> None:
    other = a_survey_page(title="Druga", slug="druga")
    revision = other.get_latest_revision()

    for page_id, revision_id in (
        (scene.page.pk, revision.pk),
        (scene.page.get_parent().pk, revision.pk),
        (scene.page.pk, 10**6),
        (10**6, revision.pk),
    ):
        address = reverse("ocen_urzad_changes:confirm", args=[page_id, revision_id])
        assert scene.desk.get(address).status_code == 404


def test_two_surveys_have_their_own_numbers(scene: Scene) -> None:
    a_survey_page(title="Druga", slug="druga")
    scene.press(scene.stopped())
    scene.press(scene.stopped(SHORT_SET))

    assert [one.number for one in survey_of(scene.page).reports.order_by("number")] == [1, 2]


def test_the_page_asks_no_more_for_many_changes(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = scene.stopped()
    scene.desk.get(address)

    with django_assert_max_num_queries(30):
        scene.desk.get(address)

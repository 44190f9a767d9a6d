"""„Kontrola spójności”: the last result for all who read, the button for the administrator."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import a_user
from tests.staff.screens import an_administrator, desk_of, said, soup, words
from tests.verification.scene import Scene, a_scene, past_everything
from wagtail_ocen_urzad.reports.models import ReportDocument
from wagtail_ocen_urzad.survey.models import AnswerCell, QuestionSetVersion
from wagtail_ocen_urzad.verification import queries
from wagtail_ocen_urzad.verification.models import ConsistencyCheck
from wagtail_ocen_urzad.verification.operations import check

pytestmark = pytest.mark.django_db

HOLDS = "Wszystko się zgadza: 2 wersje, 4 raporty, 5 ankiet."
FAILS = "Nie zgadzają się 2 rzeczy. Zakres kontroli: 2 wersje, 4 raporty, 5 ankiet."


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def page_for(client: Client) -> BeautifulSoup:
    return soup(client.get(reverse("ocen_urzad_consistency")))


def findings_in(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [
        (words(one.select_one(".ou-found__state")), words(one.select_one(".ou-found__what")))
        for one in page.select(".ou-found__one")
    ]


def spoil(scene: Scene) -> None:
    past_everything(ReportDocument).update(sha256="1" * 64)
    past_everything(AnswerCell, version=scene.second, question="overall").update(n=8)
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(sha256="0" * 64)


def test_before_the_first_check() -> None:
    page = page_for(desk_of(an_administrator()))

    assert "Jeszcze niczego nie sprawdzano." in words(page.select_one("main"))
    assert [words(button) for button in page.select("main form button")] == ["Sprawdź teraz"]


def test_check_now_and_read_that_it_holds(scene: Scene) -> None:
    client = desk_of(an_administrator())

    response = client.post(reverse("ocen_urzad_consistency_check"))

    assert response.headers["Location"] == reverse("ocen_urzad_consistency")
    assert said(response) == [HOLDS]
    page = page_for(client)
    verdict = words(page.select_one(".ou-verdict--holds"))
    assert verdict.startswith(HOLDS)
    assert verdict.endswith("anna. Sprawdź teraz")
    waiting = "1 spóźniona ankieta wersji 1 czeka na uzupełnienie raportu."
    state = f"do wiadomości · {scene.survey.title} ({scene.survey.code})"
    assert findings_in(page) == [(state, waiting)]


def test_the_first_thing_that_fails_stands_on_top(scene: Scene) -> None:
    spoil(scene)
    client = desk_of(an_administrator())

    assert said(client.post(reverse("ocen_urzad_consistency_check"))) == [FAILS]

    page = page_for(client)
    assert words(page.select_one(".ou-verdict--fails")).startswith(FAILS)
    place = f"{scene.survey.title} ({scene.survey.code})"
    assert [(state, text[:28]) for state, text in findings_in(page)] == [
        (f"nie zgadza się · {place}", "Treść pytań wersji 2 nie zga"),
        (f"nie zgadza się · {place}", f"Licznik wersji 2, {scene.month}, o"),
        (f"do wiadomości · {place}", "1 spóźniona ankieta wersji 1"),
        (f"do wiadomości · {place}", "Brakuje pliku raportu nr 4 ("),
    ]
    links = [link["href"] for link in page.select(".ou-found a")]
    report = f"/admin/ocen-urzad/raporty/{scene.survey.code}"
    assert links == [f"{report}/3/", f"{report}/4/"]


def test_a_page_that_differs_leads_to_the_editor_of_those_who_may_edit(scene: Scene) -> None:
    past_everything(type(scene.page), pk=scene.page.pk).update(intro="Obok.")
    check(by=None, at=timezone.now())

    for user, links in (
        (an_administrator(), [reverse("wagtailadmin_pages:edit", args=[scene.page.pk])]),
        (a_user("ewa", "view_results"), []),
    ):
        page = page_for(desk_of(user))
        [first, _] = page.select(".ou-found__one")
        assert "Treść strony różni się od obowiązującej wersji (2)" in words(first)
        assert [link["href"] for link in first.select("a")] == links


def test_everybody_who_reads_sees_it_and_only_the_administrator_checks(scene: Scene) -> None:
    check(by=None, at=timezone.now())

    for right in ("generate_report", "view_results"):
        client = desk_of(a_user(right, right))
        page = page_for(client)
        verdict = words(page.select_one(".ou-verdict"))
        assert verdict.startswith(HOLDS)
        assert verdict.endswith("poleceniem.")
        assert page.select("main form") == []
        client.post(reverse("ocen_urzad_consistency_check"))
    assert ConsistencyCheck.objects.count() == 1


def test_the_log_says_who_checked(scene: Scene) -> None:
    desk_of(an_administrator()).post(reverse("ocen_urzad_consistency_check"))

    entry = ModelLogEntry.objects.get(action="ocen_urzad.verify")
    assert (entry.user, entry.data) == (
        get_user_model().objects.get(username="anna"),
        {"failures": 0},
    )
    assert entry.message == "Sprawdzono spójność zapisów"


def test_too_many_answers_are_left_to_the_command(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "LIMIT", 4)
    client = desk_of(an_administrator())

    page = page_for(client)
    assert page.select("main form") == []
    assert "manage.py ocen_urzad_verify" in words(page.select_one("main .help-block"))

    response = client.post(reverse("ocen_urzad_consistency_check"))
    assert said(response) == ["Ankiet jest za dużo, żeby sprawdzić je tutaj."]
    assert ConsistencyCheck.objects.count() == 0


def test_a_check_that_has_become_old_says_so(scene: Scene) -> None:
    check(by=None, at=timezone.now() - timedelta(days=40))

    page = page_for(desk_of(an_administrator()))

    assert words(page.select_one(".ou-verdict--old")).endswith(
        "Nie sprawdzano od 40 dni. Sprawdź teraz"
    )


def test_it_is_reached_without_the_menu() -> None:
    page = soup(desk_of(a_user("ewa", "view_results")).get(reverse("ocen_urzad_surveys")))

    assert page.select(f'main a[href="{reverse("ocen_urzad_consistency")}"]')

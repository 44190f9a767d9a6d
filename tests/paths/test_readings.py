"""How the rule is read at its edges (domain 2.4), one test for each reading."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.factories import a_survey_page, publish, running, survey_of
from tests.paths.outcome import AS_BEFORE, BEFORE_EDIT, NEW_VERSION, check
from tests.paths.scene import Scene, a_scene, reworded
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def reports(page: SurveyPage) -> list[tuple[str, int, int]]:
    found = ReportSnapshot.objects.filter(survey=survey_of(page)).order_by("number")
    return [(one.reason, one.number, one.forms) for one in found]


def test_zero_answers_get_a_report_of_zero(scene: Scene) -> None:
    """2.4, no. 4: „Generate a report that says 0 ankiet”; the rule is then never broken."""
    page = a_survey_page(slug="nowa")

    publish(page, reworded())

    assert reports(page) == [(BEFORE_EDIT, 1, 0)]
    assert running(page).number == 2


def test_a_draft_that_was_never_public_is_no_version_and_needs_no_report(scene: Scene) -> None:
    """2.4, no. 4: „A draft is no version and needs none”."""
    page = a_survey_page(slug="szkic", live=False)
    for text in ("Raz", "Dwa"):
        draft = SurveyPage.objects.get(pk=page.pk)
        draft.ask(reworded(text))
        draft.save_revision()
    page.delete()

    assert not Survey.objects.exclude(pk=scene.first.survey_id).exists()
    check(scene, AS_BEFORE)


def test_a_title_only_edit_makes_no_version_and_no_report(scene: Scene) -> None:
    """2.4, no. 1: what is asked is the survey; the page's title asks nothing."""
    page = scene.fresh()
    page.title = "Oceń nasz Urząd"
    page.save_revision().publish()

    check(scene, AS_BEFORE)
    assert survey_of(scene.page).title == "Oceń nasz Urząd"


def test_an_editorial_change_is_a_change_and_its_series_goes_on(scene: Scene) -> None:
    """2.4, no. 1: „Typing errors too: the text has no exception”, yet comparison goes on."""
    before = scene.first.series
    scene.revision().publish()

    check(scene, NEW_VERSION)
    assert running(scene.page).series == before


def test_an_opened_but_unanswered_version_gets_its_own_report_of_zero(scene: Scene) -> None:
    """2.4, no. 4: „a version opened but not yet answered gets the report with 0”."""
    publish(scene.page, reworded())
    publish(scene.page, reworded("Jeszcze inaczej?"))

    assert reports(scene.page) == [(BEFORE_EDIT, 1, 3), (BEFORE_EDIT, 2, 0)]
    closed = QuestionSetVersion.objects.filter(survey=scene.first.survey, is_open=None)
    numbers = closed.order_by("number").values_list("closing_report__number", flat=True)
    assert list(numbers) == [1, 2]


def test_a_dates_only_change_makes_no_version_and_no_report(scene: Scene) -> None:
    """2.4, no. 1: from when until when answers are taken is operational, and asks nothing."""
    page = scene.fresh()
    page.closes_at = timezone.now() + timedelta(days=30)
    page.save_revision().publish()

    check(scene, AS_BEFORE)
    assert running(scene.page).accepts_until == page.closes_at


def test_dates_and_questions_together_are_a_change_of_questions(scene: Scene) -> None:
    page = scene.draft()
    page.closes_at = timezone.now() + timedelta(days=30)
    page.save_revision().publish()

    check(scene, NEW_VERSION)
    assert running(scene.page).accepts_until == page.closes_at


def test_another_introduction_is_a_change(scene: Scene) -> None:
    """It stands above the questions and is read with them."""
    publish(scene.page, dataclasses.replace(scene.change, intro="Prosimy o szczerość."))

    check(scene, NEW_VERSION)


def test_a_schedule_from_a_draft_of_unpublished_times_leaves_the_live_page(scene: Scene) -> None:
    """What is scheduled comes later; until then residents are asked what they were asked."""
    scene.fresh().unpublish()
    draft = scene.draft()
    draft.go_live_at = timezone.now() + timedelta(days=1)
    later = draft.save_revision()
    again = scene.draft(SHORT_SET)
    again.go_live_at = None
    again.save_revision().publish()
    assert scene.fresh().live

    scene.fresh().revisions.get(pk=later.pk).publish()

    assert scene.fresh().live
    check(scene, AS_BEFORE)

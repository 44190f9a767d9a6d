"""§ 5. No edit without a report, by whatever path the edit comes.

„W zależności od zasygnalizowanych potrzeb w Urzędzie dopuszcza się edycję danych urzędu i/lub
edycję ankiety przez administratora. Przed wprowadzeniem zmian należy wygenerować raport
z dotychczasowych wyników pomiaru.”

The table of all paths is tests/paths/test_every_path.py; here stands what else the rule asks for.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import wagtail
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry, Page, Workflow

from tests.factories import a_survey_page, a_user, an_office, answer, home, running, survey_of
from tests.paths.clock import publish_on_schedule
from tests.paths.code import publish_draft, save
from tests.paths.editor import (
    approve_in_a_workflow,
    delete_in_the_admin,
    press_publish,
    publish_in_the_editor,
    publish_many_at_once,
)
from tests.paths.outcome import CLOSED_WITH_REPORT, NEW_VERSION, check, served
from tests.paths.scene import ANSWERS, NEW, OLD, Scene, a_scene, reworded
from tests.paths.test_every_path import API_TABLE
from tests.paths.tree import move
from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Response

pytestmark = pytest.mark.django_db

BROKEN = dataclasses.replace(SHORT_SET, areas=())

Door = Callable[[Scene], Any]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def kept(scene: Scene) -> None:
    """Residents are asked what they were asked, and no report was needed."""
    assert served(scene.page) == OLD
    assert scene.first.survey.versions.get(is_open=True) == scene.first
    assert not ReportSnapshot.objects.filter(survey=scene.first.survey).exists()
    assert Response.objects.filter(version=scene.first, is_late=False).count() == ANSWERS


# What becomes of copies


def test_a_copy_is_a_survey_of_its_own(scene: Scene) -> None:
    twin = scene.page.copy(update_attrs={"slug": "kopia"}, user=scene.admin)
    answer(running(twin), {"overall": ["1"]})
    draft = SurveyPage.objects.get(pk=twin.pk)
    draft.ask(reworded())
    draft.save_revision().publish()

    kept(scene)
    assert served(twin) == NEW
    assert survey_of(twin).code != scene.first.survey.code
    [report] = ReportSnapshot.objects.filter(survey=survey_of(twin))
    assert (report.number, report.forms, report.previous_hash) == (1, 1, "")


def test_an_unpublished_copy_asks_nobody(scene: Scene) -> None:
    twin = scene.page.copy(update_attrs={"slug": "kopia"}, keep_live=False)

    assert not QuestionSetVersion.objects.filter(survey__page_id=twin.pk).exists()


def test_an_alias_shows_the_survey_that_it_mirrors(scene: Scene) -> None:
    alias = scene.page.create_alias(update_slug="alias", user=scene.admin)
    assert served(alias) == OLD

    publish_draft(scene)

    check(scene, NEW_VERSION)
    assert served(alias) == NEW
    assert QuestionSetVersion.objects.count() == 2


def test_an_alias_that_becomes_a_page_becomes_a_survey(scene: Scene) -> None:
    alias = scene.page.create_alias(update_slug="alias", user=scene.admin)

    done = scene.desk.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))

    assert done.status_code == 302
    kept(scene)
    assert served(alias) == OLD
    assert running(alias).survey != scene.first.survey
    assert running(alias).sha256 == scene.first.sha256


def test_deleting_what_an_alias_mirrors_leaves_nothing_to_fill_in(scene: Scene) -> None:
    alias = scene.page.create_alias(update_slug="alias", user=scene.admin)

    delete_in_the_admin(scene)

    check(scene, CLOSED_WITH_REPORT)
    assert served(alias) == ""
    assert QuestionSetVersion.objects.count() == 1


def test_deleting_an_alias_closes_nothing(scene: Scene) -> None:
    SurveyPage.objects.get(pk=scene.page.create_alias(update_slug="alias").pk).delete()

    kept(scene)


def test_a_moved_page_is_found_by_its_printed_address(scene: Scene) -> None:
    move(scene)

    code = scene.first.survey.code
    found = Client().get(f"/ocen-urzad/{code}/bqkaa/")
    assert found["Location"].endswith("/inne/ankieta/?punkt=BQKAA")


# Nobody watches


def test_a_broken_draft_stops_no_schedule(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    other = a_survey_page(slug="inna", title="Inna")
    long_ago, ago = (timezone.now() - timedelta(minutes=minutes) for minutes in (9, 1))
    scene.draft(BROKEN).save_revision(approved_go_live_at=long_ago)
    whole = SurveyPage.objects.get(pk=other.pk)
    whole.ask(reworded())
    whole.save_revision(approved_go_live_at=ago)

    call_command("publish_scheduled", verbosity=0)

    kept(scene)
    assert served(other) == NEW
    [entry] = ModelLogEntry.objects.filter(action=audit.KEEP_VERSION)
    assert entry.object_id == str(scene.first.survey_id)
    assert "no_questions" in entry.data["reason"]
    assert scene.first.survey.code in caplog.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others keep no such draft")
def test_half_a_character_stops_no_schedule(scene: Scene) -> None:
    """The editor sends none, but a script can, and the stream escapes it."""
    other = a_survey_page(slug="inna", title="Inna")
    long_ago, ago = (timezone.now() - timedelta(minutes=minutes) for minutes in (9, 1))
    scene.draft(reworded("\ud800")).save_revision(approved_go_live_at=long_ago)
    whole = SurveyPage.objects.get(pk=other.pk)
    whole.ask(reworded())
    whole.save_revision(approved_go_live_at=ago)

    call_command("publish_scheduled", verbosity=0)

    kept(scene)
    assert served(other) == NEW
    [entry] = ModelLogEntry.objects.filter(action=audit.KEEP_VERSION)
    assert "no_characters" in entry.data["reason"]


@pytest.mark.parametrize(
    "path", [publish_draft, save, publish_on_schedule, publish_many_at_once, approve_in_a_workflow]
)
def test_a_broken_draft_changes_nothing_and_raises_nothing(scene: Scene, path: Door) -> None:
    path(dataclasses.replace(scene, change=BROKEN))

    kept(scene)


def test_a_broken_first_publication_shows_the_closed_page(scene: Scene) -> None:
    page = a_survey_page(questionnaire=BROKEN, slug="pusta")

    assert Client().get(page.url).status_code == 200
    assert served(page) == ""
    assert not QuestionSetVersion.objects.filter(survey__page_id=page.pk).exists()


def test_the_report_says_who_published(scene: Scene) -> None:
    publish_in_the_editor(scene)

    report = ReportSnapshot.objects.get()
    assert (report.created_by, report.data["created"]["by"]) == (scene.admin, "admin")


def test_a_report_made_on_schedule_says_that_nobody_did_it(scene: Scene) -> None:
    publish_on_schedule(scene)

    report = ReportSnapshot.objects.get()
    assert (report.created_by, report.data["created"]["by"]) == (None, "")


def test_a_report_with_no_answers_is_made_all_the_same() -> None:
    an_office()
    page = a_survey_page()
    draft = SurveyPage.objects.get(pk=page.pk)
    draft.ask(reworded())
    draft.save_revision().publish()

    [report] = ReportSnapshot.objects.all()
    assert (report.reason, report.forms) == (ReportReason.BEFORE_EDIT, 0)


def test_each_of_many_changes_has_its_report(scene: Scene) -> None:
    for number in range(1, 5):
        scene.revision(reworded(f"Pytanie {number}")).publish()
        answer(running(scene.page), {"overall": ["4"]})

    reports = ReportSnapshot.objects.order_by("number")
    assert [report.forms for report in reports] == [ANSWERS, 1, 1, 1]
    versions = scene.first.survey.versions.order_by("number")
    assert [version.closing_report for version in versions] == [*reports, None]


def test_a_form_on_the_screen_during_a_change_is_kept_with_its_own_questions(scene: Scene) -> None:
    publish_draft(scene)

    late = answer(scene.first, {"overall": ["2"]})

    assert late.is_late
    assert Response.objects.get(pk=late.response_id).version == scene.first
    closed = QuestionSetVersion.objects.get(pk=scene.first.pk).closing_report
    assert closed is not None
    assert closed.forms == ANSWERS


def test_dates_change_without_a_report(scene: Scene) -> None:
    page = SurveyPage.objects.get(pk=scene.page.pk)
    page.closes_at = timezone.now() + timedelta(days=30)
    page.save_revision().publish()

    kept(scene)
    assert running(scene.page).accepts_until == page.closes_at


def test_a_failure_takes_the_whole_publication_back(scene: Scene) -> None:
    """All or nothing: questions that cannot be put in force are not on the page either."""
    occupied = {"survey": scene.first.survey, "sha256": "0" * 64, "opened_on": timezone.now()}
    report = dict.fromkeys(("period_from", "period_to"), timezone.now().date())
    ReportSnapshot.objects.create(
        survey=scene.first.survey,
        number=1,
        reason=ReportReason.ON_DEMAND,
        forms=0,
        created_on=timezone.now(),
        content="{}",
        previous_hash="",
        sha256="f" * 64,
        **report,
    )
    QuestionSetVersion.objects.create(
        number=2,
        content="{}",
        is_open=None,
        closed_on=timezone.now(),
        closing_report=ReportSnapshot.objects.get(),
        **occupied,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        scene.draft().save()

    assert SurveyPage.objects.get(pk=scene.page.pk).questionnaire() == SHORT_SET
    assert served(scene.page) == OLD
    assert ReportSnapshot.objects.count() == 1


# Who may


@pytest.fixture
def editor(scene: Scene) -> Scene:
    """The same scene; at the desk sits an editor of the portal with every right over pages."""
    user = a_user("redaktor")
    user.groups.set(Group.objects.filter(name__in=("Editors", "Moderators")))
    desk = Client()
    desk.force_login(user)
    return dataclasses.replace(scene, user=user, desk=desk)


def press(address: str, *args: Any, **data: str) -> Door:
    """Return a path: post to an admin view of the page."""

    def path(scene: Scene) -> Any:
        return scene.desk.post(reverse(address, args=[scene.page.pk, *args]), data)

    return path


def approve(scene: Scene) -> Any:
    page = scene.draft()
    page.save_revision(user=scene.admin)
    state = Workflow.objects.get().start(page, scene.admin)
    return scene.desk.post(
        reverse(
            "wagtailadmin_pages:workflow_action",
            args=[page.pk, "approve", state.current_task_state.pk],
        ),
        {"comment": ""},
    )


def in_bulk(action: str) -> Door:
    def path(scene: Scene) -> Any:
        scene.revision()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        return scene.desk.post(f"{address}?id={scene.page.pk}&next=/admin/")

    return path


@pytest.mark.parametrize(
    "path",
    [
        press_publish,
        approve,
        in_bulk("publish"),
        in_bulk("unpublish"),
        in_bulk("delete"),
        press("wagtailadmin_pages:delete"),
        press("wagtailadmin_pages:unpublish"),
        press("wagtailadmin_pages:copy", new_title="Kopia", new_slug="kopia", new_parent_page="3"),
    ],
    ids=(
        "edit",
        "approve",
        "bulk publish",
        "bulk unpublish",
        "bulk delete",
        "delete",
        "unpublish",
        "copy",
    ),
)
def test_only_the_administrator_edits(editor: Scene, path: Door) -> None:
    """„…dopuszcza się edycję (…) przez administratora” (R-19)."""
    done = path(editor)

    assert done.status_code in {302, 403}
    kept(editor)
    assert SurveyPage.objects.count() == 1


def test_an_editor_does_not_delete_a_survey_with_its_parent(editor: Scene) -> None:
    parent = home().add_child(instance=Page(title="Dział", slug="dzial"))
    SurveyPage.objects.get(pk=editor.page.pk).move(parent, pos="last-child")

    done = editor.desk.post(reverse("wagtailadmin_pages:delete", args=[parent.pk]))

    assert done.status_code in {302, 403}
    kept(editor)


@pytest.mark.parametrize("is_branch", [False, True])
def test_only_the_administrator_has_a_survey_in_another_language(
    editor: Scene, is_branch: bool, settings: Any
) -> None:
    """Wagtail asks for a right of its own, and for none over the pages below."""
    settings.WAGTAIL_I18N_ENABLED = True
    editor.user.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    locale = Locale.objects.create(language_code="en")
    above = home()
    if not is_branch:
        above.copy_for_translation(locale)
    page = above if is_branch else editor.page
    data = {"locales": str(locale.pk), "include_subtree": "on"}

    done = editor.desk.post(
        reverse("simple_translation:submit_page_translation", args=[page.pk]), data
    )

    assert done.status_code in {302, 403}
    kept(editor)
    assert SurveyPage.objects.count() == 1


@pytest.mark.skipif(wagtail.VERSION < (8,), reason="Wagtail's write API came with 8.0")
@pytest.mark.parametrize("path", [path for path, _ in API_TABLE], ids=lambda path: path.__name__)
def test_only_the_administrator_edits_by_api(editor: Scene, path: Door, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.with_write_api"
    settings.WAGTAIL_I18N_ENABLED = True

    path(editor)

    kept(editor)

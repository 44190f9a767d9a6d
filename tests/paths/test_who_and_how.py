"""What else a path must do: name who did it, leave no half, wait for nobody in a circle."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import wagtail
from django.contrib.auth.models import Group
from django.db import connection, connections, transaction
from django.test import Client
from wagtail.models import Page, PageLogEntry, Site

from example_site.home.models import ContentPage
from tests.factories import a_survey_page, a_user, home, running
from tests.paths import code, editor, tree, write_api
from tests.paths.outcome import AS_BEFORE, CLOSED_WITH_REPORT, NEW_VERSION, check
from tests.paths.scene import Scene, a_scene, reworded
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import Office, Survey

needs_api = pytest.mark.skipif(wagtail.VERSION < (8,), reason="Wagtail's write API came with 8.0")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def moderator(scene: Scene) -> Scene:
    """The same scene; at the desk sits somebody with every right over pages and none of ours."""
    user = a_user("redaktor")
    user.groups.set(Group.objects.filter(name__in=("Editors", "Moderators")))
    desk = Client()
    desk.force_login(user)
    scene.user, scene.desk = user, desk
    return scene


@pytest.mark.django_db
@needs_api
@pytest.mark.parametrize(
    "path",
    [
        write_api.publish_by_api,
        write_api.write_by_api,
        write_api.delete_by_api,
        write_api.delete_the_parent_by_api,
    ],
)
def test_a_report_made_by_api_names_who_asked(scene: Scene, path: Any, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.with_write_api"

    path(scene)

    report = ReportSnapshot.objects.get()
    assert (report.created_by, report.data["created"]["by"]) == (scene.admin, "admin")


@pytest.mark.django_db
@needs_api
def test_a_refused_deletion_by_api_leaves_no_line_in_the_log(
    moderator: Scene, settings: Any
) -> None:
    """Wagtail writes to its log page by page, before it deletes."""
    settings.ROOT_URLCONF = "tests.with_write_api"
    parent = moderator.put_below("Dzial")
    first = parent.add_child(instance=ContentPage(title="Pierwsza", slug="pierwsza"))
    first.move(Page.objects.get(pk=parent.pk), pos="first-child")

    write_api.by_api(moderator, "delete", "", {}, page_id=parent.pk)

    assert not PageLogEntry.objects.filter(action="wagtail.delete").exists()
    assert Page.objects.filter(pk=parent.pk).exists()
    check(moderator, AS_BEFORE)


@pytest.mark.django_db
@needs_api
def test_a_refused_copy_by_api_leaves_no_half_of_it(moderator: Scene, settings: Any) -> None:
    """Wagtail copies a branch page by page."""
    settings.ROOT_URLCONF = "tests.with_write_api"
    parent = moderator.put_below("Dzial")
    before = Page.objects.count()

    data = {"slug": "kopia", "recursive": True}
    write_api.by_api(moderator, "post", "actions/copy/", data, page_id=parent.pk)

    assert (Page.objects.count(), SurveyPage.objects.count()) == (before, 1)
    check(moderator, AS_BEFORE)


@pytest.mark.django_db
def test_a_revert_over_the_page_before_a_change_is_logged_as_one(scene: Scene) -> None:
    """Wagtail's history says „przywrócono”, as it does without our page in between."""
    editor.revert_in_the_editor(scene)

    check(scene, NEW_VERSION)
    logged = PageLogEntry.objects.filter(page=scene.page.pk, action="wagtail.publish").latest("pk")
    older = scene.fresh().revisions.order_by("pk")[1]
    assert logged.data["revision"]["id"] == older.pk


@pytest.mark.django_db
def test_deleting_a_branch_closes_every_survey_in_it(scene: Scene) -> None:
    parent = scene.put_below("Dzial")
    other = a_survey_page(slug="druga")
    second = running(other)
    other.move(parent, pos="last-child")

    Page.objects.get(pk=parent.pk).delete()

    reports = ReportSnapshot.objects.order_by("survey_id")
    assert [one.forms for one in reports] == [3, 0]
    for version in (scene.first, second):
        version.refresh_from_db()
        assert (version.is_open, version.closing_report in reports) == (None, True)


@pytest.mark.django_db
def test_a_website_made_anew_finds_its_office_again(scene: Scene) -> None:
    root = home()
    tree.delete_the_site(scene)
    site = Site.objects.create(hostname="nowa.example", root_page=root, is_default_site=True)

    office = operations.office_for_site(site=site)

    assert (office, Office.objects.count()) == (scene.office, 1)
    assert office.in_force == scene.office.in_force
    check(scene, AS_BEFORE)


@pytest.mark.django_db
def test_an_office_is_not_given_to_a_website_without_its_surveys(scene: Scene) -> None:
    tree.delete_the_site(scene)
    other = Page.objects.get(depth=1).add_child(instance=Page(title="Biblioteka", slug="b"))
    site = Site.objects.create(hostname="b.example", root_page=other)

    office = operations.office_for_site(site=site)

    assert (office == scene.office, Office.objects.count()) == (False, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", [code.save, code.publish_draft, code.save_a_draft])
def test_saving_waits_for_the_survey_before_it_touches_the_page(scene: Scene, path: Any) -> None:
    """Deleting locks the survey and then the page: the other order would be a circle."""
    if not connection.features.has_select_for_update_nowait:
        pytest.skip("this database locks all or nothing")
    errors: list[Exception] = []

    def in_another_process() -> None:
        try:
            path(scene)
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=in_another_process)
    with transaction.atomic():
        Survey.objects.select_for_update().get(pk=scene.first.survey_id)
        other.start()
        other.join(timeout=1)
        assert other.is_alive()
        # As a deletion does; with the page locked by the other this would raise at once.
        Page.objects.select_for_update(nowait=True).get(pk=scene.page.pk)
    other.join(timeout=30)

    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_publishing_and_deleting_at_once_lose_nothing(scene: Scene) -> None:
    """Whoever comes second finds what the first has done."""
    revision = scene.revision(reworded())
    start = threading.Barrier(2)
    errors: list[str] = []

    def run(act: Any) -> None:
        try:
            start.wait(timeout=30)
            act()
        except Exception as error:  # noqa: BLE001 - named below
            errors.append(type(error).__name__)
        finally:
            connections.close_all()

    acts = (revision.publish, lambda: scene.fresh().delete())
    people = [threading.Thread(target=run, args=(act,)) for act in acts]
    for person in people:
        person.start()
    for person in people:
        person.join(timeout=60)

    # Who saved a page that was gone was told, or had nothing to publish.
    assert set(errors) <= {"DoesNotExist", "AttributeError"}
    assert not SurveyPage.objects.exists()
    closed = scene.first.survey.versions.order_by("number")
    assert all(version.closing_report_id for version in closed if not version.is_open)
    assert [report.forms for report in ReportSnapshot.objects.order_by("number")][:1] == [3]


@pytest.mark.django_db
@pytest.mark.parametrize("is_told", [True, False])
def test_a_page_that_was_deleted_meanwhile_does_not_come_back(scene: Scene, is_told: bool) -> None:
    """Django would insert its row again, and a survey that begins with version 1."""
    stale = scene.draft()
    draft = scene.revision()
    changed = draft.as_object()
    scene.fresh().delete()

    if is_told:
        with pytest.raises(SurveyPage.DoesNotExist):
            stale.save()
    else:
        changed.publish(draft)

    check(scene, CLOSED_WITH_REPORT)
    assert (SurveyPage.objects.count(), Survey.objects.count()) == (0, 1)

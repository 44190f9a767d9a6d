"""Doors of Wagtail's editor and of its other admin pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from tests.editor import editor_data
from tests.factories import survey_of
from tests.paths.scene import Scene, reworded
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET

PUBLISH = {"action-publish": "action-publish"}


def edit_address(scene: Scene) -> str:
    """Return the address of the editor."""
    return reverse("wagtailadmin_pages:edit", args=[scene.page.pk])


def press_publish(scene: Scene) -> Any:
    """Press „Opublikuj” in the editor with changed questions in it."""
    return scene.desk.post(edit_address(scene), editor_data(scene.page, reworded(), **PUBLISH))


def confirm(scene: Scene, address: str) -> None:
    """Press the button of a page before a change."""
    asked = scene.desk.get(address)
    soup = BeautifulSoup(asked.content, "html.parser")
    form = soup.select_one("form.ou-page")
    assert form is not None
    hidden = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
    done = scene.desk.post(address, hidden)
    assert done.status_code == 302


def publish_in_the_editor_and_stop(scene: Scene) -> None:
    """Press „Opublikuj” and turn back at the question."""
    done = press_publish(scene)
    assert (done.status_code, "/zmiana/" in done["Location"]) == (302, True)


def publish_in_the_editor(scene: Scene) -> None:
    """Press „Opublikuj” and confirm."""
    confirm(scene, press_publish(scene)["Location"])


def retitle_in_the_editor(scene: Scene) -> None:
    """Publish another title."""
    data = editor_data(scene.page, SHORT_SET, **PUBLISH)
    title = "Ankieta badania satysfakcji interesanta"
    done = scene.desk.post(edit_address(scene), data | {"title": title})
    assert done.status_code == 302
    assert survey_of(scene.page).title == title


def save_a_draft_in_the_editor(scene: Scene) -> None:
    """Press „Zapisz szkic”."""
    done = scene.desk.post(edit_address(scene), editor_data(scene.page, reworded()))
    assert done.status_code == 302


def autosave_in_the_editor(scene: Scene) -> None:
    """What the editor sends by itself while somebody writes (from Wagtail 8 on)."""
    done = scene.desk.post(
        edit_address(scene),
        editor_data(scene.page, reworded()),
        headers={"accept": "application/json"},
    )
    assert done.status_code in {200, 302}
    assert scene.fresh().has_unpublished_changes


def schedule_in_the_editor(scene: Scene) -> None:
    """Publish with a date that has not come."""
    due = timezone.localtime() + timedelta(days=2)
    data = editor_data(scene.page, reworded(), **PUBLISH)
    done = scene.desk.post(edit_address(scene), data | {"go_live_at": f"{due:%d.%m.%Y %H:%M}"})
    assert done.status_code == 302
    assert scene.fresh().scheduled_revision is not None


def revert_in_the_editor(scene: Scene) -> None:
    """Open an older revision from Wagtail's history, publish it and confirm."""
    older = scene.revision()
    scene.revision(SHORT_SET)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[scene.page.pk, older.pk])
    stopped = scene.desk.post(address, editor_data(scene.page, reworded(), **PUBLISH))
    assert "przywraca" in stopped["Location"]
    confirm(scene, stopped["Location"])


def approve_in_a_workflow(scene: Scene) -> None:
    """Approve the last task of a workflow."""
    page = scene.draft()
    page.save_revision(user=scene.admin)
    state = Workflow.objects.get().start(page, scene.admin)
    task = state.current_task_state.pk
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task])
    assert scene.desk.post(address, {"comment": ""}).status_code == 302


def edit_and_approve_in_a_workflow(scene: Scene) -> None:
    """Correct the draft and approve it with one button: no page before the change is shown."""
    page = scene.draft(reworded("Jeszcze inaczej?"))
    page.save_revision(user=scene.admin)
    Workflow.objects.get().start(page, scene.admin)
    act = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    done = scene.desk.post(edit_address(scene), editor_data(scene.page, reworded(), **act))
    assert done.status_code == 302
    assert "/zmiana/" not in done["Location"]


def _in_bulk(scene: Scene, action: str) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    done = scene.desk.post(f"{address}?id={scene.page.pk}&next=/admin/")
    assert done.status_code == 302


def publish_many_at_once(scene: Scene) -> None:
    """Publish a draft in bulk."""
    scene.revision()
    _in_bulk(scene, "publish")


def unpublish_many_at_once(scene: Scene) -> None:
    """Unpublish in bulk."""
    _in_bulk(scene, "unpublish")


def delete_many_at_once(scene: Scene) -> None:
    """Delete in bulk."""
    _in_bulk(scene, "delete")


def delete_in_the_admin(scene: Scene) -> None:
    """Confirm „Usuń”."""
    done = scene.desk.post(reverse("wagtailadmin_pages:delete", args=[scene.page.pk]))
    assert done.status_code == 302


def copy_in_the_admin(scene: Scene, **more: str) -> None:
    """Copy, the copy being a draft."""
    scene.revision()
    data = {
        "new_title": "Kopia",
        "new_slug": "kopia",
        "new_parent_page": scene.page.get_parent().pk,
    }
    done = scene.desk.post(
        reverse("wagtailadmin_pages:copy", args=[scene.page.pk]), {**data, **more}
    )
    assert done.status_code == 302


def copy_in_the_admin_and_publish(scene: Scene) -> None:
    """Copy, the copy being public at once."""
    copy_in_the_admin(scene, publish_copies="on")


def copy_as_an_alias_in_the_admin(scene: Scene) -> None:
    """Copy as an alias."""
    copy_in_the_admin(scene, publish_copies="on", alias="on")


def convert_an_alias(scene: Scene) -> None:
    """Make an alias a page of its own."""
    alias = scene.page.create_alias(update_slug="alias", user=scene.admin)
    done = scene.desk.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    assert done.status_code == 302


def move_in_the_admin(scene: Scene) -> None:
    """Confirm a move to another parent."""
    parent = scene.page.get_parent().add_child(instance=_plain("Inne"))
    address = reverse("wagtailadmin_pages:move_confirm", args=[scene.page.pk, parent.pk])
    assert scene.desk.post(address).status_code == 302


def _plain(title: str) -> Any:
    from wagtail.models import Page  # noqa: PLC0415 - only here

    return Page(title=title, slug=title.lower())

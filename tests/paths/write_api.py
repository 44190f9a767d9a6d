"""Doors of Wagtail's write API, from Wagtail 8 on. Addresses: tests/with_write_api.py."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from wagtail.models import Locale

from tests.paths.languages import english
from tests.paths.scene import Scene
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET

OF_TYPE = {"type": "wagtail_ocen_urzad_pages.SurveyPage"}


def by_api(
    scene: Scene, method: str, action: str, data: dict[str, Any], *, page_id: int = 0
) -> None:
    """Ask the API in the name of whoever sits at the desk; others than administrators get 403."""
    from wagtail.models import APIToken  # noqa: PLC0415 - from Wagtail 8 on

    _, token = APIToken.create_token(user=scene.user, name="test")
    done = getattr(Client(), method)(
        f"/api/v3/pages/{page_id or scene.page.pk}/{action}",
        json.dumps(data),
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
    allowed = scene.user == scene.admin
    assert done.status_code in ({200, 201, 204} if allowed else {403}), done.content


def write_by_api(scene: Scene) -> None:
    """A new title carries the draft beneath it into force."""
    scene.revision()
    by_api(scene, "patch", "", {"title": "Inny tytuł", "meta": {**OF_TYPE, "action": "publish"}})


def draft_by_api(scene: Scene) -> None:
    """Save a draft."""
    by_api(scene, "patch", "", {"title": "Inny tytuł", "meta": OF_TYPE})


def publish_by_api(scene: Scene) -> None:
    """Publish the latest draft."""
    scene.revision()
    by_api(scene, "post", "actions/publish/", {})


def revert_by_api(scene: Scene) -> None:
    """Bring an older revision back as a draft; publishing is another step."""
    older = scene.revision()
    scene.revision(SHORT_SET)
    by_api(scene, "post", "actions/revert/", {"revision_id": older.pk})


def unpublish_by_api(scene: Scene) -> None:
    """Unpublish."""
    by_api(scene, "post", "actions/unpublish/", {})


def copy_by_api(scene: Scene) -> None:
    """Copy; the copy is public."""
    by_api(scene, "post", "actions/copy/", {"slug": "kopia"})


def copy_the_parent_by_api(scene: Scene) -> None:
    """Copy a whole branch."""
    parent = scene.put_below("Dzial")
    data = {"slug": "kopia", "recursive": True}
    by_api(scene, "post", "actions/copy/", data, page_id=parent.pk)


def alias_by_api(scene: Scene) -> None:
    """Make an alias."""
    by_api(scene, "post", "actions/create_alias/", {"slug": "alias"})


def convert_an_alias_by_api(scene: Scene) -> None:
    """Make an alias a page of its own."""
    alias = scene.page.create_alias(update_slug="alias", user=scene.admin)
    by_api(scene, "post", "actions/convert_alias/", {}, page_id=alias.pk)


def translate_by_api(scene: Scene, **more: Any) -> None:
    """Copy into another language."""
    data = {"locale": english().language_code, **more}
    by_api(scene, "post", "actions/copy_for_translation/", data)


def translate_as_an_alias_by_api(scene: Scene) -> None:
    """Make an alias in another language."""
    translate_by_api(scene, alias=True)


def translate_the_parent_by_api(scene: Scene) -> None:
    """Copy a whole branch into another language."""
    Locale.objects.create(language_code="en")
    data = {"locale": "en", "recursive": True}
    parent = scene.page.get_parent()
    by_api(scene, "post", "actions/copy_for_translation/", data, page_id=parent.pk)


def move_by_api(scene: Scene) -> None:
    """Move to the end of its siblings' parent."""
    parent = scene.page.get_parent()
    by_api(scene, "post", "actions/move/", {"destination_id": parent.pk, "position": "last-child"})


def delete_by_api(scene: Scene) -> None:
    """Delete."""
    by_api(scene, "delete", "", {})


def delete_the_parent_by_api(scene: Scene) -> None:
    """Delete a page above it."""
    parent = scene.put_below("Dzial")
    by_api(scene, "delete", "", {}, page_id=parent.pk)

"""Doors that change where the page stands: copies, aliases, translations, moves, deletions."""

from __future__ import annotations

from wagtail.models import Locale, Page, Site

from tests.factories import home, running
from tests.paths.code import publish_draft
from tests.paths.scene import Scene
from wagtail_ocen_urzad.pages.models import SurveyPage


def copy(scene: Scene) -> None:
    """Copy; the copy is public."""
    scene.page.copy(update_attrs={"slug": "kopia"}, user=scene.admin)


def copy_as_a_draft(scene: Scene) -> None:
    """Copy; the copy is not public."""
    scene.page.copy(update_attrs={"slug": "kopia"}, keep_live=False)


def copy_with_its_parent(scene: Scene) -> None:
    """Copy a whole branch."""
    scene.put_below("Dzial").copy(recursive=True, update_attrs={"slug": "kopia"}, user=scene.admin)


def make_an_alias(scene: Scene) -> None:
    """Make an alias."""
    scene.page.create_alias(update_slug="alias", user=scene.admin)


def translate(scene: Scene) -> None:
    """Copy into another language, as `simple_translation` does."""
    locale = Locale.objects.create(language_code="en")
    home().copy_for_translation(locale)
    scene.fresh().copy_for_translation(locale)


def move(scene: Scene) -> None:
    """Move below another page."""
    scene.put_below("Inne")


def unpublish(scene: Scene) -> None:
    """Unpublish."""
    scene.fresh().unpublish(user=scene.admin)


def unpublish_with_a_draft_and_publish_again(scene: Scene) -> None:
    """Publish again with other questions."""
    scene.revision()
    unpublish(scene)
    publish_draft(scene)


def unpublish_and_publish_the_same_again(scene: Scene) -> None:
    """Publish again with the same questions."""
    unpublish(scene)
    scene.fresh().save_revision().publish()


def delete(scene: Scene) -> None:
    """Delete."""
    scene.fresh().delete()


def delete_with_an_alias_left(scene: Scene) -> None:
    """Delete what an alias shows; it is hidden too, and a survey of its own when published."""
    alias = scene.page.create_alias(update_slug="alias", user=scene.admin)
    scene.fresh().delete()
    left = SurveyPage.objects.get(pk=alias.pk)
    assert (left.live, left.alias_of) == (False, None)
    left.save_revision().publish()
    assert running(left).number == 1


def delete_as_a_plain_page(scene: Scene) -> None:
    """Delete what the database calls a page."""
    Page.objects.get(pk=scene.page.pk).delete()


def delete_the_parent(scene: Scene) -> None:
    """Delete a page above it."""
    scene.put_below("Dzial").delete()


def delete_by_query(scene: Scene) -> None:
    """Delete by a query."""
    SurveyPage.objects.filter(pk=scene.page.pk).delete()


def delete_the_site(scene: Scene) -> None:
    """Delete the website: the pages stay, but nobody can reach them."""
    Site.objects.all().delete()


def delete_the_site_and_make_it_anew(scene: Scene) -> None:
    """Delete the website, make it again, and publish the same questions there."""
    root = home()
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    scene.fresh().save_revision().publish()

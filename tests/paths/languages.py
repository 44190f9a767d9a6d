"""Doors of `wagtail.contrib.simple_translation`, its tree in all languages kept alike."""

from __future__ import annotations

from django.urls import reverse
from wagtail.models import Locale, Page

from tests.factories import home
from tests.paths.scene import Scene
from wagtail_ocen_urzad.pages.models import SurveyPage


def english() -> Locale:
    """Return another language, with a home page in it."""
    locale: Locale = Locale.objects.create(language_code="en")
    home().copy_for_translation(locale)
    return locale


def a_translation(scene: Scene) -> Page:
    """Return the page in another language, published, a survey of its own."""
    translation = scene.fresh().copy_for_translation(english())
    translation.save_revision().publish()
    return translation


def _translate(scene: Scene, page: Page, **more: str) -> None:
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    locale = Locale.objects.get(language_code="en")
    done = scene.desk.post(address, {"locales": str(locale.pk), **more})
    assert done.status_code == 302
    assert SurveyPage.objects.filter(locale=locale, alias_of=None).count() == 1


def translate_in_the_admin(scene: Scene) -> None:
    """Press „Przetłumacz”."""
    english()
    _translate(scene, scene.page)


def translate_a_branch_in_the_admin(scene: Scene) -> None:
    """Translate the page above it with everything below."""
    Locale.objects.create(language_code="en")
    _translate(scene, home(), include_subtree="on")


def unpublish_in_every_language(scene: Scene) -> None:
    """Unpublish it, its translation going with it."""
    translation = a_translation(scene)
    done = scene.desk.post(reverse("wagtailadmin_pages:unpublish", args=[scene.page.pk]))
    assert done.status_code == 302
    assert not Page.objects.get(pk=translation.pk).live


def delete_the_translation_in_the_admin(scene: Scene) -> None:
    """Delete the translation: what it was translated from goes with it."""
    translation = a_translation(scene)
    done = scene.desk.post(reverse("wagtailadmin_pages:delete", args=[translation.pk]))
    assert done.status_code == 302
    assert not SurveyPage.objects.exists()

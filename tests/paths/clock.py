"""Doors that the clock opens: `publish_scheduled`, on time, early and late."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from tests.paths.scene import Scene
from wagtail_ocen_urzad.pages.models import SurveyPage


def _due(scene: Scene, ago: timedelta) -> None:
    scene.draft().save_revision(approved_go_live_at=timezone.now() - ago)
    call_command("publish_scheduled", verbosity=0)


def publish_on_schedule(scene: Scene) -> None:
    """The command runs a minute after the time."""
    _due(scene, timedelta(minutes=1))


def publish_late(scene: Scene) -> None:
    """Cron was off for a week: residents answered the old version until the command ran."""
    _due(scene, timedelta(days=7))


def publish_twice(scene: Scene) -> None:
    """The command runs again."""
    publish_on_schedule(scene)
    call_command("publish_scheduled", verbosity=0)


def schedule_for_later(scene: Scene) -> None:
    """The time has not come."""
    page = scene.draft()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    call_command("publish_scheduled", verbosity=0)


def expire_on_schedule(scene: Scene) -> None:
    """The page's own end has come."""
    past = timezone.now() - timedelta(minutes=1)
    SurveyPage.objects.filter(pk=scene.page.pk).update(expire_at=past)
    call_command("publish_scheduled", verbosity=0)

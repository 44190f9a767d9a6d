"""Deleting a survey page: its version is closed after a report, and nothing is lost.

`pre_delete` fires for descendants, too, whose own `delete()` is never called; so does the log
entry that Wagtail writes beforehand, which alone names the user on every path.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone
from wagtail.models import PageLogEntry

from wagtail_ocen_urzad import audit, revision
from wagtail_ocen_urzad.residents.pages import SurveyPageMixin
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.queries import may_administer, survey_of


def connect() -> None:
    """Listen to deletions of pages; called once, when the app is ready."""
    pre_delete.connect(_close_survey, dispatch_uid="ocen_urzad_close_survey")
    pre_save.connect(
        _refuse_deletion_by_others, sender=PageLogEntry, dispatch_uid="ocen_urzad_refuse_deletion"
    )


def _close_survey(*, sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    if not issubclass(sender, SurveyPageMixin):
        return
    if instance.alias_of_id and survey_of(page_id=instance.pk) is None:
        return
    _refuse_others(audit.current_user())
    _lock_all(origin)
    survey = survey_of(page_id=instance.pk)
    if survey is not None:
        revision.close(survey=survey, by=audit.current_user(), at=timezone.now())


def _lock_all(origin: Any) -> None:
    """Lock every survey of a deleted branch in one order, that of a change of office data."""
    if isinstance(origin, QuerySet):
        pages = origin.order_by().values("pk")
        list(Survey.objects.select_for_update().filter(page__in=pages).order_by("pk"))


def _refuse_deletion_by_others(*, instance: PageLogEntry, **kwargs: Any) -> None:
    if instance.action == "wagtail.delete" and issubclass(
        instance.content_type.model_class() or object, SurveyPageMixin
    ):
        _refuse_others(instance.user)


def _refuse_others(user: Any) -> None:
    """Refuse whoever acts without the right (R-19); a command acts as nobody."""
    if user is not None and not may_administer(user=user):
        raise PermissionDenied

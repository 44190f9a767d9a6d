"""What is no step of the document: the office's own steps, and comments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.records import StudyRecord


class ExtraStepRecord(StudyRecord):
    """A step of the office's own was done."""

    step = models.CharField(max_length=40)
    done_on = models.DateField(_("done on"))
    note = models.TextField(pgettext_lazy("study", "note"), blank=True)

    demanded = ("done_on",)
    happened = ("done_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("record of an own step")
        verbose_name_plural = _("records of own steps")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(step=""), name="ocen_urzad_extra_step_named")
        ]

    def __str__(self) -> str:
        return self.step


class StudyComment(StudyRecord):
    """A remark beside a step; it changes nothing."""

    task = models.CharField(max_length=40, blank=True)
    """'' speaks of the edition as a whole."""
    author = models.CharField(_("author"), max_length=200)
    text = models.TextField(_("text of the comment"))

    demanded = ("text",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("comment on the study")
        verbose_name_plural = _("comments on the study")

    def __str__(self) -> str:
        return self.text[:80]

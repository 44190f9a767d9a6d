"""Step 4: the log of monitoring (P-15)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure.models.records import StudyRecord


class MonitoringEntry(StudyRecord):
    """What was seen while the study ran, and who looked on (P-15)."""

    observed_on = models.DateField(_("date of the observation"))
    author = models.CharField(_("author"), max_length=200)
    with_unit_head = models.BooleanField(_("with the head of the unit"), default=False)
    with_desk_head = models.BooleanField(_("with the head of the client desk"), default=False)
    others = models.CharField(_("other participants"), max_length=250, blank=True)
    observation = models.TextField(_("observation"))
    reaction = models.TextField(_("reaction"), blank=True)

    demanded = ("observed_on", "author", "observation")
    happened = ("observed_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("entry of monitoring")
        verbose_name_plural = _("entries of monitoring")

    def __str__(self) -> str:
        return f"{self.observed_on:%Y-%m-%d}"

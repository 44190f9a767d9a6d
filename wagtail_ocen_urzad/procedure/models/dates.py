"""Steps 2 and 3: the dates of the study, agreed and moved (P-10 to P-14)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.records import StudyRecord
from wagtail_ocen_urzad.procedure.steps import TaskCode


class DateAgreement(StudyRecord):
    """The date of the study was agreed, first roughly, then exactly (P-10, P-13, P-14)."""

    task = models.CharField(max_length=40)
    """`TaskCode.DATE` or `TaskCode.EXACT_DATE`."""
    agreed_on = models.DateField(_("agreed on"))
    fieldwork_from = models.DateField(_("the study takes place from"))
    fieldwork_to = models.DateField(_("to (last day)"))
    agreed_with = models.CharField(_("agreed with"), max_length=200)
    places = models.TextField(_("places"), blank=True)
    hours = models.TextField(_("hours"), blank=True)
    interviewers = models.TextField(_("interviewers"), blank=True)
    contacts = models.TextField(_("contact persons"), blank=True)
    note = models.TextField(pgettext_lazy("study", "note"), blank=True)

    demanded = ("agreed_on", "fieldwork_from", "fieldwork_to", "agreed_with")
    happened = ("agreed_on",)
    spans = (("fieldwork_from", "fieldwork_to"),)

    class Meta(StudyRecord.Meta):
        verbose_name = _("agreed date")
        verbose_name_plural = _("agreed dates")

    def __str__(self) -> str:
        return f"{self.fieldwork_from:%Y-%m-%d}–{self.fieldwork_to:%Y-%m-%d}"

    def demands(self) -> tuple[str, ...]:
        """The exact date is agreed „oraz szczegóły organizacyjne”: one of the four at least."""
        is_exact = self.task == TaskCode.EXACT_DATE
        return (*self.demanded, "places") if is_exact and not self.has_details else self.demanded

    @property
    def has_details(self) -> bool:
        """„oraz szczegóły organizacyjne”: something was agreed beside the days."""
        said = (self.places, self.hours, self.interviewers, self.contacts)
        return any(text.strip() for text in said)


class DeadlineMove(StudyRecord):
    """A deadline was moved; the first date stays visible (P-11)."""

    task = models.CharField(max_length=40)
    moved_from = models.DateField(_("moved from"))
    moved_to = models.DateField(_("moved to"))
    moved_on = models.DateField(_("moved on"))
    moved_by = models.CharField(_("moved by"), max_length=200)
    reason = models.TextField(_("reason for moving the date"))

    demanded = ("moved_to", "reason")

    class Meta(StudyRecord.Meta):
        verbose_name = _("moved deadline")
        verbose_name_plural = _("moved deadlines")

    def __str__(self) -> str:
        return f"{self.task}: {self.moved_to:%Y-%m-%d}"

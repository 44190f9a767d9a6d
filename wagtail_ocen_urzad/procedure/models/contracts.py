"""Step 2: the contract (P-08)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure.models.firms import Contractor
from wagtail_ocen_urzad.procedure.models.records import StudyRecord, price
from wagtail_ocen_urzad.procedure.models.studies import StudyKind


class Contract(StudyRecord):
    """The contract with the contractor (P-08)."""

    number = models.CharField(_("number of the contract"), max_length=80)
    signed_on = models.DateField(_("signed on"))
    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="contracts")
    contractor_name = models.CharField(_("contractor"), max_length=200)
    """As it was when the contract was signed."""
    kind = models.CharField(_("kind of study"), max_length=20, choices=StudyKind.choices)
    net = price(_("net value"))
    gross = price(_("gross value"))
    questionnaire_due = models.DateField(
        _("questionnaire to be accepted until"), null=True, blank=True
    )
    processing_note = models.TextField(_("processing of personal data"), blank=True)
    """The processing agreement, if the contractor collects data (domain 5.1)."""

    demanded = ("number", "signed_on", "contractor", "kind", "net", "gross")
    happened = ("signed_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")

    def __str__(self) -> str:
        return self.number

"""What went from hand to hand, in the order of the document."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.records import StudyRecord
from wagtail_ocen_urzad.procedure.steps import TaskCode


class Handover(StudyRecord):
    """Something went from one hand to another, on a day (P-06, P-09, P-12, P-16, P-17)."""

    task = models.CharField(max_length=40)
    """Which handover of the procedure: a `TaskCode`."""
    from_name = models.CharField(_("from"), max_length=200)
    to_name = models.CharField(_("to"), max_length=200)
    handed_on = models.DateField(_("handed over on"))
    discussion = models.TextField(_("discussion of the issues"), blank=True)
    """„wraz z ich omówieniem”: demanded where the catalogue goes to the contractor."""
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    """Of the accepted questionnaire, where it is what went to the contractor (P-12)."""
    note = models.TextField(pgettext_lazy("study", "note"), blank=True)

    demanded = ("from_name", "to_name", "handed_on")
    happened = ("handed_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")

    def __str__(self) -> str:
        return f"{self.task}: {self.to_name}"

    def demands(self) -> tuple[str, ...]:
        """The catalogue goes to the contractor „wraz z ich omówieniem”."""
        is_catalogue = self.task == TaskCode.CATALOGUE_HANDOVER
        return (*self.demanded, "discussion") if is_catalogue else self.demanded

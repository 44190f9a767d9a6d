"""Step 1: the public procurement procedure, only tracked (P-07)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure.models.records import StudyRecord, price


class ProcurementPath(models.TextChoices):
    """Under which rules the order is given (P-07)."""

    BELOW_THRESHOLD = "below_threshold", _("below the threshold, by the office's own rules")
    PROCUREMENT_ACT = "procurement_act", _("by the public procurement act")


class Procurement(StudyRecord):
    """The public procurement procedure: only tracked, not run here (P-07)."""

    started_on = models.DateField(_("started on"))
    estimate = price(_("net estimate"))
    threshold = price(_("threshold on that day, net"), is_optional=True)
    proposed = models.CharField(_("proposed path"), max_length=20, choices=ProcurementPath.choices)
    path = models.CharField(_("path"), max_length=20, choices=ProcurementPath.choices)
    path_reason = models.TextField(_("why another path than proposed"), blank=True)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    result = models.TextField(_("result"), blank=True)
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)

    demanded = ("started_on", "estimate", "path")
    happened = ("started_on", "concluded_on")
    spans = (("started_on", "concluded_on"),)

    class Meta(StudyRecord.Meta):
        verbose_name = _("procurement")
        verbose_name_plural = _("procurements")

    def __str__(self) -> str:
        return f"{self.started_on:%Y-%m-%d}"

    def demands(self) -> tuple[str, ...]:
        """Another path than the proposed one takes a reason, a conclusion its result."""
        reason = ("path_reason",) if self.path != self.proposed else ()
        return (*self.demanded, *reason, *(("result",) if self.concluded_on else ()))

"""On what step 6 depends: the assessment of the results (P-18)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure.models.records import StudyRecord


class Finding(models.TextChoices):
    """What the representative finds („nieprawidłowości bądź zagrożenie ich wystąpieniem”)."""

    NONE = "none", _("no irregularities")
    RISK = "risk", _("a threat of irregularities")
    IRREGULARITY = "irregularity", _("irregularities")


class FindingAssessment(StudyRecord):
    """The decision on which step 6 depends (P-18)."""

    finding = models.CharField(_("assessment"), max_length=12, choices=Finding.choices)
    reason = models.TextField(_("reasons"))
    assessed_on = models.DateField(_("assessed on"))
    author = models.CharField(_("author"), max_length=200)

    demanded = ("finding", "reason", "assessed_on", "author")
    happened = ("assessed_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("assessment of the results")
        verbose_name_plural = _("assessments of the results")

    def __str__(self) -> str:
        return self.finding

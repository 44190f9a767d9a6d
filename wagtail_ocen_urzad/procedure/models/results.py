"""Step 5: results, their analysis, and that the head of the office read them (P-16, P-17)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.records import StudyRecord


class StudyResults(StudyRecord):
    """The results as the contractor handed them in; the files hang on the entry (P-16)."""

    received_on = models.DateField(_("received on"))
    summary = models.TextField(_("what was handed in"), blank=True)

    demanded = ("received_on",)
    happened = ("received_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("results of the study")
        verbose_name_plural = _("results of studies")

    def __str__(self) -> str:
        return f"{self.received_on:%Y-%m-%d}"


class ResultsAnalysis(StudyRecord):
    """The representative's analysis („który po analizie przedkłada je”, P-17)."""

    analysed_on = models.DateField(_("date of the analysis"))
    author = models.CharField(_("author"), max_length=200)
    text = models.TextField(_("text of the analysis"))

    demanded = ("analysed_on", "author", "text")
    happened = ("analysed_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("analysis of the results")
        verbose_name_plural = _("analyses of the results")

    def __str__(self) -> str:
        return self.author


class ResultsAcknowledgement(StudyRecord):
    """The head of the office has read the results."""

    acknowledged_on = models.DateField(_("acknowledged on"))
    acknowledged_by = models.CharField(_("acknowledged by"), max_length=200)
    note = models.TextField(pgettext_lazy("study", "note"), blank=True)

    demanded = ("acknowledged_on",)
    happened = ("acknowledged_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("acknowledgement of the results")
        verbose_name_plural = _("acknowledgements of the results")

    def __str__(self) -> str:
        return self.acknowledged_by

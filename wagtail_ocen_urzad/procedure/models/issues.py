"""Step 1: the catalogue of issues, and its five sources (P-04)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.records import StudyRecord
from wagtail_ocen_urzad.procedure.verbs import IssueSource as Source


class IssueSource(models.TextChoices):
    """Where an issue comes from (P-04)."""

    OWN = Source.OWN.value, _("own observations")
    EARLIER_RESULTS = Source.EARLIER_RESULTS.value, _("analysis of earlier survey results")
    DESK_HEAD = Source.DESK_HEAD.value, _("head of the client desk")
    COMPLAINTS = Source.COMPLAINTS.value, _("clerk for complaints, motions and interventions")
    DEPARTMENT_HEADS = Source.DEPARTMENT_HEADS.value, _("heads of organisational units")


class Issue(StudyRecord):
    """One issue on which the clients' opinion is needed."""

    text = models.TextField(_("issue"))
    source = models.CharField(_("where it comes from"), max_length=20, choices=IssueSource.choices)
    supplied_by = models.CharField(_("who supplied it"), max_length=200)
    supplied_on = models.DateField(_("date of supplying"))
    report_number = models.PositiveIntegerField(_("number of the report"), null=True, blank=True)
    """Of an issue that was taken from a report."""
    question = models.CharField(_("question of the survey"), max_length=40, blank=True)
    """Code of the weak question that it was taken from."""

    demanded = ("text", "source", "supplied_by", "supplied_on")
    happened = ("supplied_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("issue")
        verbose_name_plural = _("issues")

    def __str__(self) -> str:
        return self.text[:80]


class IssueCatalogue(StudyRecord):
    """The catalogue was compiled: from then on it is what enquiry and contract speak of."""

    compiled_on = models.DateField(_("compiled on"))
    note = models.TextField(pgettext_lazy("study", "note"), blank=True)

    demanded = ("compiled_on",)
    happened = ("compiled_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("catalogue of issues")
        verbose_name_plural = _("catalogues of issues")

    def __str__(self) -> str:
        return f"{self.compiled_on:%Y-%m-%d}"

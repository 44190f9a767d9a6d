"""Reports as records: figures that never change, and the papers made from them."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.survey.models import (
    ImmutableManager,
    ImmutableModel,
    OfficeDataVersion,
    QuestionSetVersion,
    Survey,
)


class ReportReason(models.TextChoices):
    """Why a report was made."""

    PERIODIC = "periodic", _("periodic")
    BEFORE_EDIT = "before_edit", _("before a change")
    ON_DEMAND = "on_demand", _("on demand")
    SUPPLEMENT = "supplement", _("supplement")


class ReportSnapshot(ImmutableModel):
    """One report: canonical text of all its figures, chained to the survey's report before it."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(_("number"))
    reason = models.CharField(_("reason"), max_length=12, choices=ReportReason.choices)
    version = models.ForeignKey(
        QuestionSetVersion, null=True, on_delete=models.PROTECT, related_name="reports"
    )
    """The version that a report before a change covers, or a supplement to the report that closed
    it."""
    supplements = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="supplemented_by"
    )
    """Of a supplement: the report whose answers came in after it."""
    office_version = models.ForeignKey(
        OfficeDataVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    forms = models.PositiveIntegerField(_("questionnaires"))
    created_on = models.DateTimeField(_("made on"))
    created_by = models.ForeignKey(
        conf.user_model(),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )
    content = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "number"], name="ocen_urzad_report_number"),
            models.UniqueConstraint(
                fields=["survey", "previous_hash"], name="ocen_urzad_chain_does_not_fork"
            ),
        ]

    def __str__(self) -> str:
        return _("Report no. %(number)d") % {"number": self.number}

    @cached_property
    def data(self) -> dict[str, Any]:
        """The content, parsed."""
        result: dict[str, Any] = json.loads(self.content)
        return result


class ReportDocument(models.Model):
    """A paper made from a snapshot when it was first asked for; it can be made again."""

    class Kind(models.TextChoices):
        """Format of the paper."""

        PDF = "pdf", "PDF"

    snapshot = models.ForeignKey(ReportSnapshot, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    sha256 = models.CharField(max_length=64)
    made_on = models.DateTimeField()

    class Meta:
        verbose_name = _("document of a report")
        verbose_name_plural = _("documents of reports")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "kind"], name="ocen_urzad_one_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.snapshot} ({self.kind})"

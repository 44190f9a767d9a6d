"""Step 6 and the output: the internal audit, guidelines for auditing (P-19, P-22)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure.models.records import StudyRecord


class InternalAudit(StudyRecord):
    """The audit that was ordered, and what it found (P-19)."""

    ordered_on = models.DateField(_("ordered on"))
    ordered_by = models.CharField(_("ordered by"), max_length=200)
    team = models.TextField(_("team"))
    scope = models.TextField(_("scope of the audit"))
    held_from = models.DateField(_("audit from"), null=True, blank=True)
    held_to = models.DateField(_("audit to"), null=True, blank=True)
    findings = models.TextField(_("findings of the audit"), blank=True)
    no_actions_because = models.TextField(_("why no action is needed"), blank=True)
    """Only „niezbędnych działań” are demanded; where none is, the team says why."""

    demanded = ("ordered_on", "ordered_by", "team", "scope")
    happened = ("ordered_on", "held_from", "held_to")
    spans = (("held_from", "held_to"),)

    class Meta(StudyRecord.Meta):
        verbose_name = _("internal audit")
        verbose_name_plural = _("internal audits")

    def __str__(self) -> str:
        return f"{self.ordered_on:%Y-%m-%d}"

    def demands(self) -> tuple[str, ...]:
        """Once it was held it has a first day and findings."""
        return (*self.demanded, "held_from", "findings") if self.held_to else self.demanded

    @property
    def is_held(self) -> bool:
        """The audit took place and its findings are written down."""
        return bool(self.held_to and self.findings.strip())


class AuditGuidelines(StudyRecord):
    """„wytyczne do auditowania”, or the statement that none are needed (P-22)."""

    issued_on = models.DateField(_("issued on"))
    author = models.CharField(_("author"), max_length=200)
    are_needed = models.BooleanField(_("guidelines are needed"), default=True)
    text = models.TextField(_("guidelines, or why none are needed"))

    demanded = ("issued_on", "author", "text")
    happened = ("issued_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("guidelines for auditing")
        verbose_name_plural = _("guidelines for auditing")

    def __str__(self) -> str:
        return self.text[:80]

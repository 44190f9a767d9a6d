"""Step 6: actions that follow from an audit (P-20)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.records import StudyRecord


class ActionKind(models.TextChoices):
    """Two vocabularies in one list: of the procedure and of the ordinances (domain 5.3)."""

    CORRECTION = "correction", _("correction")
    CORRECTIVE = "corrective_action", _("corrective action")
    PREVENTIVE = "preventive_action", _("preventive action")
    REMEDIAL = "remedial_action", _("remedial action")
    IMPROVEMENT = "improvement_action", _("improving action")


OF_THE_PROCEDURE = (ActionKind.CORRECTION, ActionKind.CORRECTIVE, ActionKind.PREVENTIVE)
"""„działań korekcyjnych, korygujących lub zapobiegawczych” (P-20)."""


class QualityAction(StudyRecord):
    """One action: of which kind, why, whose, until when, done when, with what effect (P-20)."""

    kind = models.CharField(_("kind of action"), max_length=20, choices=ActionKind.choices)
    cause = models.TextField(_("cause"))
    description = models.TextField(_("what is to be done"))
    owner = models.CharField(_("who is responsible"), max_length=200)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    effect = models.TextField(_("effect"), blank=True)
    is_effective = models.BooleanField(_("effective"), null=True, blank=True)
    effect_checked_on = models.DateField(_("effect checked on"), null=True, blank=True)
    effect_checked_by = models.CharField(_("effect checked by"), max_length=200, blank=True)

    demanded = ("kind", "cause", "description", "owner", "due_on")
    happened = ("done_on", "effect_checked_on")
    spans = (("done_on", "effect_checked_on"),)

    class Meta(StudyRecord.Meta):
        verbose_name = pgettext_lazy("quality", "action")
        verbose_name_plural = pgettext_lazy("quality", "actions")

    def __str__(self) -> str:
        return self.description[:80]

    def demands(self) -> tuple[str, ...]:
        """Only what was done is checked, and the check says what it showed."""
        checked = ("done_on", "effect", "is_effective") if self.effect_checked_on else ()
        return (*self.demanded, *checked)

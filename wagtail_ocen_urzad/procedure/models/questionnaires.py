"""Step 3: the accepted questionnaire (P-12)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.records import StudyRecord
from wagtail_ocen_urzad.survey.models import QuestionSetVersion


class QuestionnaireAcceptance(StudyRecord):
    """Who accepted exactly which questionnaire: a file or a version of ours (P-12)."""

    accepted_by = models.CharField(_("accepted by"), max_length=200)
    accepted_by_position = models.CharField(_("position"), max_length=200)
    accepted_on = models.DateField(_("accepted on"))
    version = models.ForeignKey(
        QuestionSetVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("version of the survey"),
    )
    """None: the questionnaire is the file that was handed in."""
    sha256 = models.CharField(_("checksum"), max_length=64)
    """Of that file, or of that version's content."""
    note = models.TextField(pgettext_lazy("study", "note"), blank=True)

    demanded = ("accepted_by", "accepted_by_position", "accepted_on", "sha256")
    happened = ("accepted_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("acceptance of the questionnaire")
        verbose_name_plural = _("acceptances of the questionnaire")

    def __str__(self) -> str:
        return self.accepted_by

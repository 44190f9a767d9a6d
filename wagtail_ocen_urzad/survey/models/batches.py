"""What staff bring in: the unit of trust, the box that paper came in, and hand-counted totals.

The box stands here and not in `paper`, because a report freezes its protocol, and reports know no
paper. `survey.operations` and `paper.operations` are the only ones that write here.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.survey.models.documents import DocumentField
from wagtail_ocen_urzad.survey.models.versions import QuestionSetVersion, Survey


class Batch(models.Model):
    """Everything that was brought in together, and can be withdrawn together."""

    class Kind(models.TextChoices):
        """How it was brought in."""

        PAPER = "paper", _("paper questionnaires")
        TALLY = "tally", _("hand-counted totals")
        IMPORT = "import", pgettext_lazy("batch", "file")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField(_("number"))
    """Of the survey's batches, from 1, without gaps."""
    kind = models.CharField(max_length=6, choices=Kind.choices)
    version = models.ForeignKey(
        QuestionSetVersion, on_delete=models.PROTECT, related_name="batches"
    )
    """That its answers belong to unless a sheet says otherwise."""
    checksum = models.CharField(max_length=64, blank=True)
    """SHA-256 of the file; '' of paper."""
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    brought_on = models.DateTimeField()
    brought_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_on = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["survey", "number"], name="ocen_urzad_batch_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.number}"

    @property
    def is_withdrawn(self) -> bool:
        """None of it counts any more."""
        return self.withdrawn_on is not None


class PaperBatch(Batch):
    """One opened box: the protocol of what was in it (paper 2)."""

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", pgettext_lazy("batch", "open")
        CLOSED = "closed", pgettext_lazy("batch", "closed")
        REOPENED = "reopened", pgettext_lazy("batch", "reopened")
        WITHDRAWN = "withdrawn", pgettext_lazy("batch", "withdrawn")

    class SecondEntry(models.TextChoices):
        """How much of it another person types once more (paper 3)."""

        NONE = "none", pgettext_lazy("second entry", "none")
        SAMPLE = "sample", pgettext_lazy("second entry", "a sample, one sheet in ten")
        ALL = "all", pgettext_lazy("second entry", "all sheets")

    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    service_point = models.CharField(max_length=40, blank=True, default="")
    """Code of the desk; '' when it is not known."""
    opened_on = models.DateField(_("box opened on"))
    """The date of every answer in it."""
    opened_by = models.CharField(_("opened by"), max_length=200, blank=True)
    """The team, as written in its protocol."""
    period_from = models.DateField(_("period from"), null=True)
    period_to = models.DateField(_("period to"), null=True)
    """When the questionnaires lay at the desk."""
    issued = models.PositiveIntegerField(_("issued"), null=True)
    """None when nobody counted."""
    found = models.PositiveIntegerField(_("found in the box"), null=True)
    """None until it was counted."""
    blank = models.PositiveIntegerField(_("blank"), default=0)
    invalid = models.PositiveIntegerField(_("invalid"), default=0)
    entered = models.PositiveIntegerField(_("entered"), default=0)
    """Counted by us: filled questionnaires stored from it, or forms of its tally."""
    last_number = models.PositiveIntegerField(default=0)
    """Running number given to a sheet last."""
    difference_because = models.CharField(max_length=300, blank=True)
    """Why found is not entered + blank + invalid."""
    closed_on = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_entry = models.CharField(
        max_length=6, choices=SecondEntry.choices, default=SecondEntry.SAMPLE
    )
    settled_on = models.DateTimeField(null=True)
    """When nothing was left to check; running numbers and typists are gone since."""
    is_refused = models.BooleanField(default=False)
    """Too many mismatches: the whole of it must be entered again (paper 3)."""
    checked_sheets = models.PositiveIntegerField(default=0)
    checked_fields = models.PositiveIntegerField(default=0)
    """Fields that two people typed."""
    mismatches = models.PositiveIntegerField(default=0)
    """Fields that they typed differently."""
    corrected = models.PositiveIntegerField(default=0)
    """Of those, where the first entry was wrong."""
    missing_sheets = models.PositiveIntegerField(default=0)
    """Sheets that the second person did not find."""

    class Meta:
        verbose_name = _("batch of paper questionnaires")
        verbose_name_plural = _("batches of paper questionnaires")
        default_permissions = ()

    @property
    def is_entered_into(self) -> bool:
        """Sheets may be added."""
        return self.state in {self.State.OPEN, self.State.REOPENED}

    @property
    def accounted_for(self) -> int:
        """What was found, as far as it is explained: entered, blank and invalid."""
        return self.entered + self.blank + self.invalid

    @property
    def difference(self) -> int | None:
        """Found less what is accounted for; None until the box was counted."""
        return None if self.found is None else self.found - self.accounted_for


class Tally(models.Model):
    """Totals that were counted by hand (domain 3.1, 4.3): one document, and no single answer."""

    batch = models.OneToOneField(PaperBatch, on_delete=models.PROTECT, related_name="tally")
    version = models.ForeignKey(
        QuestionSetVersion, on_delete=models.PROTECT, related_name="tallies"
    )
    answered_on = models.DateField()
    is_late = models.BooleanField(default=False)
    after_report = models.PositiveIntegerField(default=0)
    """As of an answer (`Response.after_report`)."""
    forms = models.PositiveIntegerField()
    """Questionnaires, or votes, that were counted."""
    totals = DocumentField()
    """Question code -> value -> how often."""
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["version", "answered_on"], name="ocen_urzad_tally_day")
        ]

    def __str__(self) -> str:
        return f"{self.batch} ({self.forms})"

"""The second entry of a batch, until it is settled; afterwards only its sums stay."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper.models.sheets import PaperQuestionnaire
from wagtail_ocen_urzad.survey.models.documents import DocumentField


class CheckedSheet(models.Model):
    """A sheet drawn for the second entry."""

    class State(models.TextChoices):
        """What came of it."""

        WAITING = "waiting", pgettext_lazy("sheet", "waiting")
        TYPED = "typed", pgettext_lazy("sheet", "typed")
        MISSING = "missing", pgettext_lazy("sheet", "not found")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.OneToOneField(
        PaperQuestionnaire, on_delete=models.CASCADE, related_name="checked"
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    checked_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    fields = models.PositiveIntegerField(default=0)
    """Fields that two people typed."""

    class Meta:
        verbose_name = _("sheet of the second entry")
        verbose_name_plural = _("sheets of the second entry")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.sheet_id} ({self.state})"


class Mismatch(models.Model):
    """A field that two people typed differently."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checked = models.ForeignKey(
        # `ocen_urzad_one_mismatch` begins with it.
        CheckedSheet,
        on_delete=models.CASCADE,
        related_name="mismatches",
        db_index=False,
    )
    question = models.CharField(max_length=40)
    second = DocumentField()
    """What the second person typed; None is no answer."""
    is_settled = models.BooleanField(default=False)
    is_corrected = models.BooleanField(default=False)
    """The first entry was wrong."""
    is_covered = models.BooleanField(default=False)
    """It was wrong, and stays: a report counts the sheet, and a correction was written down."""

    class Meta:
        verbose_name = _("mismatch of two entries")
        verbose_name_plural = _("mismatches of two entries")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["checked", "question"], name="ocen_urzad_one_mismatch")
        ]

    def __str__(self) -> str:
        return self.question

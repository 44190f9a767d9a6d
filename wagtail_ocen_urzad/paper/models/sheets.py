"""Records of entering a sheet: who typed it and where it lies, only until its batch is settled.

Then they go, and nothing leads from an answer to a person or to a place in the pile. Their ids
are random, so that not even the order of typing can be read from the tables.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper.models.print_runs import PrintRun
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion, Response


class PaperQuestionnaire(models.Model):
    """One sheet that was typed: its running number, its typist, and the answer made of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(
        # `ocen_urzad_sheet_number_once` begins with it.
        PaperBatch,
        on_delete=models.PROTECT,
        related_name="sheets",
        db_index=False,
    )
    number = models.PositiveIntegerField()
    """To be written on the paper, from 1 in every batch."""
    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="sheet")
    typist = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    serial = models.CharField(max_length=6, blank=True, default="")
    """Printed on the sheet; '' without one."""
    run = models.ForeignKey(PrintRun, null=True, on_delete=models.PROTECT, related_name="+")
    """Whose keys were pressed: the one that its code names, else the one that the screen showed.
    None when nothing had been printed here."""
    sent_sha256 = models.CharField(max_length=64)
    """Of what was typed first, so that the same sheet sent once more is known after it was
    corrected."""

    class Meta:
        verbose_name = _("entered sheet")
        verbose_name_plural = _("entered sheets")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="ocen_urzad_sheet_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"


class EnteredSerial(models.Model):
    """A printed number that was entered: known for ever, and tied to no answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        # `ocen_urzad_serial` begins with it.
        QuestionSetVersion,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    serial = models.CharField(max_length=6)
    batch = models.ForeignKey(PaperBatch, on_delete=models.PROTECT, related_name="serials")

    class Meta:
        verbose_name = _("number of an entered sheet")
        verbose_name_plural = _("numbers of entered sheets")
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["version", "serial"], name="ocen_urzad_serial")]

    def __str__(self) -> str:
        return self.serial


class BlankSheet(models.Model):
    """A blank sheet that was counted from the entry screen, so that it is counted once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Random, made by whoever types."""
    batch = models.ForeignKey(PaperBatch, on_delete=models.PROTECT, related_name="blank_sheets")

    class Meta:
        verbose_name = _("blank sheet")
        verbose_name_plural = _("blank sheets")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.batch_id)

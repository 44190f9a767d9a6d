"""The chain of an edition's acts, and the files that were handed in with them."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure.models.studies import Study
from wagtail_ocen_urzad.survey.models import ImmutableManager, ImmutableModel


class StudyEntry(ImmutableModel):
    """One act in an edition, as canonical text, chained to the one before."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    record_kind = models.CharField(max_length=40)
    record_key = models.PositiveBigIntegerField()
    """Which record it is about; kind `study` is the edition itself."""
    made_on = models.DateTimeField()
    made_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    content = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("entry of the external study")
        verbose_name_plural = _("entries of the external study")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "number"], name="ocen_urzad_entry_number"),
            models.UniqueConstraint(
                fields=["study", "previous_hash"], name="ocen_urzad_entries_do_not_fork"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study_id}/{self.number} {self.verb}"

    @cached_property
    def data(self) -> dict[str, Any]:
        """The content, parsed."""
        result: dict[str, Any] = json.loads(self.content)
        return result


class StudyFile(ImmutableModel):
    """A file that was handed in with an act; its bytes lie among the private files."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="files")
    entry = models.ForeignKey(StudyEntry, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(pgettext_lazy("file", "name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("file of the external study")
        verbose_name_plural = _("files of the external study")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

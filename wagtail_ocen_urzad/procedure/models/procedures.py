"""The procedure as an office has adopted it."""

from __future__ import annotations

import json
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure.adaptation import Adaptation, from_data
from wagtail_ocen_urzad.survey.models import ImmutableManager, ImmutableModel, Office


class Procedure(ImmutableModel):
    """The procedure as an office has adopted it: one version, never changed.

    An office without any has no external study.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="procedures")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    adopted_on = models.DateTimeField()
    adopted_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("procedure of the external study")
        verbose_name_plural = _("procedures of the external study")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "number"], name="ocen_urzad_procedure_number")
        ]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.number}"

    @cached_property
    def adaptation(self) -> Adaptation:
        """What the office says otherwise than the document."""
        return from_data(data=json.loads(self.content))

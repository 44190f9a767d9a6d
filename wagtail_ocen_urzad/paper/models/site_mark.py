"""The random id of the site, which the check of every printed code is made with (paper 1)."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.survey.models import ImmutableManager, ImmutableModel

ONLY = 1
"""Key of the one row."""


def new_mark() -> str:
    """Return 128 random bits, in hexadecimal."""
    return secrets.token_hex(16)


class SiteMark(ImmutableModel):
    """One row, made with the first sheet that is printed, and never changed.

    It stands in the database and not in the settings: a `SECRET_KEY` may be changed any day, and
    sheets printed before that day lie in the boxes. A copy of the database recognises its sheets.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    mark = models.CharField(max_length=32, default=new_mark)

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("mark of the site")
        verbose_name_plural = _("marks of the site")
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=ONLY), name="ocen_urzad_one_site_mark")
        ]

    def __str__(self) -> str:
        return self.mark

"""The last verification, so that everybody sees when it was and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf


class ConsistencyCheck(models.Model):
    """One verification of everything: when, by whom, how much was looked at, what was found."""

    checked_on = models.DateTimeField(_("checked on"))
    checked_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """None when the command did it."""
    versions = models.PositiveIntegerField()
    reports = models.PositiveIntegerField()
    answers = models.PositiveBigIntegerField()
    failures = models.PositiveIntegerField()
    notes = models.PositiveIntegerField()
    """How much was found that is information only."""
    findings = models.JSONField(default=list)
    """The first of them, failures before information (`Finding.as_data`)."""

    class Meta:
        verbose_name = _("consistency check")
        verbose_name_plural = _("consistency checks")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{conf.local_date(at=self.checked_on):%Y-%m-%d}"

    @property
    def holds(self) -> bool:
        """Everything held."""
        return self.failures == 0

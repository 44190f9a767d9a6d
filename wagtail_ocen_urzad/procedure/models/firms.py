"""The register of firms."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.survey.models import Office


class Contractor(models.Model):
    """A firm in the office's register."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="contractors")
    name = models.CharField(_("name of the firm"), max_length=200)
    address = models.CharField(_("address"), max_length=250, blank=True)
    tax_number = models.CharField(_("tax number (NIP)"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    contact = models.CharField(_("contact person"), max_length=200, blank=True)
    notes = models.TextField(pgettext_lazy("study", "notes"), blank=True)
    is_active = models.BooleanField(pgettext_lazy("firm", "active"), default=True)

    class Meta:
        verbose_name = _("research firm")
        verbose_name_plural = _("research firms")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "name"], name="ocen_urzad_contractor_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

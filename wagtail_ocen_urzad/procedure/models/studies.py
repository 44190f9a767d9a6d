"""One edition of the external study."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure.models.plain import plain
from wagtail_ocen_urzad.procedure.models.procedures import Procedure
from wagtail_ocen_urzad.survey.models import Office


class StudyKind(models.TextChoices):
    """What is studied („satysfakcji klientów (…) czy też jakości usług”, P-01)."""

    SATISFACTION = "satisfaction", _("clients' satisfaction")
    SERVICE_QUALITY = "service_quality", _("quality of services")


class Study(models.Model):
    """One edition a year (P-23): the lock row and the root of everything written down in it."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="studies")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="studies")
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind of study"), max_length=20, choices=StudyKind.choices)
    method = models.TextField(_("method"), blank=True)
    sample = models.TextField(_("sample"), blank=True)
    fieldwork_from = models.DateField(_("fieldwork from"), null=True, blank=True)
    fieldwork_to = models.DateField(_("fieldwork to"), null=True, blank=True)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_on = models.DateTimeField()
    begun_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("external study")
        verbose_name_plural = _("external studies")
        default_permissions = ()
        permissions: ClassVar = [
            ("take_part_in_study", _("Take part in the external study, as the role allows")),
            ("read_studies", _("Read everything of the external study (auditor)")),
            ("manage_procedure", _("Set the procedure of the external study and its roles")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "year"], name="ocen_urzad_one_study_a_year")
        ]

    def __str__(self) -> str:
        return _("External study %(year)d") % {"year": self.year}

    def as_data(self) -> dict[str, Any]:
        """Return the edition as plain data; who began it and when says its first entry.

        The checksum of its procedure is among it: the chain covers the text that it follows.
        """
        columns = {
            field.attname: plain(getattr(self, field.attname))
            for field in self._meta.concrete_fields
            if field.name not in {"id", "begun_on", "begun_by"}
        }
        return {**columns, "procedure_sha256": self.procedure.sha256}

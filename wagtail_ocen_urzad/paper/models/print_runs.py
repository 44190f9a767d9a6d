"""What was laid out to be printed: frozen, since nothing can be added to sheets that lie about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.survey.models import (
    ImmutableManager,
    ImmutableModel,
    OfficeDataVersion,
    QuestionSetVersion,
    new_public_code,
)


class PrintRun(ImmutableModel):
    """One layout of one version: where every box stands, the blank PDF, and its serials.

    Neither the geometry nor the blank PDF is ever computed again (paper 1).
    """

    class Layout(models.TextChoices):
        """Size of the letters."""

        ORDINARY = "ordinary", _("ordinary print")
        LARGE = "large", _("large print")

    version = models.ForeignKey(
        QuestionSetVersion, on_delete=models.PROTECT, related_name="print_runs"
    )
    office_version = models.ForeignKey(
        OfficeDataVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The office data that named the office and its departments on the sheet."""
    mark = models.CharField(max_length=5, default=new_public_code)
    """Printed in the serial's place on sheets without a number of their own."""
    layout = models.CharField(_("size of print"), max_length=8, choices=Layout.choices)
    service_point = models.CharField(_("service point"), max_length=40, blank=True)
    """Code of the desk that the sheet names; '' names none."""
    address = models.CharField(max_length=400)
    """Of the survey on the web, as printed."""
    copies = models.PositiveIntegerField(_("numbered sheets"))
    """0 for a run without numbers, which is photocopied."""
    first = models.PositiveIntegerField()
    """Place of the first sheet among all numbered sheets of the version, from 0; see `serials`."""
    pages = models.PositiveSmallIntegerField(_("pages"))
    """Of one sheet."""
    geometry = models.TextField()
    """`paper.geometry.SheetGeometry` as JSON, in millimetres from the top left corner."""
    blank_sha256 = models.CharField(max_length=64)
    """Of the PDF of one sheet without codes, kept among the private files."""
    made_on = models.DateTimeField(_("made on"))
    made_by = models.ForeignKey(
        conf.user_model(),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("print run")
        verbose_name_plural = _("print runs")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "mark"], name="ocen_urzad_print_run_mark_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.mark}"

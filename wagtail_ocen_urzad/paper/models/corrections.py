"""What is said about a batch after a report has covered it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.survey.models import Batch, ImmutableManager, ImmutableModel
from wagtail_ocen_urzad.survey.models.documents import DocumentField


class BatchCorrection(ImmutableModel):
    """One traced entry: what was found wrong, and which numbers of the protocol changed (paper 2).

    The reports that cover the batch stay as they are; later ones use the corrected numbers.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField(_("what is corrected, and why"))
    changes = DocumentField(default=dict)
    """Name of the field -> [before, after]. Or "second_entry" -> code of the question about which
    the paper says something else than the kept value, and "version" -> number of the version that
    asks it, without text, sheet or value. Or "unchecked" -> sheets drawn for a second entry that
    was ended without them."""
    recorded_on = models.DateTimeField()
    recorded_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("correction of a batch")
        verbose_name_plural = _("corrections of batches")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:80]

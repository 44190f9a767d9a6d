"""Step 7: how the results are to be published, and that they were (P-21)."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.records import StudyRecord


class PublicationChannel(models.TextChoices):
    """Where results are published (P-21)."""

    WEBSITE = "website", _("website of the office")
    BIP = "bip", _("BIP")
    BOARD = "board", _("notice board")
    PRESS = "press", _("press release")
    OTHER = "other", pgettext_lazy("publication", "in another way")


class PublicationDecision(StudyRecord):
    """The way of publishing that the representative indicates (P-21)."""

    channels = models.JSONField(_("ways of publishing"), default=list)
    """Values of `PublicationChannel`."""
    manner = models.TextField(_("way of publishing in words"), blank=True)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.CharField(_("decided by"), max_length=200)

    demanded = ("channels", "decided_on", "decided_by")
    happened = ("decided_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("decision on publication")
        verbose_name_plural = _("decisions on publication")

    def __str__(self) -> str:
        return f"{self.decided_on:%Y-%m-%d}"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse ways of publishing that there are not."""
        super().clean_fields(exclude=exclude)
        if any(one not in PublicationChannel for one in self.channels):
            raise ValidationError({"channels": "invalid"})

    def demands(self) -> tuple[str, ...]:
        """„In another way” is said in words."""
        is_other = PublicationChannel.OTHER in self.channels
        return (*self.demanded, "manner") if is_other else self.demanded


class Publication(StudyRecord):
    """Results were published, there and then."""

    channel = models.CharField(
        _("way of publishing"), max_length=12, choices=PublicationChannel.choices
    )
    place = models.CharField(_("link or place"), max_length=500)
    published_on = models.DateField(_("published on"))
    published_by = models.CharField(_("published by"), max_length=200)

    demanded = ("channel", "place", "published_on")
    happened = ("published_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("publication of the results")
        verbose_name_plural = _("publications of the results")

    def __str__(self) -> str:
        return self.place

"""Which notice of what is due went to whom: so that nobody gets the same one twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf


class SentNotice(models.Model):
    """One notice to one person."""

    key = models.CharField(max_length=100)
    """The duty and its day, `Due.key`."""
    notice = models.CharField(max_length=20)
    """Which of the duty's notices, `Due.notice`."""
    person = models.ForeignKey(
        conf.user_model(), on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    sent_on = models.DateTimeField(_("sent on"))
    """When it was taken in hand: before it goes to the mail server."""
    posted_on = models.DateTimeField(_("posted on"), null=True)
    """When the mail server had taken it; None while, and when the program was ended meanwhile."""

    class Meta:
        verbose_name = _("notice of what is due")
        verbose_name_plural = _("notices of what is due")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "notice", "person"], name="ocen_urzad_notice_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.notice}"

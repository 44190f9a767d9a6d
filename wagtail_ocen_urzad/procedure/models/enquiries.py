"""Step 1: the price enquiry, and what the firms answered (P-05, P-06)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure.models.firms import Contractor
from wagtail_ocen_urzad.procedure.models.records import StudyRecord, price


class DeliveryChannel(models.TextChoices):
    """How an enquiry was sent."""

    EMAIL = "email", _("by e-mail")
    EDELIVERY = "edelivery", _("by e-Doręczenia")
    POST = "post", _("by post")
    PLATFORM = "platform", _("by a procurement platform")
    OTHER = "other", pgettext_lazy("delivery", "in another way")


class PriceEnquiry(StudyRecord):
    """The letter that asks for a price (domain 3.6)."""

    letter = models.TextField(_("text of the letter"))
    dated = models.DateField(_("date of the letter"))
    reply_by = models.DateField(_("replies until"))
    case_number = models.CharField(_("case number"), max_length=60, blank=True)

    demanded = ("letter", "dated", "reply_by")
    spans = (("dated", "reply_by"),)

    class Meta(StudyRecord.Meta):
        verbose_name = _("price enquiry")
        verbose_name_plural = _("price enquiries")

    def __str__(self) -> str:
        return f"{self.dated:%Y-%m-%d}"


class EnquiryRecipient(StudyRecord):
    """A firm that is asked, and why it may be (P-05)."""

    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="enquiries")
    name = models.CharField(_("name of the firm"), max_length=200)
    """As it was when it was asked."""
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    is_reputable = models.BooleanField(_("reputable"), default=False)
    reputation_note = models.TextField(_("why reputable"), blank=True)
    is_nationwide = models.BooleanField(_("active in the whole country"), default=False)
    nationwide_note = models.TextField(_("how it is known to be active nationwide"), blank=True)
    channel = models.CharField(
        _("how it was sent"), max_length=12, choices=DeliveryChannel.choices, blank=True
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True)

    demanded = ("contractor", "name")
    happened = ("sent_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("recipient of the enquiry")
        verbose_name_plural = _("recipients of the enquiry")

    def __str__(self) -> str:
        return self.name

    @property
    def counts(self) -> bool:
        """Reputable, active nationwide, and each said why."""
        return bool(
            self.is_reputable
            and self.reputation_note.strip()
            and self.is_nationwide
            and self.nationwide_note.strip()
        )


class Quote(StudyRecord):
    """What a firm answered, or that it did not (P-06)."""

    recipient = models.ForeignKey(
        EnquiryRecipient,
        on_delete=models.PROTECT,
        related_name="quotes",
        verbose_name=_("recipient of the enquiry"),
    )
    is_reply = models.BooleanField(_("answered"), default=True)
    """False: „no reply”, as of `noted_on`."""
    noted_on = models.DateField(_("date of the reply"))
    net = price(_("net price"), is_optional=True)
    gross = price(_("gross price"), is_optional=True)
    note = models.TextField(pgettext_lazy("study", "note"), blank=True)

    demanded = ("recipient", "noted_on")
    happened = ("noted_on",)

    class Meta(StudyRecord.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self) -> str:
        return str(self.recipient_id)

    def demands(self) -> tuple[str, ...]:
        """A reply names a price."""
        return (*self.demanded, "net") if self.is_reply else self.demanded

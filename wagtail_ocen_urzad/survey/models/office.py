"""The office: a draft that staff edit, and the immutable versions of it that were in force.

Only `revision.change_office` puts a draft in force (§ 5: editing of office data).
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.survey.models.codes import new_code, new_public_code
from wagtail_ocen_urzad.survey.models.immutable import (
    ImmutableManager,
    ImmutableModel,
    PartlyKeptManager,
    PartlyKeptModel,
)
from wagtail_ocen_urzad.survey.models.pictures import check_picture
from wagtail_ocen_urzad.survey.office_texts import (
    CLIENTS_GENITIVE,
    COMPLAINTS_NOTE,
    PRIVACY_NOTICE,
    PRIVACY_SHORT,
    SHEET_FOOT,
    SHEET_HEAD,
)

POSTCODE = RegexValidator(r"^\d{2}-\d{3}$", _("Enter a post code such as 00-000."))


class Office(PartlyKeptModel, ClusterableModel):
    """Data of one office, as they are being edited; one per Wagtail Site (domain 3.4)."""

    site = models.OneToOneField(
        "wagtailcore.Site",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("site"),
    )
    name = models.CharField(_("full name"), max_length=200)
    name_genitive = models.CharField(
        _("full name, genitive"),
        max_length=200,
        help_text=_("As in: the survey of … (Polish: „ankieta Urzędu Miejskiego”)."),
    )
    name_locative = models.CharField(
        _("full name, locative"),
        max_length=200,
        help_text=_("As in: served in … (Polish: „w Urzędzie Miejskim”)."),
    )
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    kind = models.CharField(
        _("kind of office"),
        max_length=80,
        blank=True,
        help_text=_("For example: urząd gminy, urząd miejski, starostwo powiatowe."),
    )
    head_title = models.CharField(_("title of the head"), max_length=120, blank=True)
    head_title_genitive = models.CharField(
        _("title of the head, genitive"), max_length=120, blank=True
    )
    head_title_dative = models.CharField(_("title of the head, dative"), max_length=120, blank=True)

    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("post code"), max_length=6, blank=True, validators=[POSTCODE])
    town = models.CharField(_("town"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("address of the website"), blank=True)
    bip = models.URLField(_("BIP address"), blank=True)
    edelivery = models.CharField(_("e-Doręczenia address"), max_length=80, blank=True)
    opening_hours = models.TextField(_("opening hours"), blank=True)
    logo = models.ImageField(
        _("logo or coat of arms"),
        upload_to="ocen-urzad/draft/",
        blank=True,
        max_length=200,
        validators=[check_picture],
    )
    logo_alt = models.CharField(_("logo in words"), max_length=200, blank=True)

    controller = models.CharField(_("data controller"), max_length=200, blank=True)
    controller_address = models.CharField(
        _("address of the data controller"), max_length=200, blank=True
    )
    dpo_contact = models.CharField(
        _("contact to the data protection officer"), max_length=200, blank=True
    )
    retention = models.CharField(
        _("how long free texts are kept"), max_length=80, default="12 miesięcy"
    )
    complaints_url = models.URLField(_("page on complaints and motions"), blank=True)

    privacy_short = models.TextField(
        _("on privacy, in short"),
        default=PRIVACY_SHORT,
        help_text=_("Stands above the questions. May say {urzad_dop} and {urzad_msc}."),
    )
    privacy_notice = models.TextField(
        _("information on the protection of personal data"),
        default=PRIVACY_NOTICE,
        help_text=_(
            "Residents can unfold it. May say {administrator}, {adres}, {iod} and {okres}, which"
            " are filled in from the data above, and {urzad_dop} and {urzad_msc}. The data"
            " protection officer should approve it."
        ),
    )
    complaints_note = models.TextField(
        _("note on complaints and motions"),
        default=COMPLAINTS_NOTE,
        help_text=_("The link to the page on complaints and motions follows it by itself."),
    )
    sheet_head = models.TextField(
        _("head of the paper questionnaire"),
        default=SHEET_HEAD,
        help_text=_(
            "May say {miejsce}, the name of the service point; of a sheet for no service point"
            " it falls away with the colon before it. What to do after a mistake is added by"
            " itself."
        ),
    )
    sheet_foot = models.TextField(
        _("foot of the paper questionnaire"),
        default=SHEET_FOOT,
        help_text=_(
            "Version, number of the sheet and the note on complaints are added by themselves."
        ),
    )
    clients_genitive = models.CharField(
        _("whom the office serves, genitive plural"),
        max_length=40,
        default=CLIENTS_GENITIVE,
        help_text=_("As in: a report on the satisfaction of … (Polish: „klientów”)."),
    )

    legal_act = models.CharField(_("act"), max_length=80, default="zarządzenie")
    legal_act_genitive = models.CharField(_("act, genitive"), max_length=80, default="zarządzenia")
    legal_number = models.CharField(
        _("number"), max_length=40, blank=True, help_text=_("May stay empty.")
    )
    legal_date = models.DateField(_("date of the act"), null=True, blank=True)
    legal_authority = models.CharField(_("issuing authority"), max_length=160, blank=True)
    legal_authority_genitive = models.CharField(
        _("issuing authority, genitive"), max_length=160, blank=True
    )
    legal_in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    legal_repealed = models.TextField(_("repealed act"), blank=True)
    legal_statute = models.TextField(
        _("statute that the act is based on"),
        blank=True,
        help_text=_("For example: art. 30 ust. 1 ustawy o samorządzie gminnym."),
    )
    legal_report_paragraph = models.CharField(
        _("paragraph on periodic reports"), max_length=60, default="§ 4"
    )
    legal_edit_paragraph = models.CharField(
        _("paragraph on editing"), max_length=60, default="§ 5 zdanie drugie"
    )

    project_name = models.CharField(_("name of the project"), max_length=250, blank=True)
    funding_note = models.TextField(_("funding note"), blank=True)

    uses_paper = models.BooleanField(
        _("paper questionnaires are used"),
        default=True,
        help_text=_("Switched off, everything about paper disappears; old answers stay."),
    )
    responsible_unit = models.CharField(_("responsible unit"), max_length=200, blank=True)
    responsible_user = models.ForeignKey(
        conf.user_model(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("responsible person"),
    )
    responsible_group = models.ForeignKey(
        "auth.Group",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("responsible group"),
    )
    supervisor_title = models.CharField(
        _("supervision"),
        max_length=160,
        blank=True,
        help_text=_("For example: Sekretarz Gminy."),
    )
    supervisor_user = models.ForeignKey(
        conf.user_model(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("supervising person"),
    )

    in_force = models.ForeignKey(
        "OfficeDataVersion",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    kept_fields = ("in_force",)
    """Left to `revision`; anything else is the draft."""

    objects: ClassVar[models.Manager[Office]] = PartlyKeptManager()

    class Meta:
        verbose_name = _("office data")
        verbose_name_plural = _("office data")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Ask for the words that stand in the logo's place.

        Raises:
            ValidationError: a logo without them.
        """
        super().clean()
        if self.logo and not self.logo_alt:
            message = _("Describe the logo in words, for those who do not see it.")
            raise ValidationError({"logo_alt": message})


class Department(models.Model):
    """One organisational unit, in the order of the regulations. Deactivated, never removed."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="departments")
    code = models.CharField(max_length=40, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    symbol = models.CharField(_("symbol"), max_length=12, blank=True)
    is_active = models.BooleanField(pgettext_lazy("department", "active"), default=True)
    sort_order = models.IntegerField(default=0, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"], name="ocen_urzad_department_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ServicePoint(models.Model):
    """A desk where paper lies and a code stands (R-12). Its code is printed for ever."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="service_points")
    code = models.CharField(max_length=40, default=new_public_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    building = models.CharField(_("building"), max_length=120, blank=True)
    room = models.CharField(_("room"), max_length=60, blank=True)
    department_symbol = models.CharField(_("symbol of the department"), max_length=12, blank=True)
    is_active = models.BooleanField(pgettext_lazy("service point", "active"), default=True)
    sort_order = models.IntegerField(default=0, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("service point")
        verbose_name_plural = _("service points")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"], name="ocen_urzad_service_point_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProjectLogo(models.Model):
    """A logo that the funding of the tool asks for (R-02)."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="project_logos")
    image = models.ImageField(
        _("image"), upload_to="ocen-urzad/draft/", max_length=200, validators=[check_picture]
    )
    alt = models.CharField(_("image in words"), max_length=200)
    sort_order = models.IntegerField(default=0, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("project logo")
        verbose_name_plural = _("project logos")

    def __str__(self) -> str:
        return self.alt


class OfficeDataVersion(ImmutableModel):
    """Office data as they were put in force: immutable, numbered, hashed."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    opened_on = models.DateTimeField()
    opened_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("version of office data")
        verbose_name_plural = _("versions of office data")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"], name="ocen_urzad_office_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.number}"

    @cached_property
    def data(self) -> dict[str, Any]:
        """The content, parsed."""
        result: dict[str, Any] = json.loads(self.content)
        return result

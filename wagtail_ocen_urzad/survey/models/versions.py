"""The survey and its versions.

The database itself refuses to close a version without a report: see the CHECK below. That the
report is this version's own is for the verification to say.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import swapper
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.survey.models.codes import new_public_code
from wagtail_ocen_urzad.survey.models.immutable import (
    ImmutableManager,
    ImmutableModel,
    PartlyKeptManager,
    PartlyKeptModel,
)
from wagtail_ocen_urzad.survey.models.office import Office, OfficeDataVersion


class Survey(PartlyKeptModel):
    """The lock row and the root of the archive; it outlives its page.

    Its page and its office are said at its first publication: another page would ask its questions,
    another office's data would be in force, and no report would have been made.
    """

    kept_fields = ("page", "office")

    page = models.OneToOneField(
        swapper.get_model_name("wagtailcore", "Page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="surveys")
    code = models.CharField(
        max_length=5,
        unique=True,
        default=new_public_code,
        help_text=_("Part of the permanent address; never changes."),
    )
    title = models.CharField(_("title"), max_length=255)
    uses_paper = models.BooleanField(_("paper questionnaires are used"), default=True)
    """Of this survey (R-11); the office's data say it for all of them (`queries.paper_is_on`)."""

    objects: ClassVar[models.Manager[Survey]] = PartlyKeptManager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        default_permissions = ()
        permissions: ClassVar = [
            ("administer_survey", _("Edit surveys and office data (administrator)")),
            ("generate_report", _("Generate reports (authorised employee)")),
            ("view_results", _("Read reports, versions and dates (supervision)")),
            ("enter_paper", _("Enter paper questionnaires")),
        ]

    def __str__(self) -> str:
        return self.title


class QuestionSetVersion(ImmutableModel):
    """One version of the questions: what residents are asked while it is open.

    `content` and `sha256` never change; `accepts_from` and `accepts_until` are operational and
    lie outside the hash; `is_open` is True or NULL so that at most one version is open on every
    database, and is closed by `revision` alone.
    """

    changing_fields = frozenset({"accepts_from", "accepts_until", "reported_up_to"})

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    series = models.JSONField(default=dict)
    opened_on = models.DateTimeField()
    opened_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_on = models.DateTimeField(null=True)
    is_open = models.BooleanField(null=True, default=True)
    closing_report = models.OneToOneField(
        "wagtail_ocen_urzad.ReportSnapshot",
        null=True,
        on_delete=models.PROTECT,
        related_name="closed_version",
    )
    accepts_from = models.DateTimeField(null=True)
    accepts_until = models.DateTimeField(null=True)
    reported_up_to = models.PositiveIntegerField(default=0)
    """Number of the survey's last report. It stands here because an answer locks this row and
    reads it again: asked of the reports themselves, a waiting answer could get an old number."""

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("version of the survey")
        verbose_name_plural = _("versions of the survey")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["survey", "number"], name="ocen_urzad_version_number_once"
            ),
            models.UniqueConstraint(fields=["survey", "is_open"], name="ocen_urzad_one_open"),
            models.CheckConstraint(
                name="ocen_urzad_closed_with_report",
                condition=Q(
                    is_open__isnull=False,
                    is_open=True,
                    closed_on__isnull=True,
                    closing_report__isnull=True,
                )
                | Q(is_open__isnull=True, closed_on__isnull=False, closing_report__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.number}"

    def opens_later(self, *, at: datetime) -> bool:
        """Answers are not accepted yet."""
        return self.accepts_from is not None and at < self.accepts_from

    def is_over(self, *, at: datetime) -> bool:
        """Answers are no longer accepted."""
        return self.accepts_until is not None and at >= self.accepts_until


class ChangeRequest(ImmutableModel):
    """One entry about the need that was signalled in the office before a change (R-18).

    It may come later, and what comes later stands beside what was there: each entry is dated,
    and none is ever written over.
    """

    version = models.ForeignKey(
        QuestionSetVersion,
        null=True,
        on_delete=models.PROTECT,
        related_name="change_requests",
    )
    office_version = models.ForeignKey(
        OfficeDataVersion,
        null=True,
        on_delete=models.PROTECT,
        related_name="change_requests",
    )
    signalled_by = models.CharField(_("who signalled it"), max_length=200, blank=True)
    subject = models.TextField(_("what the need is about"), blank=True)
    signalled_on = models.DateField(_("date of signalling"), null=True, blank=True)
    recorded_on = models.DateTimeField()
    recorded_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ImmutableManager()

    class Meta:
        verbose_name = _("signalled need")
        verbose_name_plural = _("signalled needs")
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ocen_urzad_need_of_one_change",
                condition=Q(version__isnull=False, office_version__isnull=True)
                | Q(version__isnull=True, office_version__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.subject[:80]

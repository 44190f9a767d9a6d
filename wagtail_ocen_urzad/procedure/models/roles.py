"""Who holds which role in an office, since when and until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.survey.models import Office


class StudyRole(models.TextChoices):
    """The roles of the procedure, for people to choose from."""

    COORDINATOR = Role.COORDINATOR.value, _("coordinator of the study")
    UNIT_HEAD = Role.UNIT_HEAD.value, _("head of the coordinator's unit")
    DESK_HEAD = Role.DESK_HEAD.value, pgettext_lazy("role", "head of the client desk")
    COMPLAINTS_CLERK = Role.COMPLAINTS_CLERK.value, _("clerk for complaints and motions")
    DEPARTMENT_HEAD = Role.DEPARTMENT_HEAD.value, _("head of an organisational unit")
    QUALITY_REPRESENTATIVE = Role.QUALITY_REPRESENTATIVE.value, _("quality representative")
    QUALITY_TEAM = Role.QUALITY_TEAM.value, _("quality team")
    OFFICE_HEAD = Role.OFFICE_HEAD.value, _("head of the office")
    AUDITOR = Role.AUDITOR.value, _("auditor")


class RoleAssignment(models.Model):
    """One person or one group in one role. It is ended, not removed, as long as they exist."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="study_roles")
    role = models.CharField(_("role"), max_length=30, choices=StudyRole.choices)
    user = models.ForeignKey(
        conf.user_model(),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    group = models.ForeignKey(
        "auth.Group",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=pgettext_lazy("role", "group"),
    )
    assigned_on = models.DateTimeField()
    assigned_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_on = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("holder of a role")
        verbose_name_plural = _("holders of roles")
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ocen_urzad_role_of_person_or_group",
                condition=Q(user__isnull=False, group__isnull=True)
                | Q(user__isnull=True, group__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.user_id or self.group_id}"

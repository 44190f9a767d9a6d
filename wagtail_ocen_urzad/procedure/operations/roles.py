"""Roles are given, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import RoleAssignment
from wagtail_ocen_urzad.procedure.operations.actors import UnableToAct
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.survey.models import Office


class UnableToAssignRole(UnableToAct):
    """Roles are held as before."""


def assign_role(
    *,
    office: Office,
    role: Role,
    by: Any,
    at: datetime,
    user: Any = None,
    group: Group | None = None,
) -> RoleAssignment:
    """Give a role to a person or to a group, from now on.

    Raises:
        UnableToAssignRole: neither or both, or it holds the role already.
    """
    if (user is None) == (group is None):
        raise UnableToAssignRole(Lack(what=Lacking.FIELD, field="user"))
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        held = RoleAssignment.objects.filter(
            office=office, role=role, user=user, group=group, ended_on=None
        )
        if held.exists():
            raise UnableToAssignRole(Lack(what=Lacking.ALREADY_DONE, field="role", roles=(role,)))
        assignment = RoleAssignment.objects.create(
            office=office,
            role=Role(role).value,
            user=user,
            group=group,
            assigned_on=at,
            assigned_by=by,
        )
        _log_role(assignment, by, given=1)
    return assignment


def end_role(*, assignment: RoleAssignment, by: Any, at: datetime) -> RoleAssignment:
    """Take a role back from now on; who held it when stays to be seen.

    Raises:
        UnableToAssignRole: it has ended already.
    """
    with transaction.atomic():
        found = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
        if found.ended_on is not None:
            raise UnableToAssignRole(Lack(what=Lacking.ALREADY_DONE, field="role"))
        found.ended_on, found.ended_by = at, by
        found.save(update_fields=["ended_on", "ended_by"])
        _log_role(found, by, given=0)
    return found


def _log_role(assignment: RoleAssignment, by: Any, *, given: int) -> None:
    holder = assignment.user or assignment.group
    audit.record(
        action=audit.CHANGE_ROLE,
        of=assignment.office,
        by=by,
        role=assignment.role,
        holder=str(holder),
        given=given,
    )

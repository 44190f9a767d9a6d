"""Who holds which role."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from wagtail_ocen_urzad.procedure.models import (
    RoleAssignment,
)
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.procedure.verbs import Verb, roles_for
from wagtail_ocen_urzad.survey.models import Office


def assignments_of(*, office: Office) -> QuerySet[RoleAssignment]:
    """Return who holds which role now."""
    held = RoleAssignment.objects.filter(office=office, ended_on=None)
    return held.select_related("user", "group").order_by("role", "pk")


def roles_of(*, user: Any, office: Office) -> frozenset[Role]:
    """Return the roles that this person holds; a superuser holds all of them."""
    if not user or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Role)
    held = RoleAssignment.objects.filter(office=office, ended_on=None)
    mine = held.filter(Q(user=user) | Q(group__in=user.groups.all()))
    return frozenset(Role(role) for role in mine.values_list("role", flat=True))


def holders_of(*, office: Office, role: Role) -> QuerySet[Any]:
    """Return the active people who hold a role, by themselves or by a group."""
    held = RoleAssignment.objects.filter(office=office, role=role.value, ended_on=None)
    people = (
        get_user_model()
        .objects.filter(is_active=True)
        .filter(
            Q(pk__in=held.filter(user__isnull=False).values("user_id"))
            | Q(groups__in=held.filter(group__isnull=False).values("group_id"))
        )
    )
    return people.distinct().order_by("pk")


def may_do(*, user: Any, office: Office, verb: Verb) -> bool:
    """Say whether one of this person's roles may do a verb; the verb asks again."""
    return bool(roles_of(user=user, office=office) & roles_for(verb=verb))

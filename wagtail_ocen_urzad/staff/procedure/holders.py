"""Who holds the roles of an office, by name; three questions for all roles together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.contrib.auth import get_user_model

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.staff.wording import person
from wagtail_ocen_urzad.survey.models import Office


def names_of_holders(*, office: Office) -> Mapping[Role, frozenset[str]]:
    """Return the names of the active people who hold each role, by themselves or by a group."""
    names: dict[Role, set[str]] = defaultdict(set)
    groups: dict[int, set[Role]] = defaultdict(set)
    for one in queries.assignments_of(office=office):
        if one.user is None and one.group_id is not None:
            groups[one.group_id].add(Role(one.role))
        elif one.user is not None and one.user.is_active:
            names[Role(one.role)].add(person(user=one.user))
    people = get_user_model()._default_manager.filter(is_active=True, groups__in=list(groups))
    for user in people.distinct().prefetch_related("groups"):
        for group in user.groups.all():
            for role in groups.get(group.pk, ()):
                names[role].add(person(user=user))
    return {role: frozenset(found) for role, found in names.items()}

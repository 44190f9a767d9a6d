"""Ready-made groups of the external study: one for each role, one for who sets the procedure.

The right lets somebody into the external study; what may be done there follows from the role,
which an office gives to a person or to a group. These groups are for offices that want both at
once: whoever is put into one of them has the right and, where nobody else holds it, the role.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.operations import assign_role
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.staff.groups import group_with
from wagtail_ocen_urzad.staff.permissions import MANAGE_PROCEDURE, READ_STUDIES, TAKE_PART_IN_STUDY

PROCEDURE_KEEPERS = "Oceń Urząd – badanie: procedura i role"

STUDY_GROUPS: dict[Role, str] = {
    Role.COORDINATOR: "Oceń Urząd – badanie: koordynator",
    Role.UNIT_HEAD: "Oceń Urząd – badanie: kierownik komórki prowadzącej",
    Role.DESK_HEAD: "Oceń Urząd – badanie: kierownik BOK",
    Role.COMPLAINTS_CLERK: "Oceń Urząd – badanie: pracownik ds. skarg i wniosków",
    Role.DEPARTMENT_HEAD: "Oceń Urząd – badanie: kierownicy komórek",
    Role.QUALITY_REPRESENTATIVE: "Oceń Urząd – badanie: Pełnomocnik ds. ZSZ",
    Role.QUALITY_TEAM: "Oceń Urząd – badanie: Zespół ds. ZSZ",
    Role.OFFICE_HEAD: "Oceń Urząd – badanie: kierownik Urzędu",
    Role.AUDITOR: "Oceń Urząd – badanie: auditor",
}


def make_study_groups(*, at: datetime) -> list[Group]:
    """Make the groups, or give back what they lack; safe to repeat.

    In every office with a procedure a role that nobody holds goes to its group.

    Args:
        at: now.
    """
    with transaction.atomic():
        keepers = group_with(name=PROCEDURE_KEEPERS, rights=(MANAGE_PROCEDURE,))
        groups = {
            role: group_with(name=name, rights=(_right(role),))
            for role, name in STUDY_GROUPS.items()
        }
        for office in queries.offices_with_procedure():
            held = {one.role for one in queries.assignments_of(office=office)}
            for role, group in groups.items():
                if role.value not in held:
                    assign_role(office=office, role=role, group=group, by=None, at=at)
    return [keepers, *groups.values()]


def _right(role: Role) -> str:
    return READ_STUDIES if role is Role.AUDITOR else TAKE_PART_IN_STUDY

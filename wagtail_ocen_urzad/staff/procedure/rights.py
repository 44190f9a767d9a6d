"""Who may do what in an edition: the right is asked by the rule, the role here, of the edition."""

from __future__ import annotations

from typing import Any

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.models import Study, StudyRecord
from wagtail_ocen_urzad.procedure.steps import Role, Task
from wagtail_ocen_urzad.procedure.verbs import SOURCES, WRITERS, IssueSource, Verb, roles_for
from wagtail_ocen_urzad.staff.permissions import (
    MANAGE_PROCEDURE,
    READ_STUDIES,
    TAKE_PART_BY_POST,
)
from wagtail_ocen_urzad.staff.procedure.acts import Act
from wagtail_ocen_urzad.staff.procedure.places import ActPlace
from wagtail_ocen_urzad.survey.models import Office


def roles(*, user: Any, study: Study) -> frozenset[Role]:
    """Return in which roles somebody takes part; without the right in none."""
    if not TAKE_PART_BY_POST.allows(user=user):
        return frozenset()
    return queries.roles_of(user=user, office=study.office)


def may_read(*, user: Any, found: Any) -> bool:
    """Say whether somebody may read an edition: whoever takes part, and the auditor.

    The heads of units only add issues; they read nothing.
    """
    if user.has_perm(READ_STUDIES):
        return True
    return bool(roles(user=user, study=_study(found)) - {Role.DEPARTMENT_HEAD})


def may_write(*, user: Any, found: Any) -> bool:
    """Say whether somebody writes in an edition at all; each act asks for its role besides."""
    return bool(roles(user=user, study=_study(found)) & WRITERS)


def may_correct(*, user: Any, found: StudyRecord) -> bool:
    """Say whether somebody may correct this record."""
    takes_part = TAKE_PART_BY_POST.allows(user=user)
    return takes_part and queries.may_change(user=user, record=found, withdrawing=False)


def may_withdraw(*, user: Any, found: StudyRecord) -> bool:
    """Say whether somebody may withdraw this record."""
    takes_part = TAKE_PART_BY_POST.allows(user=user)
    return takes_part and queries.may_change(user=user, record=found, withdrawing=True)


def may_act(*, user: Any, found: ActPlace) -> bool:
    """Say whether somebody may do this act."""
    held = roles(user=user, study=found.study)
    return bool(held & roles_of_act(act=found.act, task=found.task))


def may_add_issue(*, user: Any, found: Study) -> bool:
    """Say whether somebody may put an issue into the catalogue (P-04)."""
    return bool(roles(user=user, study=found) & roles_for(verb=Verb.ADD_ISSUE))


def may_collect(*, user: Any, found: Study) -> bool:
    """Say whether somebody collects issues from every source, earlier results among them."""
    return collects(roles=roles(user=user, study=found))


def collects(*, roles: frozenset[Role]) -> bool:
    """Say whether one of these roles may enter earlier results as a source (P-04)."""
    return any(IssueSource.EARLIER_RESULTS in SOURCES.get(role, ()) for role in roles)


def may_describe(*, user: Any, found: Study) -> bool:
    """Say whether somebody may describe an edition (P-01)."""
    return bool(roles(user=user, study=found) & roles_for(verb=Verb.DESCRIBE))


def may_close(*, user: Any, found: Study) -> bool:
    """Say whether somebody may close an edition (P-22)."""
    return bool(roles(user=user, study=found) & roles_for(verb=Verb.CLOSE))


def may_begin(*, user: Any, found: Any) -> bool:
    """Say whether somebody may begin an edition of this office."""
    held = queries.roles_of(user=user, office=found)
    return bool(held & roles_for(verb=Verb.BEGIN))


def may_keep_firms(*, user: Any, found: Any) -> bool:
    """Say whether somebody looks after the office's register of firms."""
    if user.has_perm(MANAGE_PROCEDURE):
        return True
    return Role.COORDINATOR in queries.roles_of(user=user, office=_office(found))


def may_read_firms(*, user: Any, found: Any) -> bool:
    """Say whether somebody may read the office's register of firms."""
    if user.has_perm(MANAGE_PROCEDURE) or user.has_perm(READ_STUDIES):
        return True
    held = queries.roles_of(user=user, office=_office(found))
    return bool(held - {Role.DEPARTMENT_HEAD})


def roles_of_act(*, act: Act, task: Task) -> frozenset[Role]:
    """Return who may do an act; a step of the office's own is done by the role it names."""
    if act.verb is Verb.COMPLETE_EXTRA_STEP:
        return frozenset({task.actor, Role.COORDINATOR})
    return roles_for(verb=act.verb)


def _office(found: Any) -> Office:
    office: Office = found if isinstance(found, Office) else found.office
    return office


def _study(found: Any) -> Study:
    study: Study = found if isinstance(found, Study) else found.study
    return study

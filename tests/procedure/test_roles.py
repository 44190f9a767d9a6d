"""Who may do what: the table, the verbs that keep to it, and the groups."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from tests.factories import a_user, an_office
from tests.procedure.scene import NOON, Edition, an_edition
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.facts import Lacking
from wagtail_ocen_urzad.procedure.models import RoleAssignment
from wagtail_ocen_urzad.procedure.steps import STEPS, Role
from wagtail_ocen_urzad.procedure.verbs import TASK_OF, IssueSource, Verb, may, roles_for
from wagtail_ocen_urzad.staff.study_groups import (
    PROCEDURE_KEEPERS,
    STUDY_GROUPS,
    make_study_groups,
)
from wagtail_ocen_urzad.survey.models import Office

RIGHTS = Path(__file__).parents[2] / "docs" / "reference" / "rights.md"


def test_every_verb_has_a_role_or_is_left_to_the_record() -> None:
    left = {verb for verb in Verb if not roles_for(verb=verb)}

    assert left == {Verb.COMPLETE_EXTRA_STEP, Verb.CORRECT, Verb.WITHDRAW}


def test_every_task_of_the_document_has_a_verb_that_its_actor_may_do() -> None:
    for task in (task for stage in STEPS for task in stage.tasks):
        verbs = [verb for verb, of in TASK_OF.items() if of == task.code]
        assert any(may(role=task.actor, verb=verb) for verb in verbs)


def test_the_auditor_writes_nothing_and_heads_of_units_only_issues() -> None:
    assert [verb for verb in Verb if may(role=Role.AUDITOR, verb=verb)] == []
    assert [verb for verb in Verb if may(role=Role.DEPARTMENT_HEAD, verb=verb)] == [Verb.ADD_ISSUE]


def test_the_documentation_says_the_same() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (`.+`) \|", RIGHTS.read_text(encoding="utf-8"), re.MULTILINE)
    described = {verb: re.findall(r"`(\w+)`", roles) for verb, roles in rows if verb in list(Verb)}

    assert described == {
        verb.value: [role.value for role in Role if role in roles_for(verb=verb)]
        for verb in Verb
        if roles_for(verb=verb)
    }


@pytest.fixture
def edition(db: None) -> Edition:
    return an_edition()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_the_coordinator_compiles_the_catalogue(edition: Edition, role: Role) -> None:
    edition.issue()

    with pytest.raises(operations.UnableToCompileCatalogue) as refused:
        operations.compile_catalogue(
            study=edition.study, compiled_on=edition.today, **edition[role]
        )

    [lack] = refused.value.lacks
    assert (lack.what, lack.roles) == (Lacking.ROLE, (Role.COORDINATOR,))


@pytest.mark.parametrize(
    ("role", "source"),
    [
        (Role.DESK_HEAD, IssueSource.DESK_HEAD),
        (Role.COMPLAINTS_CLERK, IssueSource.COMPLAINTS),
        (Role.DEPARTMENT_HEAD, IssueSource.DEPARTMENT_HEADS),
    ],
)
def test_each_speaks_for_its_own_source(edition: Edition, role: Role, source: IssueSource) -> None:
    assert edition.issue(source=source, **edition[role]).source == source
    with pytest.raises(operations.UnableToAddIssue) as refused:
        edition.issue(source=IssueSource.OWN, **edition[role])
    assert [one.what for one in refused.value.lacks] == [Lacking.SOURCE]


def test_nobody_acts_without_a_role_not_even_a_command(edition: Edition) -> None:
    for by in (None, a_user("obca")):
        with pytest.raises(operations.UnableToAddIssue) as refused:
            edition.issue(by=by)
        assert [one.what for one in refused.value.lacks] == [Lacking.ROLE]


def test_a_superuser_may_do_everything_as_always_in_django(edition: Edition) -> None:
    assert edition.issue(by=a_user("szef", is_superuser=True)).pk


def test_a_role_in_one_office_is_none_in_another(edition: Edition) -> None:
    other = Office.objects.create(name="Urząd Gminy")

    assert queries.roles_of(user=edition.people[Role.COORDINATOR], office=other) == frozenset()


def test_the_entry_names_the_role_in_which_somebody_acted(edition: Edition) -> None:
    both = edition.people[Role.COORDINATOR]
    operations.assign_role(office=edition.office, role=Role.UNIT_HEAD, user=both, by=None, at=NOON)
    edition.issue(by=both)

    entry = edition.study.entries.order_by("-number")[0]
    assert entry.data["made"] == {
        "account": "coordinator",
        "at": "2026-06-10T12:00:00+02:00",
        "by": "coordinator",
        "role": "coordinator",
        "role_name": "Pracownik Oddziału Komunikacji Społecznej (OS)",
    }


def test_a_role_ends_and_who_held_it_stays_to_be_seen(edition: Edition) -> None:
    [assignment] = [
        one for one in queries.assignments_of(office=edition.office) if one.role == "coordinator"
    ]

    operations.end_role(assignment=assignment, by=None, at=NOON)

    assert not queries.holders_of(office=edition.office, role=Role.COORDINATOR)
    with pytest.raises(operations.UnableToAddIssue):
        edition.issue()
    with pytest.raises(operations.UnableToAssignRole):
        operations.end_role(assignment=assignment, by=None, at=NOON)
    assignment.refresh_from_db()
    assert assignment.ended_on == NOON


def test_a_role_is_given_once_and_to_a_person_or_a_group(edition: Edition) -> None:
    person, group = edition.people[Role.AUDITOR], Group.objects.create(name="Zespół")
    given: dict[str, Any] = {"office": edition.office, "by": None, "at": NOON}
    holders: list[dict[str, Any]] = [{}, {"user": person, "group": group}]

    for holder in holders:
        with pytest.raises(operations.UnableToAssignRole):
            operations.assign_role(role=Role.QUALITY_TEAM, **given, **holder)
    operations.assign_role(role=Role.QUALITY_TEAM, group=group, **given)
    with pytest.raises(operations.UnableToAssignRole):
        operations.assign_role(role=Role.QUALITY_TEAM, group=group, **given)
    person.groups.add(group)

    assert queries.roles_of(user=person, office=edition.office) == {
        Role.AUDITOR,
        Role.QUALITY_TEAM,
    }
    team = queries.holders_of(office=edition.office, role=Role.QUALITY_TEAM)
    assert {one.username for one in team} == {"quality_team", "auditor"}


def test_somebody_inactive_holds_no_role(edition: Edition) -> None:
    person = edition.people[Role.COORDINATOR]
    person.is_active = False
    person.save()

    assert queries.roles_of(user=person, office=edition.office) == frozenset()
    assert list(queries.holders_of(office=edition.office, role=Role.COORDINATOR)) == []


def groups() -> set[str]:
    return set(Group.objects.filter(name__contains="badanie").values_list("name", flat=True))


def test_an_office_without_the_study_gets_no_groups_of_it(db: None) -> None:
    an_office()
    call_command("ocen_urzad_groups", stdout=StringIO())
    assert groups() == set()

    call_command("ocen_urzad_groups", "--study", stdout=StringIO())
    assert groups() == {PROCEDURE_KEEPERS, *STUDY_GROUPS.values()}
    assert RoleAssignment.objects.count() == 0


def test_a_role_that_nobody_holds_goes_to_its_group(db: None) -> None:
    office = an_office()
    operations.adopt_procedure(office=office, adaptation=DOCUMENT, by=None, at=NOON)
    coordinator = a_user("koordynatorka")
    operations.assign_role(office=office, role=Role.COORDINATOR, user=coordinator, by=None, at=NOON)

    for _ in range(2):
        call_command("ocen_urzad_groups", stdout=StringIO())

    held = {one.role: one.group for one in queries.assignments_of(office=office)}
    assert held["coordinator"] is None
    assert {role: group.name for role, group in held.items() if group} == {
        role.value: name for role, name in STUDY_GROUPS.items() if role is not Role.COORDINATOR
    }


def test_each_group_has_one_right_of_ours(db: None) -> None:
    made = make_study_groups(at=datetime(2026, 1, 1, tzinfo=UTC))

    rights = {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in made
    }
    auditor = STUDY_GROUPS[Role.AUDITOR]
    assert rights == {
        **{name: {"access_admin", "take_part_in_study"} for name in STUDY_GROUPS.values()},
        PROCEDURE_KEEPERS: {"access_admin", "manage_procedure"},
        auditor: {"access_admin", "read_studies"},
    }

"""Issues of the catalogue are changed by the coordinator, and by whoever supplied them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import a_user
from tests.procedure.scene import Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import Issue
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.procedure.verbs import IssueSource

made = played(until=TaskCode.CATALOGUE)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


@pytest.fixture
def heads(edition: Edition) -> Issue:
    issue: Issue = edition.issue(
        source=IssueSource.DEPARTMENT_HEADS, **edition[Role.DEPARTMENT_HEAD]
    )
    return issue


def test_a_head_of_a_unit_rewrites_and_withdraws_an_issue_of_their_own(
    edition: Edition, heads: Issue
) -> None:
    mine: Any = {"reason": "Pomyłka", **edition[Role.DEPARTMENT_HEAD]}

    corrected = operations.correct(record=heads, text="Umawianie ślubów", **mine)
    operations.withdraw(record=heads, **mine)

    assert corrected.text == "Umawianie ślubów"
    assert not queries.records_of(study=edition.study, kind=Issue).exists()


def test_nobody_touches_the_issue_of_another_but_the_coordinator(
    edition: Edition, heads: Issue
) -> None:
    colleague = a_user("colleague", "take_part_in_study")
    operations.assign_role(
        office=edition.office, role=Role.DEPARTMENT_HEAD, user=colleague, by=None, at=edition.at
    )
    of_the_clerk = edition.issue()

    def change(record: Issue, user: Any) -> bool:
        return queries.may_change(user=user, record=record, withdrawing=False)

    assert not change(heads, colleague)
    assert not change(of_the_clerk, edition.people[Role.DEPARTMENT_HEAD])
    assert not change(heads, edition.people[Role.DESK_HEAD])
    assert change(heads, edition.people[Role.COORDINATOR])


def test_a_head_of_a_unit_does_not_speak_for_another_source(edition: Edition, heads: Issue) -> None:
    mine: Any = {"reason": "Pomyłka", **edition[Role.DEPARTMENT_HEAD]}

    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(record=heads, source=IssueSource.OWN, **mine),
    ) == [("source", "source")]
    of_the_clerk: Any = {"reason": "Pomyłka", **edition[Role.COORDINATOR]}
    corrected = operations.correct(record=heads, source=IssueSource.OWN, **of_the_clerk)
    assert corrected.source == "own"
    # What was read before the clerk's correction opens nothing.
    assert refused(
        operations.UnableToWithdraw, lambda: operations.withdraw(record=heads, **mine)
    ) == [("source", "source")]

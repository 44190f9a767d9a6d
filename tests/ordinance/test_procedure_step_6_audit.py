"""Step 6 of the procedure (P-18 to P-20).

„Jeżeli badania wykazują nieprawidłowości bądź zagrożenie ich wystąpieniem, Pełnomocnik ds. ZSZ
poleca Zespołowi ds. ZSZ przygotowanie i przeprowadzenie auditu wewnętrznego celem określenia i
wprowadzenia niezbędnych działań korekcyjnych, korygujących lub zapobiegawczych.”
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from tests.procedure.scene import Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.facts import Lacking, Warned
from wagtail_ocen_urzad.procedure.models import (
    OF_THE_PROCEDURE,
    ActionKind,
    Finding,
    FindingAssessment,
    QualityAction,
)
from wagtail_ocen_urzad.procedure.progress import StageStanding, State
from wagtail_ocen_urzad.procedure.steps import Role, StageCode, TaskCode

made = played(until=TaskCode.ASSESSMENT)
REPRESENTATIVE = Role.QUALITY_REPRESENTATIVE


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def step(edition: Edition) -> StageStanding:
    [found] = [one for one in edition.standing.stages if one.stage.code is StageCode.AUDIT]
    return found


def audited(edition: Edition, **changes: Any) -> Edition:
    edition.assessment(Finding.IRREGULARITY)
    edition.audit_order()
    edition.audit(**changes)
    return edition


@pytest.mark.parametrize(
    ("finding", "state"),
    [
        (None, State.DEPENDS),
        (Finding.NONE, State.NOT_APPLICABLE),
        (Finding.RISK, State.NOW),
        (Finding.IRREGULARITY, State.NOW),
    ],
)
def test_the_step_depends_on_one_of_three_findings(
    edition: Edition, finding: Finding | None, state: State
) -> None:
    """„nieprawidłowości bądź zagrożenie ich wystąpieniem” (P-18)."""
    if finding is not None:
        edition.assessment(finding)

    assert step(edition).state is state


def test_the_finding_has_a_reason_and_an_author(edition: Edition) -> None:
    """P-18."""
    assert refused(operations.UnableToAssess, lambda: edition.assessment(reason="")) == [
        ("field", "reason")
    ]
    assert refused(
        operations.UnableToAssess, lambda: edition.assessment(**edition[Role.COORDINATOR])
    ) == [("role", "")]

    assessment = edition.assessment(Finding.RISK)

    assert (assessment.finding, assessment.author, assessment.assessed_on) == (
        "risk",
        "quality_representative",
        edition.today,
    )


def test_any_other_finding_is_refused(edition: Edition) -> None:
    """P-18: three values."""
    unknown: Finding = "some"  # type: ignore[assignment]  # what a form might send

    assert refused(operations.UnableToAssess, lambda: edition.assessment(unknown)) == [
        ("value", "finding")
    ]


def test_without_a_finding_no_audit_is_ordered(edition: Edition) -> None:
    """„Jeżeli badania wykazują” (P-19): the branch is absent, and says why."""
    before = refused(operations.UnableToOrderAudit, edition.audit_order)
    edition.assessment(Finding.NONE)

    assert before == [("task", "assessment")]
    assert refused(operations.UnableToOrderAudit, edition.audit_order) == [
        ("irregularity", "assessment")
    ]


def test_the_representative_orders_and_the_team_audits(edition: Edition) -> None:
    """„Pełnomocnik ds. ZSZ poleca Zespołowi ds. ZSZ” (P-19)."""
    edition.assessment(Finding.RISK, assessed_on=date(2026, 6, 8))
    by_the_team = refused(
        operations.UnableToOrderAudit, lambda: edition.audit_order(**edition[Role.QUALITY_TEAM])
    )
    unordered = refused(operations.UnableToRecordAudit, edition.audit)
    without_scope = refused(operations.UnableToOrderAudit, lambda: edition.audit_order(scope=""))

    edition.audit_order(ordered_on=date(2026, 6, 8))
    audit = edition.audit(held_from=date(2026, 6, 8))

    assert (by_the_team, unordered, without_scope) == (
        [("role", "")],
        [("task", "audit_order")],
        [("field", "scope")],
    )
    assert (audit.team, audit.held_from, audit.findings) == (
        "Zespół ds. ZSZ",
        date(2026, 6, 8),
        "Brak kolejki priorytetowej.",
    )


@pytest.mark.parametrize("kind", OF_THE_PROCEDURE)
def test_actions_are_of_three_kinds(edition: Edition, kind: ActionKind) -> None:
    """„działań korekcyjnych, korygujących lub zapobiegawczych” (P-20)."""
    action = audited(edition).action(kind)

    assert (action.kind, action.owner, action.due_on) == (kind, "Kierownik BOK", date(2026, 12, 1))


def test_remedial_and_improving_actions_are_those_of_the_ordinances(edition: Edition) -> None:
    """Domain 5.3: two vocabularies; the procedure knows its three."""
    audited(edition)

    for kind in (ActionKind.REMEDIAL, ActionKind.IMPROVEMENT):
        planned = partial(edition.action, kind)
        assert refused(operations.UnableToPlanAction, planned) == [("value", "kind")]


def test_there_is_no_action_before_the_audit(edition: Edition) -> None:
    """„celem określenia (…) niezbędnych działań” (P-20)."""
    edition.assessment(Finding.RISK)
    edition.audit_order()

    assert refused(operations.UnableToPlanAction, edition.action) == [("task", "audit")]


def test_they_are_defined_and_introduced(edition: Edition) -> None:
    """„określenia i wprowadzenia” (P-20)."""
    audited(edition)
    none_yet = step(edition).lacks
    action = edition.action()
    planned = step(edition).lacks
    edition.action_done(action)

    assert [one.what for one in none_yet] == [Lacking.ACTIONS]
    assert [(one.what, one.there, one.needed) for one in planned] == [(Lacking.ACTIONS_DONE, 0, 1)]
    assert step(edition).state is State.DONE


def test_where_no_action_is_needed_the_team_says_why(edition: Edition) -> None:
    """„niezbędnych działań” (P-20)."""
    audited(edition, no_actions_because="Przyczynę usunięto w czasie auditu.")

    assert step(edition).state is State.DONE


def test_the_effect_is_checked_after_the_action(edition: Edition) -> None:
    """P-20: check of effect; it is called to mind and blocks nothing."""

    def check(**changes: Any) -> QualityAction:
        given: dict[str, Any] = {
            "effect": "Kolejki są krótsze.",
            "effect_checked_on": edition.today,
            **changes,
        }
        return operations.check_effect(
            action=action, is_effective=True, **given, **edition[Role.QUALITY_TEAM]
        )

    action = audited(edition).action()
    too_early = refused(operations.UnableToCheckEffect, check)
    edition.action_done(action)
    warned = edition.standing.warnings
    without_words = refused(operations.UnableToCheckEffect, lambda: check(effect=""))
    checked = check()

    assert too_early == [("field", "done_on")]
    assert Warned.EFFECT_NOT_CHECKED in warned
    assert without_words == [("field", "effect")]
    assert (checked.is_effective, checked.effect_checked_by) == (True, "quality_team")
    assert Warned.EFFECT_NOT_CHECKED not in edition.standing.warnings
    assert refused(operations.UnableToCheckEffect, check) == [("already_done", "effect")]


def test_an_action_has_a_deadline_of_its_own(edition: Edition) -> None:
    audited(edition).action()

    standing = queries.standing_of(study=edition.study, today=date(2026, 12, 4))

    task = standing.tasks[TaskCode.ACTIONS]
    assert task.deadline is not None
    assert (task.state, task.deadline.days) == (State.LATE, 3)


def test_a_finding_is_not_taken_back_once_an_audit_was_ordered(edition: Edition) -> None:
    edition.assessment(Finding.RISK)
    edition.audit_order()
    assessment = queries.records_of(study=edition.study, kind=FindingAssessment).get()

    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(
            record=assessment, finding=Finding.NONE, reason="Zmiana", **edition[REPRESENTATIVE]
        ),
    ) == [("in_use", "audit_order")]

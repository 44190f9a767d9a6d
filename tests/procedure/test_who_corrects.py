"""Whose entries somebody may correct or withdraw: their own act's, and nobody else's decision."""

from __future__ import annotations

from typing import Any

import pytest

from tests.procedure.scene import Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import (
    AuditGuidelines,
    Finding,
    FindingAssessment,
    InternalAudit,
    PublicationDecision,
    QualityAction,
    ResultsAcknowledgement,
    ResultsAnalysis,
    StudyResults,
)
from wagtail_ocen_urzad.procedure.steps import Role

made = played(finding=Finding.IRREGULARITY)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def only(edition: Edition, kind: type[Any]) -> Any:
    return queries.records_of(study=edition.study, kind=kind).get()


def changing(edition: Edition, record: Any, *, withdrawing: bool) -> set[Role]:
    """Return the roles whose holders may change a record."""
    return {
        role
        for role, user in edition.people.items()
        if queries.may_change(user=user, record=record, withdrawing=withdrawing)
    }


@pytest.mark.parametrize(
    "kind", [FindingAssessment, ResultsAnalysis, PublicationDecision, AuditGuidelines]
)
def test_what_the_representative_decides_nobody_else_rewrites(
    edition: Edition, kind: type[Any]
) -> None:
    record = only(edition, kind)
    clerk = {"record": record, "reason": "Pomyłka", **edition[Role.COORDINATOR]}

    for withdrawing in (False, True):
        assert changing(edition, record, withdrawing=withdrawing) == {Role.QUALITY_REPRESENTATIVE}
    assert refused(
        operations.UnableToCorrect, lambda: operations.correct(**clerk, text="Inna treść")
    ) == [("role", "")]
    assert refused(operations.UnableToWithdraw, lambda: operations.withdraw(**clerk)) == [
        ("role", "")
    ]


def test_the_team_corrects_its_findings_and_does_not_withdraw_the_order(edition: Edition) -> None:
    audit = only(edition, InternalAudit)

    assert changing(edition, audit, withdrawing=False) == {
        Role.QUALITY_REPRESENTATIVE,
        Role.QUALITY_TEAM,
    }
    assert changing(edition, audit, withdrawing=True) == {Role.QUALITY_REPRESENTATIVE}


def test_the_coordinator_corrects_the_rest(edition: Edition) -> None:
    assert changing(edition, only(edition, StudyResults), withdrawing=True) == {Role.COORDINATOR}
    assert changing(edition, only(edition, QualityAction), withdrawing=True) == {
        Role.COORDINATOR,
        Role.QUALITY_REPRESENTATIVE,
        Role.QUALITY_TEAM,
    }


def test_only_the_head_of_the_office_takes_an_acknowledgement_back(edition: Edition) -> None:
    operations.acknowledge_results(
        study=edition.study, acknowledged_on=edition.today, **edition[Role.OFFICE_HEAD]
    )

    assert changing(edition, only(edition, ResultsAcknowledgement), withdrawing=True) == {
        Role.OFFICE_HEAD
    }


@pytest.mark.parametrize(
    ("kind", "field", "role"),
    [
        (FindingAssessment, "author", Role.QUALITY_REPRESENTATIVE),
        (ResultsAnalysis, "author", Role.QUALITY_REPRESENTATIVE),
        (AuditGuidelines, "author", Role.QUALITY_REPRESENTATIVE),
        (PublicationDecision, "decided_by", Role.QUALITY_REPRESENTATIVE),
        (InternalAudit, "ordered_by", Role.QUALITY_TEAM),
        (QualityAction, "effect_checked_by", Role.QUALITY_TEAM),
    ],
)
def test_no_correction_says_that_somebody_else_did_it(
    edition: Edition, kind: type[Any], field: str, role: Role
) -> None:
    put: dict[str, Any] = {field: "Ktoś inny"}

    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(
            record=only(edition, kind), reason="Pomyłka", **put, **edition[role]
        ),
    ) == [("value", field)]


def test_no_correction_indicates_a_way_of_publishing_that_there_is_not(edition: Edition) -> None:
    decision = only(edition, PublicationDecision)
    channels = [*decision.channels, "radio"]

    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(
            record=decision,
            reason="Pomyłka",
            channels=channels,
            **edition[Role.QUALITY_REPRESENTATIVE],
        ),
    ) == [("value", "channels")]


def test_a_check_that_is_taken_back_takes_its_name_along(edition: Edition) -> None:
    action = only(edition, QualityAction)
    operations.check_effect(
        action=action,
        effect_checked_on=edition.today,
        effect="Kolejka krótsza o połowę",
        is_effective=True,
        **edition[Role.QUALITY_TEAM],
    )

    corrected = operations.correct(
        record=action, reason="Nie ta kolejka", effect_checked_on=None, **edition[Role.QUALITY_TEAM]
    )

    assert corrected.effect_checked_by == ""


def test_a_comment_is_its_authors_alone(edition: Edition) -> None:
    comment = operations.comment_on_study(
        study=edition.study, text="Uwaga", **edition[Role.DESK_HEAD]
    )

    assert changing(edition, comment, withdrawing=False) == {Role.DESK_HEAD}
    assert changing(edition, comment, withdrawing=True) == {Role.DESK_HEAD}
    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(
            record=comment, reason="Pomyłka", text="Inna", **edition[Role.COORDINATOR]
        ),
    ) == [("role", "")]

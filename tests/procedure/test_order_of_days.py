"""What follows in the document is not dated before what it follows (P-16, P-17, P-19, P-21)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.procedure.scene import TODAY, Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import (
    Finding,
    Handover,
    Publication,
    PublicationDecision,
    ResultsAnalysis,
    StudyResults,
)
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

EARLIER = TODAY - timedelta(days=1)
REPRESENTATIVE = Role.QUALITY_REPRESENTATIVE

made = played(until=TaskCode.RESULTS_TO_UNIT_HEAD, finding=Finding.RISK)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def newest(edition: Edition, kind: type[Any]) -> Any:
    return list(queries.records_of(study=edition.study, kind=kind))[-1]


def handed(edition: Edition, task: TaskCode, role: Role = Role.COORDINATOR, **changes: Any) -> Any:
    return edition.hand_over(task, role, **changes)


def published(edition: Edition, **changes: Any) -> Any:
    given = {
        "channel": "bip",
        "place": "https://bip.example.pl/badanie",
        "published_on": edition.today,
        **edition[Role.COORDINATOR],
    }
    return operations.publish_results(study=edition.study, **{**given, **changes})


STEPS: list[tuple[str, Callable[..., Any]]] = [
    ("handed_on", lambda edition, **on: handed(edition, TaskCode.RESULTS_TO_UNIT_HEAD, **on)),
    ("handed_on", lambda edition, **on: handed(edition, TaskCode.RESULTS_TO_REPRESENTATIVE, **on)),
    ("analysed_on", lambda edition, **on: edition.analysis(**on)),
    ("handed_on", lambda edition, **on: handed(edition, TaskCode.SUBMISSION, REPRESENTATIVE, **on)),
    ("decided_on", lambda edition, **on: edition.decision(**on)),
    ("published_on", published),
]


def test_no_act_is_dated_before_the_one_that_it_follows(edition: Edition) -> None:
    for field, deed in STEPS:
        with pytest.raises(operations.UnableToAct) as told:
            deed(edition, **{field: EARLIER})
        assert [(one.what, one.field) for one in told.value.lacks] == [
            ("dates_turned_round", field)
        ]
        deed(edition)


def test_no_audit_begins_before_it_was_ordered(edition: Edition) -> None:
    for _, deed in STEPS[:3]:
        deed(edition)
    edition.assessment(Finding.RISK)
    edition.audit_order()

    assert refused(operations.UnableToRecordAudit, lambda: edition.audit(held_from=EARLIER)) == [
        ("dates_turned_round", "held_from")
    ]
    assert edition.audit().held_from == TODAY


@pytest.mark.parametrize(
    ("kind", "field", "role"),
    [
        (Handover, "handed_on", Role.COORDINATOR),
        (ResultsAnalysis, "analysed_on", REPRESENTATIVE),
        (PublicationDecision, "decided_on", REPRESENTATIVE),
        (Publication, "published_on", Role.COORDINATOR),
    ],
)
def test_no_correction_turns_the_days_round(
    edition: Edition, kind: type[Any], field: str, role: Role
) -> None:
    for _, deed in STEPS:
        deed(edition)
    record = newest(edition, kind)
    turned: dict[str, Any] = {field: EARLIER}

    lacks = refused(
        operations.UnableToCorrect,
        lambda: operations.correct(record=record, reason="Pomyłka", **turned, **edition[role]),
    )

    assert lacks == [("dates_turned_round", field)]


def test_results_do_not_come_after_they_were_handed_on(edition: Edition) -> None:
    edition.at += timedelta(days=1)
    clerk = edition[Role.COORDINATOR]
    edition.at -= timedelta(days=1)
    handed(edition, TaskCode.RESULTS_TO_UNIT_HEAD)
    [results] = queries.records_of(study=edition.study, kind=StudyResults)

    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(
            record=results, reason="Pomyłka", received_on=TODAY + timedelta(days=1), **clerk
        ),
    ) == [("dates_turned_round", "handed_on")]
    # Further results may follow later (P-16).
    assert edition.results(received_on=TODAY + timedelta(days=1), **clerk).pk


def test_what_was_turned_round_before_hinders_nobody_from_mending_it(edition: Edition) -> None:
    for _, deed in STEPS[:3]:
        deed(edition)
    Handover.objects.filter(study=edition.study).update(handed_on=EARLIER)
    StudyResults.objects.filter(study=edition.study).update(received_on=TODAY)
    mended = newest(edition, Handover)

    operations.correct(
        record=mended, reason="Pomyłka", handed_on=TODAY, **edition[Role.COORDINATOR]
    )

    assert newest(edition, Handover).handed_on == TODAY


def test_what_was_acknowledged_stays_submitted(edition: Edition) -> None:
    for _, deed in STEPS[:4]:
        deed(edition)
    read = operations.acknowledge_results(
        study=edition.study, acknowledged_on=TODAY, **edition[Role.OFFICE_HEAD]
    )
    submission = newest(edition, Handover)
    taking_back = {"reason": "Pomyłka", **edition[REPRESENTATIVE]}

    with pytest.raises(operations.UnableToWithdraw) as told:
        operations.withdraw(record=submission, **taking_back)

    [lack] = told.value.lacks
    assert (lack.what, lack.task, lack.field) == ("in_use", "submission", "acknowledged_on")
    operations.withdraw(record=read, reason="Pomyłka", **edition[Role.OFFICE_HEAD])
    assert operations.withdraw(record=submission, **taking_back).is_withdrawn

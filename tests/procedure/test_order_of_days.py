"""What follows in the document is not dated before what it follows.

P-06, P-07, P-09, P-12, P-16, P-17, P-19 and P-21; what it only implies is said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.procedure.scene import TODAY, Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.facts import Warned
from wagtail_ocen_urzad.procedure.models import (
    DeliveryChannel,
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


FIRST_STEPS: list[tuple[TaskCode, str, Callable[..., Any]]] = [
    (
        TaskCode.REPLIES_HANDOVER,
        "handed_on",
        lambda edition, **on: handed(edition, TaskCode.REPLIES_HANDOVER, **on),
    ),
    (TaskCode.PROCUREMENT, "started_on", lambda edition, **on: edition.procurement(**on)),
    (
        TaskCode.CATALOGUE_HANDOVER,
        "handed_on",
        lambda edition, **on: handed(edition, TaskCode.CATALOGUE_HANDOVER, **on),
    ),
    (
        TaskCode.QUESTIONNAIRE_HANDOVER,
        "handed_on",
        lambda edition, **on: handed(edition, TaskCode.QUESTIONNAIRE_HANDOVER, **on),
    ),
]


def test_the_first_steps_follow_each_other_as_well(edition: Edition) -> None:
    """„Po otrzymaniu odpowiedzi”, „a następnie”, „następnie”, „zaakceptowaną ankietę”."""
    edition = edition.following()
    backdated = {task: (field, deed) for task, field, deed in FIRST_STEPS}

    for task, deed in edition.script():
        if task is TaskCode.MONITORING:
            break
        if task in backdated:
            field, backdating = backdated[task]
            with pytest.raises(operations.UnableToAct) as told:
                backdating(edition, **{field: EARLIER})
            assert [(one.what, one.task, one.field) for one in told.value.lacks] == [
                ("dates_turned_round", task, field)
            ]
        deed()


def test_no_enquiry_leaves_before_its_letter_and_none_is_answered_before_it_left(
    edition: Edition,
) -> None:
    """„opracowuje zapytanie o cenę i rozsyła je”, „Po otrzymaniu odpowiedzi” (P-05, P-06)."""
    edition = edition.following().play(until=TaskCode.ENQUIRY)
    edition.letter()
    for place in range(3):
        edition.recipient(place)
    clerk = edition[Role.COORDINATOR]

    def send(on: date) -> Any:
        sendings = [
            operations.Sending(recipient=one, channel=DeliveryChannel.POST, sent_on=on)
            for one in edition.recipients
        ]
        return operations.send_enquiry(study=edition.study, sendings=sendings, **clerk)

    assert refused(operations.UnableToSendEnquiry, lambda: send(EARLIER)) == [
        ("dates_turned_round", "sent_on")
    ]
    [firm, *_] = send(TODAY)
    assert refused(
        operations.UnableToRecordReply,
        lambda: operations.record_no_reply(recipient=firm, noted_on=EARLIER, **clerk),
    ) == [("dates_turned_round", "noted_on")]
    reply = edition.quote(firm)
    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(record=reply, reason="Pomyłka", noted_on=EARLIER, **clerk),
    ) == [("dates_turned_round", "noted_on")]


def test_no_audit_is_ordered_before_the_assessment(edition: Edition) -> None:
    """„Jeżeli badania wykazują nieprawidłowości” (P-18, P-19)."""
    for _, deed in STEPS[:3]:
        deed(edition)
    edition.assessment(Finding.RISK)

    assert refused(
        operations.UnableToOrderAudit, lambda: edition.audit_order(ordered_on=EARLIER)
    ) == [("dates_turned_round", "ordered_on")]


def test_what_the_text_only_implies_is_said_and_does_not_block(edition: Edition) -> None:
    """P-08, P-10, P-13."""
    turned = edition.following().play(until=TaskCode.CONTRACT)
    turned.contract(signed_on=EARLIER)
    turned.date(agreed_on=EARLIER - timedelta(days=1))
    turned.exact_date(agreed_on=EARLIER - timedelta(days=2))
    said = {Warned.CONTRACT_FIRST, Warned.DATE_FIRST, Warned.EXACT_DATE_FIRST}

    assert said <= set(turned.standing.warnings)
    assert not said & set(edition.standing.warnings)


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

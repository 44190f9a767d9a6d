"""Mistakes are corrected or withdrawn and leave a trace; the guards hold afterwards, too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests.procedure.scene import Edition, played, refused
from tests.verification.scene import found
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT, THRESHOLDS
from wagtail_ocen_urzad.procedure.models import (
    Contract,
    Handover,
    Issue,
    IssueCatalogue,
    PriceEnquiry,
    Procurement,
)
from wagtail_ocen_urzad.procedure.operations import NewFile
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

made = played(until=TaskCode.CATALOGUE_HANDOVER)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def correct(edition: Edition, record: Any, **changes: Any) -> Any:
    given = {"reason": "Błąd w przepisaniu", **edition[Role.COORDINATOR], **changes}
    return operations.correct(record=record, **given)


def withdraw(edition: Edition, record: Any, **changes: Any) -> Any:
    given = {"reason": "Zapis omyłkowy", **edition[Role.COORDINATOR], **changes}
    return operations.withdraw(record=record, **given)


def only(edition: Edition, kind: type[Any]) -> Any:
    return queries.records_of(study=edition.study, kind=kind).get()


def test_a_correction_keeps_what_stood_there_who_when_and_why(edition: Edition) -> None:
    contract = only(edition, Contract)
    scan = NewFile(name="aneks.pdf", content=b"%PDF-1.7 annex")

    corrected = correct(edition, contract, net=Decimal(19_000), gross=Decimal(23_370), files=[scan])

    entry = queries.entry_about(record=contract)
    assert entry is not None
    assert (entry.verb, entry.data["reason"]) == ("correct", "Błąd w przepisaniu")
    assert (entry.data["before"]["net"], entry.data["data"]["net"]) == ("18500.00", "19000.00")
    assert (entry.data["made"]["by"], entry.made_on) == ("coordinator", edition.at)
    assert [one.name for one in queries.files_of(record=contract)] == ["aneks.pdf"]
    assert corrected.net == Decimal(19_000)
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"reason": "", "number": "1"}, [("field", "reason")]),
        ({}, [("field", "changes")]),
        ({"contractor": None}, [("value", "contractor")]),
        ({"study": None}, [("value", "study")]),
        ({"colour": "blue"}, [("value", "colour")]),
        ({"number": " "}, [("field", "number")]),
        ({"net": Decimal(-1)}, [("value", "net")]),
        ({"kind": "opinion"}, [("value", "kind")]),
        ({"by": None, "number": "1"}, [("role", "")]),
    ],
)
def test_what_no_correction_does(
    edition: Edition, changes: dict[str, Any], lacks: list[tuple[str, str]]
) -> None:
    contract = only(edition, Contract)

    assert refused(operations.UnableToCorrect, lambda: correct(edition, contract, **changes)) == (
        lacks
    )
    assert only(edition, Contract).as_data() == contract.as_data()


def test_what_was_withdrawn_stays_to_be_seen_and_counts_no_more(edition: Edition) -> None:
    contract = only(edition, Contract)

    withdraw(edition, contract)

    assert not queries.records_of(study=edition.study, kind=Contract).exists()
    gone = queries.records_of(study=edition.study, kind=Contract, withdrawn=True)
    assert [one.number for one in gone] == ["OR.272.9.2026"]
    entry = queries.entry_about(record=contract)
    assert entry is not None
    assert entry.data["reason"] == "Zapis omyłkowy"
    assert refused(operations.UnableToWithdraw, lambda: withdraw(edition, contract)) == [
        ("not_there", "record")
    ]
    assert edition.contract(number="OR.272.10.2026").pk


def test_the_last_act_is_withdrawn_first(edition: Edition) -> None:
    catalogue = only(edition, IssueCatalogue)
    letter = only(edition, PriceEnquiry)
    handover = only(edition, Handover)

    for record in (catalogue, letter, handover, only(edition, Issue)):
        lacks = refused(operations.UnableToWithdraw, partial(withdraw, edition, record))
        assert {what for what, _ in lacks} == {"in_use"}


def test_without_a_reason_nothing_is_withdrawn(edition: Edition) -> None:
    assert refused(
        operations.UnableToWithdraw, lambda: withdraw(edition, only(edition, Contract), reason=" ")
    ) == [("field", "reason")]


def test_a_firm_that_does_not_count_after_all_is_not_corrected_over_the_handover(
    edition: Edition,
) -> None:
    """The clerk withdraws the handover first, asks another firm, and hands over again."""
    [first, *_] = edition.recipients

    assert refused(
        operations.UnableToCorrect, lambda: correct(edition, first, is_nationwide=False)
    ) == [("in_use", "replies_handover")]


def test_whoever_may_do_an_act_may_correct_it(edition: Edition) -> None:
    contract = only(edition, Contract)

    for role in (Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.AUDITOR):
        correcting = partial(correct, edition, contract, number="1", **edition[role])
        assert refused(operations.UnableToCorrect, correcting) == [("role", "")]
    assert correct(edition, contract, number="1").number == "1"


def test_another_estimate_proposes_the_path_anew(edition: Edition) -> None:
    """The threshold of the day stands beside the estimate; another path takes a reason (P-07)."""
    procurement = only(edition, Procurement)
    dear: dict[str, Any] = {"estimate": Decimal(180_000)}

    assert refused(operations.UnableToCorrect, lambda: correct(edition, procurement, **dear)) == [
        ("field", "path_reason")
    ]

    corrected = correct(edition, procurement, path="procurement_act", **dear)
    assert (corrected.proposed, corrected.path) == ("procurement_act", "procurement_act")
    assert corrected.threshold is not None


def test_another_day_proposes_the_path_anew(edition: Edition) -> None:
    """A procedure stays under the threshold of the day on which it began (P-07)."""
    [first, *_] = THRESHOLDS
    today = replace(first, valid_from=edition.today)
    following = edition.following(adaptation=replace(DOCUMENT, thresholds=(today,)))
    following.at -= timedelta(days=1)
    following.play(until=TaskCode.PROCUREMENT)
    following.at += timedelta(days=1)
    started = following.procurement()

    earlier = correct(following, started, started_on=edition.today - timedelta(days=1))

    assert started.threshold == first.net
    # No threshold is known of that day.
    assert (earlier.proposed, earlier.threshold) == ("below_threshold", None)


def test_the_history_of_every_record_is_at_hand(
    edition: Edition, django_assert_num_queries: Any
) -> None:
    contract = only(edition, Contract)
    correct(edition, contract, number="OR.272.9.2026/1")

    with django_assert_num_queries(2):
        acts = queries.acts_by_record(study=edition.study)

    assert [one.verb for one in acts["contract", contract.pk]] == ["record_contract", "correct"]

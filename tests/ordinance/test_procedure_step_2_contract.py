"""Step 2 of the procedure (P-08 to P-11).

„Pracownik OS prowadzi czynności związane z zawarciem umowy na badania satysfakcji klienta czy też
na badanie jakości usług, następnie przekazuje wykonawcy badań katalog zagadnień wraz z ich
omówieniem i uzgadnia termin realizacji badania - nie później niż połowa czerwca każdego roku. W
uzasadnionych okolicznościach termin ten może ulec zmianie.”
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.procedure.scene import NOON, Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.calendar import DayOfYear, DeadlineState
from wagtail_ocen_urzad.procedure.facts import Warned
from wagtail_ocen_urzad.procedure.models import DeadlineMove, StudyKind
from wagtail_ocen_urzad.procedure.progress import State
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

made = played(until=TaskCode.CONTRACT)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    made.at = NOON
    return made


def moved(edition: Edition, *, to: date, reason: str = "Choroba koordynatora") -> DeadlineMove:
    return operations.move_deadline(
        study=edition.study, task=TaskCode.DATE, to=to, reason=reason, **edition[Role.COORDINATOR]
    )


def test_the_contract_is_for_either_kind_of_study(edition: Edition) -> None:
    """„na badania satysfakcji klienta czy też na badanie jakości usług” (P-08)."""
    contract = edition.contract(kind=StudyKind.SERVICE_QUALITY)

    assert (contract.number, contract.contractor_name, contract.kind, contract.net) == (
        "OR.272.9.2026",
        "Pracownia Badań Przykład",
        "service_quality",
        Decimal(18_500),
    )
    assert refused(operations.UnableToRecordContract, edition.contract) == [
        ("already_done", "contract")
    ]


def test_a_contract_without_a_result_of_the_procurement_is_said(edition: Edition) -> None:
    edition.contract()

    assert Warned.NO_RESULT in edition.standing.warnings


def test_the_catalogue_goes_to_the_contractor_with_its_discussion(edition: Edition) -> None:
    """„następnie przekazuje wykonawcy badań katalog zagadnień wraz z ich omówieniem” (P-09)."""
    handover = TaskCode.CATALOGUE_HANDOVER
    before = refused(operations.UnableToHandOver, lambda: edition.hand_over(handover))
    edition.contract()
    without = refused(
        operations.UnableToHandOver, lambda: edition.hand_over(handover, discussion=" ")
    )
    handed = edition.hand_over(handover, discussion="Omówiono kolejki i dostępność.")

    assert before == [("task", "contract")]
    assert without == [("field", "discussion")]
    assert handed.discussion == "Omówiono kolejki i dostępność."
    assert refused(operations.UnableToAddIssue, edition.issue) == [("in_use", "catalogue_handover")]


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        (date(2026, 5, 31), DeadlineState.AHEAD, 15),
        (date(2026, 6, 1), DeadlineState.SOON, 14),
        (date(2026, 6, 15), DeadlineState.SOON, 0),
        (date(2026, 6, 16), DeadlineState.OVERDUE, 1),
        (date(2026, 6, 21), DeadlineState.OVERDUE, 6),
    ],
)
def test_not_later_than_the_middle_of_june(
    edition: Edition, today: date, state: DeadlineState, days: int
) -> None:
    """„nie później niż połowa czerwca każdego roku” (P-10)."""
    edition.contract()

    standing = queries.standing_of(study=edition.study, today=today).tasks[TaskCode.DATE]

    assert standing.deadline is not None
    assert standing.deadline.deadline.due == date(2026, 6, 15)
    assert (standing.deadline.state, standing.deadline.days) == (state, days)
    assert (standing.state is State.LATE) == (state is DeadlineState.OVERDUE)


def test_what_counts_is_the_day_of_agreeing_not_the_days_of_the_study(edition: Edition) -> None:
    """Domain 2.4, no. 7: the days of the study are kept beside it and never block."""
    edition.contract()
    edition.date(agreed_on=date(2026, 6, 10), fieldwork_to=date(2026, 12, 1))

    standing = edition.standing.tasks[TaskCode.DATE].deadline
    assert standing is not None
    assert standing.state is DeadlineState.MET


def test_an_agreement_after_the_date_is_late_for_ever(edition: Edition) -> None:
    edition.contract()
    edition.at = datetime(2026, 6, 20, 10, tzinfo=UTC)
    edition.date()

    standing = edition.standing.tasks[TaskCode.DATE]
    assert standing.state is State.DONE
    assert standing.deadline is not None
    assert (standing.deadline.state, standing.deadline.days) == (DeadlineState.MET_LATE, 5)


def test_the_day_is_a_setting_of_the_office(edition: Edition) -> None:
    """P-10."""
    own = {**DOCUMENT.deadlines, TaskCode.DATE: DayOfYear(month=5, day=20)}
    earlier = edition.following(adaptation=replace(DOCUMENT, deadlines=own))

    standing = earlier.standing.tasks[TaskCode.DATE].deadline
    assert standing is not None
    assert standing.deadline.due == date(2027, 5, 20)


def test_the_date_may_be_moved_with_a_reason_and_the_first_stays(edition: Edition) -> None:
    """„W uzasadnionych okolicznościach termin ten może ulec zmianie.” (P-11)."""
    edition.contract()
    first = moved(edition, to=date(2026, 6, 26))
    moved(edition, to=date(2026, 7, 3), reason="Urlop ankieterów")

    standing = edition.standing.tasks[TaskCode.DATE].deadline
    assert standing is not None
    deadline = standing.deadline
    assert (deadline.first, deadline.due, deadline.is_moved) == (
        date(2026, 6, 15),
        date(2026, 7, 3),
        True,
    )
    assert [(one.to, one.reason, one.by, one.moved_on) for one in deadline.moves] == [
        (date(2026, 6, 26), "Choroba koordynatora", "coordinator", edition.today),
        (date(2026, 7, 3), "Urlop ankieterów", "coordinator", edition.today),
    ]
    assert refused(
        operations.UnableToWithdraw,
        lambda: operations.withdraw(record=first, reason="Pomyłka", **edition[Role.COORDINATOR]),
    ) == [("value", "record")]


@pytest.mark.parametrize(
    ("to", "reason", "lacks"),
    [
        (date(2026, 6, 26), " ", [("field", "reason")]),
        (date(2026, 6, 15), "Ten sam", [("value", "to")]),
    ],
)
def test_it_is_not_moved_without_a_reason(
    edition: Edition, to: date, reason: str, lacks: list[tuple[str, str]]
) -> None:
    """„W uzasadnionych okolicznościach” (P-11)."""
    assert (
        refused(operations.UnableToMoveDeadline, lambda: moved(edition, to=to, reason=reason))
        == lacks
    )

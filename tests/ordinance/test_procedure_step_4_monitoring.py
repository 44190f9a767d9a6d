"""Step 4 of the procedure (P-15).

„Pracownik OS monitoruje we współpracy z Kierownikiem OS oraz z Kierownikiem BOK przebieg badania.”
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.procedure.scene import Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.facts import Lacking, Warned
from wagtail_ocen_urzad.procedure.models import MonitoringEntry
from wagtail_ocen_urzad.procedure.progress import State
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

made = played(until=TaskCode.MONITORING)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def lacking(edition: Edition) -> list[Lacking]:
    return [one.what for one in edition.standing.tasks[TaskCode.MONITORING].lacks]


def test_an_entry_says_what_was_seen_by_whom_and_what_was_done(edition: Edition) -> None:
    edition.monitoring(
        observed_on=date(2026, 6, 9),
        others="Joanna Lis",
        observation="Brak ankietera w filii.",
        reaction="Wykonawca przysłał zastępstwo.",
    )

    [entry] = queries.records_of(study=edition.study, kind=MonitoringEntry)
    assert (entry.author, entry.others, entry.reaction) == (
        "coordinator",
        "Joanna Lis",
        "Wykonawca przysłał zastępstwo.",
    )


def test_both_heads_take_part(edition: Edition) -> None:
    """„we współpracy z Kierownikiem OS oraz z Kierownikiem BOK”."""
    edition.monitoring(with_unit_head=False, with_desk_head=False)
    alone = lacking(edition)
    edition.monitoring(with_unit_head=True, with_desk_head=False)
    with_one = lacking(edition)
    edition.monitoring(with_unit_head=False, with_desk_head=True)

    assert alone == [Lacking.UNIT_HEAD_TOOK_PART, Lacking.DESK_HEAD_TOOK_PART]
    assert with_one == [Lacking.DESK_HEAD_TOOK_PART]
    assert edition.standing.tasks[TaskCode.MONITORING].state is State.DONE


@pytest.mark.parametrize(
    ("role", "column"), [(Role.UNIT_HEAD, "with_unit_head"), (Role.DESK_HEAD, "with_desk_head")]
)
def test_a_head_who_writes_took_part(edition: Edition, role: Role, column: str) -> None:
    entry = edition.monitoring(with_unit_head=False, with_desk_head=False, **edition[role])

    assert getattr(entry, column) is True


@pytest.mark.parametrize("role", [Role.QUALITY_REPRESENTATIVE, Role.AUDITOR, Role.DEPARTMENT_HEAD])
def test_nobody_else_writes(edition: Edition, role: Role) -> None:
    assert refused(operations.UnableToMonitor, lambda: edition.monitoring(**edition[role])) == [
        ("role", "")
    ]


def test_results_without_monitoring_are_said_and_the_edition_stays_open(edition: Edition) -> None:
    edition.results()

    assert Warned.NOT_MONITORED in edition.standing.warnings
    assert Lacking.UNIT_HEAD_TOOK_PART in {one.what for one in edition.standing.lacks}
    assert edition.monitoring().pk


def test_what_is_written_has_happened(edition: Edition) -> None:
    assert refused(
        operations.UnableToMonitor, lambda: edition.monitoring(observed_on=date(2026, 6, 11))
    ) == [("date_ahead", "observed_on")]

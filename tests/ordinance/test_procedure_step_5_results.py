"""Step 5 of the procedure (P-16, P-17).

„Po otrzymaniu wyników badań pracownik OS przekazuje je Kierownikowi OS, a później Pełnomocnikowi
ds. ZSZ, który po analizie przedkłada je Prezydentowi.”
"""

from __future__ import annotations

from functools import partial

import pytest

from tests.procedure.scene import PDF, Deed, Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.facts import Warned
from wagtail_ocen_urzad.procedure.operations import NewFile
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

made = played(until=TaskCode.RESULTS)
REPRESENTATIVE = Role.QUALITY_REPRESENTATIVE


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def to_the_representative(edition: Edition) -> Edition:
    edition.results()
    edition.hand_over(TaskCode.RESULTS_TO_UNIT_HEAD)
    edition.hand_over(TaskCode.RESULTS_TO_REPRESENTATIVE)
    return edition


def submitted(edition: Edition) -> object:
    return edition.hand_over(TaskCode.SUBMISSION, REPRESENTATIVE)


def test_results_are_files_with_a_day(edition: Edition) -> None:
    """„Po otrzymaniu wyników badań” (P-16)."""
    without = refused(operations.UnableToReceiveResults, lambda: edition.results(files=[]))
    table = NewFile(name="tabele.xlsx", content=b"PK table")

    results = edition.results(files=[PDF, table])

    assert without == [("file", "")]
    assert [one.name for one in queries.files_of(record=results)] == ["wyniki.pdf", "tabele.xlsx"]
    assert results.received_on == edition.today


def test_no_hand_is_skipped(edition: Edition) -> None:
    """„przekazuje je Kierownikowi OS, a później Pełnomocnikowi ds. ZSZ” (P-16)."""
    edition.results()
    skipped = refused(
        operations.UnableToHandOver, lambda: edition.hand_over(TaskCode.RESULTS_TO_REPRESENTATIVE)
    )

    edition.hand_over(TaskCode.RESULTS_TO_UNIT_HEAD)

    assert skipped == [("task", "results_to_unit_head")]
    assert edition.hand_over(TaskCode.RESULTS_TO_REPRESENTATIVE).handed_on == edition.today


def test_nothing_is_handed_over_twice(edition: Edition) -> None:
    edition.results()
    edition.hand_over(TaskCode.RESULTS_TO_UNIT_HEAD)

    assert refused(
        operations.UnableToHandOver, lambda: edition.hand_over(TaskCode.RESULTS_TO_UNIT_HEAD)
    ) == [("already_done", "results_to_unit_head")]


def test_only_after_analysis_they_go_to_the_head_of_the_office(edition: Edition) -> None:
    """„który po analizie przedkłada je Prezydentowi” (P-17)."""
    to_the_representative(edition)
    before = refused(operations.UnableToHandOver, lambda: submitted(edition))
    empty = refused(operations.UnableToAnalyse, lambda: edition.analysis(text="  "))

    edition.analysis()

    assert before == [("task", "analysis")]
    assert empty == [("field", "text")]
    assert submitted(edition)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.UNIT_HEAD, Role.OFFICE_HEAD])
def test_it_is_the_representative_who_analyses_and_submits(edition: Edition, role: Role) -> None:
    """„Pełnomocnikowi ds. ZSZ, który (…)” (P-17)."""
    to_the_representative(edition)

    assert refused(operations.UnableToAnalyse, lambda: edition.analysis(**edition[role])) == [
        ("role", "")
    ]
    edition.analysis()
    assert refused(
        operations.UnableToHandOver, lambda: edition.hand_over(TaskCode.SUBMISSION, role)
    ) == [("role", "")]


def test_submitting_before_the_assessment_is_said(edition: Edition) -> None:
    to_the_representative(edition).analysis()
    submitted(edition)

    assert Warned.NOT_ASSESSED in edition.standing.warnings


def test_the_head_of_the_office_acknowledges_what_was_submitted(edition: Edition) -> None:
    """The document asks for no such thing: possible once, and nothing waits for it."""

    def acknowledge() -> object:
        return operations.acknowledge_results(
            study=edition.study, acknowledged_on=edition.today, **edition[Role.OFFICE_HEAD]
        )

    to_the_representative(edition).analysis()
    before = refused(operations.UnableToAcknowledge, acknowledge)
    submitted(edition)

    assert before == [("task", "submission")]
    assert acknowledge()
    assert refused(operations.UnableToAcknowledge, acknowledge) == [("already_done", "submission")]
    assert Role.OFFICE_HEAD not in {one.role for one in edition.standing.waiting}


def test_the_ball_goes_from_hand_to_hand(edition: Edition) -> None:
    seen = []
    deeds: list[Deed] = [
        edition.monitoring,
        edition.results,
        partial(edition.hand_over, TaskCode.RESULTS_TO_UNIT_HEAD),
        partial(edition.hand_over, TaskCode.RESULTS_TO_REPRESENTATIVE),
    ]
    for deed in deeds:
        deed()
        seen.append([(one.role, one.task.code) for one in edition.standing.waiting])

    coordinator = Role.COORDINATOR
    assert seen == [
        [(coordinator, "results")],
        [(coordinator, "results_to_unit_head")],
        [(coordinator, "results_to_representative")],
        [(REPRESENTATIVE, "analysis")],
    ]

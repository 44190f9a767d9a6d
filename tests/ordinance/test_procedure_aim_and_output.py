"""The procedure's aim, input and output (P-01, P-02, P-22, P-23).

„Cel: Zebranie w wiarygodny sposób informacji na temat satysfakcji klientów Urzędu Miasta czy też
jakości usług oferowanych przez Urząd.” „Wejście: zagadnienia wymagające poznania opinii klientów”
„Wyjście: wiarygodna opinia klientów Urzędu dotycząca jakości usług czy też ich satysfakcji z
otrzymanej usługi, wytyczne do auditowania.”
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.procedure.procedure_text import TEXT
from tests.procedure.scene import NOON, Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.facts import Warned
from wagtail_ocen_urzad.procedure.models import EnquiryRecipient, Issue, StudyKind
from wagtail_ocen_urzad.procedure.steps import AIM, INPUT, OUTPUT, STEPS, Role, TaskCode

WORDS = " ".join(TEXT.split())

made = played(until=TaskCode.GUIDELINES)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def test_the_seven_steps_are_quoted_word_for_word() -> None:
    quotes = [AIM, INPUT, OUTPUT]
    for step in STEPS:
        assert f"{step.number}. {step.quote}" in WORDS
        quotes += [step.exception, *(task.quote for task in step.tasks)]

    assert [quote for quote in quotes if quote not in WORDS] == []
    assert [step.number for step in STEPS] == [1, 2, 3, 4, 5, 6, 7]


def test_satisfaction_or_quality_of_services_with_method_sample_and_days(edition: Edition) -> None:
    """„satysfakcji klientów (…) czy też jakości usług”, „w wiarygodny sposób” (P-01)."""
    described = operations.describe_study(
        study=edition.study,
        kind=StudyKind.SERVICE_QUALITY,
        method="Wywiady bezpośrednie",
        sample="400 klientów dobranych kwotowo",
        fieldwork_from=date(2026, 9, 14),
        fieldwork_to=date(2026, 9, 25),
        **edition[Role.COORDINATOR],
    )

    entry = queries.entries_of(study=edition.study).last()
    assert entry is not None
    assert (entry.data["before"]["kind"], entry.data["data"]["kind"]) == (
        "satisfaction",
        "service_quality",
    )
    assert described.sample == "400 klientów dobranych kwotowo"


def test_what_makes_it_credible_is_asked_for_and_does_not_block(edition: Edition) -> None:
    """„w wiarygodny sposób” (P-01): without method and sample nothing shows it."""
    before = set(edition.standing.warnings)
    operations.describe_study(
        study=edition.study,
        kind=StudyKind.SERVICE_QUALITY,
        method="Wywiady bezpośrednie",
        sample="400 klientów",
        **edition[Role.COORDINATOR],
    )
    edition.study.refresh_from_db()

    assert Warned.NOT_DESCRIBED in before
    assert Warned.OTHER_KIND not in before
    # The contract was on satisfaction.
    assert Warned.OTHER_KIND in edition.standing.warnings
    assert Warned.NOT_DESCRIBED not in edition.standing.warnings


def test_a_catalogue_without_an_issue_is_none(edition: Edition) -> None:
    """„Wejście: zagadnienia wymagające poznania opinii klientów” (P-02)."""
    empty = edition.following()

    assert refused(operations.UnableToCompileCatalogue, empty.catalogue) == [
        ("issues", "catalogue")
    ]


def test_it_closes_only_with_guidelines_for_auditing(edition: Edition) -> None:
    """„Wyjście: (…) wytyczne do auditowania” (P-22)."""
    assert refused(operations.UnableToCloseStudy, edition.close) == [("task", "guidelines")]

    edition.guidelines()

    assert edition.close().closed_on == edition.today


def test_or_with_the_statement_that_none_are_needed(edition: Edition) -> None:
    """P-22."""
    assert refused(
        operations.UnableToIssueGuidelines, lambda: edition.guidelines(text=" ", are_needed=False)
    ) == [("field", "text")]

    edition.guidelines(text="Wyniki nie wskazują obszaru do auditu.", are_needed=False)

    assert edition.close().closed_on == edition.today


def test_one_edition_a_year(edition: Edition) -> None:
    """„każdego roku” (P-23)."""

    def again() -> None:
        operations.begin_study(
            office=edition.office,
            year=2026,
            kind=StudyKind.SATISFACTION,
            **edition[Role.COORDINATOR],
        )

    assert refused(operations.UnableToBeginStudy, again) == [("already_done", "year")]


def test_the_next_is_copied_from_the_last(edition: Edition) -> None:
    """P-23: issues and firms are taken over, nothing is sent or compiled."""
    following = operations.begin_study(
        office=edition.office,
        year=2027,
        kind=StudyKind.SATISFACTION,
        copy_of=edition.study,
        by=edition.people[Role.COORDINATOR],
        at=NOON,
    )

    issues = queries.records_of(study=following, kind=Issue)
    firms = queries.records_of(study=following, kind=EnquiryRecipient)
    assert [one.text for one in issues] == ["Czas oczekiwania przy stanowiskach"]
    assert [(one.name, one.sent_on, one.counts) for one in firms] == [
        (firm.name, None, True) for firm in edition.firms[:3]
    ]
    standing = queries.standing_of(study=following, today=edition.today)
    assert [one.task.code for one in standing.waiting] == [TaskCode.CATALOGUE]
    assert [one.year for one in queries.studies_of(office=edition.office)] == [2027, 2026]

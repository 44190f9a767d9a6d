"""Step 3 of the procedure (P-12 to P-14).

„Zaakceptowaną ankietę pracownik OS przekazuje wykonawcy badań i uzgadnia z nim dokładny termin
badania - nie później niż koniec czerwca każdego roku oraz szczegóły organizacyjne.”
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial

import pytest

from tests.factories import a_survey
from tests.procedure.scene import NOON, Edition, played, refused
from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.calendar import DeadlineState
from wagtail_ocen_urzad.procedure.documents.saying import is_other
from wagtail_ocen_urzad.procedure.models import Contract, Handover
from wagtail_ocen_urzad.procedure.operations import NewFile
from wagtail_ocen_urzad.procedure.progress import State
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.staff.procedure.corrections import form_of_correction

made = played(until=TaskCode.DATE)
PAPER = NewFile(name="ankieta.pdf", content=b"%PDF-1.7 accepted")


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def handing_over(edition: Edition) -> object:
    return edition.hand_over(TaskCode.QUESTIONNAIRE_HANDOVER)


def test_only_an_accepted_questionnaire_is_handed_to_the_contractor(edition: Edition) -> None:
    """„Zaakceptowaną ankietę pracownik OS przekazuje” (P-12)."""
    before = refused(operations.UnableToHandOver, lambda: handing_over(edition))

    edition.acceptance()

    assert before == [("task", "acceptance")]
    assert handing_over(edition)


def test_the_acceptance_is_bound_to_exactly_one_file(edition: Edition) -> None:
    """P-12: which file, by its checksum; anybody's name and position (domain 2.4, no. 9)."""
    acceptance = edition.acceptance(
        files=[PAPER], accepted_by="Ewa Wzorowa", accepted_by_position="Sekretarz Miasta"
    )

    sha256 = hashlib.sha256(PAPER.content).hexdigest()
    [kept] = queries.files_of(record=acceptance)
    assert (acceptance.sha256, kept.sha256, kept.name) == (sha256, sha256, "ankieta.pdf")
    assert files.read(sha256=sha256) == PAPER.content
    assert acceptance.accepted_by_position == "Sekretarz Miasta"


def test_or_to_a_version_of_the_survey(edition: Edition) -> None:
    """P-12: which version, by its checksum."""
    version = a_survey(office=edition.office)

    acceptance = edition.acceptance(version=version, files=[])

    assert (acceptance.version, acceptance.sha256) == (version, version.sha256)


def test_what_is_handed_over_is_what_was_accepted(edition: Edition) -> None:
    """„Zaakceptowaną ankietę (…) przekazuje” (P-12): by its checksum; other papers are no more."""
    acceptance = edition.acceptance(files=[PAPER])
    other = NewFile(name="inna-ankieta.pdf", content=b"%PDF-1.7 another")

    handover = edition.hand_over(TaskCode.QUESTIONNAIRE_HANDOVER, files=[PAPER, other])

    assert handover.sha256 == acceptance.sha256
    assert [
        (one.name, is_other(record=handover, sha256=one.sha256))
        for one in queries.files_of(record=handover)
    ] == [("ankieta.pdf", False), ("inna-ankieta.pdf", True)]
    [catalogue, *_] = queries.records_of(study=edition.study, kind=Handover)
    assert catalogue.sha256 == ""


def test_no_correction_adds_another_questionnaire_to_the_acceptance(edition: Edition) -> None:
    """P-12: bound to exactly one file, then and later."""
    acceptance = edition.acceptance(files=[PAPER])
    other = NewFile(name="inna.pdf", content=b"%PDF-1.7 another")

    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(
            record=acceptance, reason="Pomyłka", files=[other], **edition[Role.UNIT_HEAD]
        ),
    ) == [("value", "files")]
    assert "files" not in form_of_correction(record=acceptance).base_fields


@pytest.mark.parametrize("number", [0, 2])
def test_neither_nothing_nor_two_files_can_be_accepted(edition: Edition, number: int) -> None:
    """P-12."""
    papers = [PAPER, NewFile(name="inna.pdf", content=b"%PDF-1.7 another")][:number]

    assert refused(
        operations.UnableToAcceptQuestionnaire, lambda: edition.acceptance(files=papers)
    ) == [("file", "")]


def test_nothing_empty_large_or_of_an_unknown_kind_is_kept(edition: Edition) -> None:
    for name, content in (
        ("pusty.pdf", b""),
        ("program.exe", b"MZ"),
        ("duzy.pdf", b"x" * (operations.MOST_BYTES + 1)),
    ):
        file = NewFile(name=name, content=content)
        accepting = partial(edition.acceptance, files=[file])
        assert refused(operations.UnableToAcceptQuestionnaire, accepting) == [("file", name)]


def test_the_exact_date_not_later_than_the_end_of_june(edition: Edition) -> None:
    """„dokładny termin badania - nie później niż koniec czerwca każdego roku” (P-13)."""
    edition.date()
    standing = queries.standing_of(study=edition.study, today=date(2026, 7, 1))

    task = standing.tasks[TaskCode.EXACT_DATE]
    assert task.state is State.LATE
    assert task.deadline is not None
    assert (task.deadline.deadline.due, task.deadline.days) == (date(2026, 6, 30), 1)


def test_it_may_be_moved_as_well_with_a_reason(edition: Edition) -> None:
    """Domain 2.4, no. 8: the right stands in step 2 only; a reason is demanded in both."""
    operations.move_deadline(
        study=edition.study,
        task=TaskCode.EXACT_DATE,
        to=date(2026, 7, 10),
        reason="Wykonawca prosi o tydzień",
        **edition[Role.COORDINATOR],
    )

    deadline = edition.standing.tasks[TaskCode.EXACT_DATE].deadline
    assert deadline is not None
    assert (deadline.deadline.first, deadline.state) == (date(2026, 6, 30), DeadlineState.AHEAD)


def test_no_other_deadline_is_moved(edition: Edition) -> None:
    assert refused(
        operations.UnableToMoveDeadline,
        lambda: operations.move_deadline(
            study=edition.study,
            task=TaskCode.ACCEPTANCE,
            to=date(2026, 7, 10),
            reason="Bez powodu",
            by=edition.people[Role.COORDINATOR],
            at=NOON,
        ),
    ) == [("not_there", "task")]


def test_organisational_details_are_agreed_too(edition: Edition) -> None:
    """„oraz szczegóły organizacyjne” (P-14)."""
    edition.date()
    without = refused(
        operations.UnableToAgreeDate,
        lambda: edition.exact_date(places="", hours=" ", interviewers="", contacts=""),
    )

    agreed = edition.exact_date(
        places="BOK i filia przy ul. Szkolnej 3",
        hours="8.00–16.00",
        interviewers="cztery osoby z identyfikatorami",
        contacts="Joanna Lis, tel. 600 000 000",
    )

    assert without == [("field", "places")]
    assert agreed.interviewers == "cztery osoby z identyfikatorami"


def test_days_are_not_turned_round(edition: Edition) -> None:
    assert refused(
        operations.UnableToAgreeDate,
        lambda: edition.date(fieldwork_from=date(2026, 9, 25), fieldwork_to=date(2026, 9, 14)),
    ) == [("dates_turned_round", "fieldwork_to")]


def test_the_contract_may_date_the_acceptance(edition: Edition) -> None:
    """As in the picture: „do 12 czerwca (termin z umowy)”."""
    contract = queries.records_of(study=edition.study, kind=Contract).get()
    operations.correct(
        record=contract,
        questionnaire_due=date(2026, 6, 12),
        reason="Termin z § 4 umowy",
        **edition[Role.COORDINATOR],
    )

    waiting = queries.standing_of(study=edition.study, today=date(2026, 6, 18)).waiting[0]

    assert (waiting.task.code, waiting.role) == (TaskCode.ACCEPTANCE, Role.UNIT_HEAD)
    assert waiting.deadline is not None
    assert (waiting.deadline.deadline.due, waiting.deadline.days) == (date(2026, 6, 12), 6)

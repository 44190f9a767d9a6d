"""What an office may say otherwise than the document, and what not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests.procedure.scene import NOON, Edition, an_edition, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import (
    DOCUMENT,
    THRESHOLDS,
    OwnStep,
    ProcurementThreshold,
    from_data,
    plan,
    problems_of,
    threshold_on,
    to_data,
)
from wagtail_ocen_urzad.procedure.calendar import DayOfYear
from wagtail_ocen_urzad.procedure.models import Study
from wagtail_ocen_urzad.procedure.progress import State
from wagtail_ocen_urzad.procedure.steps import STEPS, Role, StageCode, TaskCode

REVIEW = OwnStep(
    code="data_protection",
    title="Opinia IOD",
    description="IOD opiniuje ankietę.",
    stage=StageCode.QUESTIONNAIRE,
    actor=Role.QUALITY_TEAM,
)
OWN = replace(
    DOCUMENT,
    unit_name="Wydział Organizacyjny",
    unit_symbol="OR",
    deadlines={**DOCUMENT.deadlines, "data_protection": DayOfYear(month=6, day=20)},
    fewest_enquiries=5,
    own_steps=(REVIEW,),
)


def test_without_adaptation_it_is_the_document_to_the_letter() -> None:
    assert plan(adaptation=DOCUMENT) == STEPS
    assert problems_of(adaptation=DOCUMENT) == []
    assert {task: (day.month, day.day) for task, day in DOCUMENT.deadlines.items()} == {
        TaskCode.DATE: (6, 15),
        TaskCode.EXACT_DATE: (6, 30),
    }


def test_it_survives_being_written_and_read() -> None:
    for adaptation in (DOCUMENT, OWN):
        assert from_data(data=json.loads(json.dumps(to_data(adaptation=adaptation)))) == adaptation


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"fewest_enquiries": 2}, ["fewest_enquiries"]),
        ({"remind_days": -1}, ["remind_days"]),
        ({"unit_name": " "}, ["unit_name"]),
        ({"role_names": {Role.OFFICE_HEAD: " "}}, ["role_names"]),
        ({"deadlines": {TaskCode.DATE: DayOfYear(month=6, day=1)}}, ["deadlines_missing"]),
        (
            {"deadlines": {**DOCUMENT.deadlines, TaskCode.DATE: DayOfYear(month=6, day=31)}},
            ["deadlines"],
        ),
        ({"deadlines": {**DOCUMENT.deadlines, "x": DayOfYear(month=6, day=1)}}, ["deadlines"]),
        ({"thresholds": (*THRESHOLDS, THRESHOLDS[0])}, ["thresholds"]),
        (
            {"thresholds": (ProcurementThreshold(valid_from=date(2026, 1, 1), net=Decimal(0)),)},
            ["thresholds"],
        ),
        *(
            (
                {"thresholds": (ProcurementThreshold(valid_from=date(2026, 1, 1), net=net),)},
                ["thresholds"],
            )
            for net in (Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal(10**10))
        ),
        ({"own_steps": (REVIEW, REVIEW)}, ["own_steps_codes"]),
        ({"own_steps": (replace(REVIEW, code="contract"),)}, ["own_steps_codes"]),
        ({"own_steps": (replace(REVIEW, title=""),)}, ["own_steps_titles"]),
        ({"own_steps": (replace(REVIEW, actor=Role.AUDITOR),)}, ["own_steps_actors"]),
    ],
)
def test_what_may_not_be_adapted(changes: dict[str, Any], problems: list[str]) -> None:
    assert problems_of(adaptation=replace(DOCUMENT, **changes)) == problems


def test_there_is_no_threshold_before_the_first() -> None:
    assert threshold_on(adaptation=DOCUMENT, day=date(2020, 12, 31)) is None
    assert threshold_on(adaptation=DOCUMENT, day=date(2021, 1, 1)) == THRESHOLDS[0]


@pytest.fixture
def edition(db: None) -> Edition:
    return an_edition(adaptation=OWN)


def complete(edition: Edition, role: Role = Role.QUALITY_TEAM, **changes: Any) -> Any:
    given = {"step": REVIEW.code, "done_on": edition.today, **edition[role], **changes}
    return operations.complete_extra_step(study=edition.study, **given)


def test_an_own_step_stands_at_the_end_of_its_step(edition: Edition) -> None:
    standing = edition.standing.tasks["data_protection"]

    assert (standing.task.title, standing.state) == ("Opinia IOD", State.TO_COME)
    assert standing.deadline is not None
    assert standing.deadline.deadline.due == date(2026, 6, 20)
    assert ("task", "acceptance") in refused(
        operations.UnableToCompleteStep, lambda: complete(edition)
    )


def test_the_edition_is_not_closed_without_it(db: None) -> None:
    edition = an_edition(adaptation=replace(OWN, fewest_enquiries=3)).play()

    open_yet = refused(operations.UnableToCloseStudy, edition.close)
    by_another = refused(operations.UnableToCompleteStep, lambda: complete(edition, Role.UNIT_HEAD))
    unknown = refused(operations.UnableToCompleteStep, lambda: complete(edition, step="x"))
    complete(edition)

    assert open_yet == [("task", "data_protection")]
    assert by_another == [("role", "")]
    assert unknown == [("not_there", "step")]
    assert refused(operations.UnableToCompleteStep, lambda: complete(edition)) == [
        ("already_done", "data_protection")
    ]
    assert edition.close().closed_on == edition.today


def test_a_step_that_is_not_required_lets_the_edition_close(db: None) -> None:
    optional = replace(REVIEW, is_required=False)
    edition = an_edition(adaptation=replace(DOCUMENT, own_steps=(optional,))).play()

    assert edition.standing.tasks["data_protection"].state is State.NOW
    assert edition.close().closed_on == edition.today


def test_the_same_procedure_makes_no_new_version(edition: Edition) -> None:
    again = operations.adopt_procedure(office=edition.office, adaptation=OWN, by=None, at=NOON)

    assert again.number == 1


def test_an_edition_keeps_the_procedure_that_it_began_with(edition: Edition) -> None:
    operations.adopt_procedure(office=edition.office, adaptation=DOCUMENT, by=None, at=NOON)

    kept = queries.facts_of(study=edition.study).adaptation
    followed = operations.follow_procedure(study=edition.study, **edition[Role.COORDINATOR])

    assert kept == OWN
    assert followed.procedure.adaptation == DOCUMENT
    assert refused(
        operations.UnableToDescribeStudy,
        lambda: operations.follow_procedure(study=edition.study, **edition[Role.COORDINATOR]),
    ) == [("already_done", "procedure")]


@pytest.mark.parametrize("code", [TaskCode.DATE, TaskCode.EXACT_DATE, REVIEW.code])
def test_no_procedure_changes_a_deadline_of_an_edition_that_has_begun(
    edition: Edition, code: str
) -> None:
    later = replace(OWN, deadlines={**OWN.deadlines, code: DayOfYear(month=8, day=1)})
    operations.adopt_procedure(office=edition.office, adaptation=later, by=None, at=NOON)

    assert refused(operations.UnableToDescribeStudy, lambda: follow(edition)) == [
        ("deadline", code)
    ]
    edition.study.refresh_from_db()
    assert edition.study.procedure.adaptation == OWN


def test_a_deadline_that_was_moved_stays_with_its_moves(edition: Edition) -> None:
    operations.move_deadline(
        study=edition.study,
        task=REVIEW.code,
        to=date(2026, 6, 25),
        reason="Urlop",
        **edition[Role.COORDINATOR],
    )
    operations.adopt_procedure(office=edition.office, adaptation=DOCUMENT, by=None, at=NOON)

    assert refused(operations.UnableToDescribeStudy, lambda: follow(edition)) == [
        ("deadline", REVIEW.code)
    ]


def test_a_step_that_had_no_deadline_may_get_one(db: None) -> None:
    undated = replace(OWN, deadlines=DOCUMENT.deadlines)
    edition = an_edition(adaptation=undated)
    operations.adopt_procedure(office=edition.office, adaptation=OWN, by=None, at=NOON)

    assert follow(edition).procedure.adaptation == OWN


def test_a_code_never_stands_for_another_step(edition: Edition) -> None:
    operations.adopt_procedure(office=edition.office, adaptation=DOCUMENT, by=None, at=NOON)
    others = [replace(REVIEW, title="Tłumaczenie"), replace(REVIEW, stage=StageCode.RESULTS)]

    for step in others:
        adopt = partial(
            operations.adopt_procedure,
            office=edition.office,
            adaptation=replace(OWN, own_steps=(step,)),
            by=None,
            at=NOON,
        )
        assert refused(operations.UnableToAdoptProcedure, adopt) == [("value", "own_steps_reused")]
    again = operations.adopt_procedure(office=edition.office, adaptation=OWN, by=None, at=NOON)
    assert again.number == 3


def test_an_own_step_that_is_done_stays_with_the_edition(db: None) -> None:
    edition = an_edition(adaptation=replace(OWN, fewest_enquiries=3)).play()
    complete(edition)
    operations.adopt_procedure(office=edition.office, adaptation=DOCUMENT, by=None, at=NOON)

    assert refused(operations.UnableToDescribeStudy, lambda: follow(edition)) == [
        ("in_use", REVIEW.code)
    ]


def follow(edition: Edition) -> Study:
    return operations.follow_procedure(study=edition.study, **edition[Role.COORDINATOR])


def test_a_stricter_procedure_is_not_followed_over_what_was_done(db: None) -> None:
    edition = an_edition().play(until=TaskCode.PROCUREMENT)
    stricter = replace(DOCUMENT, fewest_enquiries=4)
    operations.adopt_procedure(office=edition.office, adaptation=stricter, by=None, at=NOON)

    assert refused(
        operations.UnableToDescribeStudy,
        lambda: operations.follow_procedure(study=edition.study, **edition[Role.COORDINATOR]),
    ) == [("in_use", "replies"), ("in_use", "replies_handover")]

"""The list of parts, the error summary, the time it takes."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from wagtail_ocen_urzad.residents.form.outline import (
    ErrorLine,
    PartLink,
    error_lines,
    part_links,
)
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire
from wagtail_ocen_urzad.survey.timing import estimated_minutes


def test_the_parts_in_order_and_the_last_may_be_skipped() -> None:
    links = part_links(questionnaire=STARTER_SET)

    assert links[0] == PartLink(
        number=1, title="Sprawa i kontakt", anchor="czesc-1", is_optional=False
    )
    assert [link.is_optional for link in links] == [False] * 5 + [True]


def test_one_part_needs_no_list() -> None:
    assert part_links(questionnaire=SHORT_SET) == []


@pytest.mark.parametrize(("questionnaire", "minutes"), [(STARTER_SET, 3), (SHORT_SET, 1)])
def test_minutes(questionnaire: Questionnaire, minutes: int) -> None:
    assert estimated_minutes(questionnaire=questionnaire) == minutes


def test_errors_come_in_the_order_of_the_questions_with_their_numbers() -> None:
    problems = {"overall": Problem.REQUIRED, "contact_way": Problem.MORE_THAN_ONE}

    with override("en"):
        lines = error_lines(questionnaire=STARTER_SET, problems=problems)

    assert lines == [
        ErrorLine(
            number=1,
            text="W jaki sposób kontaktował(a) się Pan/Pani z Urzędem?",
            message="mark one answer",
            anchor="q-contact_way-1",
        ),
        ErrorLine(
            number=18,
            text="Jak ogólnie ocenia Pan/Pani obsługę w Urzędzie?",
            message="mark one answer",
            anchor="q-overall-1",
        ),
    ]


@pytest.mark.parametrize(
    ("code", "problem", "message"),
    [
        ("department", Problem.UNKNOWN_OPTION, "choose an answer from the list"),
        ("department", Problem.REQUIRED, "choose an answer from the list"),
        ("case_kind", Problem.REQUIRED, "mark at least one of the answers given"),
        (
            "case_kind",
            Problem.MORE_THAN_ONE,
            "mark either answers or “not applicable / hard to say”",
        ),
        ("settled", Problem.UNKNOWN_OPTION, "mark one of the answers given"),
        ("comment", Problem.REQUIRED, "write an answer"),
        ("comment", Problem.TOO_LONG, "shorten the answer to 1000 characters"),
    ],
)
def test_each_problem_says_what_to_do(code: str, problem: Problem, message: str) -> None:
    with override("en"):
        [line] = error_lines(questionnaire=STARTER_SET, problems={code: problem})

    assert line.message == message

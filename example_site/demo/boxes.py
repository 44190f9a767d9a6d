"""The paper of the demo office: a box a quarter at every desk, typed, checked and closed.

361 filled questionnaires of 480 that were issued, as in the papers of the project; and of this
year a box that is being typed, and one that was counted by hand.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from typing import Any

from example_site.demo import answers
from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.paper.operations import Protocol
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, Survey
from wagtail_ocen_urzad.survey.queries import questionnaire_of
from wagtail_ocen_urzad.survey.questionnaire import NO_ANSWER

TEAM = "Anna Nowicka, Piotr Zieliński"

ENTERED = {
    "BQK22": (46, 46, 48, 48),
    "USC33": (15, 15, 16, 15),
    "KASA5": (20, 21, 19, 19),
    "FRA33": (8, 9, 8, 8),
}
"""Questionnaires that were typed, by desk and quarter: 180 and 181 in the two halves."""

ISSUED = {
    "BQK22": (61, 60, 63, 62),
    "USC33": (20, 20, 21, 20),
    "KASA5": (27, 28, 25, 26),
    "FRA33": (11, 13, 11, 12),
}
"""480 in all."""

LEFT_OUT = {("BQK22", 0): (1, 1), ("BQK22", 2): (2, 0), ("KASA5", 1): (0, 1)}
"""Blank and invalid ones, by desk and quarter."""

WITH_A_SLIP = ("BQK22", 3)
"""The box in which the second person reads one mark otherwise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clerks:
    """Who types, and who types once more."""

    first: Any
    second: Any


def quarter(
    *, survey: Survey, place: int, opened: tuple[date, date], clerks: Clerks, random: Random
) -> None:
    """Open, type, close and check the boxes of one quarter.

    Args:
        survey: whose questionnaires.
        place: of the quarter, from 0.
        opened: first day of the quarter, and the day on which the boxes were opened.
        clerks: two of them.
        random: of the answers.
    """
    for desk, entered in ENTERED.items():
        blank, invalid = LEFT_OUT.get((desk, place), (0, 0))
        protocol = Protocol(
            opened_on=opened[1],
            service_point=desk,
            opened_by=TEAM,
            period=opened,
            issued=ISSUED[desk][place],
            found=entered[place] + blank + invalid,
            blank=blank,
            invalid=invalid,
        )
        batch = _typed(survey, protocol, entered[place], clerks, random)
        at = _moment(opened[1])
        operations.close_batch(batch=batch, by=clerks.first, at=at)
        _check(batch, clerks, at, slip=(desk, place) == WITH_A_SLIP)


def this_year(*, survey: Survey, day: date, clerks: Clerks, random: Random) -> None:
    """Leave a box half typed, and write down one that was counted by hand."""
    protocol = Protocol(
        opened_on=day,
        service_point="BQK22",
        opened_by=TEAM,
        issued=60,
        found=37,
        blank=1,
    )
    _typed(survey, protocol, 14, clerks, random)
    counted = operations.open_batch(
        survey=survey,
        protocol=Protocol(opened_on=day, service_point="FRA33", opened_by=TEAM, found=23),
        kind=Batch.Kind.TALLY,
        by=clerks.first,
        at=_moment(day),
    )
    marks = {"5": 12, "4": 7, "3": 2, "2": 1, NO_ANSWER: 1}
    operations.record_totals(batch=counted, forms=23, totals={"overall": marks}, by=clerks.first)
    operations.close_batch(batch=counted, by=clerks.first, at=_moment(day))


def _typed(
    survey: Survey, protocol: Protocol, sheets: int, clerks: Clerks, random: Random
) -> PaperBatch:
    """Open a batch and type so many sheets."""
    at = _moment(protocol.opened_on)
    batch = operations.open_batch(survey=survey, protocol=protocol, by=clerks.first, at=at)
    for given in _forms(batch, sheets, random):
        operations.enter_sheet(
            batch=batch,
            sheet_id=uuid.UUID(int=random.getrandbits(128), version=4),
            given=given,
            by=clerks.first,
            at=at,
        )
    return batch


def _forms(batch: PaperBatch, sheets: int, random: Random) -> Iterator[answers.Given]:
    departments = [code for code, _name in queries.departments_of(survey=batch.survey)]
    for _ in range(sheets):
        yield answers.one_form(
            questionnaire=questionnaire_of(version=batch.version),
            departments=departments,
            is_paper=True,
            random=random,
        )


def _check(batch: PaperBatch, clerks: Clerks, at: datetime, *, slip: bool) -> None:
    """Type the drawn sheets a second time; the second person may read one mark otherwise."""
    while (checked := queries.next_to_check(batch=batch, by=clerks.second)) is not None:
        given = queries.values_of(response=checked.sheet.response)
        if slip and given.get("overall"):
            given["overall"] = ["4" if given["overall"] == ["5"] else "5"]
            slip = False
        operations.type_again(checked=checked, given=given, by=clerks.second, at=at)
        for mismatch in list(queries.open_mismatches(batch=batch)):
            kept = queries.values_of(response=mismatch.checked.sheet.response)
            operations.settle_mismatch(
                mismatch=mismatch, value=kept.get(mismatch.question, []), by=clerks.second, at=at
            )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=conf.time_zone())

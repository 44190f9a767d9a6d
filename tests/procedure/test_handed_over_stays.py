"""What was handed over is neither added to, nor corrected, nor withdrawn (P-06, P-09)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from tests.procedure.scene import Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import EnquiryRecipient, Issue, PriceEnquiry, Quote
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

made = played(until=TaskCode.DATE)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def again(edition: Edition, record: Any, **changes: Any) -> Any:
    given = {"reason": "Pomyłka", **edition[Role.COORDINATOR], **changes}
    return operations.correct(record=record, **given)


def first(edition: Edition, kind: type[Any]) -> Any:
    return queries.records_of(study=edition.study, kind=kind)[0]


@pytest.mark.parametrize(
    ("kind", "changes", "handover"),
    [
        (Issue, {"text": "Inne zagadnienie"}, "catalogue_handover"),
        (EnquiryRecipient, {"contact": "inny@example.pl"}, "replies_handover"),
        (Quote, {"net": 1}, "replies_handover"),
        (PriceEnquiry, {"letter": "Inna treść"}, "replies_handover"),
    ],
)
def test_what_was_handed_over_stays(
    edition: Edition, kind: type[Any], changes: dict[str, Any], handover: str
) -> None:
    record = first(edition, kind)
    taking_back = partial(
        operations.withdraw, record=record, reason="Pomyłka", **edition[Role.COORDINATOR]
    )

    assert refused(operations.UnableToCorrect, lambda: again(edition, record, **changes)) == [
        ("in_use", handover)
    ]
    assert refused(operations.UnableToWithdraw, taking_back) == [("in_use", handover)]

"""A firm whose reply is written down was asked, and stays on the list (P-05, P-06)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.procedure.scene import Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import PriceEnquiry, Quote
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

made = played(until=TaskCode.REPLIES_HANDOVER)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def test_a_firm_is_withdrawn_after_its_reply(edition: Edition) -> None:
    edition.recipient(3)
    firm = edition.recipients[-1]
    clerk = {"reason": "Pomyłka", **edition[Role.COORDINATOR]}
    edition.send()
    reply = operations.record_no_reply(
        recipient=firm, noted_on=edition.today, **edition[Role.COORDINATOR]
    )

    assert refused(
        operations.UnableToWithdraw, lambda: operations.withdraw(record=firm, **clerk)
    ) == [("in_use", "replies")]
    operations.withdraw(record=reply, **clerk)
    operations.withdraw(record=firm, **clerk)
    assert len(edition.recipients) == 3
    assert queries.records_of(study=edition.study, kind=Quote).count() == 3


def test_a_correction_neither_sends_an_enquiry_nor_takes_one_back(edition: Edition) -> None:
    edition.recipient(3)
    *_, asked, unasked = edition.recipients
    clerk = {"reason": "Pomyłka", **edition[Role.COORDINATOR]}

    for firm, day in ((asked, None), (unasked, edition.today)):
        with pytest.raises(operations.UnableToCorrect) as told:
            operations.correct(record=firm, sent_on=day, **clerk)
        assert [(one.what, one.field) for one in told.value.lacks] == [("value", "sent_on")]
    earlier = edition.today - timedelta(days=1)
    letter = queries.records_of(study=edition.study, kind=PriceEnquiry).get()
    operations.correct(record=letter, dated=earlier, **clerk)
    assert operations.correct(record=asked, sent_on=earlier, **clerk).sent_on == earlier

"""Step 1, third sentence: what the firms answered (P-06)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    EnquiryRecipient,
    Quote,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.operations.enquiry import handed_over
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToRecordReply(UnableToAct):
    """The reply was not written down."""


def record_quote(
    *,
    recipient: EnquiryRecipient,
    noted_on: date,
    net: Decimal,
    by: Any,
    at: datetime,
    gross: Decimal | None = None,
    note: str = "",
    files: Sequence[NewFile] = (),
) -> Quote:
    """Write down what a firm offered (P-06). Prices in złotys.

    Raises:
        UnableToRecordReply: it was not asked, has answered already, the day is ahead, the price is
            negative, replies were handed over, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToRecordReply)

    def make(begun: Act) -> Quote:
        _refuse_reply(begun, recipient)
        return Quote(recipient=recipient, noted_on=noted_on, net=net, gross=gross, note=note)

    return act(study=recipient.study, verb=Verb.RECORD_QUOTE, actor=actor, make=make, files=files)


def record_no_reply(
    *, recipient: EnquiryRecipient, noted_on: date, by: Any, at: datetime, note: str = ""
) -> Quote:
    """Write down that a firm did not answer.

    Raises:
        UnableToRecordReply: it was not asked, has answered already, the day is ahead, replies were
            handed over, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToRecordReply)

    def make(begun: Act) -> Quote:
        _refuse_reply(begun, recipient)
        return Quote(recipient=recipient, is_reply=False, noted_on=noted_on, note=note)

    return act(study=recipient.study, verb=Verb.RECORD_NO_REPLY, actor=actor, make=make)


def _refuse_reply(begun: Act, recipient: EnquiryRecipient) -> None:
    current = EnquiryRecipient.objects.filter(
        study=begun.study, pk=recipient.pk, is_withdrawn=False, sent_on__isnull=False
    )
    answered = Quote.objects.filter(recipient=recipient, is_withdrawn=False)
    begun.actor.refuse_if(
        None if current.exists() else Lack(what=Lacking.NOT_THERE, field="recipient"),
        Lack(what=Lacking.ALREADY_DONE, field="recipient") if answered.exists() else None,
        handed_over(begun=begun),
    )

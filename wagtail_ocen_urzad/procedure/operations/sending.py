"""Step 1, second sentence: the enquiry is sent to enough firms (P-05)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    DeliveryChannel,
    EnquiryRecipient,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, begin_act, refuse_broken
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile, check_files
from wagtail_ocen_urzad.procedure.operations.enquiry import handed_over
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToSendEnquiry(UnableToAct):
    """No enquiry was marked as sent, to none of the firms."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """One enquiry on its way."""

    recipient: EnquiryRecipient
    channel: DeliveryChannel
    sent_on: date


def send_enquiry(
    *,
    study: Study,
    sendings: Sequence[Sending],
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> list[EnquiryRecipient]:
    """Write down to whom the enquiry was sent, how and when („rozsyła je do co najmniej 3 firm”).

    Together with those sent before, enough of the firms must count; the number is the office's,
    and never below three. Several firms are one act each, all or none.

    Args:
        files: hang on the first of them.

    Raises:
        UnableToSendEnquiry: no letter, too few firms that count (`RECIPIENTS`, with how many are
            needed and there), sent already, ahead or before the day of the letter, handed over
            already, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToSendEnquiry)
    check_files(files=files, actor=actor)
    sent = []
    with transaction.atomic():
        begun = begin_act(study=study, verb=Verb.SEND_ENQUIRY, actor=actor)
        recipients = _recipients(begun, sendings)
        _refuse_too_few(begun, recipients)
        for place, (recipient, sending) in enumerate(zip(recipients, sendings, strict=True)):
            recipient.channel = sending.channel
            recipient.sent_on = sending.sent_on
            begun.write(recipient, files=() if place else files)
            sent.append(recipient)
        refuse_broken(act=begun)
    return sent


def _recipients(begun: Act, sendings: Sequence[Sending]) -> list[EnquiryRecipient]:
    """Read the firms again under the lock.

    Raises:
        UnableToSendEnquiry: none was named, one is of another edition, or was asked already.
    """
    keys = [one.recipient.pk for one in sendings]
    found = {
        one.pk: one
        for one in EnquiryRecipient.objects.filter(
            study=begun.study, pk__in=keys, is_withdrawn=False
        )
    }
    is_there = bool(keys) and set(keys) == set(found) and len(set(keys)) == len(keys)
    was_sent = any(one.sent_on for one in found.values())
    begun.actor.refuse_if(
        None if is_there else Lack(what=Lacking.NOT_THERE, field="recipient"),
        Lack(what=Lacking.ALREADY_DONE, field="recipient") if was_sent else None,
    )
    return [found[key] for key in keys]


def _refuse_too_few(begun: Act, recipients: Sequence[EnquiryRecipient]) -> None:
    fewest = begun.facts.adaptation.fewest_enquiries
    counting = begun.facts.sent + sum(one.counts for one in recipients)
    too_few = Lack(what=Lacking.RECIPIENTS, task=TaskCode.ENQUIRY, needed=fewest, there=counting)
    begun.actor.refuse_if(
        None if begun.facts.has_letter else Lack(what=Lacking.LETTER, task=TaskCode.ENQUIRY),
        too_few if counting < fewest else None,
        handed_over(begun=begun),
    )

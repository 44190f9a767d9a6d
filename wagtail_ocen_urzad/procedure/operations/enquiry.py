"""Step 1, second sentence: the letter that asks for a price, and the firms (P-05)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    Contractor,
    EnquiryRecipient,
    PriceEnquiry,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToPrepareEnquiry(UnableToAct):
    """There is no letter, or the one that was there before."""


class UnableToAddRecipient(UnableToAct):
    """The list of firms is as it was before."""


def prepare_enquiry(
    *,
    study: Study,
    letter: str,
    dated: date,
    reply_by: date,
    by: Any,
    at: datetime,
    case_number: str = "",
    files: Sequence[NewFile] = (),
) -> PriceEnquiry:
    """Write the letter that asks for a price („opracowuje zapytanie o cenę”).

    Raises:
        UnableToPrepareEnquiry: the catalogue is not compiled, there is a letter already (correct
            it), it is empty, the replies end before its date, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToPrepareEnquiry)

    def make(begun: Act) -> PriceEnquiry:
        has_letter = begun.facts.has_letter
        actor.refuse_if(
            Lack(what=Lacking.ALREADY_DONE, task=TaskCode.ENQUIRY) if has_letter else None,
        )
        return PriceEnquiry(letter=letter, dated=dated, reply_by=reply_by, case_number=case_number)

    return act(study=study, verb=Verb.PREPARE_ENQUIRY, actor=actor, make=make, files=files)


def add_recipient(
    *,
    study: Study,
    contractor: Contractor,
    by: Any,
    at: datetime,
    contact: str = "",
    is_reputable: bool = False,
    reputation_note: str = "",
    is_nationwide: bool = False,
    nationwide_note: str = "",
) -> EnquiryRecipient:
    """Choose a firm to be asked. It counts when both marks are set and each says why (P-05).

    Raises:
        UnableToAddRecipient: a firm of another office, one that is on the list already, a list
            whose replies were handed over, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToAddRecipient)

    def make(begun: Act) -> EnquiryRecipient:
        is_foreign = contractor.office_id != begun.study.office_id
        listed = EnquiryRecipient.objects.filter(
            study=begun.study, contractor=contractor, is_withdrawn=False
        )
        actor.refuse_if(
            Lack(what=Lacking.NOT_THERE, field="contractor") if is_foreign else None,
            Lack(what=Lacking.ALREADY_DONE, field="contractor") if listed.exists() else None,
            handed_over(begun=begun),
        )
        return EnquiryRecipient(
            contractor=contractor,
            name=contractor.name,
            contact=contact or contractor.contact,
            is_reputable=is_reputable,
            reputation_note=reputation_note,
            is_nationwide=is_nationwide,
            nationwide_note=nationwide_note,
        )

    return act(study=study, verb=Verb.ADD_RECIPIENT, actor=actor, make=make)


def handed_over(*, begun: Act) -> Lack | None:
    """Say that enquiry and replies have gone to the head of the unit; withdraw that first."""
    task = TaskCode.REPLIES_HANDOVER
    return Lack(what=Lacking.IN_USE, task=task) if task in begun.facts.recorded else None

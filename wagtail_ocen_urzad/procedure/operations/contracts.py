"""Step 2: the contract (P-08)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    Contract,
    Contractor,
    Study,
    StudyKind,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToRecordContract(UnableToAct):
    """There is no contract."""


def record_contract(
    *,
    study: Study,
    number: str,
    signed_on: date,
    contractor: Contractor,
    kind: StudyKind,
    net: Decimal,
    gross: Decimal,
    by: Any,
    at: datetime,
    questionnaire_due: date | None = None,
    processing_note: str = "",
    files: Sequence[NewFile] = (),
) -> Contract:
    """Write down the contract with the contractor (P-08). Values in złotys.

    Args:
        questionnaire_due: until when the contract wants the questionnaire accepted; a deadline.
        processing_note: the processing agreement, if the contractor collects data.

    Raises:
        UnableToRecordContract: the procurement was not started, there is one already, a firm of
            another office, something is empty or ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToRecordContract)

    def make(begun: Act) -> Contract:
        is_foreign = contractor.office_id != begun.study.office_id
        actor.refuse_if(
            once(act=begun),
            Lack(what=Lacking.NOT_THERE, field="contractor") if is_foreign else None,
        )
        return Contract(
            number=number,
            signed_on=signed_on,
            contractor=contractor,
            contractor_name=contractor.name,
            kind=kind,
            net=net,
            gross=gross,
            questionnaire_due=questionnaire_due,
            processing_note=processing_note,
        )

    return act(study=study, verb=Verb.RECORD_CONTRACT, actor=actor, make=make, files=files)

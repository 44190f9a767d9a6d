"""Steps 2 and 3: the dates of the study are agreed (P-10, P-13, P-14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.models import (
    DateAgreement,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToAgreeDate(UnableToAct):
    """The date is not agreed."""


def agree_date(
    *,
    study: Study,
    agreed_on: date,
    fieldwork_from: date,
    fieldwork_to: date,
    agreed_with: str,
    by: Any,
    at: datetime,
    note: str = "",
    files: Sequence[NewFile] = (),
) -> DateAgreement:
    """Write down that the date of the study was agreed (P-10). The days of the study never block.

    Raises:
        UnableToAgreeDate: no contract, agreed already, days turned round, ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToAgreeDate)

    def make(begun: Act) -> DateAgreement:
        actor.refuse_if(once(act=begun))
        return DateAgreement(
            task=TaskCode.DATE.value,
            agreed_on=agreed_on,
            fieldwork_from=fieldwork_from,
            fieldwork_to=fieldwork_to,
            agreed_with=agreed_with,
            note=note,
        )

    return act(study=study, verb=Verb.AGREE_DATE, actor=actor, make=make, files=files)


def agree_exact_date(
    *,
    study: Study,
    agreed_on: date,
    fieldwork_from: date,
    fieldwork_to: date,
    agreed_with: str,
    by: Any,
    at: datetime,
    places: str = "",
    hours: str = "",
    interviewers: str = "",
    contacts: str = "",
    note: str = "",
    files: Sequence[NewFile] = (),
) -> DateAgreement:
    """Write down the exact date and the organisational details (P-13, P-14).

    Args:
        places, hours, interviewers, contacts: at least one of them („szczegóły organizacyjne”).

    Raises:
        UnableToAgreeDate: the date was not agreed first, agreed already, no details (`FIELD`,
            `places`), days turned round, ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToAgreeDate)

    def make(begun: Act) -> DateAgreement:
        actor.refuse_if(once(act=begun))
        return DateAgreement(
            task=TaskCode.EXACT_DATE.value,
            agreed_on=agreed_on,
            fieldwork_from=fieldwork_from,
            fieldwork_to=fieldwork_to,
            agreed_with=agreed_with,
            places=places,
            hours=hours,
            interviewers=interviewers,
            contacts=contacts,
            note=note,
        )

    return act(study=study, verb=Verb.AGREE_EXACT_DATE, actor=actor, make=make, files=files)

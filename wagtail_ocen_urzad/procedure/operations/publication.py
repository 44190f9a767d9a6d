"""Step 7: results are published as it was indicated (P-21)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    Publication,
    PublicationChannel,
    PublicationDecision,
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToDecidePublication(UnableToAct):
    """The way of publishing is not indicated, or as it was before."""


class UnableToPublish(UnableToAct):
    """No publication was written down."""


def decide_publication(
    *,
    study: Study,
    channels: Sequence[PublicationChannel],
    decided_on: date,
    by: Any,
    at: datetime,
    manner: str = "",
    files: Sequence[NewFile] = (),
) -> PublicationDecision:
    """Indicate how the results are published („w sposób wskazany przez Pełnomocnika”, P-21).

    Args:
        channels: at least one.
        manner: in words; demanded with „in another way”.

    Raises:
        UnableToDecidePublication: the results were not submitted to the head of the office,
            decided already, no channel or no words, ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToDecidePublication)

    def make(begun: Act) -> PublicationDecision:
        actor.refuse_if(once(act=begun))
        return PublicationDecision(
            channels=sorted({str(one) for one in channels}),
            manner=manner,
            decided_on=decided_on,
            decided_by=name_of(user=by),
        )

    return act(study=study, verb=Verb.DECIDE_PUBLICATION, actor=actor, make=make, files=files)


def publish_results(
    *,
    study: Study,
    channel: PublicationChannel,
    place: str,
    published_on: date,
    by: Any,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> Publication:
    """Write down that the results were published in a way that was indicated (P-21).

    Args:
        place: the link, or where it hangs.

    Raises:
        UnableToPublish: no decision (`TASK`), a way that was not indicated (`VALUE`), the place is
            empty, ahead, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToPublish)

    def make(begun: Act) -> Publication:
        decision = PublicationDecision.objects.get(study=begun.study, is_withdrawn=False)
        is_indicated = channel in decision.channels
        task = TaskCode.PUBLICATION_DECISION
        foreign = Lack(what=Lacking.VALUE, task=task, field="channel")
        actor.refuse_if(None if is_indicated else foreign)
        return Publication(
            channel=channel,
            place=place,
            published_on=published_on,
            published_by=name_of(user=by),
        )

    return act(study=study, verb=Verb.PUBLISH, actor=actor, make=make, files=files)

"""What a correction or a withdrawal may not touch, beside what the order of tasks forbids."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    EnquiryRecipient,
    Issue,
    PriceEnquiry,
    Quote,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.operations.acting import Act
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import SOURCES, IssueSource

UNTIL: dict[type[StudyRecord], TaskCode] = {
    EnquiryRecipient: TaskCode.REPLIES_HANDOVER,
    Issue: TaskCode.CATALOGUE_HANDOVER,
    PriceEnquiry: TaskCode.REPLIES_HANDOVER,
    Quote: TaskCode.REPLIES_HANDOVER,
}
"""What goes out of the house, or to the head of the unit, stays as it went: by which handover."""


def refuse_handed_over(*, begun: Act, record: StudyRecord) -> None:
    """Refuse to touch what was handed over; the handover is withdrawn first (P-06, P-09).

    Raises:
        UnableToAct: of the actor's kind (`IN_USE`, with the handover).
    """
    task = UNTIL.get(type(record))
    is_gone = task is not None and task in begun.facts.recorded
    begun.actor.refuse_if(Lack(what=Lacking.IN_USE, task=task or "") if is_gone else None)


def refuse_answered(*, begun: Act, record: StudyRecord) -> None:
    """Refuse to withdraw a firm whose reply is written down.

    Raises:
        UnableToAct: of the actor's kind (`IN_USE`, with the replies).
    """
    if isinstance(record, EnquiryRecipient):
        replies = Quote.objects.filter(recipient=record, is_withdrawn=False)
        answered = Lack(what=Lacking.IN_USE, task=TaskCode.REPLIES)
        begun.actor.refuse_if(answered if replies.exists() else None)


def refuse_unsent(*, begun: Act, record: StudyRecord, sent_before: bool) -> None:
    """Refuse a correction by which an enquiry would have been sent, or never sent.

    Args:
        begun: the act.
        record: after the change.
        sent_before: it was sent before the change.

    Raises:
        UnableToAct: of the actor's kind (`VALUE`).
    """
    if isinstance(record, EnquiryRecipient):
        is_turned = (record.sent_on is not None) is not sent_before
        begun.actor.refuse_if(Lack(what=Lacking.VALUE, field="sent_on") if is_turned else None)


def refuse_source(*, begun: Act, record: StudyRecord) -> None:
    """Refuse an issue, before or after a change, of a source that somebody else speaks for (P-04).

    Raises:
        UnableToAct: of the actor's kind (`SOURCE`).
    """
    if isinstance(record, Issue) and record.source in set(IssueSource):
        held = queries.roles_of(user=begun.actor.by, office=begun.study.office)
        is_theirs = any(record.source in SOURCES.get(role, ()) for role in held)
        begun.actor.refuse_if(None if is_theirs else Lack(what=Lacking.SOURCE, field="source"))

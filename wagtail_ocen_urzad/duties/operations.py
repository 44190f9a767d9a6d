"""Calling to mind what is due: each notice once, to everybody whom it concerns."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.duties.documents import Letter, address, letter
from wagtail_ocen_urzad.duties.due import Due
from wagtail_ocen_urzad.duties.models import SentNotice
from wagtail_ocen_urzad.duties.queries import concerned, everything_due, recipients

logger = logging.getLogger(__name__)

IN_HAND = timedelta(hours=1)
"""After which a notice that was taken in hand and not posted is sent after all: whoever did it was
ended meanwhile. A letter that comes twice does less harm than one that never comes."""


class Outcome(StrEnum):
    """What became of one notice."""

    SENT = "sent"
    WOULD_BE_SENT = "would_be_sent"
    NOT_SENT = "not_sent"
    """The mail server refused, or the address is none; the next run tries again."""
    NO_ADDRESS = "no_address"
    NOBODY = "nobody"
    """Nobody is known whom the duty concerns."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One notice, and what became of it."""

    line: Due
    person: Any
    """User; None when there is nobody."""
    outcome: Outcome


def send_notices(
    *,
    at: datetime,
    post: Callable[[Letter], None],
    url_of: Callable[[Due], str],
    is_dry: bool = False,
) -> Iterator[Told]:
    """Send what today asks for and nobody has had yet; yield each notice with its outcome.

    Args:
        at: now, or the moment that is played through.
        post: sends one letter; raises an error of its own when it is not taken. No transaction is
            open meanwhile.
        url_of: where a duty is done, as a whole address.
        is_dry: send nothing and remember nothing.
    """
    for line in everything_due(at=at):
        if not line.notice:
            continue
        people = recipients(line=line)
        if not people:
            yield Told(line=line, person=None, outcome=Outcome.NOBODY)
        had = set(
            SentNotice.objects.filter(key=line.key, notice=line.notice)
            .exclude(posted_on=None)
            .values_list("person_id", flat=True)
        )
        for person in people:
            if person.pk in had:
                continue
            outcome = _told(line, person, at=at, post=post, url_of=url_of, is_dry=is_dry)
            if outcome is not None:
                yield Told(line=line, person=person, outcome=outcome)


def _told(
    line: Due,
    person: Any,
    *,
    at: datetime,
    post: Callable[[Letter], None],
    url_of: Callable[[Due], str],
    is_dry: bool,
) -> Outcome | None:
    """Send one notice; None when another run was quicker."""
    if not address(person=person):
        return Outcome.NO_ADDRESS
    if is_dry:
        return Outcome.WOULD_BE_SENT
    text = letter(line=line, person=person, url=url_of(line))
    sent = _in_hand(line, person, at)
    if sent is None:
        return None
    if not _is_posted(text, sent, at=at, post=post):
        return Outcome.NOT_SENT
    audit.record(
        action=audit.SEND_NOTICE, of=concerned(line=line), notice=line.notice, key=line.key
    )
    return Outcome.SENT


def _in_hand(line: Due, person: Any, at: datetime) -> SentNotice | None:
    """Write down that a notice is being sent; None when another run does so.

    Written down first: of two runs at once, one fails here and sends nothing.
    """
    notice = {"key": line.key, "notice": line.notice, "person": person}
    try:
        with transaction.atomic():
            return SentNotice.objects.create(**notice, sent_on=at)
    except IntegrityError:
        left = SentNotice.objects.filter(**notice, posted_on=None, sent_on__lte=at - IN_HAND)
        return SentNotice.objects.get(**notice) if left.update(sent_on=at) else None


def _is_posted(
    text: Letter, sent: SentNotice, *, at: datetime, post: Callable[[Letter], None]
) -> bool:
    """Post outside of any transaction: a slow mail server keeps nobody from writing.

    Whatever stops the letter, it is forgotten again, and the next run tries anew.
    """
    is_posted = False
    try:
        post(text)
        is_posted = True
    except Exception:
        # Each way of sending has faults of its own, and an address or a subject may be one that
        # no letter can carry; the others go out.
        logger.exception("The notice %s was not sent.", sent.key)
        return False
    finally:
        if not is_posted:
            sent.delete()
    SentNotice.objects.filter(pk=sent.pk).update(posted_on=at)
    return True

"""E-mail to those for whom the matter waits now. Sent after the act; it never breaks the act."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.utils import get_admin_base_url

from wagtail_ocen_urzad import people
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.models import Study
from wagtail_ocen_urzad.procedure.progress import StudyStanding, Waiting
from wagtail_ocen_urzad.procedure.steps import RECEIVERS, Role
from wagtail_ocen_urzad.reports.documents.typesetting import day, listed
from wagtail_ocen_urzad.staff.procedure import wording
from wagtail_ocen_urzad.staff.procedure.places import task_url
from wagtail_ocen_urzad.staff.procedure.waiting import ready

LANGUAGE = "pl"
logger = logging.getLogger(__name__)


def tell_the_next(*, study: Study, before: StudyStanding, after: StudyStanding, by: Any) -> None:
    """Write to everybody for whom something waits now that did not wait before.

    Whoever takes what was handed over is told, too, though the next act may be another's. Whoever
    did the act knows, and gets no letter; of the others each gets one. Call it inside the act's
    transaction: the letters leave when it is stored.

    Args:
        study: the edition.
        before: how it stood before the act.
        after: how it stands now.
        by: who did the act.
    """
    told: dict[str, dict[Role, list[Waiting]]] = {}
    for role, waiting in _news(before, after).items():
        holders = queries.holders_of(office=study.office, role=role)
        found = [people.address_of(user=one) for one in holders if one.pk != by.pk]
        for address in filter(None, found):
            told.setdefault(address, {})[role] = waiting
    for address, waits in told.items():
        subject, text = letter(study=study, waits=waits)
        transaction.on_commit(partial(_send, subject, text, address), robust=True)


def letter(*, study: Study, waits: Mapping[Role, Sequence[Waiting]]) -> tuple[str, str]:
    """Return subject and text of the notice to somebody who holds these roles."""
    names = queries.names_of(study=study)
    with override(LANGUAGE):
        subject = _("External study %(year)s: a matter waits for you") % {"year": study.year}
        roles = [names.adaptation.named(role=role) for role in waits]
        text = render_to_string(
            "wagtail_ocen_urzad/staff/procedure/notice.txt",
            {
                "year": study.year,
                "role": listed(items=roles),
                "office": study.office,
                "waiting": [
                    {
                        "title": capfirst(wording.waiting(of=one, names=names)),
                        "due": day(on=one.deadline.deadline.due) if one.deadline else "",
                        "url": f"{_root()}{task_url(study=study, code=one.task.code)}",
                    }
                    for waiting in waits.values()
                    for one in waiting
                ],
            },
        )
    return subject, text


def _news(before: StudyStanding, after: StudyStanding) -> dict[Role, list[Waiting]]:
    """Return what waits for each role that did not wait for it, and what it was handed."""
    known = {(one.role, one.task.code) for one in ready(standing=before)}
    news: dict[Role, list[Waiting]] = {}
    for one in ready(standing=after):
        if (one.role, one.task.code) not in known:
            news.setdefault(one.role, []).append(one)
    for code, role in RECEIVERS.items():
        then = after.tasks[code]
        is_new = then.done_on is not None and before.tasks[code].done_on is None
        if is_new and role not in news:
            news[role] = [Waiting(role=role, task=then.task, deadline=None)]
    return news


def _root() -> str:
    return (get_admin_base_url() or "").rstrip("/")


def _send(subject: str, text: str, address: str) -> None:
    """Send one letter: nobody sees who else got one."""
    try:
        send_mail(subject, text, None, [address])
    except Exception:
        # Each way of sending has faults of its own. Whatever stops a letter, the act is stored and
        # stays, and the list of dates says for whom it waits.
        logger.exception("The notice about %s was not sent.", subject)

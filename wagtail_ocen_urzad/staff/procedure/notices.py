"""E-mail to those for whom the matter waits now. Sent after the act; it never breaks the act."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.utils import get_admin_base_url

from wagtail_ocen_urzad import people
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.models import Study
from wagtail_ocen_urzad.procedure.progress import StudyStanding, Waiting
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.procedure import wording
from wagtail_ocen_urzad.staff.procedure.places import task_url
from wagtail_ocen_urzad.staff.procedure.waiting import ready

LANGUAGE = "pl"
logger = logging.getLogger(__name__)


def tell_the_next(*, study: Study, before: StudyStanding, after: StudyStanding, by: Any) -> None:
    """Write to everybody for whom something waits now that did not wait before.

    Whoever did the act knows, and gets no letter. Call it inside the act's transaction: the
    letters leave when it is stored.

    Args:
        study: the edition.
        before: how it stood before the act.
        after: how it stands now.
        by: who did the act.
    """
    known = {one.task.code for one in ready(standing=before)}
    by_role: dict[Role, list[Waiting]] = {}
    for one in ready(standing=after):
        if one.task.code not in known:
            by_role.setdefault(one.role, []).append(one)
    for role, waiting in by_role.items():
        holders = queries.holders_of(office=study.office, role=role)
        found = [people.address_of(user=one) for one in holders if one.pk != by.pk]
        addresses = [address for address in found if address]
        if addresses:
            subject, text = letter(study=study, role=role, waiting=waiting)
            transaction.on_commit(partial(_send, subject, text, addresses), robust=True)


def letter(*, study: Study, role: Role, waiting: list[Waiting]) -> tuple[str, str]:
    """Return subject and text of the notice."""
    with override(LANGUAGE):
        subject = _("External study %(year)s: a matter waits for you") % {"year": study.year}
        text = render_to_string(
            "wagtail_ocen_urzad/staff/procedure/notice.txt",
            {
                "year": study.year,
                "role": study.procedure.adaptation.named(role=role),
                "office": study.office,
                "waiting": [
                    {
                        "title": wording.task_title(task=one.task),
                        "due": day(on=one.deadline.deadline.due) if one.deadline else "",
                        "url": f"{_root()}{task_url(study=study, code=one.task.code)}",
                    }
                    for one in waiting
                ],
            },
        )
    return subject, text


def _root() -> str:
    return (get_admin_base_url() or "").rstrip("/")


def _send(subject: str, text: str, addresses: list[str]) -> None:
    """Send each their own letter: nobody sees who else got one."""
    for address in addresses:
        try:
            send_mail(subject, text, None, [address])
        except Exception:
            # Each way of sending has faults of its own. Whatever stops a letter, the act is stored
            # and stays, the others get theirs, and the list of dates says for whom it waits.
            logger.exception("The notice about %s was not sent.", subject)

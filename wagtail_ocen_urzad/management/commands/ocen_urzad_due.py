"""`ocen_urzad_due`: call to mind by e-mail what is due, each notice once; for cron."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from datetime import date, datetime, time
from typing import Any

from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.duties.documents import Letter, what
from wagtail_ocen_urzad.duties.operations import Outcome, Told, send_notices
from wagtail_ocen_urzad.reports.documents.typesetting import NBSP, day
from wagtail_ocen_urzad.staff.due.places import whole_address
from wagtail_ocen_urzad.staff.wording import person


class Command(BaseCommand):
    """Exit 0 when everything that the day asks for went out; 1 when the mail server refused."""

    help = _("Send e-mails about what is due or overdue; each notice goes out once.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is only played through."""
        parser.add_argument(
            "--dry-run", action="store_true", help=_("Say what would be sent, and send nothing.")
        )
        parser.add_argument(
            "--date",
            type=_day,
            metavar="YYYY-MM-DD",
            help=_("Act as on this day instead of today."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and tell.

        Raises:
            CommandError: at least one letter was not taken by the mail server.
        """
        came: Counter[Outcome] = Counter()
        notices = send_notices(
            at=_moment(options["date"]),
            post=_post,
            url_of=whole_address,
            is_dry=options["dry_run"],
        )
        for told in notices:
            came[told.outcome] += 1
            self.stdout.write(_line(told))
        if came[Outcome.NOT_SENT]:
            raise CommandError(_refused(came[Outcome.NOT_SENT]))
        if not came:
            self.stdout.write(_("Nothing to call to mind."))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ArgumentTypeError(_("Write the day as 2026-12-31.")) from error


def _moment(on: date | None) -> datetime:
    return datetime.combine(on, time(12), tzinfo=conf.time_zone()) if on else timezone.now()


def _post(letter: Letter) -> None:
    send_mail(letter.subject, letter.text, None, [letter.to])


def _line(told: Told) -> str:
    """Return „31 grudnia 2026 r. · Raport okresowy · wysłano: Piotr Zieliński”."""
    outcomes = {
        Outcome.SENT: _("sent: %(who)s"),
        Outcome.WOULD_BE_SENT: _("would be sent: %(who)s"),
        Outcome.NOT_SENT: _("not sent, the mail server refused: %(who)s"),
        Outcome.NO_ADDRESS: _("no e-mail address: %(who)s"),
        Outcome.NOBODY: _("nobody is known whom this concerns"),
    }
    outcome = outcomes[told.outcome] % {"who": person(user=told.person)}
    parts = (day(on=told.line.on), what(line=told.line), outcome)
    return " · ".join(parts).replace(NBSP, " ")


def _refused(letters: int) -> str:
    text = ngettext(
        "%(count)s letter was not sent. The next run tries again.",
        "%(count)s letters were not sent. The next run tries again.",
        letters,
    )
    return text % {"count": letters}

"""The only door to Wagtail's log: who did what, never the content of an answer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext, get_active_log_context, log
from wagtail.log_actions import registry as log_registry

logger = logging.getLogger(__name__)

OPEN_VERSION = "ocen_urzad.open_version"
CLOSE_VERSION = "ocen_urzad.close_version"
KEEP_VERSION = "ocen_urzad.keep_version"
CHANGE_OFFICE = "ocen_urzad.change_office"
GENERATE_REPORT = "ocen_urzad.generate_report"
SEE_REPORT = "ocen_urzad.see_report"
DOWNLOAD_REPORT = "ocen_urzad.download_report"
RECORD_NEED = "ocen_urzad.record_need"
SEE_RESPONSE = "ocen_urzad.see_response"
EXCLUDE_RESPONSE = "ocen_urzad.exclude_response"
RESTORE_RESPONSE = "ocen_urzad.restore_response"
OPEN_BATCH = "ocen_urzad.open_batch"
CHANGE_BATCH = "ocen_urzad.change_batch"
CLOSE_BATCH = "ocen_urzad.close_batch"
REOPEN_BATCH = "ocen_urzad.reopen_batch"
WITHDRAW_BATCH = "ocen_urzad.withdraw_batch"
CORRECT_BATCH = "ocen_urzad.correct_batch"
CORRECT_SHEET = "ocen_urzad.correct_sheet"
REMOVE_SHEET = "ocen_urzad.remove_sheet"
COUNT_BLANK = "ocen_urzad.count_blank"
CHECK_BATCH = "ocen_urzad.check_batch"
RECORD_TALLY = "ocen_urzad.record_tally"
SWITCH_PAPER = "ocen_urzad.switch_paper"
PRINT_SHEETS = "ocen_urzad.print_sheets"
VERIFY = "ocen_urzad.verify"
STUDY_ACT = "ocen_urzad.study_act"
DOWNLOAD_STUDY_FILE = "ocen_urzad.download_study_file"
ADOPT_PROCEDURE = "ocen_urzad.adopt_procedure"
CHANGE_ROLE = "ocen_urzad.change_role"
CHANGE_CONTRACTOR = "ocen_urzad.change_contractor"
SEND_NOTICE = "ocen_urzad.send_notice"

LABELS = {
    OPEN_VERSION: _("Opened a version of the survey"),
    CLOSE_VERSION: _("Closed a version of the survey"),
    KEEP_VERSION: _("Kept the version of the survey: the draft could not be read"),
    CHANGE_OFFICE: _("Put office data in force"),
    GENERATE_REPORT: _("Generated a report"),
    SEE_REPORT: _("Looked at a report"),
    DOWNLOAD_REPORT: _("Downloaded a report"),
    RECORD_NEED: _("Wrote down a signalled need"),
    SEE_RESPONSE: _("Looked at an answer marked for checking"),
    EXCLUDE_RESPONSE: _("Excluded an answer marked for checking"),
    RESTORE_RESPONSE: _("Put an excluded answer back into the figures"),
    OPEN_BATCH: _("Opened a batch of paper questionnaires"),
    CHANGE_BATCH: _("Changed the box protocol of a batch"),
    CLOSE_BATCH: _("Closed a batch of paper questionnaires"),
    REOPEN_BATCH: _("Reopened a batch of paper questionnaires"),
    WITHDRAW_BATCH: _("Withdrew a batch"),
    CORRECT_BATCH: _("Wrote down a correction of a batch"),
    CORRECT_SHEET: _("Corrected an entered sheet"),
    REMOVE_SHEET: _("Took back the sheet entered last"),
    COUNT_BLANK: _("Counted a blank sheet"),
    CHECK_BATCH: _("Settled the second entry of a batch"),
    RECORD_TALLY: _("Wrote down hand-counted totals"),
    SWITCH_PAPER: _("Switched paper questionnaires on or off"),
    PRINT_SHEETS: _("Printed paper questionnaires"),
    VERIFY: _("Checked the consistency of the records"),
    STUDY_ACT: _("Wrote down a step of the external study"),
    DOWNLOAD_STUDY_FILE: _("Downloaded a file of the external study"),
    ADOPT_PROCEDURE: _("Adopted the procedure of the external study"),
    CHANGE_ROLE: _("Gave or took a role in the external study"),
    CHANGE_CONTRACTOR: _("Changed the register of research firms"),
    SEND_NOTICE: _("Sent a reminder of what is due"),
}
"""What Wagtail's log calls each act."""


def record(*, action: str, of: Model, by: Any = None, **facts: str | int | None) -> None:
    """Write one line to the log.

    Args:
        action: one of the names above.
        of: what it was done to.
        by: user, or None for an unattended act.
        facts: numbers and names that say what happened; no answers.
    """
    log(instance=of, action=action, user=by, data=facts or None)


def record_reading(*, action: str, of: Model, by: Any, **facts: str | int | None) -> None:
    """Write down who saw something; a database that takes nothing keeps nobody from reading.

    It may have no room, or be a copy that is only read from. Then the server's own log says so.

    Args:
        action: one of the names above.
        of: what was seen.
        by: user.
        facts: numbers and names; no answers.
    """
    try:
        with transaction.atomic():
            record(action=action, of=of, by=by, **facts)
    except DatabaseError:
        logger.exception("Not written down: %s of %s by user %s.", action, of.pk, by.pk)


def numbers(*, action: str, of: Model) -> set[int]:
    """Return the numbers that the log names of acts of one kind on one thing."""
    found = log_registry.get_logs_for_instance(of).filter(action=action)
    logged = (line.data.get("number") for line in found.iterator(chunk_size=500))
    return {number for number in logged if isinstance(number, int)}


def current_user() -> AbstractBaseUser | None:
    """Return who is acting in Wagtail's admin right now; None when nobody is (a command)."""
    user: AbstractBaseUser | None = get_active_log_context().user
    return user


@contextmanager
def acting(*, user: Any) -> Iterator[None]:
    """Let everything within happen in this user's name, as Wagtail's admin does.

    Args:
        user: None leaves whoever is acting already.
    """
    if user is None:
        yield
        return
    with LogContext(user=user):
        yield

"""What the entry screen says while somebody types: all words that its script uses."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words() -> str:
    """Return the words as JSON, in the active language.

    Names in them, as in „%(number)s”, are filled in by the script.
    """
    return json.dumps(
        {
            "sheet": _("Sheet %(number)s"),
            "sheetOf": _("Sheet %(number)s of %(found)s"),
            "then": _("Then: %(question)s"),
            "end": pgettext("sheet", "end of the sheet"),
            "endSpoken": _("End of the sheet. Enter saves it."),
            "begin": _("Type what is marked on the paper."),
            "nothing": pgettext("paper", "no answer"),
            "written": _("text written"),
            "text": pgettext("sign of a text", "T"),
            **_refusals(),
            **_saving(),
        },
        ensure_ascii=False,
    )


def renumbered() -> str:
    """Return what is said of a sheet that got another number than the screen told."""
    return _("Sheet %(was)s was saved as %(label)s: please correct the number on the paper")


def _refusals() -> dict[str, str]:
    return {
        "refused": _("Key %(key)s is no answer to this question"),
        "refusedAtEnd": _("The sheet is at its end: Enter saves it, Backspace goes back"),
        "enter": _("Enter saves after the last question; this one waits for an answer"),
        "first": _("This is the first question"),
        "notYet": _("This question waits for an answer"),
        "left": _("This question has not been answered yet; 0 means no answer"),
        "notBlank": _("This sheet has answers already, so it is not blank"),
        "blankAgain": _("Blank sheet? Shift + Enter once more"),
        "otherSheet": _(
            "This code belongs to another sheet than the answers that were begun: Enter once more"
            " gives them up"
        ),
        "noCode": _("The code could not be checked now. Please try again."),
    }


def _saving() -> dict[str, str]:
    return {
        "saving": _("Saving…"),
        "saved": _("Sheet %(label)s saved at %(time)s"),
        "blankSaved": _("Blank sheet counted at %(time)s"),
        "blankDone": _("Blank sheet put aside"),
        "retrying": _("Not saved – trying again (what was typed is safe)"),
        "expired": _("The session has ended – log in in a new tab (what was typed is safe)"),
        "forbidden": _(
            "Not saved – the right to enter questionnaires has been taken away (what was typed is"
            " safe)"
        ),
        "gone": _(
            "This sheet is no longer here: it has been taken out or settled, or the batch was"
            " opened again. Nothing was saved."
        ),
        "unread": _("The server does not take this sheet. Nothing was saved."),
        "notSaved": _("Not saved"),
        "wait": _("The sheet before is still being saved; this one follows it"),
        "renumbered": renumbered(),
    }

"""What must be known about the paper that a report counts (paper 2).

Reports made before there was any have no such part, and say nothing.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad.reports.documents.snapshot import Data
from wagtail_ocen_urzad.reports.documents.typesetting import decimal, tied, whole

MINUS = "\u2212"


def box_sentences(*, data: Data) -> list[str]:
    """Return what must be known about the paper that the report counts."""
    tallied = data["forms"].get("tallied", 0)
    said = [_tallied(tallied)]
    paper = data.get("paper")
    if paper:
        total = paper["total"]
        # Reports made before the differences were frozen do not say them.
        said += map(_difference, paper.get("differences", ()))
        said += [_in_open(total["open_forms"]), _unverified(total["unverified"]), _checked(total)]
    return [tied(text=sentence) for sentence in said if sentence]


def _tallied(forms: int) -> str:
    if not forms:
        return ""
    return ngettext(
        "Beside these, %(count)s questionnaire was counted by hand, as totals of questions: it is"
        " in the results of the questions that were counted, and in no other table.",
        "Beside these, %(count)s questionnaires were counted by hand, as totals of questions: they"
        " are in the results of the questions that were counted, and in no other table.",
        forms,
    ) % {"count": whole(number=forms)}


def _difference(box: Data) -> str:
    found, entered, blank, invalid = (
        box[name] for name in ("found", "entered", "blank", "invalid")
    )
    facts = {
        "number": box["batch"],
        "found": whole(number=found),
        "entered": whole(number=entered),
        "blank": whole(number=blank),
        "invalid": whole(number=invalid),
        "difference": whole(number=found - entered - blank - invalid).replace("-", MINUS),
        "because": box["because"].removesuffix("."),
    }
    text = _(
        "Batch no. %(number)s does not add up: returned %(found)s, entered %(entered)s,"
        " blank %(blank)s, invalid %(invalid)s, difference %(difference)s."
    )
    if box["because"]:
        text = _(
            "Batch no. %(number)s does not add up: returned %(found)s, entered %(entered)s,"
            " blank %(blank)s, invalid %(invalid)s, difference %(difference)s."
            " Reason in the protocol: %(because)s."
        )
    return text % facts


def _in_open(forms: int) -> str:
    if not forms:
        return ""
    return ngettext(
        "%(count)s questionnaire comes from a box whose protocol is not closed yet; it is counted"
        " here.",
        "%(count)s questionnaires come from boxes whose protocol is not closed yet; they are"
        " counted here.",
        forms,
    ) % {"count": whole(number=forms)}


def _unverified(forms: int) -> str:
    if not forms:
        return ""
    return ngettext(
        "%(count)s paper questionnaire is from a batch without a finished second entry; it is"
        " counted here.",
        "%(count)s paper questionnaires are from batches without a finished second entry; they"
        " are counted here.",
        forms,
    ) % {"count": whole(number=forms)}


def _checked(total: Data) -> str:
    if not total["checked_fields"]:
        return ""
    facts = {
        "sheets": whole(number=total["checked_sheets"]),
        "fields": whole(number=total["checked_fields"]),
        "mismatches": whole(number=total["mismatches"]),
        "rate": decimal(text=total["error_rate"]),
    }
    text = ngettext(
        "Another person typed %(sheets)s sheet a second time, %(fields)s fields; differences:"
        " %(mismatches)s, or %(rate)s per 1,000 fields.",
        "Another person typed %(sheets)s sheets a second time, %(fields)s fields; differences:"
        " %(mismatches)s, or %(rate)s per 1,000 fields.",
        total["checked_sheets"],
    )
    return text % facts

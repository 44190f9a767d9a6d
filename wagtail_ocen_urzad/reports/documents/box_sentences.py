"""What must be known about the paper that a report counts (paper 2).

Reports made before there was any have no such part, and say nothing.
"""

from __future__ import annotations

from django.utils.translation import ngettext

from wagtail_ocen_urzad.reports.documents.snapshot import Data
from wagtail_ocen_urzad.reports.documents.typesetting import decimal, tied, whole


def box_sentences(*, data: Data) -> list[str]:
    """Return what must be known about the paper that the report counts."""
    tallied = data["forms"].get("tallied", 0)
    said = [_tallied(tallied)]
    paper = data.get("paper")
    if paper:
        total = paper["total"]
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

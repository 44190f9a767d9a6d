"""What the screens of the second entry say about how it stands."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.paper.models import Mismatch
from wagtail_ocen_urzad.paper.second_entry import ENOUGH_FIELDS, MOST_PER_THOUSAND
from wagtail_ocen_urzad.reports.documents.typesetting import decimal, whole
from wagtail_ocen_urzad.staff.paper.heads import label_of
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion
from wagtail_ocen_urzad.survey.queries import questionnaire_of


def standing(*, batch: PaperBatch) -> dict[str, str]:
    """Return the figure so far, what it is made of, and what it comes to."""
    found = queries.second_entry_of(batch=batch)
    text = ngettext(
        "%(count)s mismatch in %(fields)s fields.",
        "%(count)s mismatches in %(fields)s fields.",
        found.mismatches,
    )
    counts = {"count": whole(number=found.mismatches), "fields": whole(number=found.fields)}
    return {
        "rate": decimal(text=found.error_rate) if found.error_rate is not None else "",
        "made_of": text % counts,
        "limit": _(
            "At most %(most)d per 1,000 are allowed. Above that the sample is widened first, and"
            " from %(enough)s checked fields on the batch is entered again."
        )
        % {"most": MOST_PER_THOUSAND, "enough": whole(number=ENOUGH_FIELDS)},
        "state": _state(batch, found),
    }


def place(*, batch: PaperBatch) -> str:
    """Return „Różnica 2 z 3”."""
    found = queries.second_entry_of(batch=batch)
    settled = found.mismatches - found.open_mismatches
    words = {"number": settled + 1, "all": found.mismatches}
    return _("Mismatch %(number)d of %(all)d") % words


def lines(*, batch: PaperBatch) -> list[dict[str, Any]]:
    """Return what was settled already: sheet, question, and whether the first entry was wrong.

    The values were shown when the paper had been read; they are not kept for showing again.
    """
    settled = (
        Mismatch.objects.filter(checked__sheet__batch=batch, is_settled=True)
        .select_related("checked__sheet__response__version")
        .order_by("checked__sheet__number", "question")
    )
    return [
        {
            "label": label_of(batch=batch, number=one.checked.sheet.number),
            "question": question_words(
                version=one.checked.sheet.response.version, code=one.question
            ),
            "outcome": _outcome(one),
        }
        for one in settled
    ]


def _outcome(mismatch: Mismatch) -> str:
    if mismatch.is_covered:
        return _("first entry wrong, its answer stays in the report")
    return _("first entry corrected") if mismatch.is_corrected else _("first entry stays")


def question_words(*, version: QuestionSetVersion, code: str) -> str:
    """Return „2. Jak Pani/Pan ocenia…”; the code alone of what this version does not ask."""
    for number, question in enumerate(questionnaire_of(version=version).questions(), start=1):
        if question.code == code:
            return f"{number}. {question.text}"
    return code


def refusal(*, error: Exception) -> str:
    """Say why a sheet is not typed again, or a mismatch not settled."""
    words: dict[type, str] = {
        operations.SamePerson: _("You typed this sheet first, so another person types it again."),
        operations.AlreadyChecked: _("Somebody has typed this sheet a second time already."),
        operations.AlreadySettled: _("Somebody has settled this mismatch already."),
        operations.BatchIsOpen: _("The batch must be closed before its second entry."),
        operations.BatchIsWithdrawn: _("The batch has been withdrawn."),
    }
    return next(
        (words[kind] for kind in type(error).mro() if kind in words), _("Nothing was changed.")
    )


def _state(batch: PaperBatch, found: Any) -> str:
    if batch.is_refused:
        return _("Too many mismatches: this batch must be entered again. Withdraw it first.")
    if batch.settled_on is not None:
        return _("The second entry is finished, and the batch is settled.")
    if not found.drawn or batch.is_entered_into:
        return _("The second entry begins when the batch has been closed.")
    if found.waiting:
        return ngettext(
            "%(count)d sheet waits for another person than the one who typed it.",
            "%(count)d sheets wait for another person than the one who typed them.",
            found.waiting,
        ) % {"count": found.waiting}
    return ""

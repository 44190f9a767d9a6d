"""What a form of one sheet sends, and what is said when it cannot be stored."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.staff.paper import batch_words
from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.models import QuestionSetVersion
from wagtail_ocen_urzad.survey.operations import InvalidAnswers, UnableToRecord
from wagtail_ocen_urzad.survey.queries import questionnaire_of

Given = dict[str, list[str]]


class OtherQuestions(operations.UnableToEnter):
    """Other questions were on the screen than those of the sheet's version."""


class BlankWithAnswers(operations.UnableToEnter):
    """The sheet is said to be blank, and has answers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """One sheet as it was sent."""

    given: Given
    sheet_id: uuid.UUID
    number: str
    """Running number that the screen told to write on the paper; '' when it told none."""
    code: str
    version: str
    """Checksum of the questions that were on the screen; '' when the form did not say."""
    run: str
    """Mark of the print run whose keys were on the screen; '' without one."""
    is_blank: bool
    is_repeat_confirmed: bool


def typed(*, request: HttpRequest, version: QuestionSetVersion) -> Typed:
    """Read one sheet; names that this version does not ask are left out."""
    sent = request.POST
    names = questionnaire_of(version=version).field_names()
    found = {name: [one for one in sent.getlist(name) if one.strip()] for name in names}
    return Typed(
        given={name: values for name, values in found.items() if values},
        sheet_id=sheet_named(text=sent.get("sheet-id", "")),
        number=sent.get("sheet-number", ""),
        code=sent.get("sheet-code", "").strip(),
        version=sent.get("sheet-version", ""),
        run=sent.get("sheet-run", ""),
        is_blank=bool(sent.get("sheet-blank")),
        is_repeat_confirmed="1" in sent.getlist("sheet-repeated"),
    )


def sheet_named(*, text: str) -> uuid.UUID:
    """Read the name of a sheet.

    Without a name, or with a damaged one, it is a fresh one that no stored sheet has: better
    stored twice than lost, and never taken for another.
    """
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def is_by_script(*, request: HttpRequest) -> bool:
    """Whether the entry screen's script asks, which wants to hear what became of the sheet."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def problem(*, error: Exception, version: QuestionSetVersion) -> str:
    """Say why a sheet was not stored, and what to do."""
    if isinstance(error, InvalidAnswers):
        return _fields(error, version)
    if isinstance(error, operations.SerialSeen):
        return seen_before(serial=error.serial)
    if isinstance(error, operations.SheetDiffers):
        return _(
            "This form was sent before with other answers. Please look through it again; saved once"
            " more, it is stored as the next sheet."
        )
    if isinstance(error, operations.NotASheetBatch):
        return _("This batch holds a tally, no single sheets.")
    if isinstance(error, OtherQuestions):
        return _(
            "The questions on the screen were not those of this sheet, so nothing was saved. Please"
            " load the page anew and compare the answers with the paper."
        )
    if isinstance(error, BlankWithAnswers):
        return _("This sheet has answers already, so it is not blank")
    if isinstance(error, UnableToRecord):
        return _("The sheet could not be stored. Please look through it again.")
    return batch_words.refusal(error=error)


def seen_before(*, serial: str) -> str:
    """Ask about a printed number that was entered before; it is never dropped in silence."""
    return _(
        "A sheet with the printed number %(serial)s has been entered already. Photocopies"
        " exist: is this another sheet?"
    ) % {"serial": serial}


def _fields(error: InvalidAnswers, version: QuestionSetVersion) -> str:
    codes: Sequence[str] = [one.code for one in questionnaire_of(version=version).questions()]
    said = {
        Problem.TOO_LONG: _("the text is too long"),
        Problem.MORE_THAN_ONE: _("more than one answer is marked"),
        Problem.TEXT_OF_ANOTHER_OPTION: _("the text belongs to an option that is not marked"),
    }
    lines = [
        _("question %(number)d: %(problem)s")
        % {
            "number": codes.index(code) + 1,
            "problem": said.get(one, _("this answer does not exist")),
        }
        for code, one in error.validated.problems.items()
    ]
    return _("Not saved: %(problems)s.") % {"problems": "; ".join(lines)}

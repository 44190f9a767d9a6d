"""A sheet found by its printed code, typed or read by a reader that acts as a keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wagtail_ocen_urzad.paper import printed
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.paper.sheet_code import Fault, SheetCode, UnableToReadCode
from wagtail_ocen_urzad.staff.paper.layout import layout_of
from wagtail_ocen_urzad.survey import queries as surveys
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion


class UnableToFindSheet(Exception):
    """The code leads to no questions; `words` say why, and what to do."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Coded:
    """What a code says."""

    code: SheetCode
    version: QuestionSetVersion
    run: PrintRun | None

    @property
    def is_usual(self) -> bool:
        """The sheet is laid out as the screen shows its version anyway."""
        usual = layout_of(version=self.version)
        return self.run is None or layout_of(version=self.version, run=self.run) == usual

    def is_other_than(self, *, batch: PaperBatch) -> bool:
        """Say whether it asks other questions, or by other keys, than the next sheet of a batch."""
        return self.version != batch.version or not self.is_usual

    @property
    def words(self) -> str:
        """„Arkusz K7RT2Q, wersja 3”."""
        number = {"serial": self.code.serial, "version": self.version.number}
        if self.code.serial:
            return _("Sheet %(serial)s, version %(version)d") % number
        return _("Sheet without a number of its own, version %(version)d") % number


def read(*, text: str) -> Coded:
    """Read a code of any survey printed here.

    Raises:
        UnableToFindSheet: no code, a wrong one, or of a version that is not known.
    """
    try:
        code = printed.read_code(text=text)
    except UnableToReadCode as error:
        if error.fault is Fault.CHECK:
            raise UnableToFindSheet(
                _(
                    "The check characters of this code do not agree: it was mistyped or misread, or"
                    " the sheet was printed by another office. Please read it again."
                )
            ) from error
        raise UnableToFindSheet(
            _("This is no code of a sheet. It begins with OU1 and stands beside the square code.")
        ) from error
    version = surveys.version_by_number(code=code.survey, version=code.version)
    if version is None:
        raise UnableToFindSheet(_("The code names a version of the survey that does not exist."))
    return Coded(code=code, version=version, run=printed.run_of(code=code))


def coded(*, batch: PaperBatch, text: str) -> Coded:
    """Read a code of a sheet that is to be entered into this batch.

    Raises:
        UnableToFindSheet: as above, or the sheet belongs to another survey.
    """
    found = read(text=text)
    if found.version.survey_id != batch.survey_id:
        raise UnableToFindSheet(
            _("This sheet belongs to another survey: “%(survey)s”. It has a batch of its own.")
            % {"survey": found.version.survey.title}
        )
    return found

"""Why something about a batch cannot be done. Each verb says which of these it raises."""

from __future__ import annotations

from collections.abc import Sequence


class UnableToOpenBatch(Exception):
    """No batch was opened."""


class UnableToChangeBatch(Exception):
    """The protocol is as it was."""


class UnableToCloseBatch(Exception):
    """The batch is as open, or as closed, as it was."""


class UnableToReopenBatch(Exception):
    """The batch stays closed."""


class UnableToWithdraw(Exception):
    """Everything of the batch still counts, or none of it, as before."""


class UnableToCorrectBatch(Exception):
    """No correction was written down."""


class UnableToEnter(Exception):
    """The sheet was not stored."""


class UnableToCorrect(Exception):
    """The sheet is as it was typed."""


class UnableToRemove(Exception):
    """The sheet is still there."""


class UnableToCheck(Exception):
    """The second entry is as it was."""


class UnableToSettle(Exception):
    """The mismatch is as it was."""


class UnableToEndCheck(Exception):
    """The second entry goes on."""


class PaperIsOff(UnableToOpenBatch):
    """The survey, or its office, uses no paper (R-11)."""


class NoVersion(UnableToOpenBatch):
    """The survey was never published."""


class OtherSurvey(UnableToOpenBatch, UnableToEnter):
    """The version belongs to another survey."""


class OpenedAhead(UnableToOpenBatch, UnableToChangeBatch):
    """The box would be opened on a day that has not come yet."""


class UnknownServicePoint(UnableToOpenBatch, UnableToChangeBatch):
    """The office never had such a desk."""


class PeriodTurnedRound(UnableToOpenBatch, UnableToChangeBatch):
    """The period ends before it begins."""


class BlankCounted(UnableToChangeBatch):
    """Blank sheets were counted while the protocol was typed; `blank` says how many it names now.

    Which of the two numbers holds them all is known only to whoever has the pile.
    """

    def __init__(self, blank: int) -> None:
        self.blank = blank
        super().__init__(str(blank))


class DateOfEntered(UnableToChangeBatch):
    """Sheets are entered already, and each carries the day and the desk of the box."""


class BatchIsClosed(
    UnableToChangeBatch,
    UnableToCloseBatch,
    UnableToEnter,
    UnableToCorrect,
    UnableToRemove,
):
    """It must be reopened first."""


class BatchIsOpen(
    UnableToReopenBatch,
    UnableToCheck,
    UnableToEndCheck,
    UnableToSettle,
    UnableToCorrectBatch,
):
    """It must be closed first."""


class BatchIsWithdrawn(
    UnableToChangeBatch,
    UnableToCloseBatch,
    UnableToReopenBatch,
    UnableToWithdraw,
    UnableToCorrectBatch,
    UnableToEnter,
    UnableToCorrect,
    UnableToRemove,
    UnableToCheck,
    UnableToEndCheck,
    UnableToSettle,
):
    """Nothing of it counts any more."""


class FoundUnknown(UnableToCloseBatch):
    """Nobody said how many questionnaires lay in the box."""


class ProtocolDiffers(UnableToCloseBatch):
    """Found is not entered + blank + invalid, and nobody said why."""

    def __init__(self, *, found: int, entered: int, blank: int, invalid: int) -> None:
        self.found, self.entered = found, entered
        self.blank, self.invalid = blank, invalid
        super().__init__(f"{found} != {entered} + {blank} + {invalid}")


class CoveredByReport(
    UnableToReopenBatch,
    UnableToWithdraw,
    UnableToCorrect,
    UnableToRemove,
):
    """A saved report counts it; `numbers` says which. A correction can be written down instead."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = tuple(numbers)
        super().__init__(", ".join(map(str, self.numbers)))


class NoReason(UnableToWithdraw, UnableToCorrectBatch, UnableToEndCheck):
    """Nothing was said about why."""


class NotASheetBatch(UnableToEnter):
    """The box was counted by hand; it takes totals and no sheets."""


class SerialSeen(UnableToEnter):
    """A sheet with this printed number was entered already: a photocopy, or the same sheet."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        super().__init__(serial)


class SheetDiffers(UnableToEnter):
    """A sheet with this id is stored and says something else."""


class NotTheLast(UnableToRemove):
    """The sheet has been taken back already, or another one was entered after it."""


class SamePerson(UnableToCheck):
    """The second entry is done by another person."""


class AlreadyChecked(UnableToCheck):
    """Somebody has typed this sheet a second time already, or did not find it."""


class AlreadySettled(UnableToSettle):
    """Somebody has said already what the paper says."""


class NothingWaits(UnableToEndCheck):
    """No drawn sheet is left to be typed again."""


class MismatchesOpen(UnableToEndCheck):
    """What was typed twice already is settled first; no other person is needed for that."""

"""Verbs of the survey. Other rooms call these, and `queries`, and nothing else here."""

from wagtail_ocen_urzad.survey.operations.answers import (
    AnswersDiffer,
    Asked,
    InvalidAnswers,
    NotOpenYet,
    Recorded,
    SurveyOver,
    UnableToRecord,
    UnknownQuestions,
    UnknownVersion,
    record_response,
)
from wagtail_ocen_urzad.survey.operations.batches import (
    BatchAlreadyWithdrawn,
    next_batch_number,
    responses_of,
    withdraw_batch,
)
from wagtail_ocen_urzad.survey.operations.corrections import correct_response, remove_response
from wagtail_ocen_urzad.survey.operations.counting import adjust_cells, counted, counted_tally
from wagtail_ocen_urzad.survey.operations.locking import locked_survey, locked_versions
from wagtail_ocen_urzad.survey.operations.needs import UnableToRecordNeed, record_need
from wagtail_ocen_urzad.survey.operations.office import (
    keep_pictures,
    office_for_site,
    survey_for_page,
)
from wagtail_ocen_urzad.survey.operations.paper_switch import switch_paper
from wagtail_ocen_urzad.survey.operations.review import (
    REASON_LIMIT,
    AlreadyReported,
    NoReason,
    NotFlagged,
    NothingToDo,
    UnableToExclude,
    exclude_response,
    is_reported,
    restore_response,
)
from wagtail_ocen_urzad.survey.operations.tallies import (
    NothingCounted,
    UnableToTally,
    WrongTotals,
    record_tally,
)

__all__ = [
    "REASON_LIMIT",
    "AlreadyReported",
    "AnswersDiffer",
    "Asked",
    "BatchAlreadyWithdrawn",
    "InvalidAnswers",
    "NoReason",
    "NotFlagged",
    "NotOpenYet",
    "NothingCounted",
    "NothingToDo",
    "Recorded",
    "SurveyOver",
    "UnableToExclude",
    "UnableToRecord",
    "UnableToRecordNeed",
    "UnableToTally",
    "UnknownQuestions",
    "UnknownVersion",
    "WrongTotals",
    "adjust_cells",
    "correct_response",
    "counted",
    "counted_tally",
    "exclude_response",
    "is_reported",
    "keep_pictures",
    "locked_survey",
    "locked_versions",
    "next_batch_number",
    "office_for_site",
    "record_need",
    "record_response",
    "record_tally",
    "remove_response",
    "responses_of",
    "restore_response",
    "survey_for_page",
    "switch_paper",
    "withdraw_batch",
]

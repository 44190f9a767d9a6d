"""What a verification can find, as typed data; `words` says it to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Fact = int | str


class Kind(StrEnum):
    """What does not hold, or is worth knowing."""

    OFFICE_NUMBER = "office_number"
    OFFICE_HASH = "office_hash"
    OFFICE_UNREADABLE = "office_unreadable"
    OFFICE_IN_FORCE = "office_in_force"
    PICTURE_CHANGED = "picture_changed"
    PICTURE_MISSING = "picture_missing"
    VERSION_NUMBER = "version_number"
    VERSION_HASH = "version_hash"
    VERSION_UNREADABLE = "version_unreadable"
    VERSION_SERIES = "version_series"
    VERSION_TIMES = "version_times"
    VERSION_REPORTED = "version_reported"
    REPORT_NUMBER = "report_number"
    REPORT_GONE = "report_gone"
    REPORT_LINK = "report_link"
    REPORT_HASH = "report_hash"
    REPORT_UNREADABLE = "report_unreadable"
    REPORT_COLUMN = "report_column"
    REPORT_VERSION = "report_version"
    REPORT_OFFICE = "report_office"
    SURVEY_OFFICE = "survey_office"
    CLOSING_REPORT = "closing_report"
    OFFICE_CHANGE = "office_change"
    FORMS = "forms"
    FIGURE = "figure"
    LATE_TO_OPEN = "late_to_open"
    LATE_LOST = "late_lost"
    LATE_WAITING = "late_waiting"
    CELL = "cell"
    CELL_NAME = "cell_name"
    ANSWER = "answer"
    ANSWER_ORDER = "answer_order"
    BATCH_NUMBER = "batch_number"
    BATCH_ENTERED = "batch_entered"
    BATCH_ANSWERS = "batch_answers"
    BATCH_WITHDRAWN = "batch_withdrawn"
    BATCH_SUMS = "batch_sums"
    SHEET_RECORD = "sheet_record"
    SHEETS_LEFT = "sheets_left"
    TALLY = "tally"
    FILE_CHANGED = "file_changed"
    FILE_MISSING = "file_missing"
    PRINT_FILE_CHANGED = "print_file_changed"
    PRINT_FILE_MISSING = "print_file_missing"
    PRINT_GEOMETRY = "print_geometry"
    PRINT_NUMBERS = "print_numbers"
    PAGE_DIFFERS = "page_differs"
    PAGE_UNREADABLE = "page_unreadable"
    PROCEDURE_HASH = "procedure_hash"
    STUDY_NUMBER = "study_number"
    STUDY_LINK = "study_link"
    STUDY_HASH = "study_hash"
    STUDY_UNREADABLE = "study_unreadable"
    STUDY_COLUMN = "study_column"
    STUDY_RECORD = "study_record"
    STUDY_RECORD_GONE = "study_record_gone"
    STUDY_UNWRITTEN = "study_unwritten"
    STUDY_FILE_CHANGED = "study_file_changed"
    STUDY_FILE_MISSING = "study_file_missing"
    DOSSIER_PART_CHANGED = "dossier_part_changed"
    DOSSIER_PART_MISSING = "dossier_part_missing"
    DOSSIER_FOREIGN = "dossier_foreign"
    DOSSIER_FILE_UNNAMED = "dossier_file_unnamed"
    DOSSIER_STUDY = "dossier_study"
    DOSSIER_PROCEDURE = "dossier_procedure"
    DOSSIER_DIFFERS = "dossier_differs"


INFORMATION = frozenset({Kind.PICTURE_MISSING, Kind.LATE_WAITING, Kind.FILE_MISSING})
"""Worth knowing and nothing wrong: what is missing can be made again, or is waiting its turn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was found. No fact of it leads to one answer: no id, no text."""

    kind: Kind
    survey: str = ""
    """Code of the survey; '' where the office's data or an edition of the external study are
    meant (then `facts` say `study`, its year)."""
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def is_failure(self) -> bool:
        """Something does not hold; otherwise it is information."""
        return self.kind not in INFORMATION

    def as_data(self) -> dict[str, Any]:
        """Return the finding as JSON data."""
        return {"kind": self.kind.value, "survey": self.survey, "facts": dict(self.facts)}


def from_data(*, data: Mapping[str, Any]) -> Finding:
    """Return a finding that was kept."""
    return Finding(kind=Kind(data["kind"]), survey=data["survey"], facts=data["facts"])


@dataclass(kw_only=True)
class Tally:
    """How much was looked at."""

    surveys: int = 0
    versions: int = 0
    office_versions: int = 0
    reports: int = 0
    answers: int = 0

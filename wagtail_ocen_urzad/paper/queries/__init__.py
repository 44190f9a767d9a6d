"""Questions about batches, sheets and second entries. Nothing here writes."""

from wagtail_ocen_urzad.paper.queries.batches import (
    batch_by_number,
    batches,
    batches_of,
    corrections_of,
    return_rate_of,
    tally_of,
)
from wagtail_ocen_urzad.paper.queries.coverage import covered_by, reports_counting
from wagtail_ocen_urzad.paper.queries.desks import (
    department_names,
    departments_of,
    desk_names,
    desks_of,
    known_codes_of,
)
from wagtail_ocen_urzad.paper.queries.mismatches import (
    batches_to_check,
    mismatch_of,
    open_mismatches,
)
from wagtail_ocen_urzad.paper.queries.second_entry import (
    SecondEntryStanding,
    checked_by_number,
    next_to_check,
    second_entry_of,
)
from wagtail_ocen_urzad.paper.queries.sheets import is_seen, last_sheet, sheet_by_number, values_of

__all__ = [
    "SecondEntryStanding",
    "batch_by_number",
    "batches",
    "batches_of",
    "batches_to_check",
    "checked_by_number",
    "corrections_of",
    "covered_by",
    "department_names",
    "departments_of",
    "desk_names",
    "desks_of",
    "is_seen",
    "known_codes_of",
    "last_sheet",
    "mismatch_of",
    "next_to_check",
    "open_mismatches",
    "reports_counting",
    "return_rate_of",
    "second_entry_of",
    "sheet_by_number",
    "tally_of",
    "values_of",
]

"""Questions about the external study. Nothing here writes."""

from wagtail_ocen_urzad.procedure.queries.changing import may_change, roles_to_change, verbs_of
from wagtail_ocen_urzad.procedure.queries.editions import (
    StudyDue,
    due_of_studies,
    facts_of,
    last_study,
    names_of,
    offices_with_procedure,
    own_steps_ever,
    procedure_of,
    standing_of,
    standings_of,
    studies_of,
    study_by_year,
)
from wagtail_ocen_urzad.procedure.queries.enquiries import (
    QuoteLine,
    WeakQuestion,
    comparison_of_quotes,
    contractors_of,
    weak_questions,
)
from wagtail_ocen_urzad.procedure.queries.records import (
    acts_by_record,
    entries_of,
    entry_about,
    file_of_study,
    files_of,
    record_by_key,
    records_of,
)
from wagtail_ocen_urzad.procedure.queries.roles import (
    assignments_of,
    holders_of,
    may_do,
    roles_of,
)

__all__ = [
    "QuoteLine",
    "StudyDue",
    "WeakQuestion",
    "acts_by_record",
    "assignments_of",
    "comparison_of_quotes",
    "contractors_of",
    "due_of_studies",
    "entries_of",
    "entry_about",
    "facts_of",
    "file_of_study",
    "files_of",
    "holders_of",
    "last_study",
    "may_change",
    "may_do",
    "names_of",
    "offices_with_procedure",
    "own_steps_ever",
    "procedure_of",
    "record_by_key",
    "records_of",
    "roles_of",
    "roles_to_change",
    "standing_of",
    "standings_of",
    "studies_of",
    "study_by_year",
    "verbs_of",
    "weak_questions",
]

"""How far an edition is: what is done, what is lacking, who holds the ball. Pure."""

from wagtail_ocen_urzad.procedure.progress.deadlines import (
    changed_deadlines,
    deadline_of,
)
from wagtail_ocen_urzad.procedure.progress.lacking import (
    broken,
    done_tasks,
    lacks_before,
    lacks_of,
)
from wagtail_ocen_urzad.procedure.progress.said import (
    warnings,
)
from wagtail_ocen_urzad.procedure.progress.standing import (
    study_standing,
)
from wagtail_ocen_urzad.procedure.progress.standings import (
    StageStanding,
    State,
    StudyStanding,
    TaskStanding,
    Waiting,
)

__all__ = [
    "StageStanding",
    "State",
    "StudyStanding",
    "TaskStanding",
    "Waiting",
    "broken",
    "changed_deadlines",
    "deadline_of",
    "done_tasks",
    "lacks_before",
    "lacks_of",
    "study_standing",
    "warnings",
]

"""What waits and can be done now."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.progress import StudyStanding, Waiting


def ready(*, standing: StudyStanding) -> list[Waiting]:
    """Return what waits and rests on nothing that is still to be done, nearest deadline first.

    What is overdue and cannot be begun yet is marked in the timeline and among the dates; the
    matter itself waits for whoever holds it up.
    """
    return [one for one in standing.waiting if not standing.tasks[one.task.code].before]

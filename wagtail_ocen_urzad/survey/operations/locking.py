"""One order of locks, everywhere, so that nobody waits in a circle.

The office; its surveys by key; the page; all versions of a survey by number; batches. Whoever
needs some of these takes them in this order and leaves out what it does not touch: an answer locks
its version alone, a sheet its version and its batch. Whoever needs more than one version locks the
survey first and then all of them, also those that it only counts.

Only the first publication of a page comes to the office last: there is no survey yet by which
whoever changes the office's data would wait for it.
"""

from __future__ import annotations

from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey


def locked_survey(*, survey_id: int) -> Survey:
    """Return the survey as it is stored now, locked."""
    return Survey.objects.select_for_update().get(pk=survey_id)


def locked_versions(*, survey: Survey) -> list[QuestionSetVersion]:
    """Return all versions of a survey that the caller has locked, oldest first, locked.

    Their texts are long and are read when they are asked for.
    """
    return list(survey.versions.select_for_update().defer("content").order_by("number"))

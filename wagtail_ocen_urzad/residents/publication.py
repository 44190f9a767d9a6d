"""What follows when a survey page is saved: the one place where pages meet the rule.

It sits behind `save()`, since every path that puts content in force goes through it: the
editor, schedules, workflows, bulk actions, both APIs, a shell.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Any

from wagtail.models import Site

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.residents.freezing import freeze
from wagtail_ocen_urzad.revision import Activated, activate
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.operations import office_for_site, survey_for_page
from wagtail_ocen_urzad.survey.queries import open_version_of, survey_of
from wagtail_ocen_urzad.survey.questionnaire import UnableToRead

logger = logging.getLogger(__name__)

OPERATIVE_FIELDS = frozenset({"questions", "intro", "opens_at", "closes_at", "live"})
"""Fields of the page that residents are served through a version, and whether they are."""


def hold(*, page: Any) -> bool:
    """Lock the page's survey before the page's own row is written.

    Deleting a page locks the survey first (its version is closed before the row goes), so saving
    one takes them in the same order: nobody waits in a circle.

    Returns:
        whether the page is there. Whoever writes one that was deleted meanwhile would bring it
        back, with a survey that begins anew.
    """
    if page.pk is None:
        return False
    held = Survey.objects.select_for_update().filter(page_id=page.pk).first()
    return held is not None or type(page).objects.filter(pk=page.pk).exists()


def follow(
    *, page: Any, update_fields: Collection[str] | None, by: Any, at: datetime
) -> Activated | None:
    """Let the survey follow its page after a save, in the save's own transaction.

    Acts only when the saved row is live, no alias, and what residents are served may have
    changed: `save_revision` saves a live page that carries a draft, but names other fields. What
    has a survey of its own is no alias, whatever it says of itself.
    Questions that do not hold together keep the open version as it is: raising here would stop
    a whole run of scheduled publications.
    """
    row = page if update_fields is None else type(page).objects.get(pk=page.pk)
    survey = survey_of(page_id=row.pk)
    if not row.live or (row.alias_of_id and survey is None):
        return None
    touched = update_fields is None or not OPERATIVE_FIELDS.isdisjoint(update_fields)
    if not touched and survey is not None and open_version_of(survey=survey) is not None:
        return None
    survey = survey or survey_for_page(page=row, office=office_for_site(site=_site_of(row)))
    try:
        questionnaire = freeze(stream=row.questions, intro=row.intro)
    except UnableToRead as error:
        # A code may be what cannot be stored.
        reason = str(error).encode(errors="backslashreplace").decode()
        logger.warning("Survey %s keeps its version: %s", survey.code, reason)
        audit.record(action=audit.KEEP_VERSION, of=survey, by=by, reason=reason[:200])
        return None
    _keep_title(survey, row.title)
    return activate(
        survey=survey,
        questionnaire=questionnaire,
        by=by,
        at=at,
        accepts=(row.opens_at, row.closes_at),
    )


def _keep_title(survey: Survey, title: str) -> None:
    """The archive remembers what the page was called; a title alone makes no version."""
    if survey.title != title:
        survey.title = title
        survey.save(update_fields=["title"])


def _site_of(page: Any) -> Site:
    site = page.get_site() or Site.objects.filter(is_default_site=True).first()
    return site or Site.objects.order_by("pk").first()

"""How the drafts of surveys stand, in one sentence each, for lists and the home page."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.reports.documents.typesetting import tied
from wagtail_ocen_urzad.staff.survey.draft_state import DraftState, state_of_draft
from wagtail_ocen_urzad.staff.survey.wording import report_of, what_the_draft_changes


def draft_in_words(*, page: Any) -> str:
    """Return what the draft of a survey page changes, and what publishing it will do.

    A page that nobody has written on since its publication is not looked into.

    Args:
        page: any kind of page object; None when the page is gone.
    """
    if page is None:
        return ""
    if not page.has_unpublished_changes or page.latest_revision_id is None:
        return _("The draft does not change the questions.")
    return tied(text=_said(state_of_draft(page=page.specific.get_latest_revision_as_object())))


def _said(state: DraftState) -> str:
    if state.problems:
        return _("The draft cannot be published yet.")
    if not state.is_changed:
        return _("The draft does not change the questions.")
    changes = f"{capfirst(what_the_draft_changes(state))}."
    if state.version is None:
        return changes
    facts = {"report": report_of(state.forms), "next": state.number}
    will = _("On publication %(report)s is made first, then version %(next)s comes into force.")
    return f"{changes} {will % facts}"

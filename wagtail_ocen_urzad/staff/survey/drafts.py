"""How the drafts of surveys stand, in one sentence each, for lists and the home page.

By what the row of the page says: lists ask nothing more, however many drafts there are. What a
draft changes, and what publishing it will do, is said above the editor.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wagtail_ocen_urzad.reports.documents.typesetting import tied


def has_draft(*, page: Any) -> bool:
    """Say whether somebody has written on a survey page since it was published."""
    return bool(page is not None and page.live and page.has_unpublished_changes)


def draft_in_words(*, page: Any) -> str:
    """Return whether a survey page has a draft that is not published.

    Args:
        page: any kind of page object; None when the page is gone.
    """
    if page is None:
        return ""
    if not page.live:
        return tied(text=_("The page is not published, so nobody can fill in the survey."))
    if has_draft(page=page):
        return tied(text=_("The draft has changes that are not published."))
    return _("The draft does not change the questions.")

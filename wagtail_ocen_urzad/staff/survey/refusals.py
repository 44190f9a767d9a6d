"""Hooks that refuse early what `save()` and the signals of deletion would refuse anyway (R-19).

Wagtail writes to its log before it deletes, and copies a tree page by page: refused in the middle,
such an act leaves false lines or half a tree behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import get_page_models

from wagtail_ocen_urzad.staff.permissions import ADMINISTER
from wagtail_ocen_urzad.survey.questionnaire import QuestionSource

WITH_DESCENDANTS = frozenset({"delete"})
"""Bulk actions that reach below the pages they name; others ask each descendant."""


def refuse_with_surveys_below(request: HttpRequest, page: Any) -> None:
    """Before one page and all below it is deleted.

    Raises:
        PermissionDenied: a survey is among them, and the user is no administrator of surveys.
    """
    _refuse(request.user, [page], with_descendants=True)


def refuse_copy(request: HttpRequest, page: Any) -> None:
    """Before a page is copied, perhaps with those below it.

    Raises:
        PermissionDenied: a survey would be copied by somebody else than the administrator.
    """
    _refuse(request.user, [page], with_descendants="copy_subpages" in request.POST)


def refuse_move(request: HttpRequest, page: Any, _destination: Any) -> None:
    """Before a page is moved; one that only has surveys below it may be.

    Raises:
        PermissionDenied: a survey page would be moved by somebody else than the administrator.
    """
    _refuse(request.user, [page], with_descendants=False)


def refuse_bulk_action(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> None:
    """Before many pages are deleted, moved, published or unpublished at once.

    Raises:
        PermissionDenied: a survey is among them, and the user is no administrator of surveys.
    """
    pages = [one for one in objects if hasattr(one, "get_descendants")]
    _refuse(request.user, pages, with_descendants=action_type in WITH_DESCENDANTS)


def _refuse(user: Any, pages: Iterable[Any], *, with_descendants: bool) -> None:
    if ADMINISTER.allows(user=user):
        return
    survey_models = [model for model in get_page_models() if issubclass(model, QuestionSource)]
    for page in pages:
        is_survey = issubclass(page.specific_class or object, QuestionSource)
        if is_survey or (with_descendants and page.get_descendants().type(*survey_models).exists()):
            raise PermissionDenied

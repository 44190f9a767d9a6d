"""Paper of one survey, on or off (R-11)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.survey.models import Survey


def switch_paper(*, survey: Survey, is_on: bool, by: Any) -> None:
    """Let a survey be printed and entered, or no longer. What was entered stays and counts.

    No question and no data of the office change, so no report is needed (§ 5). Where the office's
    data say that no paper is used, this switch alone does not bring it back.

    Args:
        survey: whose paper.
        is_on: from now on.
        by: who does it.
    """
    with transaction.atomic():
        locked = Survey.objects.select_for_update().get(pk=survey.pk)
        if locked.uses_paper == is_on:
            return
        locked.uses_paper = is_on
        locked.save(update_fields=["uses_paper"])
        audit.record(action=audit.SWITCH_PAPER, of=locked, by=by, is_on=int(is_on))

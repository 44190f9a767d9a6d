"""From the number in an address to a survey page."""

from __future__ import annotations

from typing import Any

import swapper

from wagtail_ocen_urzad.survey.questionnaire import QuestionSource


def survey_page(*, page_id: int) -> Any | None:
    """Return this survey page, None when there is no such thing."""
    found = swapper.load_model("wagtailcore", "Page").objects.filter(pk=page_id).first()
    page = found.specific if found else None
    return page if isinstance(page, QuestionSource) else None

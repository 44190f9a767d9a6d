"""From the words of an address to what is printed."""

from __future__ import annotations

from typing import Any

import swapper

from wagtail_ocen_urzad.paper import printed
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.queries import paper_is_on, survey_by_code
from wagtail_ocen_urzad.survey.questionnaire import QuestionSource


def published_survey(*, code: str) -> Survey | None:
    """Return a survey that was ever published."""
    survey = survey_by_code(code=code)
    return survey if survey is not None and survey.versions.exists() else None


def survey_on_paper(*, code: str) -> Survey | None:
    """Return a published survey that uses paper; without paper there is nothing to print (R-11)."""
    survey = published_survey(code=code)
    return survey if survey is not None and paper_is_on(survey=survey) else None


def run_at(*, code: str, version: int, mark: str) -> PrintRun | None:
    """Return a print run of a survey that uses paper."""
    run = printed.run_by_mark(code=code, version=version, mark=mark)
    return run if run is not None and paper_is_on(survey=run.version.survey) else None


def draft_at(*, page_id: int) -> Any | None:
    """Return a survey page as it is being edited."""
    found = swapper.load_model("wagtailcore", "Page").objects.filter(pk=page_id).first()
    page = found.specific if found else None
    if not isinstance(page, QuestionSource):
        return None
    return page.get_latest_revision_as_object()  # type: ignore[attr-defined]  # a page

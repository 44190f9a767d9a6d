"""Paper of one survey, switched off and on by the administrator (R-11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad.staff.permissions import ADMINISTER_BY_POST, guarded
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.operations import switch_paper
from wagtail_ocen_urzad.survey.queries import paper_is_on, survey_by_code


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperSwitch:
    """One survey's switch."""

    title: str
    url: str
    is_on: bool
    is_off_for_all: bool
    """The office's data say that no paper is used; this switch cannot bring it back."""


def switches(*, surveys: Iterable[Survey]) -> list[PaperSwitch]:
    """Return the switches of these surveys, which come with their office's data."""
    return [
        PaperSwitch(
            title=survey.title,
            url=reverse("ocen_urzad_paper_switch", args=[survey.code]),
            is_on=survey.uses_paper,
            is_off_for_all=survey.uses_paper and not paper_is_on(survey=survey),
        )
        for survey in surveys
    ]


@guarded(rule=ADMINISTER_BY_POST, of=survey_by_code)
def switch(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Switch the paper of a survey and say so."""
    is_on = request.POST.get("is_on") == "1"
    switch_paper(survey=survey, is_on=is_on, by=request.user)
    said = {"survey": survey.title}
    messages.success(
        request,
        _("Paper questionnaires of “%(survey)s” are switched on.") % said
        if is_on
        else _(
            "Paper questionnaires of “%(survey)s” are switched off. Those that were entered stay"
            " and count."
        )
        % said,
    )
    return redirect("ocen_urzad_surveys")

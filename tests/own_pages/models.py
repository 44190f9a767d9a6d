"""Pages on a base of the town's own, which Wagtail 8 allows, and our survey among them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.models import AbstractPage

from wagtail_ocen_urzad.residents.pages import SurveyPageMixin
from wagtail_ocen_urzad.staff.survey.panel import SurveyStrip


class TownPage(AbstractPage):
    """What every page of this town has."""

    case_number = models.CharField(max_length=40, blank=True)


class TownFrontPage(TownPage):
    """The front page."""

    template = "own_pages/front_page.html"


class TownSurveyPage(SurveyPageMixin, TownPage):
    """A survey of this town."""

    content_panels: ClassVar = [
        SurveyStrip(),
        *TownPage.content_panels,
        *SurveyPageMixin.survey_panels,
    ]

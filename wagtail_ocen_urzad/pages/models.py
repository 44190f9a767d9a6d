"""The survey page, for sites that use Wagtail's own base page."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from wagtail_ocen_urzad.residents.pages import SurveyPageMixin
from wagtail_ocen_urzad.staff.survey.panel import SurveyStrip


class SurveyPage(SurveyPageMixin, Page):  # type: ignore[django-manager-missing]  # see below
    """A survey of the office's clients."""

    # The manager comes from Wagtail, which has no types: hence the comment above.

    content_panels: ClassVar = [
        SurveyStrip(),
        *Page.content_panels,
        *SurveyPageMixin.survey_panels,
    ]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("survey page")
        verbose_name_plural = _("survey pages")

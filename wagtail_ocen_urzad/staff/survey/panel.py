"""The strip above the editor: which version runs, and what publishing the draft would do."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel
from wagtail.admin.staticfiles import versioned_static

from wagtail_ocen_urzad.staff.survey.strip import Strip, strip_of


class SurveyStrip(Panel):
    """Comes first among the panels of a survey page."""

    class BoundPanel(Panel.BoundPanel):
        """The strip of one page."""

        template_name = "wagtail_ocen_urzad/staff/survey/strip_panel.html"

        @cached_property
        def strip(self) -> Strip:
            """What the strip says, read once."""
            return strip_of(page=self.instance, at=timezone.now())

        def is_shown(self) -> bool:
            """Only where there is a page; a new one begins with the choice of a set."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the strip."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "strip": self.strip, "page": self.instance}

        @property
        def media(self) -> Media:
            """The strip is drawn by our own file and refreshed after an automatic save.

            The questions below it get the numbers that the strip speaks of.
            """
            return Media(
                css={"all": [versioned_static("wagtail_ocen_urzad/staff.css")]},
                js=[
                    versioned_static("wagtail_ocen_urzad/strip.js"),
                    versioned_static("wagtail_ocen_urzad/question-numbers.js"),
                ],
            )

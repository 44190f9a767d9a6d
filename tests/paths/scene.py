"""Before every path: a survey in force that three residents have answered, and a changed draft."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.test import Client
from wagtail.models import Page, Revision

from example_site.home.models import ContentPage
from tests.factories import a_survey_page, a_user, an_office, answer, home, running
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Office, QuestionSetVersion
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

OLD = "W którym wydziale lub biurze Urzędu załatwiał(a) Pan/Pani sprawę?"
NEW = "Gdzie załatwiono Pana/Pani sprawę?"
ANSWERS = 3


def reworded(text: str = NEW) -> Questionnaire:
    """Return the questions with another wording of the first."""
    [area] = SHORT_SET.areas
    first = dataclasses.replace(area.questions[0], text=text)
    area = dataclasses.replace(area, questions=(first, *area.questions[1:]))
    return dataclasses.replace(SHORT_SET, areas=(area,))


@dataclass(kw_only=True)
class Scene:
    """What stands there before, and who sits at the desk."""

    page: SurveyPage
    first: QuestionSetVersion
    office: Office
    admin: Any
    user: Any
    """Who sits at the desk."""
    desk: Client
    folder: Path
    change: Questionnaire = field(default_factory=reworded)

    def draft(self, questionnaire: Questionnaire | None = None) -> SurveyPage:
        """The page as an editor has changed it, not saved."""
        page = SurveyPage.objects.get(pk=self.page.pk)
        page.ask(questionnaire or self.change)
        return page

    def revision(self, questionnaire: Questionnaire | None = None) -> Revision:
        """The same, saved as a draft."""
        return self.draft(questionnaire).save_revision(user=self.admin)

    def fresh(self) -> SurveyPage:
        """The page as the database has it."""
        page: SurveyPage = SurveyPage.objects.get(pk=self.page.pk)
        return page

    def put_below(self, title: str) -> Page:
        """Move the page below a new one, and return that."""
        parent = home().add_child(instance=ContentPage(title=title, slug=title.lower()))
        self.fresh().move(parent, pos="last-child")
        found: Page = Page.objects.get(pk=parent.pk)
        return found


def a_scene(folder: Path) -> Scene:
    """Return the scene.

    Args:
        folder: for files that a path writes.
    """
    office = an_office()
    page = a_survey_page(slug="ankieta")
    first = running(page)
    for _ in range(ANSWERS):
        answer(first, {"overall": ["5"], "department": ["so"]})
    admin = a_user("admin", is_superuser=True)
    desk = Client()
    desk.force_login(admin)
    return Scene(
        page=page, first=first, office=office, admin=admin, user=admin, desk=desk, folder=folder
    )

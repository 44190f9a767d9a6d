"""How a survey begins: with a ready set of questions, as a draft (domain 3.2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, QuestionSource


class StartForm(forms.Form):
    """Which questions a new survey begins with."""

    starter = forms.ChoiceField(
        choices=(("full", _("Full set")), ("short", _("Short set")), ("empty", _("Empty survey"))),
        widget=forms.RadioSelect,
        initial="full",
        error_messages={"required": _("Choose what to begin with.")},
    )
    with_demographics = forms.BooleanField(required=False)

    def questionnaire(self, source: type[QuestionSource]) -> Questionnaire:
        """Return the set that was chosen, of those that the kind of page offers."""
        name = self.cleaned_data["starter"]
        if name == "full" and self.cleaned_data["with_demographics"]:
            name = "full_with_demographics"
        return source.starter_sets[name]


def start_survey(*, page_class: Any, parent: Any, questionnaire: Questionnaire, by: Any) -> Any:
    """Create the draft of a survey and return it; nothing is public yet.

    Args:
        page_class: a kind of page that is a `QuestionSource`.
        parent: the page under which it is created; the caller has asked Wagtail whether it may.
        questionnaire: what the survey begins with.
        by: the administrator, who becomes the owner.

    Raises:
        PermissionDenied: `by` lacks the administrator's right (R-19); nothing was created.
    """
    page = page_class(title=page_class.starter_title, owner=by, live=False)
    page.ask(questionnaire)
    with transaction.atomic():
        parent.add_child(instance=page)
        page.save_revision(user=by, log_action=True, clean=False)
    return page

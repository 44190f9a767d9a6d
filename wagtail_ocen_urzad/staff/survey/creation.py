"""Where a new survey begins: „Od czego zacząć?”, in place of Wagtail's empty form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad.staff.permissions import ADMINISTER
from wagtail_ocen_urzad.staff.survey.starting import StartForm, start_survey
from wagtail_ocen_urzad.survey.questionnaire import QuestionSource


def ask_what_to_begin_with(
    request: HttpRequest, parent: Any, page_class: Any
) -> HttpResponse | None:
    """Answer for Wagtail's page „new survey”, which has asked whether it may stand here.

    Raises:
        PermissionDenied: who asks lacks the administrator's right (R-19).
    """
    if not issubclass(page_class, QuestionSource):
        return None
    if not ADMINISTER.allows(user=request.user):
        raise PermissionDenied
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        page = start_survey(
            page_class=page_class,
            parent=parent,
            questionnaire=form.questionnaire(page_class),
            by=request.user,
        )
        messages.success(request, _("The draft of the survey is ready. Nothing is public yet."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return TemplateResponse(
        request,
        "wagtail_ocen_urzad/staff/survey/start.html",
        {
            "form": form,
            "counts": {
                name: sum(1 for _question in questionnaire.questions())
                for name, questionnaire in page_class.starter_sets.items()
            },
            "parent": parent,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": str(parent)},
                {"url": "", "label": _("New survey")},
            ],
            "header_icon": "clipboard-list",
            "header_title": _("New survey"),
            "page_title": _("What to begin with?"),
        },
    )

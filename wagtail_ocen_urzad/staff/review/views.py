"""Screens of the review desk. Each calls one operation; no address holds the id of an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.reports.documents.typesetting import day, whole
from wagtail_ocen_urzad.reports.queries import reports_over
from wagtail_ocen_urzad.staff.permissions import (
    ADMINISTER_BY_POST,
    LOOK_AFTER,
    guarded,
)
from wagtail_ocen_urzad.staff.review import wording
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import Response, Survey

TEMPLATES = "wagtail_ocen_urzad/staff/review"
PER_PAGE = 50
ICON = "view"


class ReasonForm(forms.Form):
    """Why an answer is taken out of the figures."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for excluding"),
        help_text=gettext_lazy(
            "Goes into the log with your name. Please write neither personal data nor what was"
            " answered."
        ),
        max_length=operations.REASON_LIMIT,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )


def survey_of(*, code: str) -> Survey | None:
    """Return the survey with this code, or None."""
    return queries.survey_by_code(code=code)


def flagged(*, code: str, key: str) -> Response | None:
    """Return the flagged answer with this name of the survey with this code, or None."""
    return queries.flagged_response(code=code, key=key)


@guarded(rule=LOOK_AFTER)
def index(request: HttpRequest) -> HttpResponse:
    """List the surveys with how many answers wait; the only survey opens at once."""
    found = queries.flagged_by_survey()
    if len(found) == 1:
        return redirect("ocen_urzad_review:answers", found[0][0].code)
    rows = [
        {
            "title": survey.title,
            "url": reverse("ocen_urzad_review:answers", args=[survey.code]),
            "counted": whole(number=counted),
            "excluded": whole(number=excluded),
        }
        for survey, counted, excluded in found
    ]
    return render(
        request, f"{TEMPLATES}/index.html", {"rows": rows, **_head(_("Answers to check"))}
    )


@guarded(rule=LOOK_AFTER, of=survey_of)
def answers(request: HttpRequest, survey: Survey) -> HttpResponse:
    """List the flagged answers of a survey, newest day first."""
    is_excluded = request.GET.get("stan") == "wykluczone"
    found = queries.flagged_responses(survey=survey, is_excluded=is_excluded)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    rows = [
        {
            "url": reverse("ocen_urzad_review:answer", args=[survey.code, one.review_key]),
            "key": one.review_key,
            "day": day(on=one.answered_on),
            "version": one.version.number,
            "signs": wording.signs(flags=one.flags),
            "state": wording.state(response=one),
        }
        for one in page
    ]
    return render(
        request,
        f"{TEMPLATES}/answers.html",
        {
            "survey": survey,
            "rows": rows,
            "items": page,
            "is_excluded": is_excluded,
            "address": reverse("ocen_urzad_review:answers", args=[survey.code]),
            **_head(_("Answers to check"), above=(survey.title, "index")),
        },
    )


@guarded(rule=LOOK_AFTER, of=flagged)
def answer(request: HttpRequest, response: Response) -> HttpResponse:
    """Show one answer with its questions: the only place where staff see one; the log says who."""
    audit.record(
        action=audit.SEE_RESPONSE,
        of=response.version.survey,
        by=request.user,
        number=response.version.number,
        answer=response.review_key,
    )
    return _shown(request, response, ReasonForm())


@guarded(rule=ADMINISTER_BY_POST, of=flagged)
def exclude(request: HttpRequest, response: Response) -> HttpResponse:
    """Take it out of the figures, with a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, response, form)
    try:
        operations.exclude_response(
            response=response, reason=form.cleaned_data["reason"], by=request.user
        )
    except operations.UnableToExclude as error:
        messages.error(request, _refusal(error))
    else:
        messages.success(request, _("The answer was excluded from the figures."))
    return redirect("ocen_urzad_review:answer", response.version.survey.code, response.review_key)


@guarded(rule=ADMINISTER_BY_POST, of=flagged)
def restore(request: HttpRequest, response: Response) -> HttpResponse:
    """Put it back into the figures."""
    try:
        operations.restore_response(response=response, by=request.user)
    except operations.UnableToExclude as error:
        messages.error(request, _refusal(error))
    else:
        messages.success(request, _("The answer is counted again."))
    return redirect("ocen_urzad_review:answer", response.version.survey.code, response.review_key)


def _shown(request: HttpRequest, response: Response, form: ReasonForm) -> HttpResponse:
    survey = response.version.survey
    title = _("Answer %(key)s") % {"key": response.review_key}
    return render(
        request,
        f"{TEMPLATES}/answer.html",
        {
            "form": form,
            "survey": survey,
            "response": response,
            "day": day(on=response.answered_on),
            "signs": wording.signs(flags=response.flags),
            "state": wording.state(response=response),
            "lines": wording.lines(response=response),
            "is_reported": operations.is_reported(response=response),
            "over": _over(response),
            **_head(title, above=(_("Answers to check"), "answers", survey.code)),
        },
    )


def _over(response: Response) -> str:
    """Say which saved reports stay as they are."""
    numbers = reports_over(response=response)
    if not numbers:
        return ""
    return ngettext(
        "A saved report counts this answer (no. %(numbers)s). It will not change.",
        "Saved reports count this answer (no. %(numbers)s). They will not change.",
        len(numbers),
    ) % {"numbers": ", ".join(map(str, numbers))}


def _refusal(error: operations.UnableToExclude) -> str:
    if isinstance(error, operations.AlreadyReported):
        return _(
            "Nothing was changed: the version of this answer is closed, and the report that closed"
            " it counts the answer as it is."
        )
    if isinstance(error, operations.NothingToDo):
        return _("Nothing was changed: somebody else has done it already.")
    return _("Nothing was changed.")


def _head(title: str, *, above: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what Wagtail's header wants: the way here, the last title large.

    Args:
        title: of this screen.
        above: label, name and arguments of the screen that this one was opened from.
    """
    steps = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if above:
        label, name, *arguments = above
        url = reverse(f"ocen_urzad_review:{name}", args=arguments)
        steps.append({"url": url, "label": label})
    steps.append({"url": "", "label": title})
    return {"header_title": title, "header_icon": ICON, "breadcrumbs_items": steps}

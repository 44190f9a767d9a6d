"""Remarks beside a task; they change nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.models import Study, StudyComment
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.permissions import TAKE_PART_BY_POST, guarded
from wagtail_ocen_urzad.staff.procedure import places, records
from wagtail_ocen_urzad.staff.procedure.fields import TextField
from wagtail_ocen_urzad.staff.procedure.performing import attempt
from wagtail_ocen_urzad.staff.procedure.places import TaskPlace, task_url
from wagtail_ocen_urzad.staff.procedure.rights import may_write


class CommentForm(forms.Form):
    """The remark."""

    text = TextField(label=gettext_lazy("Your comment"), rows=3, max_length=2000)


def comments_at(
    *, study: Study, task: str, user: Any, mine: frozenset[Role]
) -> list[dict[str, Any]]:
    """Return the remarks beside a task, withdrawn or not, oldest first, with their trace.

    Args:
        study: the edition.
        task: code of the task.
        user: who looks; the author may correct a remark.
        mine: their roles.
    """
    written: Any = StudyComment.objects.filter(study=study, task=task)
    found = list(written.select_related("recorded_by").order_by("pk"))
    return [
        {
            "text": one.text,
            "author": one.author,
            "day": day(on=conf.local_date(at=one.recorded_on)),
            "line": line,
            "may_correct": records.may_correct(line=line, study=study, user=user, mine=mine),
        }
        for one, line in zip(found, records.lines(study=study, records=found), strict=True)
    ]


@guarded(rule=TAKE_PART_BY_POST, of=places.task_of, may=may_write)
def comment(request: HttpRequest, found: TaskPlace) -> HttpResponse:
    """Add a remark."""
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The comment was not saved: write its text."))
        return redirect(_back(found))

    def do(at: Any) -> StudyComment:
        return operations.comment_on_study(
            study=found.study,
            text=form.cleaned_data["text"],
            task=found.task.code,
            by=request.user,
            at=at,
        )

    done, refused = attempt(do=do, study=found.study, request=request)
    if done is not None:
        messages.success(request, _("The comment was added."))
    for one in refused:
        messages.error(request, one.text)
    return redirect(_back(found))


def _back(found: TaskPlace) -> str:
    return f"{task_url(study=found.study, code=found.task.code)}#komentarze"

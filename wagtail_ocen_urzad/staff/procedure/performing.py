"""Doing an act: the form, one operation, the word to whoever is next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import plan
from wagtail_ocen_urzad.procedure.facts import Lack
from wagtail_ocen_urzad.procedure.models import Study
from wagtail_ocen_urzad.procedure.steps import Task
from wagtail_ocen_urzad.staff.procedure import notices, wording
from wagtail_ocen_urzad.staff.procedure.fields import StudyForm
from wagtail_ocen_urzad.staff.procedure.places import ActPlace, task_url

Done = TypeVar("Done")


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why an act was refused, and where that is mended."""

    text: str
    url: str


def form_of_act(*, place: ActPlace, request: HttpRequest | None, today: Any) -> StudyForm:
    """Return the form of an act: empty, or with what was sent."""
    key = f"_{place.record.pk}" if place.record else ""
    return place.act.form(
        request.POST if request else None,
        request.FILES if request else None,
        study=place.study,
        today=today,
        initial=place.act.initial(place.study) if request is None else None,
        auto_id=f"id_{place.act.slug}{key}_%s",
    )


def do_act(*, place: ActPlace, form: StudyForm, request: HttpRequest) -> tuple[Any, list[Refusal]]:
    """Do the act of a valid form.

    Returns:
        what the operation made, and why it refused; one of them is empty. What concerns a field
        of the form is said beside it.
    """
    subject = place.study if place.record is None else place.record

    def do(at: datetime) -> Any:
        return place.act.do(
            **{place.act.argument: subject}, **arguments(form=form), by=request.user, at=at
        )

    return attempt(do=do, study=place.study, request=request, form=form)


def attempt(
    *,
    do: Callable[[datetime], Done],
    study: Study,
    request: HttpRequest,
    form: Any = None,
) -> tuple[Done | None, list[Refusal]]:
    """Do something to an edition, and let those know for whom the matter waits now.

    The notices leave when everything is stored; one that cannot be sent changes nothing.

    Args:
        do: calls one operation; gets the time.
        study: the edition.
        request: of whoever does it.
        form: where a refusal about one of its fields is said.
    """
    at = timezone.now()
    today = conf.local_date(at=at)
    try:
        with transaction.atomic():
            # Whoever acts at the same time waits here, so that what changed is told once.
            Study.objects.select_for_update().get(pk=study.pk)
            before = queries.standing_of(study=study, today=today)
            done = do(at)
            after = queries.standing_of(study=study, today=today)
            notices.tell_the_next(study=study, before=before, after=after, by=request.user)
    except operations.UnableToAct as error:
        return None, refusals(study=study, lacks=error.lacks, form=form)
    return done, []


def arguments(*, form: StudyForm) -> dict[str, Any]:
    """Return the values of a form as an operation takes them."""
    values = dict(form.cleaned_data)
    if "files" in values:
        values["files"] = [
            operations.NewFile(name=one.name, content=one.read()) for one in values["files"]
        ]
    return values


def refusals(*, study: Study, lacks: tuple[Lack, ...], form: Any = None) -> list[Refusal]:
    """Return why an act was refused; what concerns a field is said beside the field."""
    tasks, names = tasks_of(study=study), queries.names_of(study=study)
    left: dict[str, Refusal] = {}
    for lack in lacks:
        text = wording.refusal(of=lack, tasks=tasks, names=names)
        if form is not None and lack.field in form.fields:
            form.add_error(lack.field, text)
            continue
        url = f"{task_url(study=study, code=lack.task)}#zadanie" if lack.task in tasks else ""
        left.setdefault(text, Refusal(text=text, url=url))
    return list(left.values())


def tasks_of(*, study: Study) -> Mapping[str, Task]:
    """Return every task of the procedure that the edition follows, by its code."""
    stages = plan(adaptation=study.procedure.adaptation)
    return {task.code: task for stage in stages for task in stage.tasks}

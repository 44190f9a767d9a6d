"""„Do zamknięcia kroku brakuje”: what is lacking, each with a link to the field that mends it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import Study
from wagtail_ocen_urzad.procedure.steps import Role, Task, TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb
from wagtail_ocen_urzad.staff.procedure import wording
from wagtail_ocen_urzad.staff.procedure.acts import Act, acts_of
from wagtail_ocen_urzad.staff.procedure.performing import tasks_of
from wagtail_ocen_urzad.staff.procedure.places import task_url
from wagtail_ocen_urzad.staff.procedure.rights import roles_of_act

DESK = "zadanie"
"""Id of the heading of a desk."""
MENDED_BY: dict[Lacking, Verb] = {
    Lacking.ISSUES: Verb.ADD_ISSUE,
    Lacking.LETTER: Verb.PREPARE_ENQUIRY,
    Lacking.RECIPIENTS: Verb.ADD_RECIPIENT,
}
"""Of tasks with several acts, the one that mends it."""


@dataclass(frozen=True, kw_only=True)
class MissingLine:
    """One thing that a step lacks, and where it is mended."""

    text: str
    url: str


def missing(
    *, study: Study, lacks: Iterable[Lack], mine: frozenset[Role], current: str = ""
) -> list[MissingLine]:
    """Return what is lacking in words.

    Args:
        study: the edition.
        lacks: what is lacking, as data.
        mine: roles of whoever looks; only who may mend it is led to the field.
        current: code of the task whose desk is open, '' of none.
    """
    tasks, names = tasks_of(study=study), queries.names_of(study=study)
    found = []
    for lack in dict.fromkeys(lacks):
        text = wording.lack(of=lack, tasks=tasks, names=names)
        anchor = f"#{_field(lack, tasks[lack.task], mine) if lack.task in tasks else DESK}"
        url = anchor if lack.task == current else f"{task_url(study=study, code=lack.task)}{anchor}"
        found.append(MissingLine(text=text, url=url))
    return found


def _field(lack: Lack, task: Task, mine: frozenset[Role]) -> str:
    """Return the id of the first field of the act that mends it.

    Of the desk for those who may not, and where the act stands at a record.
    """
    act = _act(lack, task)
    if act is None or not mine & roles_of_act(act=act, task=task):
        return DESK
    name, field = next(iter(act.form.base_fields.items()))
    has_several = isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"id_{act.slug}_{name}{'_0' if has_several else ''}"


def _act(lack: Lack, task: Task) -> Act | None:
    acts = [one for one in acts_of(task=task) if one.on is None]
    verb = MENDED_BY.get(lack.what)
    if lack.what is Lacking.TASK and task.code == TaskCode.CATALOGUE:
        verb = Verb.COMPILE_CATALOGUE
    if lack.what in {Lacking.REPLIES, Lacking.ACTIONS_DONE}:
        return None
    return next((one for one in acts if verb in {None, one.verb}), None)

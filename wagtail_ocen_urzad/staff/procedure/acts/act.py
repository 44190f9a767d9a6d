"""One act: whose verb it is, what it asks for, and which operation it calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from wagtail_ocen_urzad.procedure.models import Study, StudyRecord
from wagtail_ocen_urzad.procedure.verbs import TASK_OF, Verb
from wagtail_ocen_urzad.staff.procedure.fields import PapersField, StudyForm

Initial = Callable[[Study], Mapping[str, Any]]
Offered = Callable[[Sequence[StudyRecord]], bool]


def papers(*, label: Promise | None = None, required: bool = False) -> PapersField:
    """Return the field for files that come with an act."""
    return PapersField(label=label or gettext_lazy("Files"), required=required)


def nothing_yet(_study: Study) -> Mapping[str, Any]:
    """Return an empty form."""
    return {}


def always(_records: Sequence[StudyRecord]) -> bool:
    """Offer an act again and again."""
    return True


def until(kind: type[StudyRecord]) -> Offered:
    """Offer an act until there is a record of this kind."""

    def is_offered(records: Sequence[StudyRecord]) -> bool:
        return not any(isinstance(one, kind) for one in records)

    return is_offered


@dataclass(frozen=True, kw_only=True)
class Act:
    """What a person does on the desk of a task with one button."""

    verb: Verb
    slug: str
    """Its part of the address."""
    heading: Promise
    """Over the form."""
    button: Promise
    form: type[StudyForm]
    do: Callable[..., Any]
    """The operation; it is called with the edition or the record, the fields, `by` and `at`."""
    offered: Offered = always
    """Says, from the records of the task, or for one record, whether there is still a use for it;
    the operation refuses it otherwise."""
    on: type[StudyRecord] | None = None
    """It works on one record of this kind."""
    argument: str = "study"
    """What the operation calls the edition, or the record."""
    initial: Initial = nothing_yet
    help: Promise | str = ""
    task: str = ""
    """Where it stands, when its verb does not say so."""

    @property
    def stands_at(self) -> str:
        """The code of the task on whose desk it stands."""
        return self.task or TASK_OF[self.verb]

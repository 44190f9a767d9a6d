"""What a step and a task are."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_ocen_urzad.procedure.steps.codes import Role, StageCode, TaskCode


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One thing to be done: a clause of a sentence of the procedure."""

    code: str
    """A `TaskCode`, or the code of a step of the office's own."""
    actor: Role
    """For whom the matter waits."""
    also: tuple[Role, ...] = ()
    """Who may do it as well."""
    needs: tuple[TaskCode, ...] = ()
    """What must be done before."""
    quote: str
    """The sentence, word for word; of an own step, the office's words."""
    closes_with: str
    """What must be there to close it, as a requirement of domain 2.1 says it."""
    source: str
    """Number of that requirement, such as P-05; '' for an own step."""
    may_be_moved: bool = False
    """Its deadline may be moved with a reason."""
    title: str = ""
    """Only of an own step: the office's words. The others are named by `words`."""
    is_required: bool = True
    """The edition is not closed without it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One of the seven steps."""

    number: int
    code: StageCode
    actor: Role
    input: str
    """What it starts from, in the words of the document."""
    output: str
    """What it leaves behind, in the words of the document."""
    exception: str = ""
    """The sentence that allows to depart from it, if there is one."""
    quote: str
    """The whole step, word for word."""
    tasks: tuple[Task, ...]

    @property
    def depends_on_assessment(self) -> bool:
        """The step applies only „jeżeli badania wykazują nieprawidłowości bądź zagrożenie”."""
        return self.code is StageCode.AUDIT

"""What the records of an edition say, and the names of what can be lacking. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from wagtail_ocen_urzad.procedure.adaptation import Adaptation, plan
from wagtail_ocen_urzad.procedure.calendar import Move
from wagtail_ocen_urzad.procedure.steps import Role, Stage, Task, TaskCode


class Lacking(StrEnum):
    """What is not there yet, or stands in the way."""

    TASK = "task"
    """Another task must be done first: `Lack.task`."""
    ISSUES = "issues"
    LETTER = "letter"
    RECIPIENTS = "recipients"
    """Enquiries to firms that count: `Lack.needed`, `Lack.there`."""
    REPLIES = "replies"
    """Recipients that neither answered nor were noted as silent: `Lack.there` of `needed`."""
    UNIT_HEAD_TOOK_PART = "unit_head_took_part"
    DESK_HEAD_TOOK_PART = "desk_head_took_part"
    IRREGULARITY = "irregularity"
    """The assessment says „none”: the step does not apply."""
    AUDIT_HELD = "audit_held"
    ACTIONS = "actions"
    """Neither an action nor the reason why none is needed."""
    ACTIONS_DONE = "actions_done"
    """Actions that are not done: `Lack.there` of `needed`."""
    CHANNELS = "channels"
    """Ways of publishing that were indicated and not used: `Lack.there` of `needed`."""
    FIELD = "field"
    """An empty field: `Lack.field`."""
    DATE_AHEAD = "date_ahead"
    """A day that has not come yet, in `Lack.field`."""
    DATES_TURNED_ROUND = "dates_turned_round"
    """The last day lies before the first, in `Lack.field`; with `Lack.task`, the day of that task
    before the day of the task that it follows."""
    FILE = "file"
    ROLE = "role"
    """Whoever acts holds none of `Lack.roles`."""
    SOURCE = "source"
    """This role does not speak for that source of issues."""
    ALREADY_DONE = "already_done"
    CLOSED = "closed"
    """The edition is closed."""
    NOT_THERE = "not_there"
    """The record belongs to another edition, or was withdrawn."""
    IN_USE = "in_use"
    """Something later rests on it: `Lack.task`. Withdraw that first."""
    DEADLINE = "deadline"
    """The first date of a task would become another one; it is moved, with a reason."""
    VALUE = "value"
    """A value that is none of those allowed, in `Lack.field`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lack:
    """One thing that is lacking, as data; screens say it and link to the place."""

    what: Lacking
    task: str = ""
    """Code of the task where it is mended."""
    field: str = ""
    """Name of the field, where one is meant."""
    needed: int = 0
    there: int = 0
    roles: tuple[Role, ...] = ()


class Warned(StrEnum):
    """What the document only implies: said, never blocking."""

    NO_QUOTES = "no_quotes"
    """Nobody answered with a price; the text sets no minimum (P-06)."""
    CATALOGUE_ONE_SOURCE = "catalogue_one_source"
    """Not every one of the five sources has spoken (P-04)."""
    OTHER_PATH = "other_path"
    """Another path than the threshold proposes (P-07)."""
    NO_RESULT = "no_result"
    """A contract without a result of the procurement."""
    CONTRACT_FIRST = "contract_first"
    """A contract signed before the procurement was started (P-07, P-08)."""
    OTHER_KIND = "other_kind"
    """A contract on another kind of study than the edition's (P-01, P-08)."""
    NOT_DESCRIBED = "not_described"
    """A contract, and no method or no sample: „w wiarygodny sposób” cannot be shown (P-01)."""
    DATE_FIRST = "date_first"
    """The date was agreed before the contract was signed (P-08, P-10)."""
    EXACT_DATE_FIRST = "exact_date_first"
    """The exact date was agreed before the date (P-10, P-13)."""
    NOT_MONITORED = "not_monitored"
    """Results came in and the monitoring lacks one of the two heads (P-15)."""
    NOT_ASSESSED = "not_assessed"
    """Submitted to the head of the office before the assessment (P-18)."""
    EFFECT_NOT_CHECKED = "effect_not_checked"
    """An action is done and nobody has checked its effect (P-20)."""


class AssessedAs(StrEnum):
    """The three values of P-18, and that there is none yet."""

    NOT_YET = ""
    NONE = "none"
    RISK = "risk"
    IRREGULARITY = "irregularity"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the records of an edition say; withdrawn ones are not counted."""

    year: int
    adaptation: Adaptation
    closed_on: date | None = None
    recorded: Mapping[str, date] = field(default_factory=dict)
    """Day of the act that belongs to a task; of several the last. By code of the task."""
    began: Mapping[str, date] = field(default_factory=dict)
    """Of several acts the first, of an audit the day on which it began. By code of the task."""
    due: Mapping[str, date] = field(default_factory=dict)
    """Deadlines that the edition itself sets (the contract's, say), by code of the task."""
    moves: Mapping[str, tuple[Move, ...]] = field(default_factory=dict)
    issues: int = 0
    sources: int = 0
    """How many of the five sources."""
    has_letter: bool = False
    recipients: int = 0
    """Firms that count (reputable, nationwide, each said why), asked or not."""
    sent: int = 0
    """Enquiries sent to firms that count."""
    asked: int = 0
    """All enquiries that were sent."""
    answered: int = 0
    """Of those asked: a quote or „no reply”."""
    quotes: int = 0
    sent_before_letter: bool = False
    """An enquiry is dated before its letter."""
    answered_before_sent: bool = False
    """A reply is dated before its enquiry was sent."""
    path: str = ""
    """Under which rules the procurement goes, once it was started."""
    takes_other_path: bool = False
    has_procurement_result: bool = False
    is_described: bool = False
    """Method and sample are written down."""
    is_of_other_kind: bool = False
    """The contract speaks of another kind of study than the edition."""
    with_unit_head: bool = False
    with_desk_head: bool = False
    assessed_as: AssessedAs = AssessedAs.NOT_YET
    is_acknowledged: bool = False
    """The head of the office has written down that they read the results."""
    audit_held: bool = False
    actions: int = 0
    actions_done: int = 0
    effects_checked: int = 0
    needs_no_actions: bool = False
    channels: int = 0
    channels_used: int = 0
    channels_foreign: int = 0
    """Ways that were used although nobody indicated them; no verb leads there."""

    @property
    def audit_applies(self) -> bool | None:
        """Step 6 applies; None as long as nobody has assessed the results."""
        if self.assessed_as is AssessedAs.NOT_YET:
            return None
        return self.assessed_as is not AssessedAs.NONE

    @property
    def begun(self) -> frozenset[str]:
        """Codes of the tasks of which something is written down, done or not."""
        also = {TaskCode.ENQUIRY: self.has_letter, TaskCode.ACTIONS: self.actions > 0}
        return frozenset(self.recorded) | {code for code, is_there in also.items() if is_there}

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The seven steps as the office has adopted them."""
        return plan(adaptation=self.adaptation)

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Every task by its code, in the order of the document."""
        return {task.code: task for stage in self.stages for task in stage.tasks}

    @cached_property
    def skipped(self) -> frozenset[str]:
        """Codes of the tasks that do not apply, because the assessment found nothing."""
        if self.audit_applies is not False:
            return frozenset()
        return self.conditional

    @cached_property
    def conditional(self) -> frozenset[str]:
        """Codes of the tasks that apply only if the assessment found something."""
        return frozenset(
            task.code for one in self.stages if one.depends_on_assessment for task in one.tasks
        )

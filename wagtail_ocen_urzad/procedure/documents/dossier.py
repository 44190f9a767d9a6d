"""The file of an edition, as plain data in words: what is printed and what an auditor reads.

It is told by the chain: every act stands at the step it belongs to, with who did it, when, and
with which files; what was corrected or withdrawn stands there, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad import conf, files
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.documents.saying import (
    earlier_values,
    facts_of,
    is_other,
    reason_of,
)
from wagtail_ocen_urzad.procedure.models import (
    RECORDS,
    DeadlineMove,
    EnquiryRecipient,
    FindingAssessment,
    Handover,
    Issue,
    Study,
    StudyEntry,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.progress import (
    StageStanding,
    State,
    StudyStanding,
    TaskStanding,
)
from wagtail_ocen_urzad.procedure.steps import Task, TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb
from wagtail_ocen_urzad.procedure.words import (
    Names,
    after_deadline,
    in_this_office,
    stage_title,
    task_title,
    verb_done,
)
from wagtail_ocen_urzad.reports.documents.typesetting import day, in_fours, whole

About = tuple[str, int]
"""Kind and key of a record, as an entry names it."""

AT_THE_SUBMISSION = {Verb.ACKNOWLEDGE: TaskCode.SUBMISSION}
"""Acts of the edition that are read beside a task."""

TAKEN_OVER: dict[str, str] = {
    Issue.record_kind(): TaskCode.CATALOGUE,
    EnquiryRecipient.record_kind(): TaskCode.ENQUIRY,
}
"""Where records are read that came with the edition, from the one before (P-23)."""


STATES: dict[State, Promise] = {
    State.DONE: pgettext_lazy("study", "done"),
    State.NOW: pgettext_lazy("study", "now"),
    State.LATE: pgettext_lazy("study", "overdue"),
    State.TO_COME: pgettext_lazy("study", "to come"),
    State.DEPENDS: pgettext_lazy("study", "depends on the assessment"),
    State.NOT_APPLICABLE: pgettext_lazy("study", "not applicable"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLine:
    """A file that was handed in."""

    name: str
    size: str
    sha256: str
    entry: int
    """Number of the entry with which it came."""
    is_whole: bool
    """It is still kept as it came."""
    is_other: bool = False
    """It is not the questionnaire that was accepted and handed over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """A correction or a withdrawal."""

    said: str
    reason: str
    before: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordPart:
    """One record, with whatever was done to it."""

    title: str
    is_withdrawn: bool
    facts: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]
    """„Wpisano umowę: 28 maja 2026 r., Marek Wrona (…), wpis 27”."""
    files: tuple[FileLine, ...]
    traces: tuple[Trace, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskPart:
    """One task of a step."""

    title: str
    state: str
    deadline: str
    records: tuple[RecordPart, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StagePart:
    """One of the seven steps."""

    anchor: str
    number: int
    title: str
    quote: str
    names: str
    """Whom it names, as the office calls them; '' where nothing was changed."""
    actor: str
    state: str
    tasks: tuple[TaskPart, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryLine:
    """One entry of the chain."""

    number: int
    when: str
    who: str
    what: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """The whole file of an edition."""

    study: Study
    standing: StudyStanding
    stages: tuple[StagePart, ...]
    moves: tuple[tuple[str, ...], ...]
    """Task · from · to · who, when · why."""
    handovers: tuple[tuple[str, ...], ...]
    """What · from · to · when."""
    comments: tuple[RecordPart, ...]
    entries: tuple[EntryLine, ...]
    files: tuple[FileLine, ...]
    head: str
    """Hash of the last entry: it covers all of them."""


def dossier_of(*, study: Study, today: date) -> Dossier:
    """Return everything that is written down in an edition, in the language that is active.

    Args:
        study: with its office and procedure.
        today: in the office's zone: deadlines that are open are said for this day.
    """
    entries = list(queries.entries_of(study=study))
    standing = queries.standing_of(study=study, today=today)
    reader = _Reader(study=study, entries=entries)
    return Dossier(
        study=study,
        standing=standing,
        stages=tuple(reader.stage(one) for one in standing.stages),
        moves=tuple(reader.moves()),
        handovers=tuple(reader.handovers()),
        comments=tuple(reader.at("comment")),
        entries=tuple(_entry(one, reader.names) for one in entries),
        files=tuple(line for one in entries for line in reader.files_of(one)),
        head=entries[-1].sha256 if entries else "",
    )


class _Reader:
    """Reads an edition once and says its parts."""

    def __init__(self, *, study: Study, entries: Sequence[StudyEntry]) -> None:
        self.acts: dict[About, list[StudyEntry]] = defaultdict(list)
        for entry in entries:
            self.acts[entry.record_kind, entry.record_key].append(entry)
        self.records: dict[About, StudyRecord] = {
            (kind.record_kind(), one.pk): one
            for kind in RECORDS
            for one in kind.objects.filter(study=study).select_related(*_related(kind))
        }
        self.places: dict[str, list[About]] = defaultdict(list)
        for about, acts in self.acts.items():
            self.places[_place(acts[0])].append(about)
        self.tasks = {
            one.code: one for stage in queries.facts_of(study=study).stages for one in stage.tasks
        }
        self.named = study.procedure.adaptation.named
        self.names = queries.names_of(study=study)
        assessments = queries.records_of(study=study, kind=FindingAssessment)
        self.reason = reason_of(assessments=list(assessments))
        self.whole: dict[str, bool] = {}

    def stage(self, one: StageStanding) -> StagePart:
        return StagePart(
            anchor=f"krok-{one.stage.number}",
            number=one.stage.number,
            title=stage_title(stage=one.stage),
            quote=one.stage.quote,
            names=in_this_office(adaptation=self.names.adaptation, quote=one.stage.quote),
            actor=self.named(role=one.stage.actor),
            state=self._stage_state(one),
            tasks=tuple(self._task(task) for task in one.tasks),
        )

    def _stage_state(self, one: StageStanding) -> str:
        """Return the state; of a step that does not apply with who found that, when and why."""
        said = _state(one.state, one.done_on)
        return f"{said}: {self.reason}" if one.state is State.NOT_APPLICABLE else said

    def _task(self, one: TaskStanding) -> TaskPart:
        return TaskPart(
            title=self._title(one.task),
            state=_state(one.state, one.done_on),
            deadline=_deadline(one),
            records=tuple(self.at(one.task.code)),
        )

    def _title(self, task: Task) -> str:
        return task_title(task=task, names=self.names)

    def at(self, place: str) -> Iterator[RecordPart]:
        """Yield the records at a task, in the order of writing."""
        for about in self.places[place]:
            record = self.records.get(about)
            if record is not None:
                yield self._record(record, self.acts[about])

    def _record(self, record: StudyRecord, acts: Sequence[StudyEntry]) -> RecordPart:
        return RecordPart(
            title=str(capfirst(record.record_name())),
            is_withdrawn=record.is_withdrawn,
            facts=facts_of(record=record),
            acts=tuple(_act(one, self.names) for one in acts),
            files=tuple(line for one in acts for line in self.files_of(one, record)),
            traces=tuple(_trace(record, one, self.names) for one in acts if one.data["reason"]),
        )

    def files_of(self, entry: StudyEntry, record: StudyRecord | None = None) -> Iterator[FileLine]:
        """Yield the files that came with an act, about a record where one is given."""
        for one in entry.files.all():
            yield FileLine(
                name=one.name,
                size=file_size(size=one.size),
                sha256=in_fours(sha256=one.sha256),
                entry=entry.number,
                is_whole=self._is_whole(one.sha256),
                is_other=is_other(record=record, sha256=one.sha256),
            )

    def _is_whole(self, sha256: str) -> bool:
        """Read each file once, however often it is told of."""
        if sha256 not in self.whole:
            self.whole[sha256] = files.state(sha256=sha256) is files.State.WHOLE
        return self.whole[sha256]

    def moves(self) -> Iterator[tuple[str, ...]]:
        """Yield every moving of a deadline."""
        for one in self.records.values():
            if isinstance(one, DeadlineMove):
                yield (
                    self._title(self.tasks[one.task]),
                    day(on=one.moved_from),
                    day(on=one.moved_to),
                    f"{one.moved_by}, {day(on=one.moved_on)}",
                    one.reason,
                )

    def handovers(self) -> Iterator[tuple[str, ...]]:
        """Yield every handover that counts, in the order of the days."""
        given = [one for one in self.records.values() if isinstance(one, Handover)]
        for one in sorted(given, key=lambda one: (one.handed_on, one.pk)):
            if not one.is_withdrawn:
                title = self._title(self.tasks[one.task])
                yield title, one.from_name, one.to_name, day(on=one.handed_on)


def _related(kind: type[StudyRecord]) -> list[str]:
    return [one.name for one in kind.columns() if one.is_relation and one.name != "study"]


def _place(first: StudyEntry) -> str:
    """Where a record is read: the task of the act that made it."""
    if first.verb == Verb.COMMENT:
        return "comment"
    told: Mapping[str, str] = first.data["data"]
    named = first.data["task"] or told.get("task") or told.get("step")
    at = named or TAKEN_OVER.get(first.record_kind, "")
    return str(AT_THE_SUBMISSION.get(Verb(first.verb), at))


def _act(entry: StudyEntry, names: Names) -> str:
    return _("%(what)s: %(who)s, %(when)s, entry %(number)s") % {
        "what": verb_done(verb=entry.verb, names=names),
        "who": _who(entry),
        "when": day(on=conf.local_date(at=entry.made_on)),
        "number": entry.number,
    }


def _who(entry: StudyEntry) -> str:
    """Return „Marek Wrona (Pracownik Wydziału Organizacyjnego)”, as the entry says it."""
    made = entry.data["made"]
    name = made["by"] or _("nobody named")
    return f"{name} ({made['role_name']})" if made["role_name"] else name


def _entry(entry: StudyEntry, names: Names) -> EntryLine:
    return EntryLine(
        number=entry.number,
        when=moment(at=entry.made_on),
        who=_who(entry),
        what=verb_done(verb=entry.verb, names=names),
        sha256=in_fours(sha256=entry.sha256),
    )


def _trace(record: StudyRecord, entry: StudyEntry, names: Names) -> Trace:
    is_withdrawal = entry.verb == Verb.WITHDRAW
    before, after = entry.data["before"] or {}, entry.data["data"]
    return Trace(
        said=_act(entry, names),
        reason=entry.data["reason"],
        before=() if is_withdrawal else earlier_values(record=record, before=before, after=after),
    )


def _state(state: State, done_on: date | None) -> str:
    if state is State.DONE and done_on is not None:
        return _("done on %(date)s") % {"date": day(on=done_on)}
    return str(STATES[state])


def _deadline(one: TaskStanding) -> str:
    """Return „termin 26 czerwca 2026 r., pierwotnie 15 czerwca 2026 r. – 5 dni po terminie”.

    Nothing when there is no deadline; the last part of what was done late.
    """
    if one.deadline is None:
        return ""
    deadline = one.deadline.deadline
    words = {"date": day(on=deadline.due), "first": day(on=deadline.first)}
    if deadline.is_moved:
        said = _("due on %(date)s, at first on %(first)s") % words
    else:
        said = _("due on %(date)s") % words
    return f"{said} – {after_deadline(days=one.days_late)}" if one.days_late else said


def file_size(*, size: int) -> str:
    """Return „12 kB”."""
    return _("%(kilobytes)s kB") % {"kilobytes": whole(number=max(1, size // 1024))}


def moment(*, at: datetime) -> str:
    """Return „28 maja 2026 r., 10:00”, in the office's zone."""
    local = at.astimezone(conf.time_zone())
    return f"{day(on=local.date())}, {local.hour}:{local:%M}"

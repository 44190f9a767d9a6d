"""What is written down at a task: each record with its values, its files and its trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.documents.saying import (
    earlier_values,
    facts_of,
    is_other,
    money,
)
from wagtail_ocen_urzad.procedure.models import (
    AuditGuidelines,
    Contract,
    DateAgreement,
    EnquiryRecipient,
    ExtraStepRecord,
    FindingAssessment,
    Handover,
    InternalAudit,
    Issue,
    IssueCatalogue,
    MonitoringEntry,
    PriceEnquiry,
    Procurement,
    Publication,
    PublicationDecision,
    QualityAction,
    QuestionnaireAcceptance,
    Quote,
    ResultsAcknowledgement,
    ResultsAnalysis,
    Study,
    StudyEntry,
    StudyFile,
    StudyRecord,
    StudyResults,
)
from wagtail_ocen_urzad.procedure.steps import Role, Task, TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb
from wagtail_ocen_urzad.reports.documents.typesetting import day, in_fours, whole
from wagtail_ocen_urzad.staff.procedure.places import study_url

KINDS: dict[str, tuple[type[StudyRecord], ...]] = {
    TaskCode.CATALOGUE: (Issue, IssueCatalogue),
    TaskCode.ENQUIRY: (PriceEnquiry, EnquiryRecipient),
    TaskCode.REPLIES: (EnquiryRecipient, Quote),
    TaskCode.PROCUREMENT: (Procurement,),
    TaskCode.CONTRACT: (Contract,),
    TaskCode.DATE: (DateAgreement,),
    TaskCode.ACCEPTANCE: (QuestionnaireAcceptance,),
    TaskCode.EXACT_DATE: (DateAgreement,),
    TaskCode.MONITORING: (MonitoringEntry,),
    TaskCode.RESULTS: (StudyResults,),
    TaskCode.ANALYSIS: (ResultsAnalysis,),
    TaskCode.ASSESSMENT: (FindingAssessment,),
    TaskCode.SUBMISSION: (Handover, ResultsAcknowledgement),
    TaskCode.AUDIT_ORDER: (InternalAudit,),
    TaskCode.AUDIT: (InternalAudit,),
    TaskCode.ACTIONS: (QualityAction,),
    TaskCode.PUBLICATION_DECISION: (PublicationDecision,),
    TaskCode.PUBLICATION: (Publication,),
    TaskCode.GUIDELINES: (AuditGuidelines,),
}
"""What is written down where; the other tasks are handovers, or steps of the office's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLine:
    """A file that came with an act."""

    name: str
    url: str
    size: str
    sha256: str
    is_other: bool = False
    """It is not the questionnaire that was accepted and handed over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TraceLine:
    """A correction or a withdrawal: who, when, why, and what stood there before."""

    said: str
    reason: str
    before: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordLine:
    """One record, to be read."""

    record: StudyRecord
    kind: str
    title: str
    """Of a record that is one sentence: this, and its facts in one line."""
    facts: tuple[tuple[str, str], ...]
    written: str
    """„wpisano 14 maja 2026 r., Marek Zieliński”."""
    files: tuple[FileLine, ...]
    trace: tuple[TraceLine, ...]
    is_withdrawn: bool
    verbs: tuple[str, ...]
    """Of every act about it, oldest first."""
    correct_url: str


def records_at(*, study: Study, task: Task) -> list[StudyRecord]:
    """Return everything written down at a task, withdrawn or not, in the order of writing."""
    found: list[StudyRecord] = []
    for kind in _kinds(task):
        related = [one.name for one in kind._meta.concrete_fields if one.is_relation]
        rows: Any = kind._default_manager.filter(study=study).select_related(*related)
        if kind in {Handover, DateAgreement}:
            rows = rows.filter(task=task.code)
        elif kind is ExtraStepRecord:
            rows = rows.filter(step=task.code)
        found += rows.order_by("pk")
    return found


def may_correct(*, line: RecordLine, study: Study, user: Any, mine: frozenset[Role]) -> bool:
    """Say whether somebody may correct a record now; asks nothing of the database.

    Args:
        study: the edition.
        user: who looks.
        mine: their roles in it.
    """
    if line.is_withdrawn or study.closed_on is not None:
        return False
    # Its procedure is read already.
    line.record.study = study
    return bool(
        mine
        & queries.roles_to_change(
            user=user, record=line.record, verbs=line.verbs, withdrawing=False
        )
    )


def lines(*, study: Study, records: Iterable[StudyRecord]) -> list[RecordLine]:
    """Return the records in words; as many queries for ten as for one."""
    found = list(records)
    acts = _acts(study, found)
    return [_line(study, one, acts[one.record_kind(), one.pk]) for one in found]


def about(*, record: StudyRecord, records: Iterable[StudyRecord]) -> list[StudyRecord]:
    """Return what a firm that was asked has answered, as far as it counts."""
    return [
        one
        for one in records
        if isinstance(one, Quote)
        and isinstance(record, EnquiryRecipient)
        and one.recipient_id == record.pk
        and not one.is_withdrawn
    ]


def is_aside(*, record: StudyRecord, task: Task) -> bool:
    """Say whether a record is looked after at another task and is here to be acted on only."""
    return task.code == TaskCode.REPLIES and isinstance(record, EnquiryRecipient)


def comparison(*, study: Study) -> list[dict[str, Any]]:
    """Return the replies beside each other, the lowest net price marked (P-06)."""
    return [
        {
            "firm": one.recipient.name,
            "day": day(on=one.quote.noted_on) if one.quote else "",
            "net": money(amount=one.quote.net) if one.quote and one.quote.net is not None else "",
            "gross": money(amount=one.quote.gross) if one.quote and one.quote.gross else "",
            "is_silent": one.quote is not None and not one.quote.is_reply,
            "is_lowest": one.is_lowest,
        }
        for one in queries.comparison_of_quotes(study=study)
    ]


def _kinds(task: Task) -> tuple[type[StudyRecord], ...]:
    if task.code in KINDS:
        return KINDS[task.code]
    return (Handover,) if task.code in set(TaskCode) else (ExtraStepRecord,)


def _acts(study: Study, records: Sequence[StudyRecord]) -> dict[tuple[str, int], list[StudyEntry]]:
    """Return the entries about each of these records, oldest first."""
    kinds = {one.record_kind() for one in records}
    found: dict[tuple[str, int], list[StudyEntry]] = defaultdict(list)
    for entry in queries.entries_of(study=study).filter(record_kind__in=kinds):
        found[entry.record_kind, entry.record_key].append(entry)
    return found


def _line(study: Study, record: StudyRecord, acts: Sequence[StudyEntry]) -> RecordLine:
    return RecordLine(
        record=record,
        kind=str(capfirst(record._meta.verbose_name)),
        title=record.text if isinstance(record, Issue) else "",
        facts=tuple(one for one in facts_of(record=record) if not _is_title(record, one)),
        written=_written(acts),
        files=tuple(
            file_line(study=study, file=one, record=record)
            for act in acts
            for one in act.files.all()
        ),
        trace=tuple(_trace(record, one) for one in acts if one.data["reason"]),
        is_withdrawn=record.is_withdrawn,
        verbs=tuple(one.verb for one in acts),
        correct_url=study_url(
            study=study, name="record", kind=record.record_kind(), record_id=record.pk
        ),
    )


def _is_title(record: StudyRecord, fact: tuple[str, str]) -> bool:
    return isinstance(record, Issue) and fact[1] == record.text


def _written(acts: Sequence[StudyEntry]) -> str:
    """Say it as the chain does, like every trace; nothing of a record that no entry tells of."""
    if not acts:
        return ""
    return _("written down on %(date)s, %(person)s") % {
        "date": day(on=conf.local_date(at=acts[0].made_on)),
        "person": acts[0].data["made"]["by"] or _("nobody"),
    }


def file_line(*, study: Study, file: StudyFile, record: StudyRecord | None = None) -> FileLine:
    """Return a file with its address.

    Args:
        study: the edition.
        file: kept in it.
        record: what it came with.
    """
    return FileLine(
        name=file.name,
        url=study_url(study=study, name="file", file_id=file.pk),
        size=_("%(kilobytes)s kB") % {"kilobytes": whole(number=max(1, file.size // 1024))},
        sha256=in_fours(sha256=file.sha256),
        is_other=is_other(record=record, sha256=file.sha256),
    )


def _trace(record: StudyRecord, entry: StudyEntry) -> TraceLine:
    words = {
        "date": day(on=conf.local_date(at=entry.made_on)),
        "person": entry.data["made"]["by"],
    }
    is_withdrawal = entry.verb == Verb.WITHDRAW
    said = _("withdrawn on %(date)s, %(person)s") if is_withdrawal else ""
    return TraceLine(
        said=(said or _("corrected on %(date)s, %(person)s")) % words,
        reason=entry.data["reason"],
        before=()
        if is_withdrawal
        else earlier_values(
            record=record, before=entry.data["before"] or {}, after=entry.data["data"]
        ),
    )

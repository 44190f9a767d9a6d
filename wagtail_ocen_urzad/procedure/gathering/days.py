"""On which days tasks were done, when they are due, and what moved that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from wagtail_ocen_urzad.procedure.calendar import Move
from wagtail_ocen_urzad.procedure.gathering.rows import Records
from wagtail_ocen_urzad.procedure.models import (
    AuditGuidelines,
    Contract,
    DateAgreement,
    DeadlineMove,
    EnquiryRecipient,
    ExtraStepRecord,
    FindingAssessment,
    Handover,
    InternalAudit,
    IssueCatalogue,
    MonitoringEntry,
    PriceEnquiry,
    Procurement,
    Publication,
    PublicationDecision,
    QualityAction,
    QuestionnaireAcceptance,
    Quote,
    ResultsAnalysis,
    StudyResults,
)
from wagtail_ocen_urzad.procedure.steps import TaskCode


def days_of_tasks(*, records: Records) -> dict[str, date]:
    """Return the last day of the acts of each task."""
    return {task: max(found) for task, found in _days(records).items()}


def first_days_of_tasks(*, records: Records) -> dict[str, date]:
    """Return the first day of the acts of each task; of an audit the day on which it began."""
    first = {task: min(found) for task, found in _days(records).items()}
    begun = _known(one.held_from for one in records.of(InternalAudit))
    return {**first, TaskCode.AUDIT.value: min(begun)} if begun else first


def _days(records: Records) -> dict[str, list[date]]:
    """Return the days of the acts of each task."""
    quotes, audits = records.of(Quote), records.of(InternalAudit)
    days: dict[str, list[date]] = defaultdict(list)
    days[TaskCode.CATALOGUE] = [one.compiled_on for one in records.of(IssueCatalogue)]
    days[TaskCode.ENQUIRY] = _known(one.sent_on for one in records.of(EnquiryRecipient))
    days[TaskCode.REPLIES] = [one.noted_on for one in quotes]
    days[TaskCode.PROCUREMENT] = [one.started_on for one in records.of(Procurement)]
    days[TaskCode.CONTRACT] = [one.signed_on for one in records.of(Contract)]
    days[TaskCode.ACCEPTANCE] = [one.accepted_on for one in records.of(QuestionnaireAcceptance)]
    days[TaskCode.MONITORING] = [one.observed_on for one in records.of(MonitoringEntry)]
    days[TaskCode.RESULTS] = [one.received_on for one in records.of(StudyResults)]
    days[TaskCode.ANALYSIS] = [one.analysed_on for one in records.of(ResultsAnalysis)]
    days[TaskCode.ASSESSMENT] = [one.assessed_on for one in records.of(FindingAssessment)]
    days[TaskCode.AUDIT_ORDER] = [one.ordered_on for one in audits]
    days[TaskCode.AUDIT] = _known(one.held_to for one in audits)
    days[TaskCode.ACTIONS] = _known(one.done_on for one in records.of(QualityAction))
    if any(one.no_actions_because.strip() for one in audits):
        days[TaskCode.ACTIONS] += days[TaskCode.AUDIT]
    days[TaskCode.GUIDELINES] = [one.issued_on for one in records.of(AuditGuidelines)]
    days[TaskCode.PUBLICATION_DECISION] = [
        one.decided_on for one in records.of(PublicationDecision)
    ]
    days[TaskCode.PUBLICATION] = [one.published_on for one in records.of(Publication)]
    for handover in records.of(Handover):
        days[handover.task].append(handover.handed_on)
    for agreement in records.of(DateAgreement):
        days[agreement.task].append(agreement.agreed_on)
    for extra in records.of(ExtraStepRecord):
        days[extra.step].append(extra.done_on)
    return {str(task): found for task, found in days.items() if found}


def own_deadlines(*, records: Records) -> dict[str, date]:
    """Return the deadlines that the edition's own records set."""
    contract = records.last(Contract)
    due: dict[str, date] = {}
    if contract and contract.questionnaire_due:
        due[TaskCode.ACCEPTANCE] = contract.questionnaire_due
    enquiry = records.last(PriceEnquiry)
    if enquiry and any(one.sent_on for one in records.of(EnquiryRecipient)):
        due[TaskCode.REPLIES] = enquiry.reply_by
    actions = [one.due_on for one in records.of(QualityAction) if one.done_on is None]
    if actions:
        due[TaskCode.ACTIONS] = min(actions)
    return due


def moved_deadlines(*, records: Records) -> dict[str, tuple[Move, ...]]:
    """Return the moves of each deadline, oldest first, by code of the task."""
    moves: dict[str, tuple[Move, ...]] = defaultdict(tuple)
    for one in records.of(DeadlineMove):
        move = Move(to=one.moved_to, moved_on=one.moved_on, reason=one.reason, by=one.moved_by)
        moves[one.task] += (move,)
    return dict(moves)


def _known(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day is not None]

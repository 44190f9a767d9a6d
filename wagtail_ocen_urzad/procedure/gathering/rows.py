"""The records of editions: one query a table, however many editions are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

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
    StudyRecord,
    StudyResults,
)

Kind = TypeVar("Kind", bound=StudyRecord)


READ: tuple[type[StudyRecord], ...] = (
    Issue,
    IssueCatalogue,
    PriceEnquiry,
    EnquiryRecipient,
    Quote,
    Handover,
    Procurement,
    Contract,
    DateAgreement,
    DeadlineMove,
    QuestionnaireAcceptance,
    MonitoringEntry,
    StudyResults,
    ResultsAnalysis,
    ResultsAcknowledgement,
    FindingAssessment,
    InternalAudit,
    QualityAction,
    AuditGuidelines,
    PublicationDecision,
    Publication,
    ExtraStepRecord,
)
"""All records but comments: what rests on something, or has something rest on it."""


@dataclass(frozen=True, slots=True)
class Records:
    """What stands in one edition, by kind, in the order of writing; nothing withdrawn."""

    rows: Mapping[type[StudyRecord], Sequence[Any]]

    def of(self, kind: type[Kind]) -> Sequence[Kind]:
        """Return the records of one kind."""
        return self.rows.get(kind, ())

    def last(self, kind: type[Kind]) -> Kind | None:
        """Return the record of a kind of which there is one at most."""
        found = self.of(kind)
        return found[-1] if found else None

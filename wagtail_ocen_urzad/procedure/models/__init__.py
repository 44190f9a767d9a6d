"""Nouns of the external study."""

from wagtail_ocen_urzad.procedure.models.actions import OF_THE_PROCEDURE, ActionKind, QualityAction
from wagtail_ocen_urzad.procedure.models.assessments import Finding, FindingAssessment
from wagtail_ocen_urzad.procedure.models.audits import AuditGuidelines, InternalAudit
from wagtail_ocen_urzad.procedure.models.contracts import Contract
from wagtail_ocen_urzad.procedure.models.dates import DateAgreement, DeadlineMove
from wagtail_ocen_urzad.procedure.models.enquiries import (
    DeliveryChannel,
    EnquiryRecipient,
    PriceEnquiry,
    Quote,
)
from wagtail_ocen_urzad.procedure.models.entries import StudyEntry, StudyFile
from wagtail_ocen_urzad.procedure.models.firms import Contractor
from wagtail_ocen_urzad.procedure.models.handovers import Handover
from wagtail_ocen_urzad.procedure.models.issues import Issue, IssueCatalogue, IssueSource
from wagtail_ocen_urzad.procedure.models.monitoring import MonitoringEntry
from wagtail_ocen_urzad.procedure.models.plain import plain
from wagtail_ocen_urzad.procedure.models.procedures import Procedure
from wagtail_ocen_urzad.procedure.models.procurements import Procurement, ProcurementPath
from wagtail_ocen_urzad.procedure.models.publications import (
    Publication,
    PublicationChannel,
    PublicationDecision,
)
from wagtail_ocen_urzad.procedure.models.questionnaires import QuestionnaireAcceptance
from wagtail_ocen_urzad.procedure.models.records import FIXED, OUTSIDE, StudyRecord
from wagtail_ocen_urzad.procedure.models.remarks import ExtraStepRecord, StudyComment
from wagtail_ocen_urzad.procedure.models.results import (
    ResultsAcknowledgement,
    ResultsAnalysis,
    StudyResults,
)
from wagtail_ocen_urzad.procedure.models.roles import RoleAssignment, StudyRole
from wagtail_ocen_urzad.procedure.models.studies import Study, StudyKind

RECORDS: tuple[type[StudyRecord], ...] = (
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
    FindingAssessment,
    ResultsAcknowledgement,
    InternalAudit,
    QualityAction,
    AuditGuidelines,
    PublicationDecision,
    Publication,
    ExtraStepRecord,
    StudyComment,
)
"""Everything that is written down in an edition, in the order of the procedure."""

__all__ = [
    "FIXED",
    "OF_THE_PROCEDURE",
    "OUTSIDE",
    "RECORDS",
    "ActionKind",
    "AuditGuidelines",
    "Contract",
    "Contractor",
    "DateAgreement",
    "DeadlineMove",
    "DeliveryChannel",
    "EnquiryRecipient",
    "ExtraStepRecord",
    "Finding",
    "FindingAssessment",
    "Handover",
    "InternalAudit",
    "Issue",
    "IssueCatalogue",
    "IssueSource",
    "MonitoringEntry",
    "PriceEnquiry",
    "Procedure",
    "Procurement",
    "ProcurementPath",
    "Publication",
    "PublicationChannel",
    "PublicationDecision",
    "QualityAction",
    "QuestionnaireAcceptance",
    "Quote",
    "ResultsAcknowledgement",
    "ResultsAnalysis",
    "RoleAssignment",
    "Study",
    "StudyComment",
    "StudyEntry",
    "StudyFile",
    "StudyKind",
    "StudyRecord",
    "StudyResults",
    "StudyRole",
    "plain",
]

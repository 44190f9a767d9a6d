"""Names of roles, steps and tasks."""

from __future__ import annotations

from enum import StrEnum

FEWEST_ENQUIRIES = 3
"""„do co najmniej 3 (…) firm”: an office may ask for more, never for fewer (P-05)."""


class Role(StrEnum):
    """Who takes part; the office says which person or group holds which role."""

    COORDINATOR = "coordinator"
    UNIT_HEAD = "unit_head"
    """Head of the coordinator's unit („Kierownik OS”)."""
    DESK_HEAD = "desk_head"
    """Head of the client desk („Kierownik BOK”)."""
    COMPLAINTS_CLERK = "complaints_clerk"
    DEPARTMENT_HEAD = "department_head"
    """Heads of organisational units: they only add issues."""
    QUALITY_REPRESENTATIVE = "quality_representative"
    QUALITY_TEAM = "quality_team"
    OFFICE_HEAD = "office_head"
    """Reads, and acknowledges the results."""
    AUDITOR = "auditor"
    """Reads everything, writes nothing."""


class StageCode(StrEnum):
    """The seven steps."""

    CATALOGUE = "catalogue"
    CONTRACT = "contract"
    QUESTIONNAIRE = "questionnaire"
    MONITORING = "monitoring"
    RESULTS = "results"
    AUDIT = "audit"
    PUBLICATION = "publication"


class TaskCode(StrEnum):
    """What is to be done within the steps, in the order of the document."""

    CATALOGUE = "catalogue"
    ENQUIRY = "enquiry"
    REPLIES = "replies"
    REPLIES_HANDOVER = "replies_handover"
    PROCUREMENT = "procurement"
    CONTRACT = "contract"
    CATALOGUE_HANDOVER = "catalogue_handover"
    DATE = "date"
    ACCEPTANCE = "acceptance"
    QUESTIONNAIRE_HANDOVER = "questionnaire_handover"
    EXACT_DATE = "exact_date"
    MONITORING = "monitoring"
    RESULTS = "results"
    RESULTS_TO_UNIT_HEAD = "results_to_unit_head"
    RESULTS_TO_REPRESENTATIVE = "results_to_representative"
    ANALYSIS = "analysis"
    ASSESSMENT = "assessment"
    SUBMISSION = "submission"
    AUDIT_ORDER = "audit_order"
    AUDIT = "audit"
    ACTIONS = "actions"
    PUBLICATION_DECISION = "publication_decision"
    PUBLICATION = "publication"
    GUIDELINES = "guidelines"


RECEIVERS: dict[str, Role] = {
    TaskCode.REPLIES_HANDOVER: Role.UNIT_HEAD,
    TaskCode.RESULTS_TO_UNIT_HEAD: Role.UNIT_HEAD,
    TaskCode.RESULTS_TO_REPRESENTATIVE: Role.QUALITY_REPRESENTATIVE,
    TaskCode.SUBMISSION: Role.OFFICE_HEAD,
}
"""Who takes what is handed over within the office; the other two handovers go to the contractor
(P-06, P-16, P-17)."""

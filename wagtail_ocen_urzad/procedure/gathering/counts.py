"""What the records of an edition add up to."""

from __future__ import annotations

from typing import Any

from wagtail_ocen_urzad.procedure.facts import AssessedAs
from wagtail_ocen_urzad.procedure.gathering.rows import Records
from wagtail_ocen_urzad.procedure.models import (
    Contract,
    EnquiryRecipient,
    FindingAssessment,
    InternalAudit,
    MonitoringEntry,
    PriceEnquiry,
    Procurement,
    Publication,
    PublicationDecision,
    QualityAction,
    Quote,
    ResultsAcknowledgement,
    Study,
)


def enquiry_facts(*, records: Records) -> dict[str, Any]:
    """Return what the enquiry of step 1 adds up to."""
    recipients = records.of(EnquiryRecipient)
    sent = {one.pk: one.sent_on for one in recipients if one.sent_on}
    quotes = [one for one in records.of(Quote) if one.recipient_id in sent]
    procurement = records.last(Procurement)
    letter = records.last(PriceEnquiry)
    return {
        "has_letter": bool(records.of(PriceEnquiry)),
        "recipients": sum(one.counts for one in recipients),
        "sent": sum(one.counts for one in recipients if one.pk in sent),
        "asked": len(sent),
        "answered": len({one.recipient_id for one in quotes}),
        "quotes": len({one.recipient_id for one in quotes if one.is_reply}),
        "sent_before_letter": bool(letter and sent and min(sent.values()) < letter.dated),
        "answered_before_sent": any(one.noted_on < sent[one.recipient_id] for one in quotes),
        "path": procurement.path if procurement else "",
        "takes_other_path": bool(procurement and procurement.path != procurement.proposed),
        "has_procurement_result": bool(procurement and procurement.result.strip()),
    }


def fieldwork_facts(*, records: Records) -> dict[str, Any]:
    """Return which of the two heads took part in the monitoring."""
    entries = records.of(MonitoringEntry)
    return {
        "with_unit_head": any(one.with_unit_head for one in entries),
        "with_desk_head": any(one.with_desk_head for one in entries),
    }


def described_facts(*, study: Study, records: Records) -> dict[str, Any]:
    """Return what edition and contract say of what is studied, and how (P-01, P-08)."""
    contract = records.last(Contract)
    return {
        "is_described": bool(study.method.strip() and study.sample.strip()),
        "is_of_other_kind": bool(contract and contract.kind != study.kind),
    }


def outcome_facts(*, records: Records) -> dict[str, Any]:
    """Return assessment, audit, actions and ways of publishing, as they count."""
    assessment = records.last(FindingAssessment)
    audit = records.last(InternalAudit)
    actions = records.of(QualityAction)
    decision = records.last(PublicationDecision)
    channels = set(decision.channels) if decision else set()
    used = {one.channel for one in records.of(Publication)}
    return {
        "assessed_as": AssessedAs(assessment.finding if assessment else ""),
        "is_acknowledged": bool(records.of(ResultsAcknowledgement)),
        "audit_held": bool(audit and audit.is_held),
        "needs_no_actions": bool(audit and audit.no_actions_because.strip()),
        "actions": len(actions),
        "actions_done": sum(one.done_on is not None for one in actions),
        "effects_checked": sum(one.effect_checked_on is not None for one in actions),
        "channels": len(channels),
        "channels_used": len(channels & used),
        "channels_foreign": len(used - channels),
    }

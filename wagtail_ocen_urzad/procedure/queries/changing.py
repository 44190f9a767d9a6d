"""Who may correct or withdraw what is written down in an edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail_ocen_urzad.procedure.models import (
    AuditGuidelines,
    ExtraStepRecord,
    FindingAssessment,
    InternalAudit,
    Issue,
    PublicationDecision,
    ResultsAcknowledgement,
    ResultsAnalysis,
    StudyComment,
    StudyEntry,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.queries.roles import roles_of
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.procedure.verbs import SOURCES, WRITERS, Verb, roles_for

RESERVED: tuple[type[StudyRecord], ...] = (
    AuditGuidelines,
    FindingAssessment,
    InternalAudit,
    PublicationDecision,
    ResultsAcknowledgement,
    ResultsAnalysis,
)
"""What the representative, the team and the head of the office answer for themselves: the
coordinator corrects none of it (P-17 to P-22)."""


def verbs_of(*, record: StudyRecord) -> list[str]:
    """Return the verbs of every act about a record, the one that made it first."""
    about = StudyEntry.objects.filter(
        study_id=record.study_id, record_kind=record.record_kind(), record_key=record.pk
    )
    return list(about.order_by("number").values_list("verb", flat=True))


def roles_to_change(
    *, user: Any, record: StudyRecord, verbs: Sequence[str], withdrawing: bool
) -> frozenset[Role]:
    """Return the roles in which this person may correct or withdraw a record.

    A record is corrected by whoever may do one of the acts that made it and withdrawn by whoever
    may do the first of them; the coordinator does both but for `RESERVED`. An issue is changed by
    whoever speaks for its source and wrote it, a comment by its author alone.

    Args:
        verbs: of every act about the record, oldest first.
        withdrawing: it is to be withdrawn, not corrected.
    """
    is_own = user is not None and user.pk is not None and record.recorded_by_id == user.pk
    if isinstance(record, StudyComment):
        return WRITERS if is_own else frozenset()
    if isinstance(record, Issue):
        speaking = {
            role for role, sources in SOURCES.items() if is_own and record.source in sources
        }
        return frozenset({Role.COORDINATOR}) | speaking
    if isinstance(record, ExtraStepRecord):
        own = record.study.procedure.adaptation.own_steps
        return frozenset({Role.COORDINATOR, *(one.actor for one in own if one.code == record.step)})
    always = frozenset() if isinstance(record, RESERVED) else frozenset({Role.COORDINATOR})
    made_it = verbs[:1] if withdrawing else verbs
    return always.union(*(roles_for(verb=Verb(one)) for one in made_it))


def may_change(*, user: Any, record: StudyRecord, withdrawing: bool) -> bool:
    """Say whether somebody may correct a record, or withdraw it.

    Args:
        withdrawing: it is to be withdrawn, not corrected.
    """
    roles = roles_to_change(
        user=user, record=record, verbs=verbs_of(record=record), withdrawing=withdrawing
    )
    return bool(roles & roles_of(user=user, office=record.study.office))

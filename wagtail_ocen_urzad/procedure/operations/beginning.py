"""An edition begins, copied from the last if wanted (P-01, P-23)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    EnquiryRecipient,
    Issue,
    Study,
    StudyKind,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.operations.acting import (
    Act,
    role_for,
)
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.editions import append_study
from wagtail_ocen_urzad.procedure.verbs import Verb, roles_for
from wagtail_ocen_urzad.survey.models import Office

COPIED: tuple[tuple[type[StudyRecord], tuple[str, ...]], ...] = (
    (Issue, ("text", "source", "supplied_by", "supplied_on", "report_number", "question")),
    (
        EnquiryRecipient,
        (
            "contractor_id",
            "name",
            "contact",
            "is_reputable",
            "reputation_note",
            "is_nationwide",
            "nationwide_note",
        ),
    ),
)
"""What a new edition takes over: the issues, and the firms that are in use; nothing has been sent
yet."""


class UnableToBeginStudy(UnableToAct):
    """No edition was made."""


def begin_study(
    *,
    office: Office,
    year: int,
    kind: StudyKind,
    by: Any,
    at: datetime,
    copy_of: Study | None = None,
) -> Study:
    """Begin the edition of a year (P-23).

    Args:
        year: the office has no other edition of it.
        kind: satisfaction or quality of services (P-01).
        copy_of: the edition from which method, sample, issues and firms are taken over.

    Raises:
        UnableToBeginStudy: no procedure was adopted (`NOT_THERE`), there is an edition of the year
            (`ALREADY_DONE`), or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToBeginStudy)
    with transaction.atomic():
        # Whoever begins another edition of the same year waits here.
        Office.objects.select_for_update().get(pk=office.pk)
        procedure = queries.procedure_of(office=office)
        if procedure is None:
            raise UnableToBeginStudy(Lack(what=Lacking.NOT_THERE, field="procedure"))
        study = Study(
            office=office, procedure=procedure, year=year, kind=kind, begun_on=at, begun_by=by
        )
        if copy_of is not None:
            if copy_of.office_id != office.pk:
                raise UnableToBeginStudy(Lack(what=Lacking.NOT_THERE, field="copy_of"))
            study.copied_from = copy_of
            study.method, study.sample = copy_of.method, copy_of.sample
        role = role_for(study=study, roles=roles_for(verb=Verb.BEGIN), actor=actor)
        if queries.study_by_year(office_id=office.pk, year=year):
            raise UnableToBeginStudy(Lack(what=Lacking.ALREADY_DONE, field="year"))
        study.save(force_insert=True)
        facts = queries.facts_of(study=study)
        begun = Act(study=study, facts=facts, verb=Verb.BEGIN, role=role, actor=actor)
        append_study(begun=begun)
        if copy_of is not None:
            _take_over(begun, copy_of)
    return study


def _take_over(begun: Act, earlier: Study) -> None:
    for kind, fields in COPIED:
        for record in queries.records_of(study=earlier, kind=kind):
            if isinstance(record, EnquiryRecipient) and not record.contractor.is_active:
                # A firm that was put out of use is not asked again.
                continue
            taken = kind(**{name: getattr(record, name) for name in fields})
            begun.write(taken)

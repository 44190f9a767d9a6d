"""Editions of the study: which there are and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wagtail_ocen_urzad.procedure.adaptation import OwnStep
from wagtail_ocen_urzad.procedure.facts import Facts
from wagtail_ocen_urzad.procedure.gathering import facts_of_studies
from wagtail_ocen_urzad.procedure.models import (
    Procedure,
    Study,
)
from wagtail_ocen_urzad.procedure.progress import (
    StudyStanding,
    Waiting,
    study_standing,
)
from wagtail_ocen_urzad.procedure.words import Names
from wagtail_ocen_urzad.survey.models import Office


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyDue:
    """One thing that waits in one edition."""

    study: Study
    waiting: Waiting


def procedure_of(*, office: Office) -> Procedure | None:
    """Return the procedure that the office follows now; None: it has no external study."""
    return Procedure.objects.filter(office=office).order_by("-number").first()


def own_steps_ever(*, office: Office) -> list[OwnStep]:
    """Return the office's own steps in every version of its procedure, the oldest first.

    The same step is there once for each version that has it.
    """
    versions = Procedure.objects.filter(office=office).order_by("number")
    return [step for one in versions for step in one.adaptation.own_steps]


def offices_with_procedure() -> QuerySet[Office]:
    """Return the offices that have an external study."""
    return Office.objects.filter(procedures__isnull=False).distinct().order_by("pk")


def studies_of(*, office: Office) -> QuerySet[Study]:
    """Return the office's editions, the newest first."""
    return (
        Study.objects.filter(office=office)
        .select_related("office__in_force", "procedure")
        .order_by("-year")
    )


def study_by_year(*, office_id: int, year: int) -> Study | None:
    """Return an edition by all that an address says about it."""
    found = Study.objects.select_related("office__in_force", "procedure")
    return found.filter(office_id=office_id, year=year).first()


def names_of(*, study: Study) -> Names:
    """Return what the edition's office calls those who take something."""
    data = study.office.in_force
    head = data.data.get("head_title_dative", "") if data else study.office.head_title_dative
    return Names(adaptation=study.procedure.adaptation, head=head)


def facts_of(*, study: Study) -> Facts:
    """Return what the records of one edition say."""
    return facts_of_studies(studies=[study])[study.pk]


def standing_of(*, study: Study, today: date) -> StudyStanding:
    """Return how one edition stands."""
    return study_standing(facts=facts_of(study=study), today=today)


def standings_of(*, studies: Sequence[Study], today: date) -> dict[int, StudyStanding]:
    """Return how editions stand, by their keys; as many queries for ten as for one."""
    found = facts_of_studies(studies=studies)
    return {pk: study_standing(facts=facts, today=today) for pk, facts in found.items()}


def due_of_studies(*, today: date, office: Office | None = None) -> list[StudyDue]:
    """Return what waits in every open edition, the nearest deadline first within each."""
    studies = Study.objects.filter(closed_on=None).select_related("office", "procedure")
    if office is not None:
        studies = studies.filter(office=office)
    found = list(studies.order_by("office", "year"))
    standings = standings_of(studies=found, today=today)
    return [
        StudyDue(study=study, waiting=one) for study in found for one in standings[study.pk].waiting
    ]


def last_study(*, office: Office, before: int | None = None) -> Study | None:
    """Return the newest edition, or the newest before a year."""
    studies = studies_of(office=office)
    if before is not None:
        studies = studies.filter(year__lt=before)
    return studies.first()

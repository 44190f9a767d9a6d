"""From the parts of an address to the thing that it names, and from things to addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.adaptation import plan
from wagtail_ocen_urzad.procedure.models import (
    Contractor,
    PriceEnquiry,
    Study,
    StudyFile,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.steps import Task
from wagtail_ocen_urzad.staff.procedure.acts import Act, act_by_slug
from wagtail_ocen_urzad.staff.procedure.slugs import code_of, slug_of
from wagtail_ocen_urzad.survey.models import Office


@dataclass(frozen=True, kw_only=True)
class TaskPlace:
    """A task of an edition."""

    study: Study
    task: Task


@dataclass(frozen=True, kw_only=True)
class ActPlace:
    """An act on a task of an edition, perhaps on one record of it."""

    study: Study
    task: Task
    act: Act
    record: StudyRecord | None = None


def office_of(*, office_id: int) -> Office | None:
    """Return the office, whether it has a procedure or not."""
    return Office.objects.filter(pk=office_id).first()


def office_with_procedure(*, office_id: int) -> Office | None:
    """Return the office, if it has an external study."""
    return queries.offices_with_procedure().filter(pk=office_id).first()


def study_of(*, office_id: int, year: int) -> Study | None:
    """Return the office's edition of this year."""
    return queries.study_by_year(office_id=office_id, year=year)


def enquiry_of(*, office_id: int, year: int) -> Study | None:
    """Return the office's edition of this year, once it has a letter that asks for a price."""
    study = study_of(office_id=office_id, year=year)
    if study is None or not queries.records_of(study=study, kind=PriceEnquiry).exists():
        return None
    return study


def task_of(*, office_id: int, year: int, task: str) -> TaskPlace | None:
    """Return a task of the edition: one of the procedure, or a step of the office's own."""
    study = study_of(office_id=office_id, year=year)
    if study is None:
        return None
    found = task_by_code(study=study, code=code_of(slug=task))
    return TaskPlace(study=study, task=found) if found else None


def task_by_code(*, study: Study, code: str) -> Task | None:
    """Return the task with this code in the procedure that the edition follows."""
    stages = plan(adaptation=study.procedure.adaptation)
    return next((one for stage in stages for one in stage.tasks if one.code == code), None)


def act_of(
    *, office_id: int, year: int, task: str, act: str, record_id: int | None = None
) -> ActPlace | None:
    """Return an act, if this task of the edition has it, and the record that it works on."""
    place = task_of(office_id=office_id, year=year, task=task)
    found = act_by_slug(task=place.task, slug=act) if place else None
    if place is None or found is None or (found.on is None) != (record_id is None):
        return None
    record = None
    if found.on is not None and record_id is not None:
        record = queries.records_of(study=place.study, kind=found.on).filter(pk=record_id).first()
        if record is None:
            return None
    return ActPlace(study=place.study, task=place.task, act=found, record=record)


def record_of(*, office_id: int, year: int, kind: str, record_id: int) -> StudyRecord | None:
    """Return a record of the edition."""
    study = study_of(office_id=office_id, year=year)
    return queries.record_by_key(study=study, kind=kind, key=record_id) if study else None


def file_of(*, office_id: int, year: int, file_id: int) -> StudyFile | None:
    """Return a file of the edition."""
    study = study_of(office_id=office_id, year=year)
    return queries.file_of_study(study=study, key=file_id) if study else None


def firm_of(*, office_id: int, firm_id: int) -> Contractor | None:
    """Return a firm of the office's register."""
    return Contractor.objects.filter(office_id=office_id, pk=firm_id).first()


def study_url(*, study: Study, name: str = "study", **more: Any) -> str:
    """Return the address of a page of the edition."""
    return reverse(
        f"ocen_urzad_study:{name}",
        kwargs={"office_id": study.office_id, "year": study.year, **more},
    )


def file_url(*, file: StudyFile) -> str:
    """Return the address of a file of an edition."""
    return study_url(study=file.study, name="file", file_id=file.pk)


def task_url(*, study: Study, code: str) -> str:
    """Return the address of a task's desk."""
    return study_url(study=study, name="task", task=slug_of(code=code))

"""What is written down in an edition, by whom, with which files."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from wagtail_ocen_urzad.procedure.models import (
    RECORDS,
    Study,
    StudyEntry,
    StudyFile,
    StudyRecord,
)

Kind = TypeVar("Kind", bound=StudyRecord)


def records_of(*, study: Study, kind: type[Kind], withdrawn: bool = False) -> QuerySet[Kind]:
    """Return the records of one kind in the order of writing.

    Args:
        withdrawn: those that were withdrawn, instead of those that count.
    """
    found: QuerySet[Kind] = kind.objects.filter(study=study, is_withdrawn=withdrawn)
    return found.order_by("pk")


def record_by_key(*, study: Study, kind: str, key: int) -> StudyRecord | None:
    """Return a record by the name of its kind, whether it was withdrawn or not."""
    model = next((one for one in RECORDS if one.record_kind() == kind), None)
    return model.objects.filter(study=study, pk=key).first() if model else None


def entries_of(*, study: Study) -> QuerySet[StudyEntry]:
    """Return every act in the edition, oldest first, with its files."""
    entries = study.entries.select_related("made_by").prefetch_related("files")
    return entries.order_by("number")


def entry_about(*, record: StudyRecord) -> StudyEntry | None:
    """Return the last act about a record."""
    about = record.study.entries.filter(record_kind=record.record_kind(), record_key=record.pk)
    return about.order_by("-number").first()


def acts_by_record(*, study: Study) -> dict[tuple[str, int], list[StudyEntry]]:
    """Return the acts about every record, oldest first, by kind and key; two queries for all.

    The first says who wrote it and when, the last what it says now, `before` and `reason` of a
    correction what stood there and why; each has its files.
    """
    found: dict[tuple[str, int], list[StudyEntry]] = {}
    for entry in entries_of(study=study):
        found.setdefault((entry.record_kind, entry.record_key), []).append(entry)
    return found


def files_of(*, record: StudyRecord) -> QuerySet[StudyFile]:
    """Return the files that were handed in with acts about this record."""
    return StudyFile.objects.filter(
        entry__study_id=record.study_id,
        entry__record_kind=record.record_kind(),
        entry__record_key=record.pk,
    ).order_by("pk")


def file_of_study(*, study: Study, key: int) -> StudyFile | None:
    """Return a file by all that an address says about it."""
    return study.files.filter(pk=key).first()

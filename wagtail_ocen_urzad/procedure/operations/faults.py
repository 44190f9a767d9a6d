"""What is wrong with a record by itself."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import (
    OUTSIDE,
    StudyRecord,
)


def faults_of(*, record: StudyRecord, today: date) -> list[Lack]:
    """Return what is wrong with a record by itself: empty, ahead, turned round, not allowed."""
    faults = [Lack(what=Lacking.FIELD, field=name) for name in record.empty_fields()]
    faults += [
        Lack(what=Lacking.DATE_AHEAD, field=name)
        for name in record.happened
        if (day := getattr(record, name)) is not None and day > today
    ]
    faults += [
        Lack(what=Lacking.DATES_TURNED_ROUND, field=last)
        for first, last in record.spans
        if _is_turned_round(getattr(record, first), getattr(record, last))
    ]
    named = {one.field for one in faults}
    return faults + [one for one in _not_allowed(record) if one.field not in named]


def _not_allowed(record: StudyRecord) -> list[Lack]:
    """Return the values that the record's own fields refuse: too long, negative, no choice."""
    keys = {field.name for field in record.columns() if field.is_relation}
    try:
        record.clean_fields(exclude=keys | OUTSIDE)
    except ValidationError as error:
        return [Lack(what=Lacking.VALUE, field=name) for name in error.error_dict]
    return []


def _is_turned_round(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first

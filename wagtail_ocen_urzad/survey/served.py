"""What residents are asked on a page, at the least cost: this is read for every form.

One statement, written once, says which version is open under which office data. What these hold
never changes, so it is read from the database once per process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Model

from wagtail_ocen_urzad.survey.models import Office, OfficeDataVersion, QuestionSetVersion, Survey

_OPEN = """SELECT v.id, v.sha256, v.is_open, v.accepts_from, v.accepts_until,
       s.id AS whose, s.code AS survey_code, s.title AS survey_title,
       d.id AS office_version_id, d.sha256 AS office_hash,
       EXISTS (SELECT 1 FROM {other}) AS other_is_there
FROM {version} v
JOIN {survey} s ON s.id = v.survey_id
JOIN {office} o ON o.id = s.office_id
LEFT JOIN {data} d ON d.id = o.in_force_id
WHERE s.page_id = COALESCE((SELECT page_id FROM {survey} WHERE page_id = %s), %s)
  AND v.is_open = TRUE
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """The answer to one statement."""

    version: QuestionSetVersion
    """With survey and office data, equal to that of `queries.open_version` in what is needed to
    show a form; other fields are read when they are asked for."""
    other_is_there: bool
    """The other model has a row, whichever."""


def served_version(*, page_id: int, mirrored_id: int | None, other: type[Model]) -> Served | None:
    """Return what residents are asked on this page, None when nothing.

    A page that has a survey is asked about it whatever it says of itself: to call it an alias
    would otherwise put other questions in force, with no report.

    Args:
        page_id: where they are.
        mirrored_id: the page that this one is an alias of.
        other: a model of which it is to be known, by the way, whether it is empty.
    """
    rows = QuestionSetVersion.objects.raw(_statement(other), [page_id, mirrored_id or page_id])
    found: Any = next(iter(rows), None)
    if found is None:
        return None
    content, survey = _kept(
        found.pk,
        found.sha256,
        found.whose,
        found.survey_code,
        found.survey_title,
        found.office_version_id,
        found.office_hash,
    )
    version: QuestionSetVersion = found
    version.content = content
    version.survey = survey
    return Served(version=version, other_is_there=bool(found.other_is_there))


@lru_cache(maxsize=64)
def _kept(
    version_id: int,
    sha256: str,
    survey_id: int,
    _code: str,
    _title: str,
    office_version_id: int | None,
    _office_hash: str | None,
) -> tuple[str, Survey]:
    """Return what never changes under these keys. Shared by all requests: nobody may alter it."""
    content = QuestionSetVersion.objects.values_list("content", flat=True)
    survey = Survey.objects.select_related("office").get(pk=survey_id)
    # Not what the office points to by now: what it did when it was asked.
    survey.office.in_force = (
        OfficeDataVersion.objects.get(pk=office_version_id) if office_version_id else None
    )
    return content.get(pk=version_id, sha256=sha256), survey


@lru_cache(maxsize=1)
def _statement(other: type[Model]) -> str:
    models: dict[str, type[Model]] = {
        "version": QuestionSetVersion,
        "survey": Survey,
        "office": Office,
        "data": OfficeDataVersion,
        "other": other,
    }
    tables = {name: model._meta.db_table for name, model in models.items()}
    return _OPEN.format(**tables)

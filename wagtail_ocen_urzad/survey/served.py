"""What residents are asked on a page, at the least cost: this is read for every form.

One statement, written once, says which version is open under which office data. What these hold
never changes, so it is read from the database once per process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from wagtail_ocen_urzad.survey.models import Office, OfficeDataVersion, QuestionSetVersion, Survey

_OPEN = """SELECT v.id, v.sha256, v.is_open, v.accepts_from, v.accepts_until,
       s.id AS whose, s.code AS survey_code, s.title AS survey_title,
       s.uses_paper AS survey_uses_paper,
       d.id AS office_version_id, d.sha256 AS office_hash,
       EXISTS (SELECT 1 FROM {other}) AS other_is_there
FROM {version} v
JOIN {survey} s ON s.id = v.survey_id
JOIN {office} o ON o.id = s.office_id
LEFT JOIN {data} d ON d.id = o.in_force_id
WHERE s.page_id = COALESCE((SELECT page_id FROM {survey} WHERE page_id = %s), %s)
  AND v.is_open = TRUE
"""

_ADDRESSED = """SELECT s.title, d.id, d.sha256, s.page_id, p.live, p.content_type_id
FROM {survey} s
JOIN {office} o ON o.id = s.office_id
LEFT JOIN {data} d ON d.id = o.in_force_id
LEFT JOIN {page} p ON p.{page_key} = s.page_id
WHERE s.code = %s
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressed:
    """What stands behind a permanent address."""

    title: str
    page: Any
    """The live page, None when there is none."""
    office: OfficeDataVersion | None
    """What is in force. Shared by all requests: nobody may alter it."""


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
        found.survey_uses_paper,
        found.office_version_id,
        found.office_hash,
    )
    version: QuestionSetVersion = found
    version.content = content
    version.survey = survey
    return Served(version=version, other_is_there=bool(found.other_is_there))


def addressed(*, code: str) -> Addressed | None:
    """Return what stands behind a permanent address; two statements, and none for what is kept.

    Args:
        code: of a survey, in capitals.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_addressing(), [code])
        found = cursor.fetchone()
    if found is None:
        return None
    title, office_version_id, office_hash, page_id, is_live, content_type_id = found
    return Addressed(
        title=title,
        page=_page(page_id, content_type_id) if is_live else None,
        office=_kept_office(office_version_id, office_hash) if office_version_id else None,
    )


def _page(page_id: int, content_type_id: int) -> Any:
    """Return a page as what it is, by one statement; `Page.specific` takes one more."""
    model = ContentType.objects.get_for_id(content_type_id).model_class() or _base_page()
    return model._default_manager.filter(pk=page_id).first()


def _base_page() -> Any:
    return Survey._meta.get_field("page").related_model


@lru_cache(maxsize=1)
def _addressing() -> str:
    page = _base_page()._meta
    return _ADDRESSED.format(
        survey=Survey._meta.db_table,
        office=Office._meta.db_table,
        data=OfficeDataVersion._meta.db_table,
        page=page.db_table,
        page_key=page.pk.column,
    )


@lru_cache(maxsize=64)
def _kept_office(version_id: int, sha256: str) -> OfficeDataVersion:
    return OfficeDataVersion.objects.get(pk=version_id, sha256=sha256)


@lru_cache(maxsize=64)
def _kept(
    version_id: int,
    sha256: str,
    survey_id: int,
    _code: str,
    _title: str,
    _uses_paper: object,
    office_version_id: int | None,
    office_hash: str | None,
) -> tuple[str, Survey]:
    """Return what never changes under these keys. Shared by all requests: nobody may alter it."""
    content = QuestionSetVersion.objects.values_list("content", flat=True)
    survey = Survey.objects.select_related("office").get(pk=survey_id)
    # Not what the office points to by now: what it did when it was asked.
    survey.office.in_force = (
        _kept_office(office_version_id, office_hash or "") if office_version_id else None
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

"""Records in words: the names of their columns and their values, as paper and screens show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_ocen_urzad.procedure.models import (
    OUTSIDE,
    FindingAssessment,
    Handover,
    PublicationChannel,
    StudyRecord,
)
from wagtail_ocen_urzad.reports.documents.typesetting import NBSP, day, in_fours, whole

HIDDEN = OUTSIDE | {"is_withdrawn", "task", "step", "contractor"}
"""Columns that a reader knows from where the record stands."""


def facts_of(*, record: StudyRecord) -> tuple[tuple[str, str], ...]:
    """Return what a record says: the names of its columns and their values, empty ones left out."""
    return tuple(
        (str(capfirst(field.verbose_name)), text)
        for field in record.columns()
        if field.name not in HIDDEN and (text := value_of(record=record, field=field))
    )


def value_of(*, record: StudyRecord, field: models.Field[Any, Any]) -> str:
    """Return one value of a record in words; "" when there is none."""
    if field.is_relation:
        is_set = getattr(record, field.attname) is not None
        return str(getattr(record, field.name)) if is_set else ""
    if field.choices:
        display: str = getattr(record, f"get_{field.name}_display")()
        return display
    return text_of(value=getattr(record, field.name), name=field.name)


def earlier_values(
    *, record: StudyRecord, before: dict[str, Any], after: dict[str, Any]
) -> tuple[tuple[str, str], ...]:
    """Return which columns a correction changed, and what stood there before.

    Args:
        record: any record of that kind.
        before: the record as plain data, from the entry of the correction.
        after: the same after it.
    """
    columns = {field.attname: field for field in record.columns()}
    changed = [name for name in before if name in columns and after.get(name) != before[name]]
    earlier = type(record)(**{name: columns[name].to_python(before[name]) for name in changed})
    return tuple(
        (
            str(capfirst(columns[name].verbose_name)),
            value_of(record=earlier, field=columns[name]) or "–",
        )
        for name in changed
    )


def reason_of(*, assessments: Sequence[FindingAssessment]) -> str:
    """Return why step 6 does not apply: „16 października 2025 r. Pełnomocnik stwierdził brak…”."""
    found = [one for one in assessments if one.finding == "none"]
    if not found:
        return ""
    return _("on %(date)s %(person)s found neither irregularities nor a threat of them") % {
        "date": day(on=found[-1].assessed_on),
        "person": found[-1].author,
    }


def text_of(*, value: Any, name: str = "") -> str:
    """Return a plain value in words.

    Args:
        value: as a column holds it.
        name: of the column, where the kind of value alone does not say how it is written.
    """
    if name == "channels":
        labels = dict(PublicationChannel.choices)
        return ", ".join(str(labels.get(one, one)) for one in value)
    if value is True:
        return pgettext("choice", "yes")
    if value is False:
        return pgettext("choice", "no")
    if isinstance(value, date):
        return day(on=value)
    if isinstance(value, Decimal):
        return money(amount=value)
    if name == "sha256":
        return in_fours(sha256=value)
    return "" if value is None else str(value)


def is_other(*, record: StudyRecord | None, sha256: str) -> bool:
    """Say whether a file that came with a handover is not what was accepted and handed over (P-12).

    Args:
        record: what the file came with.
        sha256: of the file.
    """
    handed = record.sha256 if isinstance(record, Handover) else ""
    return bool(handed) and sha256 != handed


def money(*, amount: Decimal) -> str:
    """Return „18 500,00 zł”."""
    zlotys, _point, groszes = f"{amount:.2f}".partition(".")
    text = _("PLN %(amount)s") % {"amount": f"{whole(number=int(zlotys))},{groszes}"}
    return text.replace(" ", NBSP)

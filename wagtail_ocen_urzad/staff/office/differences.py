"""What a draft of office data changes, field by field, and the same data to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.change_rows import Row, RowLine
from wagtail_ocen_urzad.staff.word_changes import (
    Fate,
    Piece,
    only_gone,
    only_new,
    replaced,
    word_changes,
)
from wagtail_ocen_urzad.survey.models import Office

Data = Mapping[str, Any]

GROUPS = {"legal_basis": "legal_", "project": ""}
"""Groups of the data whose entries are fields of the office, and how those fields begin."""
LISTS: dict[str, Promise] = {
    "departments": gettext_lazy("Departments of the office"),
    "service_points": gettext_lazy("Service points"),
}
LABELS: dict[str, Promise] = {
    **LISTS,
    "logos": gettext_lazy("Logos of the project"),
    "logo_files": gettext_lazy("Logos of the project"),
    "responsible": gettext_lazy("Responsible"),
    "supervisor": gettext_lazy("Supervision"),
}
"""Names of entries that are no single field of the office."""


def rows_of_change(*, before: Data, after: Data) -> tuple[Row, ...]:
    """Return one row per field that changes, in the order of the data.

    Args:
        before: data in force, empty when there are none.
        after: the draft.
    """
    old, new = dict(_flat(before)), dict(_flat(after))
    rows = []
    for name in dict.fromkeys([*new, *old]):
        lines = tuple(_lines(name, old.get(name), new.get(name)))
        if lines:
            rows.append(Row(place=label_of(field=name), lines=lines))
    return tuple(rows)


def rows_to_read(*, data: Data) -> tuple[Row, ...]:
    """Return one row per field that says something."""
    rows = []
    for name, value in _flat(data):
        texts = [_described(name, one) for one in value] if name in LISTS else [_text(value)]
        kept = tuple(RowLine(pieces=(Piece(text=text, fate=Fate.KEPT),)) for text in texts if text)
        if kept:
            rows.append(Row(place=label_of(field=name), lines=kept))
    return tuple(rows)


def label_of(*, field: str) -> str:
    """Return what an entry of the data is called in the form."""
    if field in LABELS:
        return str(LABELS[field])
    described: Any = Office._meta.get_field(field)  # noqa: SLF001 - no other way
    return str(capfirst(described.verbose_name))


def _flat(data: Data) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if name not in GROUPS:
            yield name, value
            continue
        for entry, inner in value.items():
            if entry == "logos":
                yield "logos", ", ".join(one["alt"] for one in inner if one)
                yield "logo_files", [one["sha256"] for one in inner if one]
            elif name == "project" and entry == "name":
                yield "project_name", inner
            else:
                yield f"{GROUPS[name]}{entry}", inner


def _lines(name: str, before: Any, after: Any) -> Iterator[RowLine]:
    if name in LISTS:
        yield from _list_lines(name, before or [], after or [])
    elif name == "logo_files":
        if (before or []) != (after or []):
            yield RowLine(label=_("other pictures than before"))
    elif name == "logo":
        yield from _picture_lines(before, after)
    elif _text(before) != _text(after):
        yield RowLine(pieces=word_changes(before=_text(before), after=_text(after)))


def _picture_lines(before: Data | None, after: Data | None) -> Iterator[RowLine]:
    if before == after:
        return
    old, new = (before or {}).get("alt", ""), (after or {}).get("alt", "")
    if old != new:
        yield RowLine(pieces=replaced(before=old, after=new))
    if (before or {}).get("sha256") != (after or {}).get("sha256"):
        yield RowLine(label=_("another picture than before"))


def _list_lines(name: str, before: Sequence[Data], after: Sequence[Data]) -> Iterator[RowLine]:
    old = {one["code"]: one for one in before}
    new = {one["code"]: one for one in after}
    for code, one in new.items():
        text = _described(name, one)
        if code not in old:
            yield RowLine(pieces=only_new(text=text))
        elif old[code] != one:
            changes = word_changes(before=_described(name, old[code]), after=text)
            yield RowLine(pieces=changes)
    for code, one in old.items():
        if code not in new:
            yield RowLine(pieces=only_gone(text=_described(name, one)))
    stayed = [code for code in old if code in new]
    if stayed != [code for code in new if code in old]:
        order = " · ".join(str(one["name"]) for one in after)
        yield RowLine(label=_("new order"), pieces=only_new(text=order))


def _described(name: str, one: Data) -> str:
    """Return „Kasa, pok. 5 (FN) – nieczynne”."""
    if name == "departments":
        text, symbol, inactive = one["name"], one["symbol"], _("inactive department")
    else:
        places = (one["name"], one["building"], one["room"])
        text = ", ".join(place for place in places if place)
        symbol, inactive = one["department"], _("inactive service point")
    text += f" ({symbol})" if symbol else ""
    return text if one["is_active"] else f"{text} – {inactive}"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return pgettext("setting", "yes") if value else pgettext("setting", "no")
    if isinstance(value, Mapping):
        return str(value.get("alt", ""))
    if isinstance(value, list):
        return ""
    return _date(str(value))


def _date(text: str) -> str:
    try:
        return day(on=date.fromisoformat(text)) if len(text) == len("2026-06-02") else text
    except ValueError:
        return text

"""The few statements of the way of every answer, each written once per process.

The ORM makes the text of a statement anew every time, and that took most of the time of storing
an answer (docs/explanation/performance.md). Tables, columns and the form of every value are still
the models' own, and the text is one that PostgreSQL, MariaDB and SQLite all understand. No signal
of Django is sent. Elsewhere the ORM is quick enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.db.models.constants import OnConflict

from wagtail_ocen_urzad.survey.models import AnswerCell

Row = TypeVar("Row", bound=Model)

KNOWN_LIMIT = 50_000
"""Most counters that a process remembers, some 5 MB."""

_known: set[UUID] = set()
"""Counters that were seen in the database; one that is gone since costs two statements more."""


def locked_row(*, model: type[Row], columns: tuple[str, ...], **wanted: Any) -> Row | None:
    """Return the row whose fields have these values, locked till the transaction ends.

    Args:
        model: of the row.
        columns: names of the fields that are read; the others come when they are asked for.
        wanted: value by name of the field.
    """
    values = [_value(model._meta.get_field(name), value) for name, value in wanted.items()]
    text = _locking(model, columns, tuple(wanted), connection.features.has_select_for_update)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        row = cursor.fetchone()
    if row is None:
        return None
    read = _fields(model, columns)
    names = [field.attname for field in read]
    return model.from_db(connection.alias, names, list(map(_read, read, row)))


def insert_once(*, row: Model) -> bool:
    """Insert a row, unless one with its key is there; say whether it was inserted.

    One statement, except on MariaDB: what it has for this would pass over other faults, too.
    """
    model, key = type(row), row._meta.pk
    with connection.cursor() as cursor:
        if connection.features.supports_update_conflicts_with_target:
            cursor.execute(_inserting_once(model), _values(row))
            return bool(cursor.rowcount == 1)
        cursor.execute(_looking(model), [_value(key, row.pk)])
        if cursor.fetchone() is not None:
            return False
    insert(rows=[row])
    return True


def insert(*, rows: Sequence[Model], or_leave: bool = False) -> None:
    """Insert rows of one model in one statement, none for no rows; their keys are given.

    Args:
        rows: with all values.
        or_leave: what is there already is left as it is.
    """
    if not rows:
        return
    values = [value for row in rows for value in _values(row)]
    with connection.cursor() as cursor:
        cursor.execute(_inserting(type(rows[0]), len(rows), or_leave), values)


def add_to_cells(*, cells: Mapping[UUID, Mapping[str, Any]], by: int) -> None:
    """Add to counters; those that are not there yet begin at 0. Their version is locked.

    One statement when this process knows them all, else two.

    Args:
        cells: what each counter counts, by `AnswerCell.key`.
        by: 1 or -1.
    """
    unknown = cells.keys() - _known
    insert(rows=[AnswerCell(cell=key, **cells[key]) for key in unknown], or_leave=True)
    if _add(list(cells), by) < len(cells):
        # Known, and gone: the transaction that had made them was rolled back, or someone cleared.
        there = set(AnswerCell.objects.filter(cell__in=cells).values_list("cell", flat=True))
        missing = cells.keys() - there
        insert(rows=[AnswerCell(cell=key, **cells[key], n=by) for key in missing])
    if unknown:
        if len(_known) > KNOWN_LIMIT:
            _known.clear()
        _known.update(unknown)


def _add(cells: Sequence[UUID], by: int) -> int:
    key = AnswerCell._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(_adding(len(cells)), [by, *(_value(key, cell) for cell in cells)])
        changed: int = cursor.rowcount
        return changed


def _fields(model: type[Model], names: tuple[str, ...]) -> list[Any]:
    """Return these fields in the model's order, as `Model.from_db` takes their values."""
    return [field for field in model._meta.concrete_fields if field.name in names]


def _value(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _values(row: Model) -> list[Any]:
    return [_value(field, getattr(row, field.attname)) for field in row._meta.concrete_fields]


def _read(field: Any, value: Any) -> Any:
    """Return what the ORM would make of a value from the database."""
    column = field.cached_col
    own = connection.ops.get_db_converters(column)
    for convert in (*own, *column.get_db_converters(connection)):
        value = convert(value, column, connection)
    return value


@lru_cache
def _locking(
    model: type[Model], columns: tuple[str, ...], wanted: tuple[str, ...], locks: object
) -> str:
    read = ", ".join(_column(model, field.name) for field in _fields(model, columns))
    where = " AND ".join(f"{_column(model, name)} = %s" for name in wanted)
    lock = " FOR UPDATE" if locks else ""
    return f"SELECT {read} FROM {_table(model)} WHERE {where}{lock}"


@lru_cache
def _looking(model: type[Model]) -> str:
    return f"SELECT 1 FROM {_table(model)} WHERE {_column(model, model._meta.pk.name)} = %s"


@lru_cache
def _inserting(model: type[Model], count: int, or_leave: object) -> str:
    fields = model._meta.concrete_fields
    names = [_column(model, field.name) for field in fields]
    places = f"({', '.join(['%s'] * len(names))})"
    into = f"{_table(model)} ({', '.join(names)})"
    on_conflict = OnConflict.IGNORE if or_leave else None
    begin = connection.ops.insert_statement(on_conflict=on_conflict)
    end = connection.ops.on_conflict_suffix_sql(fields, on_conflict, [], [])
    return f"{begin} {into} VALUES {', '.join([places] * count)} {end}"


@lru_cache
def _inserting_once(model: type[Model]) -> str:
    key = _column(model, model._meta.pk.name)
    return f"{_inserting(model, 1, or_leave=False)} ON CONFLICT ({key}) DO NOTHING"


@lru_cache
def _adding(count: int) -> str:
    n, cell = _column(AnswerCell, "n"), _column(AnswerCell, "cell")
    places = ", ".join(["%s"] * count)
    return f"UPDATE {_table(AnswerCell)} SET {n} = {n} + %s WHERE {cell} IN ({places})"


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return connection.ops.quote_name(field.column)

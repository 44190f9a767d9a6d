"""The few statements of the way of every answer, each written once per process.

The ORM makes the text of a statement anew every time, and that took most of the time of storing
an answer (docs/explanation/performance.md). Tables, columns and the form of every value are still
the models' own, and the text is one that PostgreSQL, MariaDB and SQLite all understand. No signal
of Django is sent. Elsewhere the ORM is quick enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from wagtail_ocen_urzad.survey.models import AnswerCell, QuestionSetVersion, Response

Row = TypeVar("Row", bound=Model)

KNOWN_LIMIT = 50_000
"""Most counters that a process remembers, some 5 MB."""

_FROM_THE_VERSION = ("is_late", "after_report")
"""Fields of an answer that its version decides, at the moment when it is locked."""

_known: set[UUID] = set()
"""Counters that were seen in the database; one that is gone since costs two statements more."""


def locked_row(*, model: type[Row], columns: tuple[str, ...], **wanted: Any) -> Row | None:
    """Return the row whose fields have these values, locked till the transaction ends.

    Args:
        model: of the row.
        columns: names of the fields that are read; the others come when they are asked for.
        wanted: value by name of the field.
    """
    line = _line()
    values = [_value(model._meta.get_field(name), value, line) for name, value in wanted.items()]
    text = _locking(model, columns, tuple(wanted))
    with line.cursor() as cursor:
        cursor.execute(text, values)
        row = cursor.fetchone()
    if row is None:
        return None
    read = _fields(model, columns)
    names = [field.attname for field in read]
    found = [_read(field, value, line) for field, value in zip(read, row, strict=True)]
    return model.from_db(line.alias, names, found)


def insert_answer(*, row: Response, sha256: str, at: datetime | None) -> bool:
    """Lock an answer's version and insert the answer, in one statement; say whether it was done.

    The version is read again after waiting for its lock, and `is_late` and `after_report` of the
    row are what it says then. Nothing is done, and whoever calls must look closer, when there is
    no such version, when it takes no answers at this moment, and when an answer with this key is
    there already. MariaDB always leaves it to the caller: it would pass over other faults, too.

    Args:
        row: whose `version_id` is given.
        sha256: of the version.
        at: a moment between the dates of the version; None asks for no dates.
    """
    line, version = _line(), QuestionSetVersion._meta
    can = line.features
    if not (can.supports_update_conflicts_with_target and can.can_return_columns_from_insert):
        return False
    fields = [one for one in row._meta.concrete_fields if one.name not in _FROM_THE_VERSION]
    values = [_value(field, getattr(row, field.attname), line) for field in fields]
    values += [_value(version.pk, row.version_id, line), sha256]
    if at is not None:
        values += [_value(version.get_field("accepts_from"), at, line)] * 2
    with line.cursor() as cursor:
        cursor.execute(_inserting_answer(within_dates=at is not None), values)
        found = cursor.fetchall()
    for is_late, after_report in found:
        row.is_late, row.after_report = bool(is_late), after_report
    return bool(found)


def insert_once(*, row: Model) -> bool:
    """Insert a row, unless one with its key is there; say whether it was inserted.

    One statement, except on MariaDB: what it has for this would pass over other faults, too.
    """
    model, line = type(row), _line()
    with line.cursor() as cursor:
        if line.features.supports_update_conflicts_with_target:
            cursor.execute(_inserting_once(model), _values(row, line))
            return bool(cursor.rowcount == 1)
        cursor.execute(_looking(model), [_value(model._meta.pk, row.pk, line)])
        if cursor.fetchone() is not None:
            return False
    insert(rows=[row])
    return True


def insert(*, rows: Sequence[Model]) -> None:
    """Insert rows of one model in one statement, none for no rows; their keys are given."""
    if rows:
        _insert(rows, _inserting(type(rows[0]), len(rows)))


def add_to_cells(*, cells: Mapping[UUID, Mapping[str, Any]], by: int) -> None:
    """Add to counters; those that are not there yet begin at 0. Their version is locked.

    One statement when this process knows them all, or none of them, else two.

    Args:
        cells: what each counter counts, by `AnswerCell.key`.
        by: not 0.
    """
    # Whatever is taken away was added before; a new row below 0 would be refused beforehand.
    unknown = cells.keys() - _known if by > 0 else set()
    known = [cell for cell in cells if cell not in unknown]
    if unknown:
        rows = [AnswerCell(cell=key, **cells[key], n=by) for key in unknown]
        _insert(rows, _inserting_or_adding(len(rows)))
    if known and _add(known, by) < len(known):
        # Known, and gone: the transaction that had made them was rolled back, or someone cleared.
        there = set(AnswerCell.objects.filter(cell__in=known).values_list("cell", flat=True))
        insert(rows=[AnswerCell(cell=k, **cells[k], n=by) for k in known if k not in there])
    if unknown:
        if len(_known) > KNOWN_LIMIT:
            _known.clear()
        _known.update(unknown)


def _line() -> BaseDatabaseWrapper:
    """Return the connection itself; `django.db.connection` looks for it at every touch."""
    return connections[DEFAULT_DB_ALIAS]


def _insert(rows: Sequence[Model], text: str) -> None:
    line = _line()
    with line.cursor() as cursor:
        cursor.execute(text, [value for row in rows for value in _values(row, line)])


def _add(cells: Sequence[UUID], by: int) -> int:
    line = _line()
    if line.vendor == "postgresql":
        # One value: psycopg writes each of many into the statement, which took longer.
        values: list[Any] = [f"{{{','.join(cell.hex for cell in cells)}}}"]
        text = _adding_to_array()
    else:
        values = [_value(AnswerCell._meta.pk, cell, line) for cell in cells]
        text = _adding(len(cells))
    with line.cursor() as cursor:
        cursor.execute(text, [by, *values])
        changed: int = cursor.rowcount
        return changed


def _fields(model: type[Model], names: tuple[str, ...]) -> list[Any]:
    """Return these fields in the model's order, as `Model.from_db` takes their values."""
    return [field for field in model._meta.concrete_fields if field.name in names]


def _value(field: Any, value: Any, line: BaseDatabaseWrapper) -> Any:
    return field.get_db_prep_save(value, line)


def _values(row: Model, line: BaseDatabaseWrapper) -> list[Any]:
    fields = row._meta.concrete_fields
    return [_value(field, getattr(row, field.attname), line) for field in fields]


def _read(field: Any, value: Any, line: BaseDatabaseWrapper) -> Any:
    """Return what the ORM would make of a value from the database."""
    column = field.cached_col
    own = line.ops.get_db_converters(column)
    for convert in (*own, *column.get_db_converters(line)):
        value = convert(value, column, line)
    return value


@lru_cache
def _locking(model: type[Model], columns: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    read = ", ".join(_column(model, field.name) for field in _fields(model, columns))
    where = " AND ".join(f"{_column(model, name)} = %s" for name in wanted)
    return f"SELECT {read} FROM {_table(model)} WHERE {where}{_for_update()}"


def _for_update() -> str:
    return " FOR UPDATE" if _line().features.has_select_for_update else ""


@lru_cache
def _inserting_answer(*, within_dates: bool) -> str:
    version, fields = QuestionSetVersion, Response._meta.concrete_fields
    is_open, reported = _column(version, "is_open"), _column(version, "reported_up_to")
    begins, ends = _column(version, "accepts_from"), _column(version, "accepts_until")
    # What is read from the version comes last.
    sent = [one.name for one in fields if one.name not in _FROM_THE_VERSION]
    names = [_column(Response, name) for name in (*sent, *_FROM_THE_VERSION)]
    where = f"{_column(version, 'id')} = %s AND {_column(version, 'sha256')} = %s"
    if within_dates:
        where += f" AND ({begins} IS NULL OR {begins} <= %s) AND ({ends} IS NULL OR {ends} > %s)"
    return (
        f"INSERT INTO {_table(Response)} ({', '.join(names)})"
        f" SELECT {', '.join(['%s'] * len(sent))}, {is_open} IS NULL, {reported}"
        f" FROM {_table(version)} WHERE {where}{_for_update()}"
        f" ON CONFLICT ({_column(Response, 'id')}) DO NOTHING"
        f" RETURNING {', '.join(_column(Response, name) for name in _FROM_THE_VERSION)}"
    )


@lru_cache
def _looking(model: type[Model]) -> str:
    return f"SELECT 1 FROM {_table(model)} WHERE {_column(model, model._meta.pk.name)} = %s"


@lru_cache
def _inserting(model: type[Model], count: int) -> str:
    fields = model._meta.concrete_fields
    names = [_column(model, field.name) for field in fields]
    places = f"({', '.join(['%s'] * len(names))})"
    into = f"{_table(model)} ({', '.join(names)})"
    return f"INSERT INTO {into} VALUES {', '.join([places] * count)}"


@lru_cache
def _inserting_once(model: type[Model]) -> str:
    key = _column(model, model._meta.pk.name)
    return f"{_inserting(model, 1)} ON CONFLICT ({key}) DO NOTHING"


@lru_cache
def _inserting_or_adding(count: int) -> str:
    table, n, cell = _table(AnswerCell), _column(AnswerCell, "n"), _column(AnswerCell, "cell")
    if _line().features.supports_update_conflicts_with_target:
        found = f"ON CONFLICT ({cell}) DO UPDATE SET {n} = {table}.{n} + excluded.{n}"
    else:
        found = f"ON DUPLICATE KEY UPDATE {n} = {n} + VALUES({n})"
    return f"{_inserting(AnswerCell, count)} {found}"


@lru_cache
def _adding(count: int) -> str:
    n, cell = _column(AnswerCell, "n"), _column(AnswerCell, "cell")
    places = ", ".join(["%s"] * count)
    return f"UPDATE {_table(AnswerCell)} SET {n} = {n} + %s WHERE {cell} IN ({places})"


@lru_cache
def _adding_to_array() -> str:
    n, cell = _column(AnswerCell, "n"), _column(AnswerCell, "cell")
    return f"UPDATE {_table(AnswerCell)} SET {n} = {n} + %s WHERE {cell} = ANY(%s::uuid[])"


def _table(model: type[Model]) -> str:
    return _line().ops.quote_name(model._meta.db_table)


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return _line().ops.quote_name(field.column)

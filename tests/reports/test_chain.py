"""Reports as records: numbered, chained, and beyond change (domain 2.4, no. 10)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from tests.factories import NOON, a_survey, an_office, answer
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import (
    ImmutableRecord,
    OfficeDataVersion,
    QuestionSetVersion,
    Survey,
)
from wagtail_ocen_urzad.survey.questionnaire import canonical_json

pytestmark = pytest.mark.django_db

Door = Callable[[Any], Any]


def reworded(number: int) -> Any:
    return dataclasses.replace(SHORT_SET, intro=f"Zmiana {number}")


def change(survey: Survey, number: int) -> revision.Activated:
    return revision.activate(survey=survey, questionnaire=reworded(number), by=None, at=NOON)


def on_demand(survey: Survey) -> ReportSnapshot:
    return generate_report(
        survey=survey,
        reason=ReportReason.ON_DEMAND,
        period=(date(2026, 1, 1), date(2026, 3, 10)),
        case_number="",
        by=None,
        at=NOON,
    )


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def a_closed_version() -> QuestionSetVersion:
    version = a_survey()
    answer(version, {"overall": ["5"]})
    change(version.survey, 1)
    version.refresh_from_db()
    return version


def test_reports_of_every_kind_are_one_numbered_chain() -> None:
    version = a_survey()
    survey = version.survey
    office = survey.office
    for number in (1, 2):
        answer(version, {"overall": ["4"]})
        on_demand(survey)
        version = change(survey, number).version
        office.phone = str(number)
        office.save()
        revision.change_office(office=office, by=None, at=NOON)

    chain = list(ReportSnapshot.objects.filter(survey=survey).order_by("number"))

    assert [report.number for report in chain] == [1, 2, 3, 4, 5, 6]
    assert [report.data["number"] for report in chain] == [1, 2, 3, 4, 5, 6]
    assert [report.reason for report in chain] == ["on_demand", "before_edit", "before_edit"] * 2
    previous = ""
    for report in chain:
        assert report.previous_hash == previous
        assert report.sha256 == sha256(report.content + previous)
        assert report.content == canonical_json(value=json.loads(report.content))
        previous = report.sha256


def test_every_survey_has_a_chain_of_its_own() -> None:
    office = an_office()
    surveys = [a_survey(office=office).survey for _ in range(2)]

    assert [on_demand(survey).number for survey in surveys] == [1, 1]
    assert [on_demand(survey).previous_hash != "" for survey in surveys] == [True, True]


def test_the_chain_cannot_fork() -> None:
    first = on_demand(a_survey().survey)
    for field in ("number", "previous_hash"):
        twin = ReportSnapshot.objects.get(pk=first.pk)
        twin.pk, twin._state.adding = None, True
        other = {"number": ("previous_hash", "f" * 64), "previous_hash": ("number", 2)}[field]
        setattr(twin, *other)
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


# Every door of Python


def _changed_and_saved(record: Any) -> None:
    record.sha256 = "0" * 64
    record.save()


def _saved_by_field(record: Any) -> None:
    record.sha256 = "0" * 64
    record.save(update_fields=["sha256"])


def _forced(record: Any) -> None:
    record.sha256 = "0" * 64
    record.save(force_update=True)


def _as_new(record: Any) -> None:
    """A new instance that claims the key of the old row."""
    values = {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields}
    type(record)(**values | {"sha256": "0" * 64}).save()


def _bulk_updated(record: Any) -> None:
    record.sha256 = "0" * 64
    type(record).objects.bulk_update([record], ["sha256"])


def _created_over(record: Any) -> None:
    record.sha256 = "0" * 64
    type(record).objects.bulk_create(
        [record], update_conflicts=True, update_fields=["sha256"], unique_fields=["id"]
    )


def _updated_or_created(record: Any) -> None:
    type(record).objects.update_or_create(pk=record.pk, defaults={"sha256": "0" * 64})


def _deserialized(record: Any) -> None:
    record.sha256 = "0" * 64
    [one] = serializers.deserialize("json", serializers.serialize("json", [record]))
    one.save()


DOORS: dict[str, Door] = {
    "save": _changed_and_saved,
    "save of one field": _saved_by_field,
    "forced update": _forced,
    "a new instance with the same key": _as_new,
    "QuerySet.update": lambda one: type(one).objects.filter(pk=one.pk).update(sha256="0" * 64),
    "update of everything": lambda one: type(one).objects.update(sha256="0" * 64),
    "bulk_update": _bulk_updated,
    "bulk_create over it": _created_over,
    "update_or_create": _updated_or_created,
    "a deserialized object": _deserialized,
    "delete": lambda one: one.delete(),
    "QuerySet.delete": lambda one: type(one).objects.filter(pk=one.pk).delete(),
    "delete of everything": lambda one: type(one).objects.all().delete(),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("model", [ReportSnapshot, QuestionSetVersion, OfficeDataVersion])
def test_a_record_stays_as_it_was_written(model: type[Any], door: str) -> None:
    a_closed_version()
    record = model.objects.order_by("pk").first()
    written = model.objects.filter(pk=record.pk).values().get()

    with pytest.raises((ImmutableRecord, IntegrityError)), transaction.atomic():
        DOORS[door](record)

    assert model.objects.filter(pk=record.pk).values().get() == written


def test_related_managers_are_no_door() -> None:
    version = a_closed_version()
    for records in (version.survey.reports, version.survey.versions, version.reports):
        with pytest.raises(ImmutableRecord):
            records.update(sha256="0" * 64)
        with pytest.raises(ImmutableRecord):
            records.all().delete()


def test_a_fixture_cannot_overwrite_and_can_restore(tmp_path: Path) -> None:
    version = a_closed_version()
    report = version.closing_report
    assert report is not None
    dumped = tmp_path / "dump.json"
    forged = tmp_path / "forged.json"
    text = serializers.serialize("json", [report])
    dumped.write_text(text, encoding="utf-8")
    forged.write_text(text.replace('"forms": 1', '"forms": 100'), encoding="utf-8")

    for fixture in (dumped, forged):
        with pytest.raises(ImmutableRecord), transaction.atomic():
            call_command("loaddata", fixture, verbosity=0)

    kept = ReportSnapshot.objects.get(pk=report.pk)
    assert kept.forms == 1

    elsewhere = text.replace(f'"pk": {report.pk}', f'"pk": {report.pk + 1000}')
    elsewhere = elsewhere.replace('"number": 1', '"number": 77')
    elsewhere = elsewhere.replace('"previous_hash": ""', f'"previous_hash": "{"e" * 64}"')
    dumped.write_text(elsewhere, encoding="utf-8")
    call_command("loaddata", dumped, verbosity=0)
    assert ReportSnapshot.objects.get(pk=report.pk + 1000).number == 77


def test_what_a_report_rests_on_cannot_be_deleted() -> None:
    version = a_closed_version()
    survey = version.survey

    for one in (survey, survey.office):
        with pytest.raises(ProtectedError), transaction.atomic():
            one.delete()


def test_only_operational_columns_of_a_version_can_be_set() -> None:
    version = a_survey()
    version.accepts_until = NOON
    version.save(update_fields=["accepts_until"])
    QuestionSetVersion.objects.filter(pk=version.pk).update(accepts_from=NOON)

    version.content = "{}"
    with pytest.raises(ImmutableRecord):
        version.save(update_fields=["accepts_until", "content"])


# What the database itself refuses


def an_hour_written() -> Any:
    """An hour as this database keeps it: MariaDB has no time zones in its columns."""
    return connection.ops.adapt_datetimefield_value(timezone.now())


def closing(version: QuestionSetVersion, **columns: Any) -> None:
    """Write past Django."""
    assignments = ", ".join(f"{name} = %s" for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {QuestionSetVersion._meta.db_table} SET {assignments} WHERE id = %s",
            [*columns.values(), version.pk],
        )


@pytest.mark.parametrize(
    "columns",
    [
        {"is_open": None},
        {"is_open": False},
        {"is_open": None, "closed_on": "now"},
        {"is_open": None, "closing_report_id": "report"},
        {"closed_on": "now"},
        {"closing_report_id": "report"},
        {"closed_on": "now", "closing_report_id": "report"},
        {"is_open": False, "closed_on": "now", "closing_report_id": "report"},
    ],
)
def test_the_database_refuses_to_close_a_version_without_a_report(columns: dict[str, Any]) -> None:
    version = a_survey()
    values = {"now": an_hour_written(), "report": on_demand(version.survey).pk}

    with pytest.raises(IntegrityError):
        closing(version, **{name: values.get(value, value) for name, value in columns.items()})

    version.refresh_from_db()
    assert (version.is_open, version.closed_on, version.closing_report_id) == (True, None, None)


def test_the_database_refuses_a_second_open_version() -> None:
    version = a_closed_version()
    twin = QuestionSetVersion(
        survey=version.survey, number=9, content="{}", sha256="0" * 64, opened_on=NOON
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_the_database_refuses_one_report_for_two_closings() -> None:
    version = a_closed_version()
    second = QuestionSetVersion.objects.get(survey=version.survey, is_open=True)

    with pytest.raises(IntegrityError):
        closing(
            second,
            is_open=None,
            closed_on=an_hour_written(),
            closing_report_id=version.closing_report_id,
        )

"""The one legal rule, without pages: no edit of questions or office data without a report."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from tests.factories import NOON, a_survey, a_survey_page, a_user, an_office, answer, survey_of
from wagtail_ocen_urzad import files, revision
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import OVERALL, SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import (
    Department,
    ImmutableRecord,
    Office,
    OfficeDataVersion,
    ProjectLogo,
    QuestionSetVersion,
    ServicePoint,
    Survey,
)
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, UnableToRead
from wagtail_ocen_urzad.verification.findings import Tally
from wagtail_ocen_urzad.verification.walk import findings

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=5)
GOOD = {"overall": ["5"], "department": ["so"]}


def reworded(intro: str = "Inaczej") -> Questionnaire:
    return dataclasses.replace(SHORT_SET, intro=intro)


def activate(
    version: QuestionSetVersion, questionnaire: Questionnaire, **more: Any
) -> revision.Activated:
    return revision.activate(
        survey=version.survey,
        questionnaire=questionnaire,
        **{"by": None, "at": LATER, **more},
    )


def change_office(office: Office, **fields: Any) -> revision.OfficeChanged:
    for name, value in fields.items():
        setattr(office, name, value)
    office.save()
    return revision.change_office(office=office, by=None, at=LATER)


# Questions


def test_the_first_version_needs_no_report() -> None:
    version = a_survey()

    assert (version.number, version.is_open, version.opened_on) == (1, True, NOON)
    assert version.series == {"department": 1, "overall": 1, "comment": 1}
    assert not ReportSnapshot.objects.exists()


def test_the_same_questions_again_set_the_dates_and_nothing_else() -> None:
    version = a_survey()

    done = activate(version, SHORT_SET, accepts=(NOON, LATER))

    assert (done.version, done.report) == (version, None)
    version.refresh_from_db()
    assert (version.accepts_from, version.accepts_until) == (NOON, LATER)
    assert not ReportSnapshot.objects.exists()


def test_other_questions_close_with_a_report_and_open_the_next() -> None:
    version = a_survey()
    user = a_user("anna")
    user.first_name, user.last_name = "Anna", "Nowicka"
    user.save()
    answer(version, GOOD)

    done = activate(version, reworded(), by=user, accepts=(None, LATER))

    report = done.report
    assert report is not None
    version.refresh_from_db()
    assert (version.is_open, version.closed_on, version.closing_report) == (None, LATER, report)
    assert (done.version.number, done.version.opened_on, done.version.opened_by) == (2, LATER, user)
    assert done.version.accepts_until == LATER
    assert (report.reason, report.forms, report.created_on) == (ReportReason.BEFORE_EDIT, 1, LATER)
    assert report.data["created"] == {"on": "2026-03-15", "by": "Anna Nowicka"}
    assert (str(report.period_from), str(report.period_to)) == ("2026-03-10", "2026-03-15")


@pytest.mark.parametrize(
    "broken",
    [
        Questionnaire(areas=()),
        dataclasses.replace(SHORT_SET, areas=SHORT_SET.areas * 2),
        Questionnaire(
            areas=(
                dataclasses.replace(
                    SHORT_SET.areas[0], questions=(dataclasses.replace(OVERALL, code="Ó"),)
                ),
            )
        ),
    ],
)
def test_nothing_broken_is_ever_opened(broken: Questionnaire) -> None:
    version = a_survey()

    with pytest.raises(UnableToRead):
        activate(version, broken)

    assert QuestionSetVersion.objects.get() == version
    assert not ReportSnapshot.objects.exists()


def test_going_back_to_earlier_questions_is_a_version_of_its_own() -> None:
    version = a_survey()
    second = activate(version, reworded()).version
    third = activate(second, SHORT_SET).version

    assert (third.number, third.sha256) == (3, version.sha256)
    assert ReportSnapshot.objects.count() == 2


def test_closing_makes_a_report_once() -> None:
    version = a_survey()
    answer(version, GOOD)

    report = revision.close(survey=version.survey, by=None, at=LATER)

    assert report is not None
    assert (report.forms, report.data["change"]["to_version"]) == (1, None)
    assert revision.close(survey=version.survey, by=None, at=LATER) is None
    assert ReportSnapshot.objects.count() == 1
    reopened = activate(version, SHORT_SET)
    assert (reopened.version.number, reopened.report) == (2, None)
    assert reopened.version.series == version.series


def test_the_report_before_a_change_leaves_late_answers_to_a_supplement() -> None:
    first = a_survey()
    answer(first, GOOD)
    second = activate(first, reworded()).version
    answer(first, GOOD)
    answer(second, GOOD)

    report = activate(second, reworded("Znowu")).report

    assert report is not None
    assert report.forms == 1


def test_dates_are_those_of_the_office_not_of_the_server(settings: Any) -> None:
    """Half an hour before midnight in London is the new year in Poland."""
    settings.TIME_ZONE = "America/New_York"
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    version = a_survey()

    report = activate(version, reworded(), at=new_year).report

    assert report is not None
    assert str(report.period_to) == report.data["created"]["on"] == "2027-01-01"


def test_a_change_that_waited_for_another_is_not_before_it() -> None:
    """The clock was read before the locks, or by a machine that is slow."""
    version = a_survey(at=LATER)
    early = NOON + timedelta(days=1)

    first = activate(version, reworded(), at=early)
    office = version.survey.office
    office.phone = "600 000 000"
    office.save()
    second = revision.change_office(office=office, by=None, at=early)
    third = activate(first.version, reworded("Znowu"), at=early)
    fourth = revision.close(survey=version.survey, by=None, at=early)

    reports = [first.report, *second.reports, third.report, fourth]
    assert [one and one.created_on for one in reports] == [LATER] * 4
    assert [one for one in findings(tally=Tally()) if one.is_failure] == []


def test_a_first_version_is_not_older_than_the_office_data_it_is_asked_under() -> None:
    office = an_office(at=LATER)

    assert a_survey(office=office, at=NOON).opened_on == LATER


# Office data


def test_a_change_of_office_data_reports_every_open_survey_and_closes_none() -> None:
    office = an_office()
    open_ones = [a_survey(office=office), a_survey(office=office, questionnaire=STARTER_SET)]
    closed = a_survey(office=office)
    revision.close(survey=closed.survey, by=None, at=NOON)
    never = Survey.objects.create(office=office, title="Nigdy nieopublikowana")
    for _ in range(3):
        answer(open_ones[0], GOOD)

    done = change_office(office, phone="600 000 000")

    assert done.is_new
    assert [(one.survey, one.forms) for one in done.reports] == [
        (open_ones[0].survey, 3),
        (open_ones[1].survey, 0),
    ]
    for report, version in zip(done.reports, open_ones, strict=True):
        assert (report.reason, report.version) == (ReportReason.BEFORE_EDIT, version)
        version.refresh_from_db()
        assert (version.is_open, version.closing_report) == (True, None)
        assert report.data["change"]["office"] is True
    assert not never.reports.exists()
    assert closed.survey.reports.count() == 1
    office.refresh_from_db()
    assert office.in_force == done.version
    assert (done.version.number, done.version.data["phone"]) == (2, "600 000 000")


def test_another_offices_surveys_are_left_alone() -> None:
    ours = a_survey()
    site = Site.objects.create(hostname="inny.example", root_page=Page.objects.get(depth=1))
    other = a_survey(office=operations.office_for_site(site=site))

    change_office(ours.survey.office, phone="1")

    assert not other.survey.reports.exists()


def test_the_same_office_data_again_need_no_report() -> None:
    version = a_survey()
    office = version.survey.office

    done = revision.change_office(office=office, by=None, at=LATER)

    assert (done.is_new, done.reports) == (False, ())
    assert OfficeDataVersion.objects.count() == 1


def test_a_draft_of_office_data_changes_nothing() -> None:
    version = a_survey()
    office = version.survey.office
    office.name = "Szkic"
    office.save()
    Department.objects.create(office=office, name="Szkic", code="szkic")

    assert queries.draft_differs(office=office)
    in_force = Office.objects.get(pk=office.pk).in_force
    assert in_force is not None
    assert "Szkic" not in in_force.content


def test_the_closing_report_covers_everything_since_the_opening() -> None:
    """Not only what came after the report before the change of office data."""
    version = a_survey()
    answer(version, GOOD)
    change_office(version.survey.office, phone="1")
    answer(version, GOOD)

    report = activate(version, reworded()).report

    assert report is not None
    assert [one.forms for one in version.survey.reports.order_by("number")] == [1, 2]
    assert report.data["office"]["number"] == 2


@pytest.mark.parametrize(
    "edit",
    [
        lambda office: Department.objects.create(office=office, name="Nowy", code="nowy"),
        lambda office: office.departments.filter(code="so").update(is_active=False),
        lambda office: office.departments.filter(code="so").update(name="Wydział Inny"),
        lambda office: office.departments.filter(code="so").update(sort_order=9),
        lambda office: ServicePoint.objects.create(office=office, name="Filia"),
        lambda office: office.service_points.update(room="12"),
        lambda office: Office.objects.filter(pk=office.pk).update(legal_number="13/2026"),
        lambda office: Office.objects.filter(pk=office.pk).update(uses_paper=False),
        lambda office: Office.objects.filter(pk=office.pk).update(supervisor_title="Sekretarz"),
        lambda office: Office.objects.filter(pk=office.pk).update(funding_note="Unia"),
    ],
)
def test_whatever_is_edited_in_office_data_is_an_edit(edit: Any) -> None:
    version = a_survey()
    office = Office.objects.get(pk=version.survey.office_id)
    edit(office)

    done = revision.change_office(office=Office.objects.get(pk=office.pk), by=None, at=LATER)

    assert done.is_new
    assert len(done.reports) == 1


def test_frozen_data_do_not_follow_the_draft() -> None:
    version = a_survey()
    office = version.survey.office
    before = office.in_force
    assert before is not None
    written = before.content

    change_office(office, name="Inny Urząd")
    change_office(office, name="Jeszcze Inny")

    assert OfficeDataVersion.objects.get(pk=before.pk).content == written
    assert [one.number for one in office.versions.order_by("number")] == [1, 2, 3]


def _from_a_form_opened_before(stale: Office, _folder: Path) -> None:
    stale.phone = "2"
    stale.save()


def _by_name(stale: Office, _folder: Path) -> None:
    stale.save(update_fields=["in_force"])


def _by_query(stale: Office, _folder: Path) -> None:
    with pytest.raises(ImmutableRecord):
        Office.objects.filter(pk=stale.pk).update(in_force=stale.in_force)


def _by_key(stale: Office, _folder: Path) -> None:
    with pytest.raises(ImmutableRecord):
        Office.objects.update(in_force_id=stale.in_force_id)


def _in_bulk(stale: Office, _folder: Path) -> None:
    with pytest.raises(ImmutableRecord):
        Office.objects.bulk_update([stale], ["in_force"])


def _by_fixture(stale: Office, folder: Path) -> None:
    fixture = folder / "office.json"
    fixture.write_text(serializers.serialize("json", [stale]), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)


@pytest.mark.parametrize(
    "path",
    [_from_a_form_opened_before, _by_name, _by_query, _by_key, _in_bulk, _by_fixture],
    ids=lambda path: path.__name__.strip("_"),
)
def test_no_path_puts_old_office_data_in_force_again(path: Any, tmp_path: Path) -> None:
    version = a_survey()
    stale = Office.objects.get(pk=version.survey.office_id)
    change_office(Office.objects.get(pk=stale.pk), phone="1")

    path(stale, tmp_path)

    in_force = Office.objects.get(pk=stale.pk).in_force
    assert in_force is not None
    assert (in_force.number, in_force.data["phone"]) == (2, "1")


def test_the_office_that_was_saved_knows_what_is_in_force() -> None:
    office = a_survey().survey.office
    stale = Office.objects.get(pk=office.pk)
    change_office(office, phone="1")

    stale.save()

    assert stale.in_force is not None
    assert stale.in_force.number == 2


def test_logos_are_kept_as_they_were(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.OCEN_URZAD_PRIVATE_ROOT = tmp_path / "private"
    office = an_office()
    office.logo = get_test_image_file(filename="herb.png")
    office.logo_alt = "Herb"
    office.save()
    ProjectLogo.objects.create(
        office=office, image=get_test_image_file(filename="unia.png", colour="blue"), alt="Unia"
    )
    drawn = office.logo.read()

    data = change_office(office).version.data
    office.logo.storage.delete(str(office.logo.name))

    assert files.read(sha256=data["logo"]["sha256"]) == drawn
    assert data["logo"]["alt"] == "Herb"
    [logo] = data["project"]["logos"]
    assert (logo["alt"], len(files.read(sha256=logo["sha256"])) > 0) == ("Unia", True)


def test_a_logo_that_cannot_be_kept_leaves_everything_as_it_was(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    version = a_survey()
    office = version.survey.office
    office.logo.save("herb.png", ContentFile(b"x"))
    # A file stands where the folder should be: nothing can be stored.
    blocked = tmp_path / "private"
    blocked.write_bytes(b"")
    settings.OCEN_URZAD_PRIVATE_ROOT = blocked

    with pytest.raises(revision.UnableToChangeOffice):
        change_office(office, name="Inny Urząd")

    assert OfficeDataVersion.objects.count() == 1
    assert not ReportSnapshot.objects.exists()


def test_a_missing_logo_is_said_so(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    office = an_office()
    office.logo.save("herb.png", ContentFile(b"x"))
    office.logo.storage.delete(str(office.logo.name))

    with pytest.raises(revision.UnableToChangeOffice):
        change_office(office)


def test_a_storage_that_does_not_answer_leaves_everything_as_it_was(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    office = an_office()
    office.logo.save("herb.png", ContentFile(b"x"))
    away = {"BACKEND": "tests.reports.test_pdf_keeping.Away"}
    settings.STORAGES = {**settings.STORAGES, "default": away}

    with pytest.raises(revision.UnableToChangeOffice):
        change_office(office)


def test_a_portal_that_lost_its_sites_keeps_the_first_of_its_offices() -> None:
    office = an_office()
    site = Site.objects.create(hostname="inny.example", root_page=Page.objects.get(depth=1))
    operations.office_for_site(site=site)
    page = a_survey_page(live=False)
    Site.objects.all().delete()

    page.save_revision().publish()

    assert survey_of(page).office == office
    assert Office.objects.count() == 2

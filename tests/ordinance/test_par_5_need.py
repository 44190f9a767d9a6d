"""§ 5: the need that was signalled, and the report before the change (R-18, R-20).

„W zależności od zasygnalizowanych potrzeb w Urzędzie dopuszcza się edycję danych urzędu i/lub
edycję ankiety przez administratora. Przed wprowadzeniem zmian należy wygenerować raport
z dotychczasowych wyników pomiaru.”
"""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from tests.factories import NOON, a_survey_page, a_user, an_office, answer, publish, running
from tests.staff.screens import desk_of, soup
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

pytestmark = pytest.mark.django_db


def changed() -> QuestionSetVersion:
    """Return the version that a change of the intro made, after three answers to the first."""
    an_office()
    page: SurveyPage = a_survey_page()
    for mark in ("5", "4", "1"):
        answer(running(page), {"overall": [mark]})
    publish(page, dataclasses.replace(SHORT_SET, intro="Prosimy o ocenę."))
    return running(page)


def test_who_signalled_what_and_when_stands_in_the_history() -> None:
    """„W zależności od zasygnalizowanych potrzeb” (R-18)."""
    version = changed()
    operations.record_need(
        of=version,
        signalled_by="Kierownik BOK",
        subject="Klienci nie rozumieją wstępu.",
        signalled_on=date(2026, 3, 2),
        by=None,
        at=NOON,
    )

    page = soup(
        desk_of(a_user("sekretarz", "view_results")).get(
            f"/admin/ocen-urzad/historia/{version.survey.code}/"
        )
    )

    said = page.text.replace("\xa0", " ")
    signalled = ("Kierownik BOK", "Klienci nie rozumieją wstępu.", "2 marca 2026")
    assert [one for one in signalled if one not in said] == []


def test_the_report_before_the_change_counts_all_answers_to_what_was_closed() -> None:
    """„Przed wprowadzeniem zmian należy wygenerować raport z dotychczasowych wyników” (R-20)."""
    version = changed()

    closed = version.survey.versions.get(number=1)
    report = closed.closing_report
    assert report is not None
    assert (report.reason, report.forms) == (ReportReason.BEFORE_EDIT, 3)
    assert closed.responses.count() == 3
    assert report.created_on == closed.closed_on == version.opened_on

"""A survey with everything that a verification looks at, made through the doors of users."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from tests.factories import (
    a_survey_page,
    an_office,
    answer,
    publish,
    running,
    survey_of,
)
from wagtail_ocen_urzad import conf, files, revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportDocument, ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Channel, QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.questionnaire import Choice, Question, QuestionKind
from wagtail_ocen_urzad.verification.findings import Finding, Tally
from wagtail_ocen_urzad.verification.walk import findings

MATTER = Question(
    code="matter",
    kind=QuestionKind.MULTIPLE,
    text="Jaką sprawę Pan/Pani załatwiał(a)?",
    allows_not_applicable=True,
    choices=tuple(Choice(code=code, label=code.title()) for code in ("akta", "podatki", "inna")),
)
PAPER = b"%PDF-1.7 of the tests"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Two versions of a survey, its answers and six reports."""

    survey: Survey
    page: SurveyPage
    first: QuestionSetVersion
    second: QuestionSetVersion

    def report(self, number: int) -> ReportSnapshot:
        """Return the report with this number."""
        return ReportSnapshot.objects.get(survey=self.survey, number=number)

    @property
    def month(self) -> str:
        """Month of all answers."""
        return f"{conf.local_date(at=self.first.opened_on):%Y-%m}"


def first_set() -> Any:
    [area] = SHORT_SET.areas
    area = dataclasses.replace(area, questions=(*area.questions, MATTER))
    return dataclasses.replace(SHORT_SET, areas=(area,))


def a_scene() -> Scene:
    """Return a survey whose reports, in order, are these.

    1 on demand, 2 before a change of the office's data, 3 before a change of the questions (it
    closes version 1, which then gets one late answer), 4 periodic.
    """
    office = an_office()
    page = a_survey_page(questionnaire=first_set())
    survey = survey_of(page)
    first = running(page)
    for mark, channel in (("5", Channel.PAPER), ("4", Channel.WEB)):
        given = {"overall": [mark], "department": ["so"], "matter": ["akta", "inna"]}
        answer(first, given, on=today(), channel=channel, service_point="BQKAA")
    answer(first, {"overall": ["2"], "matter": ["@na"], "comment": ["Długo czekałem."]}, on=today())
    a_report(survey, ReportReason.ON_DEMAND)
    office.phone = "00 000 00 00"
    office.save()
    revision.change_office(office=office, by=None, at=timezone.now())
    publish(page, dataclasses.replace(first_set(), intro="Nowy wstęp."))
    second = running(page)
    answer(first, {"overall": ["1"]}, on=today())
    answer(second, {"overall": ["3"], "department": ["or"]}, on=today())
    periodic = a_report(survey, ReportReason.PERIODIC)
    ReportDocument.objects.create(
        snapshot=periodic,
        kind=ReportDocument.Kind.PDF,
        sha256=files.store(content=PAPER),
        made_on=timezone.now(),
    )
    first.refresh_from_db()
    return Scene(survey=survey, page=page, first=first, second=second)


def a_report(survey: Survey, reason: ReportReason) -> ReportSnapshot:
    day = today()
    return generate_report(
        survey=survey,
        reason=reason,
        period=(day - timedelta(days=40), day),
        case_number="",
        by=None,
        at=timezone.now(),
    )


def today() -> date:
    return conf.local_date(at=timezone.now())


def found(survey: Survey | None = None) -> list[Finding]:
    """Return everything that a verification finds now."""
    return list(findings(tally=Tally(), survey=survey))


def past_everything(model: type[Model], **which: Any) -> Any:
    """Return rows as somebody with the database has them: nothing of ours refuses a change."""
    rows: Any = QuerySet(model=model).filter(**which)
    return rows


def deleted(model: type[Model], **which: Any) -> None:
    """Delete rows with nothing that would belong to it."""
    rows = past_everything(model, **which)
    rows._raw_delete(rows.db)

"""Fills the portal with a finished office: a year of answers, two versions, their reports.

Everything is done by the package's own verbs, at the moments at which people would have done it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction
from wagtail.models import Page

from example_site.demo import answers, boxes, office
from example_site.demo.people import person
from example_site.demo.study import put_up_study
from example_site.town import Town, put_up_town
from wagtail_ocen_urzad import conf, revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.freezing import thaw
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.staff.groups import (
    ADMINISTRATORS,
    CLERKS,
    REPORT_USERS,
    SUPERVISORS,
    make_groups,
)
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import Channel, QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

TITLE = "Ankieta badania satysfakcji Klienta"
WEB, SINCE = 51, 24
"""Forms of the year by internet, and since; those on paper are in `boxes`."""

PEOPLE = (
    ("administrator", "Anna", "Nowicka", ADMINISTRATORS),
    ("raporty", "Piotr", "Zieliński", REPORT_USERS),
    ("nadzor", "Ewa", "Mazur", SUPERVISORS),
    ("ankiety", "Maria", "Wójcik", CLERKS),
)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What the demo office holds."""

    town: Town
    page: SurveyPage
    survey: Survey


def fill(*, port: int, at: datetime, say: Callable[[str], None]) -> Filled:
    """Make the demo office, or leave alone what is there.

    Args:
        port: on which the site is served, on this machine.
        at: now; the year reported on is the one before.
        say: takes one line about each step.
    """
    town = put_up_town(hostname="localhost", port=port)
    make_groups()
    people = {
        name: person(name=name, first=first, last=last, group=group)
        for name, first, last, group in PEOPLE
    }
    page = SurveyPage.objects.child_of(Page.objects.get(pk=town.office.pk)).first()
    if page is None:
        say("Wypełniam urząd pokazowy: dane urzędu, dwie wersje ankiety, rok odpowiedzi…")
        with transaction.atomic():
            page = _a_year(town, people, at)
    survey = queries.survey_of(page_id=page.pk)
    if survey is None:
        message = "The demo page has no survey; delete var/ and start again."
        raise RuntimeError(message)
    _banner(page)
    put_up_study(office=survey.office, keeper=people["administrator"], at=at, say=say)
    return Filled(town=town, page=page, survey=survey)


def first_set() -> Questionnaire:
    """Return version 1: one question worded otherwise, one not yet asked."""
    areas = []
    for area in STARTER_SET.areas:
        questions = tuple(
            replace(one, text="Uprzejmość urzędnika") if one.code == "courtesy" else one
            for one in area.questions
            if one.code != "timeliness"
        )
        areas.append(replace(area, questions=questions))
    return replace(STARTER_SET, areas=tuple(areas))


def _a_year(town: Town, people: dict[str, Any], at: datetime) -> SurveyPage:
    year = conf.local_date(at=at).year - 1
    administrator = people["administrator"]
    office.put_in_force(town=town, by=administrator, at=_moment(date(year, 1, 2)))
    page = _draft(town, administrator)
    survey = operations.survey_for_page(page=page, office=_office_of(town))
    random = Random(year)
    opened = revision.activate(
        survey=survey, questionnaire=first_set(), by=administrator, at=_moment(date(year, 1, 2))
    )
    half = date(year, 7, 1)
    clerks = boxes.Clerks(first=people["ankiety"], second=administrator)
    days = (date(year, 1, 2), half)
    _answers(opened.version, forms=WEB // 2, days=days, random=random)
    _quarters(survey, year, places=(0, 1), clerks=clerks, random=random)
    changed = revision.activate(
        survey=survey, questionnaire=STARTER_SET, by=administrator, at=_moment(half)
    )
    operations.record_need(
        of=changed.version,
        signalled_by="Urząd Stanu Cywilnego",
        subject=(
            "Klienci pytali, czy „urzędnik” to także pracownik kasy. Brakowało pytania"
            " o dotrzymanie terminu."
        ),
        signalled_on=date(year, 6, 16),
        by=administrator,
        at=_moment(half),
    )
    days = (half, date(year + 1, 1, 1))
    _answers(changed.version, forms=WEB - WEB // 2, days=days, random=random)
    _quarters(survey, year, places=(2, 3), clerks=clerks, random=random)
    generate_report(
        survey=survey,
        reason=ReportReason.PERIODIC,
        period=(date(year, 1, 1), date(year, 12, 31)),
        case_number=f"OR.0643.1.{year + 1}",
        by=people["raporty"],
        at=min(at, _moment(date(year + 1, 1, 15))),
    )
    today = conf.local_date(at=at)
    if today > date(year + 1, 1, 16):
        _answers(changed.version, forms=SINCE, days=(date(year + 1, 1, 16), today), random=random)
        boxes.this_year(survey=survey, day=today, clerks=clerks, random=random)
    page.save_revision(user=administrator).publish(user=administrator)
    return page


def _draft(town: Town, owner: Any) -> SurveyPage:
    page = SurveyPage(
        title=TITLE,
        slug="ocen-urzad",
        owner=owner,
        intro=STARTER_SET.intro,
        questions=thaw(questionnaire=STARTER_SET),
        thank_you=(
            "Raz w roku Urząd sporządza raport ze wszystkich ankiet i wskazuje, co trzeba"
            " poprawić. Wyniki publikujemy na tej stronie i w Biuletynie Informacji Publicznej."
        ),
        live=False,
        show_in_menus=False,
    )
    Page.objects.get(pk=town.office.pk).add_child(instance=page)
    return page


def _quarters(
    survey: Survey, year: int, *, places: tuple[int, ...], clerks: boxes.Clerks, random: Random
) -> None:
    """Open the boxes of these quarters, each on its last day but one."""
    for place in places:
        first = date(year, 3 * place + 1, 1)
        following = date(year + place // 3, (3 * place + 3) % 12 + 1, 1)
        opened = first, following - timedelta(days=2)
        boxes.quarter(survey=survey, place=place, opened=opened, clerks=clerks, random=random)


def _answers(
    version: QuestionSetVersion, *, forms: int, days: tuple[date, date], random: Random
) -> None:
    """Record forms by internet, dated from the first day until before the last."""
    first, end = days
    version = queries.version_by_id(version_id=version.pk)
    in_force = version.survey.office.in_force
    if in_force is None:
        message = "The demo office has no data in force."
        raise RuntimeError(message)
    asked = operations.Asked(
        version_id=version.pk,
        sha256=version.sha256,
        codes=queries.known_codes(office_version_id=in_force.pk, sha256=in_force.sha256),
    )
    departments = [one["code"] for one in in_force.data["departments"]]
    for _ in range(forms):
        day = first + timedelta(days=random.randrange((end - first).days))
        operations.record_response(
            asked=asked,
            response_id=uuid.UUID(int=random.getrandbits(128), version=4),
            given=answers.one_form(
                questionnaire=queries.questionnaire_of(version=version),
                departments=departments,
                is_paper=False,
                random=random,
            ),
            channel=Channel.WEB,
            answered_on=day,
            at=_moment(day),
        )


def _office_of(town: Town) -> Any:
    return operations.office_for_site(site=town.site)


def _banner(page: SurveyPage) -> None:
    if not RateOfficeBanner.objects.exists():
        RateOfficeBanner.objects.create(page=page)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=conf.time_zone())

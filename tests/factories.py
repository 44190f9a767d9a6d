"""Things that tests need, made through the doors that users use."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from wagtail.models import Page, Site

from wagtail_ocen_urzad import conf, revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.freezing import thaw
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import (
    Channel,
    Department,
    Office,
    QuestionSetVersion,
    ServicePoint,
    Survey,
)
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def home() -> Page:
    """Return the root page of the default site."""
    page: Page = Site.objects.get(is_default_site=True).root_page.specific
    return page


def an_office(*, at: datetime = NOON) -> Office:
    """Return the demo office of domain 3.7 with three departments, in force."""
    site = Site.objects.get(is_default_site=True)
    office = operations.office_for_site(site=site)
    office.name = "Urząd Miejski w Przykładowie"
    office.name_genitive = "Urzędu Miejskiego w Przykładowie"
    office.name_locative = "Urzędzie Miejskim w Przykładowie"
    office.head_title = "Burmistrz Przykładowa"
    office.legal_authority = "Burmistrz Przykładowa"
    office.legal_authority_genitive = "Burmistrza Przykładowa"
    office.legal_number = "12/2019"
    office.legal_date = date(2019, 11, 4)
    office.legal_in_force_from = date(2019, 11, 4)
    office.save()
    names = (
        ("or", "Wydział Organizacyjny", "OR"),
        ("so", "Wydział Spraw Obywatelskich", "SO"),
        ("os", "Wydział Ochrony Środowiska", "OŚ"),
    )
    for position, (code, name, symbol) in enumerate(names):
        Department.objects.create(
            office=office, code=code, name=name, symbol=symbol, sort_order=position
        )
    ServicePoint.objects.create(office=office, code="BQKAA", name="Biuro Obsługi Klienta")
    revision.change_office(office=office, by=None, at=at)
    office.refresh_from_db()
    return office


def a_survey(
    *, questionnaire: Questionnaire = SHORT_SET, office: Office | None = None, at: datetime = NOON
) -> QuestionSetVersion:
    """Return the open version of a survey without a page: what the domain alone needs."""
    survey = Survey.objects.create(office=office or an_office(at=at), title="Ankieta")
    return revision.activate(survey=survey, questionnaire=questionnaire, by=None, at=at).version


def a_survey_page(
    *, questionnaire: Questionnaire = SHORT_SET, live: bool = True, **fields: Any
) -> SurveyPage:
    """Return a survey page under the home page, published unless told otherwise."""
    fields.setdefault("title", "Ankieta badania satysfakcji Klienta")
    page = SurveyPage(
        intro=questionnaire.intro,
        questions=thaw(questionnaire=questionnaire),
        live=False,
        **fields,
    )
    home().add_child(instance=page)
    if live:
        page.save_revision().publish()
        page.refresh_from_db()
    return page


def survey_of(page: Page) -> Survey:
    """Return the page's survey."""
    survey = queries.survey_of(page_id=page.pk)
    assert survey is not None
    return survey


def running(page: Page) -> QuestionSetVersion:
    """Return the page's open version."""
    version = queries.open_version(page_id=page.pk)
    assert version is not None
    return version


def publish(page: SurveyPage, questionnaire: Questionnaire) -> None:
    """Publish other questions on a page."""
    page = SurveyPage.objects.get(pk=page.pk)
    page.intro = questionnaire.intro
    page.questions = thaw(questionnaire=questionnaire)
    page.save_revision().publish()


def answer(
    version: QuestionSetVersion,
    given: Mapping[str, Sequence[str]],
    *,
    on: date | None = None,
    channel: Channel = Channel.WEB,
    at: datetime = NOON,
    response_id: uuid.UUID | None = None,
    service_point: str = "",
    issued_at: datetime | None = None,
) -> operations.Recorded:
    """Record one answer; it is marked as fast when its form was issued just now."""
    office = version.survey.office.in_force
    return operations.record_response(
        asked=operations.Asked(
            version_id=version.pk,
            sha256=version.sha256,
            codes=queries.known_codes(
                office_version_id=office.pk if office else None,
                sha256=office.sha256 if office else "",
            ),
        ),
        response_id=response_id or uuid.uuid4(),
        given=given,
        channel=channel,
        answered_on=on or conf.local_date(at=at),
        at=at,
        issued_at=issued_at,
        service_point=service_point,
    )


def a_user(name: str, *rights: str, is_superuser: bool = False) -> Any:
    """Return a user of the admin with these rights of ours."""
    user = get_user_model().objects.create_user(
        username=name, password="haslo", is_superuser=is_superuser
    )
    codenames = ("access_admin", *rights)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user

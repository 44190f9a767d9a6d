"""The pages that are measured, made through the doors that an office uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db import connection
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Locale, Page, Site

from benchmarks import asked
from benchmarks.site.models import BannerPage, FormField, FormPage, PlainPage
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.freezing import thaw
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Comment,
    Department,
    QuestionSetVersion,
    Response,
)

P = TypeVar("P", bound=Page)

ANSWER_TABLES = (Response, AnswerCell, Comment)
"""Everything that an answer of ours fills."""


@dataclass(frozen=True, kw_only=True)
class Town:
    """Pages that answer the same address levels deep."""

    survey: SurveyPage
    long_survey: SurveyPage
    """The questions four times over."""
    form: FormPage
    plain: PlainPage
    banner: BannerPage
    """The same with our banner."""

    @property
    def version(self) -> QuestionSetVersion:
        """What residents are asked."""
        version = queries.open_version(page_id=self.survey.pk)
        if version is None:
            raise LookupError("the survey has no open version")
        return version


def build() -> Town:
    """Make the office and its pages in a database that has tables only."""
    home = _home()
    _put_office_in_force()
    return Town(
        survey=_survey(home, slug="ankieta", times=1),
        long_survey=_survey(home, slug="dluga-ankieta", times=4),
        form=_form(home),
        plain=_published(home, PlainPage(title="Strona", slug="strona")),
        banner=_published(home, BannerPage(title="Strona", slug="z-banerem")),
    )


def forget_answers() -> None:
    """Empty the tables of answers, ours and those of `wagtail.contrib.forms`."""
    models = (*ANSWER_TABLES, FormSubmission)
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")


def _home() -> Page:
    """Make what Wagtail's migrations make."""
    Locale.objects.create(language_code="pl")
    root = Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=Page(title="Home", slug="home"))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def _put_office_in_force() -> None:
    office = operations.office_for_site(site=Site.objects.get(is_default_site=True))
    office.name = "Urząd Miejski w Przykładowie"
    office.name_genitive = "Urzędu Miejskiego w Przykładowie"
    office.name_locative = "Urzędzie Miejskim w Przykładowie"
    office.controller = "Burmistrz Przykładowa"
    office.controller_address = "ul. Ratuszowa 1, 00-000 Przykładów"
    office.dpo_contact = "iod@example.org"
    office.complaints_url = "https://example.org/skargi"
    office.save()
    for place, name in enumerate(asked.DEPARTMENTS):
        Department.objects.create(
            office=office,
            code=asked.code_of_department(place),
            name=name,
            symbol=f"W{place + 1}",
            sort_order=place,
        )
    revision.change_office(office=office, by=None, at=timezone.now())


def _survey(home: Page, *, slug: str, times: int) -> SurveyPage:
    questions = asked.questionnaire(times=times)
    page = SurveyPage(
        title=asked.TITLE,
        slug=slug,
        intro=questions.intro,
        questions=thaw(questionnaire=questions),
        live=False,
    )
    return _published(home, page)


def _form(home: Page) -> FormPage:
    page = FormPage(title=asked.TITLE, slug="formularz", live=False)
    page.form_fields = [
        FormField(
            sort_order=place,
            label=text,
            field_type=kind,
            required=False,
            choices="\n".join(choices),
        )
        for place, (_code, text, kind, choices) in enumerate(asked.contrib_questions())
    ]
    return _published(home, page)


def _published(home: Page, page: P) -> P:
    home.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page

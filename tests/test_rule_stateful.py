"""Any order of answers, edits, schedules, deletions and reports, held against a small model.

After every step residents are served what the model says, and every answer lies where the model
has it. At the end the verification holds. `OCEN_URZAD_RULE_EXAMPLES` and `OCEN_URZAD_RULE_STEPS`
make it longer.
"""

from __future__ import annotations

import dataclasses
import os
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import rule_model as model
from tests.factories import a_survey_page, an_office, answer, survey_of
from tests.questionnaires import Given, answers_to, questionnaires, words
from wagtail_ocen_urzad import conf, revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports import queries as report_queries
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import (
    NothingToReport,
    NothingToSupplement,
    generate_report,
    make_supplement,
)
from wagtail_ocen_urzad.residents import tokens
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import Channel, Office, QuestionSetVersion, Response, Survey
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, digest, problems_of
from wagtail_ocen_urzad.verification.findings import Finding, Kind, Tally
from wagtail_ocen_urzad.verification.walk import findings

pytestmark = pytest.mark.django_db

SMALL = connection.vendor != "sqlite"
EXAMPLES = int(os.environ.get("OCEN_URZAD_RULE_EXAMPLES", "12" if SMALL else "40"))
STEPS = int(os.environ.get("OCEN_URZAD_RULE_STEPS", "20" if SMALL else "30"))

START = datetime(2026, 3, 27, 10, tzinfo=UTC)
"""Two days before a night of 23 hours, and four before the end of a month and a quarter."""
PATH = "/ankieta/"
TOKEN = re.compile(r'name="token" value="([^"]+)"')
CHANGES = ("same", "reword", "intro", "drop", "other")

moments = st.sampled_from([1, 90, 3_600, 20 * 3_600, 30 * 3_600, 9 * 86_400, 40 * 86_400]).map(
    lambda seconds: timedelta(seconds=seconds)
)


@dataclass(frozen=True, kw_only=True, repr=False)
class Draft:
    """One saved revision of the page."""

    pk: int
    questionnaire: Questionnaire
    until: datetime | None
    goes_live: datetime | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Fetched:
    """A form on somebody's screen."""

    archive: Archive
    version: model.Version
    token: tokens.Token


@dataclass(eq=False, kw_only=True, repr=False)
class Archive:
    """A survey as the package has it, and as the model has it."""

    survey: Survey
    model: model.Survey

    def version(self, of: Any) -> QuestionSetVersion:
        return self.survey.versions.get(number=of.number)

    def report(self, of: Any) -> ReportSnapshot:
        return self.survey.reports.get(number=of.number)


class Town(RuleBasedStateMachine):
    """One office, one page at a time, and the surveys of the pages that were deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.clock = mock.patch("django.utils.timezone.now", self.what_time_it_is)
        self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        # Keys come again after a rollback, with other content behind them.
        queries._known_codes.cache_clear()
        queries._loaded.cache_clear()
        self.client = Client()
        self.archives: list[Archive] = []
        self.archive: Archive | None = None
        """Of the page that is there."""
        self.page_id = 0
        self.is_live = False
        self.is_broken = False
        """What is live on the page cannot be asked."""
        self.drafts: list[Draft] = []
        self.scheduled: Draft | None = None
        self.forms: list[Fetched] = []
        self.sent: list[tuple[Fetched, Given]] = []
        self.office = ("", True)
        self.is_looked_at = False
        """Nothing that shows on the page has happened since somebody looked at it."""

    def teardown(self) -> None:
        self.is_looked_at = False
        try:
            self.residents_are_served_what_the_model_says()
            self.nothing_is_lost()
            self.the_verification_holds()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)
            self.clock.stop()
            cache.clear()

    def what_time_it_is(self) -> datetime:
        return self.now

    @property
    def today(self) -> Any:
        return conf.local_date(at=self.now)

    # The page

    @initialize()
    def begin(self) -> None:
        self.begin_with(SurveyPage.objects.get())

    @precondition(lambda self: self.archive is None)
    @rule()
    def a_new_page(self) -> None:
        self.begin_with(a_survey_page(slug="ankieta"))

    def begin_with(self, page: SurveyPage) -> None:
        self.is_looked_at = False
        self.archive = Archive(survey=survey_of(page), model=model.Survey())
        self.archives.append(self.archive)
        self.page_id, self.is_live, self.is_broken = page.pk, True, False
        draft = Draft(pk=int(page.latest_revision_id or 0), questionnaire=SHORT_SET, until=None)
        self.drafts, self.scheduled = [draft], None
        self.archive.model.activate(SHORT_SET, today=self.today, until=None)

    @precondition(lambda self: self.archive is not None)
    @rule(data=st.data(), way=st.sampled_from(["publish", "save", "draft"]))
    def edit(self, data: st.DataObject, way: str) -> None:
        self.is_looked_at = False
        page, questionnaire = self.changed(data)
        page.closes_at = data.draw(st.none() | moments.map(lambda after: self.now + after))
        if way == "save":
            page.save()
            if self.is_live:
                self.is_asked(questionnaire, page.closes_at)
            return
        draft = self.saved(page, questionnaire)
        if way == "publish":
            self.put_in_force(draft)

    @precondition(lambda self: self.archive is not None)
    @rule(data=st.data(), after=moments)
    def schedule(self, data: st.DataObject, after: timedelta) -> None:
        self.is_looked_at = False
        page, questionnaire = self.changed(data)
        page.go_live_at = self.now + after
        self.put_in_force(self.saved(page, questionnaire))

    @precondition(lambda self: self.archive is not None)
    @rule(data=st.data())
    def revert(self, data: st.DataObject) -> None:
        self.is_looked_at = False
        self.put_in_force(data.draw(st.sampled_from(self.drafts)))

    @precondition(lambda self: self.archive is not None)
    @rule()
    def publish_what_cannot_be_asked(self) -> None:
        self.is_looked_at = False
        page = SurveyPage.objects.get(pk=self.page_id)
        page.questions, page.go_live_at = [], None
        page.save_revision().publish()
        self.is_live = self.is_broken = True
        self.scheduled = None

    @precondition(lambda self: self.is_live)
    @rule()
    def unpublish(self) -> None:
        self.is_looked_at = False
        SurveyPage.objects.get(pk=self.page_id).unpublish()
        self.is_live, self.scheduled = False, None

    @precondition(lambda self: self.archive is not None and len(self.archives) < 3)
    @rule()
    def delete(self) -> None:
        self.is_looked_at = False
        assert self.archive is not None
        SurveyPage.objects.get(pk=self.page_id).delete()
        self.archive.model.close(today=self.today)
        self.archive, self.is_live, self.is_broken = None, False, False
        self.drafts, self.scheduled = [], None

    # The clock

    @rule(after=moments, runs=st.integers(0, 2))
    def time_passes(self, after: timedelta, runs: int) -> None:
        """The schedule is run now and then, sometimes twice, sometimes late."""
        self.is_looked_at = False
        self.now += after
        for _ in range(runs):
            call_command("publish_scheduled", verbosity=0)
        due = self.scheduled
        if runs and due is not None and due.goes_live is not None and due.goes_live < self.now:
            self.put_in_force(due, by_schedule=True)

    # Residents and paper

    @precondition(lambda self: self.served() is not None)
    @rule()
    def fetch(self) -> None:
        version = self.served()
        assert version is not None
        assert self.archive is not None
        found = TOKEN.search(self.client.get(PATH).content.decode())
        assert found is not None
        token = tokens.read(text=found.group(1), survey_code=self.archive.survey.code)
        self.forms.append(Fetched(archive=self.archive, version=version, token=token))

    @precondition(lambda self: self.forms)
    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        """A form fetched today, or before the last changes."""
        fetched = self.forms.pop(data.draw(st.integers(0, len(self.forms) - 1)))
        given = data.draw(answers_to(fetched.version.questionnaire))
        is_taken = fetched.version.takes(at=self.now, issued=fetched.token.issued_at)
        assert self.post(fetched, given) == (303 if is_taken else 200)
        if not is_taken:
            return
        seconds = (self.now - fetched.token.issued_at).total_seconds()
        fetched.version.answers.append(
            model.Answer(
                id=fetched.token.response_id,
                channel=Channel.WEB,
                on=self.today,
                is_late=fetched.version.closing is not None,
                is_flagged=seconds < conf.fast_seconds(),
            )
        )
        self.sent.append((fetched, given))

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), is_same=st.booleans())
    def send_again(self, data: st.DataObject, is_same: bool) -> None:
        """Double click or F5: thanked once more; back and changed: the form comes back."""
        fetched, before = data.draw(st.sampled_from(self.sent))
        if is_same:
            assert self.post(fetched, before) == 303
            return
        given = data.draw(answers_to(fetched.version.questionnaire))
        differs = (given.answers, given.texts) != (before.answers, before.texts)
        assert self.post(fetched, given) == (422 if differs else 303)

    @rule(data=st.data(), days=st.integers(0, 40))
    def enter_a_sheet(self, data: st.DataObject, days: int) -> None:
        """A printed sheet stays valid: it is entered for the version that it was printed from."""
        archive = data.draw(st.sampled_from(self.archives))
        version = data.draw(st.sampled_from(archive.model.versions[-3:]))
        given = data.draw(answers_to(version.questionnaire))
        on = self.today - timedelta(days=days)
        stored = answer(
            archive.version(version),
            given.raw,
            on=on,
            at=self.now,
            channel=Channel.PAPER,
            response_id=uuid.uuid4(),
        )
        is_late = version.closing is not None
        assert (stored.is_new, stored.is_late) == (True, is_late)
        version.answers.append(
            model.Answer(
                id=stored.response_id,
                channel=Channel.PAPER,
                on=on,
                is_late=is_late,
                is_flagged=False,
            )
        )

    # Staff

    @rule(phone=st.sampled_from(["22 111 11 11", "22 222 22 22"]), is_active=st.booleans())
    def change_office(self, phone: str, is_active: bool) -> None:
        self.is_looked_at = False
        office = Office.objects.get()
        office.phone = phone
        office.save()
        office.departments.filter(code="os").update(is_active=is_active)
        revision.change_office(office=office, by=None, at=self.now)
        if self.office != (phone, is_active):
            self.office = (phone, is_active)
            running = self.archive.model.open if self.archive else None
            if self.archive is not None and running is not None:
                self.archive.model.before_change(running, today=self.today)

    @rule(data=st.data(), days=st.integers(0, 60), ends=st.integers(0, 30))
    def report_a_period(self, data: st.DataObject, days: int, ends: int) -> None:
        archive = data.draw(st.sampled_from(self.archives))
        last = self.today - timedelta(days=ends)
        period = (last - timedelta(days=days), last)
        made = archive.model.periodic(period)
        try:
            generate_report(
                survey=archive.survey,
                reason=ReportReason.PERIODIC,
                period=period,
                case_number="",
                by=None,
                at=self.now,
            )
        except NothingToReport:
            assert made is None
        else:
            assert made is not None

    @rule(data=st.data())
    def supplement(self, data: st.DataObject) -> None:
        archive = data.draw(st.sampled_from(self.archives))
        closing = [one.closing for one in archive.model.versions if one.closing]
        closing += [one for one in archive.model.reports if one.reason == "periodic"]
        if not closing:
            return
        of = data.draw(st.sampled_from(closing))
        made = archive.model.supplement(of)
        try:
            make_supplement(of=archive.report(of), by=None, at=self.now)
        except NothingToSupplement:
            assert made is None
        else:
            assert made is not None

    @precondition(lambda self: self.flagged())
    @rule(data=st.data())
    def exclude_or_restore(self, data: st.DataObject) -> None:
        archive, one = data.draw(st.sampled_from(self.flagged()))
        response = Response.objects.select_related("version").get(pk=one.id)
        try:
            if one.is_excluded:
                operations.restore_response(response=response, by=None)
            else:
                operations.exclude_response(response=response, reason="z automatu", by=None)
        except operations.AlreadyReported:
            assert archive.model.is_reported(one)
        else:
            assert not archive.model.is_reported(one)
            one.is_excluded = not one.is_excluded

    # What must be true

    @invariant()
    def residents_are_served_what_the_model_says(self) -> None:
        if self.is_looked_at:
            return
        self.is_looked_at = True
        response = self.client.get(PATH)
        assert response.status_code == (200 if self.is_live else 404)
        found = TOKEN.search(response.content.decode())
        version = self.served()
        if version is None or self.archive is None:
            assert found is None
            return
        assert found is not None
        token = tokens.read(text=found.group(1), survey_code=self.archive.survey.code)
        assert (token.version_id, token.version_hash) == (
            self.archive.version(version).pk,
            version.sha256,
        )

    @invariant()
    def numbers_are_those_of_the_model(self) -> None:
        for archive in self.archives:
            versions = archive.survey.versions.order_by("number").values_list(
                "number", "sha256", "is_open", "closing_report__number"
            )
            assert list(versions) == [
                (one.number, one.sha256, None, one.closing.number)
                if one.closing
                else (one.number, one.sha256, True, None)
                for one in archive.model.versions
            ]
            reports = archive.survey.reports.order_by("number").values_list(
                "number", "reason", "forms", "version__number", "supplements__number"
            )
            assert list(reports) == [
                (
                    one.number,
                    one.reason,
                    one.forms,
                    _closed_by(one, archive.model) if one.version else None,
                    one.of.number if one.of else None,
                )
                for one in archive.model.reports
            ]

    @invariant()
    def answers_lie_where_the_model_has_them(self) -> None:
        for archive in self.archives:
            stored = Response.objects.filter(version__survey=archive.survey).values_list(
                "pk",
                "version__number",
                "channel",
                "answered_on",
                "is_late",
                "flags",
                "excluded_because",
            )
            assert {(*one[:5], bool(one[5]), bool(one[6])) for one in stored} == {
                (
                    one.id,
                    version.number,
                    one.channel,
                    one.on,
                    one.is_late,
                    one.is_flagged,
                    one.is_excluded,
                )
                for version in archive.model.versions
                for one in version.answers
            }

    def nothing_is_lost(self) -> None:
        """Every answer is in one closing report or one supplement of it, or waits for that."""
        for archive in self.archives:
            previous = ""
            for number, report in enumerate(archive.survey.reports.order_by("number"), start=1):
                assert (report.number, report.previous_hash) == (number, previous)
                previous = digest(text=report.content + previous)
                assert report.sha256 == previous
                expected = archive.model.reports[number - 1]
                assert report.data["forms"]["all"] == expected.forms
                if expected.of is not None:
                    covered = report_queries.covered_by_supplement(report=report)
                    assert set(covered.values_list("pk", flat=True)) == {
                        one.id for one in expected.covers
                    }
            for version in archive.model.versions:
                for one in version.answers:
                    covering = len(archive.model.covering(one))
                    waits = archive.model.waits(one) or version.closing is None
                    assert covering + waits == 1

    def the_verification_holds(self) -> None:
        found = list(findings(tally=Tally()))
        assert [one for one in found if one.is_failure] == (
            [
                Finding(
                    kind=Kind.PAGE_UNREADABLE,
                    survey=self.archive.survey.code,
                    facts={"version": len(self.archive.model.versions)},
                )
            ]
            if self.archive is not None and self.is_live and self.is_broken
            else []
        )
        waiting = sum(
            archive.model.waits(one) and not one.is_excluded
            for archive in self.archives
            for one in archive.model.answers()
        )
        noted = [one.facts["forms"] for one in found if one.kind is Kind.LATE_WAITING]
        assert sum(map(int, noted)) == waiting

    # Small steps

    def changed(self, data: st.DataObject) -> tuple[SurveyPage, Questionnaire]:
        """The page with other questions in it, not saved; sometimes with the same."""
        assert self.archive is not None
        now_asked = self.archive.model.open
        assert now_asked is not None
        page = SurveyPage.objects.get(pk=self.page_id)
        page.go_live_at = None
        kind = data.draw(st.sampled_from(CHANGES))
        page.ask(_changed(data, now_asked.questionnaire, kind))
        return page, page.questionnaire()

    def saved(self, page: SurveyPage, questionnaire: Questionnaire) -> Draft:
        draft = Draft(
            pk=page.save_revision().pk,
            questionnaire=questionnaire,
            until=page.closes_at,
            goes_live=page.go_live_at,
        )
        self.drafts.append(draft)
        return draft

    def put_in_force(self, draft: Draft, *, by_schedule: bool = False) -> None:
        """Publish a draft, now or when it says."""
        if not by_schedule:
            page = SurveyPage.objects.get(pk=self.page_id)
            page.revisions.get(pk=draft.pk).publish()
        if draft.goes_live is not None and draft.goes_live > self.now:
            self.scheduled = draft
        else:
            self.is_live, self.scheduled = True, None
            self.is_asked(draft.questionnaire, draft.until)

    def is_asked(self, questionnaire: Questionnaire, until: datetime | None) -> None:
        assert self.archive is not None
        self.is_broken = False
        self.archive.model.activate(questionnaire, today=self.today, until=until)

    def served(self) -> model.Version | None:
        """What residents are asked now."""
        version = self.archive.model.open if self.archive and self.is_live else None
        is_over = version is not None and version.until is not None and self.now >= version.until
        return None if is_over else version

    def flagged(self) -> list[tuple[Archive, model.Answer]]:
        return [
            (archive, one)
            for archive in self.archives
            for one in archive.model.answers()
            if one.is_flagged
        ]

    def post(self, fetched: Fetched, given: Given) -> int:
        fields = {"token": [fetched.token.signed()], "punkt": [""], **given.raw}
        response = self.client.post(
            f"/ocen-urzad/{fetched.archive.survey.code}/wyslij/",
            urlencode(fields, doseq=True),
            content_type="application/x-www-form-urlencoded",
        )
        return response.status_code


def _closed_by(report: model.Report, survey: model.Survey) -> int | None:
    """The version that a report before a change, or a supplement of it, is about."""
    return report.version.number if report.version in survey.versions else None


def _changed(data: st.DataObject, before: Questionnaire, kind: str) -> Questionnaire:
    if kind == "other":
        return data.draw(questionnaires())
    if kind == "intro":
        return dataclasses.replace(before, intro=data.draw(words))
    asked = list(before.questions())
    one = data.draw(st.sampled_from(asked))
    if kind == "reword":
        return _with(before, one.code, dataclasses.replace(one, text=data.draw(words)))
    if kind == "drop":
        without = _with(before, one.code, None)
        # Not the last one, nor one that an answer leads to.
        return before if problems_of(questionnaire=without) else without
    return before


def _with(before: Questionnaire, code: str, instead: Any) -> Questionnaire:
    """The same questions but one."""

    def of_area(area: Any) -> Any:
        questions = tuple(instead if q.code == code else q for q in area.questions)
        return dataclasses.replace(area, questions=tuple(q for q in questions if q is not None))

    return dataclasses.replace(before, areas=tuple(of_area(area) for area in before.areas))


def test_the_rule_holds_in_any_order(settings: Any) -> None:
    settings.OCEN_URZAD_OFFICE_NETWORKS = ["127.0.0.0/8"]
    an_office(at=START)
    with mock.patch("django.utils.timezone.now", return_value=START):
        a_survey_page(slug="ankieta")
    run_state_machine_as_test(Town, settings=LIMITS)


LIMITS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)

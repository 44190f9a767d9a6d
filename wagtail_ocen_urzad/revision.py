"""Section 5: no edit without a report.

„W zależności od zasygnalizowanych potrzeb w Urzędzie dopuszcza się edycję danych urzędu i/lub
edycję ankiety przez administratora. Przed wprowadzeniem zmian należy wygenerować raport
z dotychczasowych wyników pomiaru.” (§ 5 of all three ordinances.)

Each verb does all of it in one transaction: lock, report, close, open. Nothing here needs a
disk, a queue or a network, so that nothing but the database can keep the rule from working.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit, conf, files
from wagtail_ocen_urzad.reports import queries as report_queries
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import Scope, take_snapshot
from wagtail_ocen_urzad.survey import editing, queries
from wagtail_ocen_urzad.survey.models import Office, OfficeDataVersion, QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.operations import keep_pictures, locked_survey, locked_versions
from wagtail_ocen_urzad.survey.questionnaire import (
    Questionnaire,
    UnableToRead,
    canonical_json,
    canonical_text,
    digest,
    problems_of,
)
from wagtail_ocen_urzad.survey.series import changed_codes, series

Dates = tuple[datetime | None, datetime | None]


class UnableToChangeOffice(Exception):
    """The office's data stay as they were: a logo could not be kept."""


@dataclass(frozen=True, kw_only=True)
class Activated:
    """What publishing did to a survey."""

    version: QuestionSetVersion
    """Open now."""
    report: ReportSnapshot | None
    """Of the version that was closed; None when nothing was closed."""


@dataclass(frozen=True, kw_only=True)
class OfficeChanged:
    """What putting office data in force did."""

    version: OfficeDataVersion
    is_new: bool
    """False when the draft says what is in force already."""
    reports: tuple[ReportSnapshot, ...]
    """One per survey of the office that has an open version."""


def activate(
    *,
    survey: Survey,
    questionnaire: Questionnaire,
    by: Any,
    at: datetime,
    accepts: Dates = (None, None),
) -> Activated:
    """Make these questions the ones that residents are asked (R-20).

    The same questions again: nothing happens but that the dates are set. Others: a report of
    the answers to the open version is made, that version is closed, the next one opened. The
    closing date is the survey's: forms of closed versions that are still out go by it, too.

    Args:
        survey: whose questions.
        questionnaire: checked here once more; nothing broken is ever opened.
        by: who publishes; None when a schedule does.
        at: now; a change that waited for another comes in the same moment as that at least.
        accepts: from when until when answers are taken; operational, no edit.

    Raises:
        UnableToRead: the questions do not hold together; nothing was changed.
    """
    problems = problems_of(questionnaire=questionnaire)
    if problems:
        raise UnableToRead(problems)
    sha256 = digest(text=canonical_text(questionnaire=questionnaire))
    with transaction.atomic():
        locked = locked_survey(survey_id=survey.pk)
        versions = locked_versions(survey=locked)
        running = _running(versions)
        editing.set_end(survey=locked, at=accepts[1])
        if running is not None and running.sha256 == sha256:
            editing.set_start(version=running, at=accepts[0])
            running.accepts_until = accepts[1]
            return Activated(version=running, report=None)
        last = running or (versions[-1] if versions else None)
        at = _not_before(versions, _in_force(locked.office_id), at=at)
        number = last.number + 1 if last else 1
        report = None
        if running is not None:
            before = queries.questionnaire_of(version=running)
            questions = changed_codes(before=before, after=questionnaire)
            change = _change(running, to_version=number, questions=questions)
            report = _report_before(locked, running, change=change, by=by, at=at)
            editing.close_version(version=running, report=report, at=at)
        opened = editing.open_version(
            survey=locked,
            questionnaire=questionnaire,
            number=number,
            series=_series(last, questionnaire, number),
            by=by,
            at=at,
            accepts=accepts,
        )
        audit.record(action=audit.OPEN_VERSION, of=locked, by=by, number=number)
    return Activated(version=opened, report=report)


def close(*, survey: Survey, by: Any, at: datetime) -> ReportSnapshot | None:
    """Close the open version with no successor, its report made first (the page goes away)."""
    with transaction.atomic():
        locked = locked_survey(survey_id=survey.pk)
        versions = locked_versions(survey=locked)
        running = _running(versions)
        if running is None:
            return None
        at = _not_before(versions, _in_force(locked.office_id), at=at)
        change = _change(running, to_version=None)
        report = _report_before(locked, running, change=change, by=by, at=at)
        editing.close_version(version=running, report=report, at=at)
        audit.record(action=audit.CLOSE_VERSION, of=locked, by=by, number=running.number)
    return report


def change_office(*, office: Office, by: Any, at: datetime) -> OfficeChanged:
    """Put the office's draft in force, after a report of every survey of the office (R-20).

    No question set is closed, so printed sheets stay valid; each report covers the open
    version's answers from its opening until now.

    Raises:
        UnableToChangeOffice: a logo could not be kept; nothing was changed.
    """
    try:
        keep_pictures(office=office)
    except files.UnableToStore as error:
        raise UnableToChangeOffice from error
    with transaction.atomic():
        locked = Office.objects.select_for_update().get(pk=office.pk)
        data = queries.office_data(office=locked)
        in_force = _in_force(locked.pk)
        same = digest(text=canonical_json(value=data))
        if in_force is not None and in_force.sha256 == same:
            return OfficeChanged(version=in_force, is_new=False, reports=())
        surveys = Survey.objects.select_for_update().filter(office=locked).order_by("pk")
        open_ones = [
            (survey, running)
            for survey in surveys
            if (running := _running(locked_versions(survey=survey)))
        ]
        at = _not_before([running for _, running in open_ones], in_force, at=at)
        reports = [
            _report_before_office(survey, running, by=by, at=at) for survey, running in open_ones
        ]
        version = editing.put_in_force(office=locked, data=data, by=by, at=at)
        audit.record(action=audit.CHANGE_OFFICE, of=locked, by=by, number=version.number)
    return OfficeChanged(version=version, is_new=True, reports=tuple(reports))


def _running(versions: Sequence[QuestionSetVersion]) -> QuestionSetVersion | None:
    """Return the open one of a survey's versions."""
    return next((version for version in versions if version.is_open), None)


def _in_force(office_id: int) -> OfficeDataVersion | None:
    """Return the office data in force, read after the locks."""
    return OfficeDataVersion.objects.filter(
        pk__in=Office.objects.filter(pk=office_id).values("in_force")
    ).first()


def _not_before(
    versions: Sequence[QuestionSetVersion], office: OfficeDataVersion | None, *, at: datetime
) -> datetime:
    """Return when a change happens: now, and never before what it follows.

    The clock was read before the locks, by this machine; what was waited for may have been
    written later, by another machine.
    """
    moments = [at, *(one.closed_on or one.opened_on for one in versions)]
    return max([*moments, office.opened_on] if office else moments)


def _report_before_office(
    survey: Survey, running: QuestionSetVersion, *, by: Any, at: datetime
) -> ReportSnapshot:
    change = _change(running, to_version=running.number, office=True)
    return _report_before(survey, running, change=change, by=by, at=at)


def _change(
    running: QuestionSetVersion,
    *,
    to_version: int | None,
    questions: Sequence[str] = (),
    office: bool = False,
) -> dict[str, Any]:
    """Return what the report says that it was made before."""
    return {
        "from_version": running.number,
        "to_version": to_version,
        "questions": list(questions),
        "office": office,
    }


def _report_before(
    survey: Survey,
    running: QuestionSetVersion,
    *,
    change: Mapping[str, Any],
    by: Any,
    at: datetime,
) -> ReportSnapshot:
    counts = report_queries.counts(versions=[running], period=None, is_late=False)
    today = conf.local_date(at=at)
    period = (min(conf.local_date(at=running.opened_on), today), today)
    return take_snapshot(
        survey=survey,
        reason=ReportReason.BEFORE_EDIT,
        scope=Scope(versions=[running], period=period, counts=counts),
        change=change,
        by=by,
        at=at,
    )


def _series(
    last: QuestionSetVersion | None, questionnaire: Questionnaire, number: int
) -> dict[str, int]:
    if last is None:
        return {question.code: number for question in questionnaire.questions()}
    return series(
        before=queries.questionnaire_of(version=last),
        series_before=last.series,
        after=questionnaire,
        number=number,
        answered=queries.answered_options(version=last),
    )

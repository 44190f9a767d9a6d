"""How the draft of a survey page stands against what residents are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.reports.queries import reports_of
from wagtail_ocen_urzad.staff.survey.differences import Differences, differences
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import QuestionSetVersion
from wagtail_ocen_urzad.survey.questionnaire import (
    Questionnaire,
    UnableToRead,
    canonical_text,
    digest,
)


@dataclass(frozen=True, kw_only=True)
class DraftProblem:
    """One thing that keeps a draft from being published."""

    reason: str
    words: str
    number: int
    """Of the question; 0 when the problem has no place, or is one of an area."""
    anchor: str
    """Fragment of the editor's address; "" when the problem has no place."""


@dataclass(frozen=True, kw_only=True)
class DraftState:
    """What the strip above the editor and the page before a change say."""

    version: QuestionSetVersion | None
    """The open one, with survey and office data."""
    number: int
    """Of the version that publication would open."""
    channels: Mapping[str, int]
    """Forms of the open version by channel."""
    last_report: ReportSnapshot | None
    """Without its content."""
    problems: tuple[DraftProblem, ...]
    is_changed: bool
    """The draft would make a new version."""
    differences: Differences
    """Empty without an open version, or when the draft cannot be read."""
    publishes_on: datetime | None
    """The draft's own day of publication: until then „Opublikuj” only schedules it."""
    asks_department: bool
    """The draft asks for the department."""
    goes_live_on: datetime | None
    """When a scheduled publication is due."""
    is_scheduled: bool
    """What is scheduled is this very draft, not one before it."""
    schedule_changes: bool
    """The scheduled publication makes a new version."""

    def waits(self, *, at: datetime) -> bool:
        """Say whether publishing the draft now would only schedule it."""
        return self.publishes_on is not None and self.publishes_on > at

    @property
    def forms(self) -> int:
        """Forms of the open version, on time."""
        return sum(self.channels.values())

    @property
    def office(self) -> Mapping[str, Any] | None:
        """Office data in force."""
        in_force = self.version.survey.office.in_force if self.version else None
        return in_force.data if in_force else None

    @property
    def lacks_departments(self) -> bool:
        """The department is asked, and the office data in force name none to choose from."""
        office = self.office
        return (
            self.asks_department
            and office is not None
            and not any(one["is_active"] for one in office["departments"])
        )

    @property
    def next_report(self) -> int:
        """Number of the report that comes next."""
        return self.last_report.number + 1 if self.last_report else 1


NO_DIFFERENCES = Differences(questions=(), around=())


def state_of_draft(*, page: Any) -> DraftState:
    """Return how a survey page's draft stands.

    At most seven queries, and those that read another revision while one is scheduled.

    Args:
        page: as its latest revision has it.
    """
    version = queries.open_version(page_id=page.pk)
    questionnaire, problems = _read(page)
    is_changed = questionnaire is not None and (
        version is None or _hash(questionnaire) != version.sha256
    )
    number = _next_number(page, version)
    scheduled = page.scheduled_revision
    is_scheduled = scheduled is not None and scheduled.pk == page.latest_revision_id
    return DraftState(
        version=version,
        number=number,
        channels=queries.forms_by_channel(version=version) if version else {},
        last_report=reports_of(survey=version.survey).select_related("survey").first()
        if version
        else None,
        problems=problems,
        is_changed=is_changed,
        differences=(
            _differences(version, questionnaire, number)
            if version and questionnaire and is_changed
            else NO_DIFFERENCES
        ),
        publishes_on=page.go_live_at,
        asks_department=questionnaire is not None
        and questionnaire.department_question() is not None,
        goes_live_on=scheduled.approved_go_live_at if scheduled else None,
        is_scheduled=is_scheduled,
        schedule_changes=is_changed
        if is_scheduled
        else scheduled is not None and changes_questions(page=scheduled.as_object()),
    )


def changes_questions(*, page: Any) -> bool:
    """Say whether publishing this draft closes a version that is open, after a report of it."""
    version = queries.open_version(page_id=page.pk)
    questionnaire, _ = _read(page)
    return (
        version is not None
        and questionnaire is not None
        and (_hash(questionnaire) != version.sha256)
    )


def _read(page: Any) -> tuple[Questionnaire | None, tuple[DraftProblem, ...]]:
    try:
        return page.questionnaire(), ()
    except UnableToRead as error:
        return None, tuple(
            _problem(page, reason, place) for reason, place in dict.fromkeys(error.problems)
        )


def _problem(page: Any, reason: str, place: str) -> DraftProblem:
    is_of_area = reason in page.area_problems
    anchors = page.area_anchors() if is_of_area else page.anchors()
    numbers = {code: number for number, code in enumerate(anchors, start=1)}
    return DraftProblem(
        reason=reason,
        words=str(page.problem_words.get(reason, reason)),
        number=0 if is_of_area else numbers.get(place, 0),
        anchor=anchors.get(place, ""),
    )


def _differences(
    version: QuestionSetVersion, questionnaire: Questionnaire, number: int
) -> Differences:
    before = queries.questionnaire_of(version=version)
    has_new = any(before.question(one.code) is None for one in questionnaire.questions())
    return differences(
        before=before,
        after=questionnaire,
        series_before=version.series,
        number=number,
        answered=queries.answered_options(version=version),
        asked_before=queries.last_asked(survey=version.survey) if has_new else {},
    )


def _next_number(page: Any, version: QuestionSetVersion | None) -> int:
    if version is not None:
        return version.number + 1
    return queries.last_version_number(page_id=page.pk) + 1


def _hash(questionnaire: Questionnaire) -> str:
    return digest(text=canonical_text(questionnaire=questionnaire))

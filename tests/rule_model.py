"""The rule of § 5 in a few lines of plain Python, to hold the package against.

Nothing here knows a database, a counter or a lock: answers lie in lists, and a report is the set
of answers that it covers.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, canonical_text, digest

GRACE = timedelta(hours=24)


@dataclass(eq=False, repr=False)
class Version:
    """One set of questions that residents were or are asked."""

    number: int
    questionnaire: Questionnaire
    opened: date
    until: datetime | None
    closed: date | None = None
    closing: Report | None = None
    answers: list[Answer] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        return digest(text=canonical_text(questionnaire=self.questionnaire))

    def takes(self, *, at: datetime, issued: datetime) -> bool:
        """Whether a form fetched then may be sent now."""
        over = self.until is not None and at >= self.until
        return not over or (issued < self.until and at < self.until + GRACE)  # type: ignore[operator]  # over: has an end


@dataclass(eq=False, repr=False)
class Answer:
    """One filled form."""

    id: uuid.UUID
    channel: str
    on: date
    is_late: bool
    is_flagged: bool
    is_excluded: bool = False


@dataclass(eq=False, repr=False)
class Report:
    """One report: what it covers of the answers that were there, and what it counts of them."""

    number: int
    reason: str
    version: Version | None
    period: tuple[date, date]
    there: frozenset[Answer]
    """Every answer of the survey at that moment."""
    covers: frozenset[Answer]
    forms: int
    """Of those, what was not excluded at that moment."""
    of: Report | None = None


@dataclass(repr=False)
class Survey:
    """Everything that is remembered of one survey."""

    versions: list[Version] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    @property
    def open(self) -> Version | None:
        """What residents are asked."""
        return next((one for one in self.versions if one.closing is None), None)

    def answers(self) -> Iterator[Answer]:
        for version in self.versions:
            yield from version.answers

    def version_of(self, answer: Answer) -> Version:
        return next(one for one in self.versions if answer in one.answers)

    # What happens

    def activate(
        self, questionnaire: Questionnaire, *, today: date, until: datetime | None
    ) -> None:
        """Ask these questions from now on; the same again are no change. The survey ends once."""
        for version in self.versions:
            version.until = until
        running = self.open
        if running is not None:
            if running.questionnaire == questionnaire:
                return
            self.close(today=today)
        self.versions.append(
            Version(
                number=len(self.versions) + 1,
                questionnaire=questionnaire,
                opened=today,
                until=until,
            )
        )

    def close(self, *, today: date) -> None:
        """Close what is open, its report first."""
        running = self.open
        if running is not None:
            running.closing = self.before_change(running, today=today)
            running.closed = today

    def before_change(self, version: Version, *, today: date) -> Report:
        """Report all answers that came in time."""
        covers = {one for one in version.answers if not one.is_late}
        period = (min(version.opened, today), today)
        return self._report("before_edit", covers, version=version, period=period)

    def periodic(self, period: tuple[date, date]) -> Report | None:
        """Report the answers of some days; None when there is nothing to report."""
        first, last = period
        covers = {one for one in self.answers() if first <= one.on <= last}
        was_open = any(
            one.opened <= last and (one.closed is None or one.closed >= first)
            for one in self.versions
        )
        if not was_open and all(one.is_excluded for one in covers):
            return None
        return self._report("periodic", covers, version=None, period=period)

    def uncovered(self, report: Report) -> set[Answer]:
        """Answers that belong to a report, came in after it, and are in no supplement of it."""
        covered = set().union(*(one.covers for one in self.reports if one.of is report))
        if report.reason == "periodic":
            first, last = report.period
            belonging = {one for one in self.answers() if first <= one.on <= last} - report.there
        else:
            closed = next((one for one in self.versions if one.closing is report), None)
            belonging = {one for one in closed.answers if one.is_late} if closed else set()
        return belonging - covered

    def supplement(self, report: Report) -> Report | None:
        """Report what is uncovered; None when nothing of it counts."""
        covers = self.uncovered(report)
        if all(one.is_excluded for one in covers):
            return None
        return self._report(
            "supplement", covers, version=report.version, period=report.period, of=report
        )

    def is_reported(self, answer: Answer) -> bool:
        """Whether something has closed over an answer."""
        version = self.version_of(answer)
        if not answer.is_late:
            return version.closing is not None
        return any(one.of is version.closing and answer in one.covers for one in self.reports)

    def covering(self, answer: Answer) -> list[int]:
        """Numbers of the closing report and of its supplements that hold an answer."""
        closing = self.version_of(answer).closing
        if closing is None:
            return []
        family = [closing, *(one for one in self.reports if one.of is closing)]
        return [one.number for one in family if answer in one.covers]

    def waits(self, answer: Answer) -> bool:
        """Whether an answer is late and no supplement holds it yet."""
        return answer.is_late and not self.covering(answer)

    def _report(
        self,
        reason: str,
        covers: set[Answer],
        *,
        version: Version | None,
        period: tuple[date, date],
        of: Report | None = None,
    ) -> Report:
        report = Report(
            number=len(self.reports) + 1,
            reason=reason,
            version=version,
            period=period,
            there=frozenset(self.answers()),
            covers=frozenset(covers),
            forms=sum(not one.is_excluded for one in covers),
            of=of,
        )
        self.reports.append(report)
        return report

"""The history of a survey line by line: versions, and between them the reports that closed them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.typesetting import day, whole
from wagtail_ocen_urzad.reports.documents.words import channel_name
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.queries import reports_by_version
from wagtail_ocen_urzad.staff.needs import NeedLine, need_lines
from wagtail_ocen_urzad.staff.survey.differences import (
    Differences,
    Effect,
    recorded_differences,
)
from wagtail_ocen_urzad.staff.wording import in_force_between, person, tied_number
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey

NOTHING = queries.StoredForms()


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionLine:
    """One version."""

    number: int
    in_force: str
    is_open: bool
    opened_by: str
    forms: str
    """Those that count."""
    channels: str
    """„361 na papierze, 51 przez internet, 2 wykluczone”."""
    change: str
    """What it changed of the version before."""
    url: str
    """Of the version's own page."""
    needs: tuple[NeedLine, ...]
    needs_entry: bool
    """It changed something, and nobody has written down why."""
    preview_url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportLine:
    """One report that was made before a change."""

    title: str
    url: str
    pdf_url: str
    facts: tuple[str, ...]
    is_of_office: bool
    """The change was one of the office's data: no version was closed."""
    supplements: tuple[tuple[str, str], ...]
    """(title, address) of those that make it whole."""
    late: str
    """„4 ankiety wprowadzone po zamknięciu wersji”; "" when there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A version, and the reports that stand below it: of its own time, and of its beginning."""

    version: VersionLine
    reports: tuple[ReportLine, ...]


def chapters(
    *, survey: Survey, versions: Sequence[QuestionSetVersion], before: QuestionSetVersion | None
) -> Iterator[Chapter]:
    """Yield one chapter per version, newest first.

    Args:
        survey: whose versions.
        versions: some that follow each other, newest first.
        before: the version before the last of them, None when that is the first.
    """
    stored = queries.stored_forms(survey=survey)
    reports = reports_by_version(survey=survey)
    for version, older in zip(versions, [*versions[1:], before], strict=True):
        lines = [
            _report_line(survey, one, version, stored, reports, is_of_office=True)
            for one in reversed(reports.get(version.pk, ()))
            if one.reason == ReportReason.BEFORE_EDIT and one.pk != version.closing_report_id
        ]
        if older is not None:
            lines += closing_line(survey=survey, version=older, stored=stored, reports=reports)
        yield Chapter(
            version=_version_line(survey, version, older, stored.get(version.pk, NOTHING)),
            reports=tuple(lines),
        )


def closing_line(
    *,
    survey: Survey,
    version: QuestionSetVersion,
    stored: Mapping[int, queries.StoredForms],
    reports: Mapping[int, Sequence[ReportSnapshot]],
) -> list[ReportLine]:
    """Return the line of the report that closed a version; none while it is open."""
    return [
        _report_line(survey, one, version, stored, reports, is_of_office=False)
        for one in reports.get(version.pk, ())
        if one.pk == version.closing_report_id
    ]


def what_changed(
    *,
    version: QuestionSetVersion,
    before: QuestionSetVersion,
    asked_before: Mapping[str, int] | None = None,
) -> Differences:
    """Return what a version changed of the one before, by the series that it recorded."""
    return recorded_differences(
        before=queries.questionnaire_of(version=before),
        after=queries.questionnaire_of(version=version),
        begins=version.series,
        number=version.number,
        asked_before=asked_before,
    )


def in_short(found: Differences) -> str:
    """Return „1 pytanie dodane, 3 poprawione redakcyjnie”."""
    counts = Counter(one.effect for one in found.questions)
    parts = [_counted(effect, counts[effect]) for effect in Effect if counts[effect]]
    if not parts:
        return _("the introduction or the headings") if found.around else _("the arrangement")
    return ", ".join(parts)


def _counted(effect: Effect, n: int) -> str:
    texts = {
        Effect.EDITORIAL: ngettext(
            "%(count)s question corrected editorially",
            "%(count)s questions corrected editorially",
            n,
        ),
        Effect.NEW_SERIES: ngettext(
            "%(count)s question changed (a new series)",
            "%(count)s questions changed (a new series)",
            n,
        ),
        Effect.ADDED: ngettext("%(count)s question added", "%(count)s questions added", n),
        Effect.REMOVED: ngettext(
            "%(count)s question taken out", "%(count)s questions taken out", n
        ),
        Effect.REPLACED: ngettext(
            "%(count)s question replaced by another",
            "%(count)s questions replaced by others",
            n,
        ),
    }
    return texts[effect] % {"count": whole(number=n)}


def _version_line(
    survey: Survey,
    version: QuestionSetVersion,
    before: QuestionSetVersion | None,
    stored: queries.StoredForms,
) -> VersionLine:
    address: list[Any] = [survey.code, version.number]
    needs = need_lines(entries=version.change_requests.all(), of=version)
    return VersionLine(
        number=version.number,
        in_force=in_force_between(
            first=conf.local_date(at=version.opened_on),
            last=conf.local_date(at=version.closed_on) if version.closed_on else None,
        ),
        is_open=bool(version.is_open),
        opened_by=person(user=version.opened_by),
        forms=whole(number=stored.channels.total()),
        channels=", ".join(
            [
                *(
                    f"{whole(number=n)} {channel_name(channel=channel)}"
                    for channel, n in sorted(
                        stored.channels.items(), key=lambda one: (-one[1], one[0])
                    )
                ),
                *_excluded(stored),
            ]
        ),
        change=in_short(what_changed(version=version, before=before))
        if before
        else _("first version"),
        url=reverse("ocen_urzad_history:version", args=address),
        needs=needs,
        needs_entry=before is not None and not needs,
        preview_url=reverse("ocen_urzad_version_preview", args=address),
    )


def _report_line(
    survey: Survey,
    report: ReportSnapshot,
    version: QuestionSetVersion,
    stored: Mapping[int, queries.StoredForms],
    reports: Mapping[int, Sequence[ReportSnapshot]],
    *,
    is_of_office: bool,
) -> ReportLine:
    supplements = [
        one for one in reports.get(version.pk, ()) if one.reason == ReportReason.SUPPLEMENT
    ]
    own = () if is_of_office else supplements
    # A change of office data closes nothing: how many belong to its report is not known yet.
    of_version = NOTHING if is_of_office else stored.get(version.pk, NOTHING)
    total = None if is_of_office else of_version.channels.total()
    author = person(user=report.created_by)
    return ReportLine(
        title=tied_number(text=str(report)),
        url=_address("show", survey, report),
        pdf_url=_address("pdf", survey, report),
        facts=(
            day(on=conf.local_date(at=report.created_on)),
            _covers(report.forms + sum(one.forms for one in own), total),
            *_excluded(of_version),
            _("made by %(person)s") % {"person": author} if author else _("automatically"),
        ),
        is_of_office=is_of_office,
        supplements=tuple(
            (tied_number(text=str(one)), _address("show", survey, one)) for one in own
        ),
        late=ngettext(
            "%(count)s questionnaire entered after the version was closed",
            "%(count)s questionnaires entered after the version was closed",
            of_version.late,
        )
        % {"count": whole(number=of_version.late)}
        if of_version.late
        else "",
    )


def _excluded(stored: queries.StoredForms) -> list[str]:
    """Return „1 wykluczona”, or nothing."""
    if not stored.excluded:
        return []
    text = ngettext("%(count)s excluded", "%(count)s excluded", stored.excluded)
    return [text % {"count": whole(number=stored.excluded)}]


def _covers(covered: int, total: int | None) -> str:
    if total is None:
        return ngettext("%(count)s questionnaire", "%(count)s questionnaires", covered) % {
            "count": whole(number=covered)
        }
    return ngettext(
        "%(covered)s of %(count)s questionnaire", "%(covered)s of %(count)s questionnaires", total
    ) % {"covered": whole(number=covered), "count": whole(number=total)}


def _address(name: str, survey: Survey, report: ReportSnapshot) -> str:
    return reverse(f"ocen_urzad_reports:{name}", args=[survey.code, report.number])

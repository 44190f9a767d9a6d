"""What the strip says: one line of facts, and the details below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad.reports.documents.typesetting import tied, whole
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.staff.survey.differences import Effect
from wagtail_ocen_urzad.staff.survey.draft_state import DraftProblem, DraftState, state_of_draft
from wagtail_ocen_urzad.staff.survey.wording import (
    basis_of_report,
    in_one_line,
    report_of,
    scheduled_for,
    since,
    what_scheduling_does,
    what_the_draft_changes,
)
from wagtail_ocen_urzad.survey.models import QuestionSetVersion
from wagtail_ocen_urzad.survey.queries import paper_is_on


@dataclass(frozen=True, kw_only=True)
class Change:
    """One question that the draft changes."""

    place: str
    """„pyt. 3”."""
    text: str
    effect: str
    anchor: str
    """Fragment of its block in the editor; "" when it is gone."""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """Everything in the order in which it is read."""

    is_critical: bool
    is_first: bool
    """Nothing was ever public."""
    version: str
    """„Wersja 3”; "" when nothing is open."""
    since: str
    forms: str
    report_url: str
    """Of the last report; "" when there is none."""
    covers: str
    history_url: str
    """Of the versions so far; "" before the first."""
    print_url: str
    """Of the draft as a printed sheet; "" without paper, or when it cannot be read."""
    draft: str
    """What the draft does, in a few words."""
    problems: tuple[DraftProblem, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    """What publishing will do, and what else there is to know."""


def strip_of(*, page: Any, at: datetime) -> Strip:
    """Return the strip of a survey page.

    Args:
        page: as the editor shows it, saved before.
        at: now.
    """
    state = state_of_draft(page=page)
    version = state.version
    return Strip(
        is_critical=any(one.reason != "no_questions" for one in state.problems),
        is_first=state.number == 1,
        version=_("Version %(number)s") % {"number": version.number} if version else "",
        since=since(version) if version else "",
        forms=_forms(state),
        report_url=_report_url(state.last_report),
        covers=_covers(state.last_report),
        history_url=reverse("ocen_urzad_history:survey", args=[version.survey.code])
        if version
        else "",
        print_url="" if state.problems or not _has_paper(version) else _draft_pdf(page),
        draft="" if state.problems or version is None else what_the_draft_changes(state),
        problems=state.problems,
        changes=_changes(state, page),
        notes=tuple(tied(text=text) for text in _notes(state, page, at)),
    )


def _has_paper(version: QuestionSetVersion | None) -> bool:
    return version is None or paper_is_on(survey=version.survey)


def _draft_pdf(page: Any) -> str:
    return reverse("ocen_urzad_print:draft", args=[page.pk]) if page.pk else ""


def _forms(state: DraftState) -> str:
    return ngettext("%(count)s questionnaire", "%(count)s questionnaires", state.forms) % {
        "count": whole(number=state.forms)
    }


def _report_url(report: ReportSnapshot | None) -> str:
    if report is None:
        return ""
    return reverse("ocen_urzad_reports:show", args=[report.survey.code, report.number])


def _covers(report: ReportSnapshot | None) -> str:
    return _("covers %(count)s") % {"count": whole(number=report.forms)} if report else ""


def _changes(state: DraftState, page: Any) -> tuple[Change, ...]:
    found = state.differences.questions
    anchors = page.anchors() if found else {}
    return tuple(
        Change(
            place=_place(one.number, is_gone=one.effect is Effect.REMOVED),
            text=one.text,
            effect=in_one_line(one),
            anchor=anchors.get(one.code, ""),
        )
        for one in found
    )


def _place(number: int, *, is_gone: bool) -> str:
    text = _("former question %(number)s") if is_gone else _("question %(number)s")
    return text % {"number": number}


def _notes(state: DraftState, page: Any, at: datetime) -> list[str]:
    notes = []
    version, next_one = state.version, {"number": state.number}
    if version is None:
        if state.number == 1:
            notes.append(_("This survey has not been published yet."))
        else:
            notes.append(_("No version of this survey is open."))
        notes.append(_("Publication will open version %(number)s.") % next_one)
    elif state.problems:
        notes.append(_("Residents still answer version %(number)s.") % {"number": version.number})
    elif not state.is_changed:
        notes.append(_("Publishing this draft makes no new version and needs no report."))
    elif not state.is_scheduled:
        # Of what is scheduled the last note says what will come, and when.
        notes.append(
            what_scheduling_does(state) if state.waits(at=at) else _what_publishing_does(state)
        )
    if version is not None and not page.live:
        notes.append(_("The page is not published, so nobody can fill in the survey."))
    if state.lacks_departments:
        notes.append(_("The list of departments is empty, so residents have none to choose from."))
    if state.goes_live_on is not None:
        notes.append(scheduled_for(state))
    return notes


def _what_publishing_does(state: DraftState) -> str:
    assert state.version is not None  # noqa: S101 - the caller has looked
    facts = {
        "report": report_of(state.forms),
        "basis": basis_of_report(state),
        "next": state.number,
        "number": state.version.number,
    }
    return (
        _(
            "After “Publish”, first %(report)s is made%(basis)s, then version %(next)s comes into"
            " force. Until then residents answer version %(number)s."
        )
        % facts
    )

"""The panel on Wagtail's home page: answers so far, last report, what to do, what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext
from wagtail.admin.ui.components import Component

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.typesetting import day, whole
from wagtail_ocen_urzad.reports.documents.words import channel_name
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.reports.standing import (
    Running,
    Standing,
    standing_of_surveys,
)
from wagtail_ocen_urzad.staff.due.lines import dues_for, lines_of
from wagtail_ocen_urzad.staff.new_survey import Offer, offers
from wagtail_ocen_urzad.staff.permissions import (
    LOOK_AFTER,
    LOOK_INTO_ENTRY,
    MAKE_REPORT,
    READ_RESULTS,
    SEE_DATES,
)
from wagtail_ocen_urzad.staff.survey.drafts import draft_in_words, has_draft
from wagtail_ocen_urzad.staff.wording import (
    came_in_late,
    came_in_since,
    forms_counted,
    report_title,
)
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.queries import paper_is_on, surveys_on_paper

SHOWN = 5
"""Lines of what is due; the rest is on the page of dates."""
BAR = 100
"""Length of the whole bar, in units of its own drawing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One channel in the bar and in its legend."""

    channel: str
    """Names the colour, so that it is the same for every survey."""
    name: str
    forms: str
    start: str
    length: str
    """Places in the bar, as SVG writes numbers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportLine:
    """The last report in a few words."""

    title: str
    url: str
    facts: str
    since: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyRow:
    """One survey: what has come in, what was reported last."""

    title: str
    forms: str
    unit: str
    parts: tuple[Part, ...]
    version: str
    draft: str
    """Whether there is one that is not published."""
    draft_url: str
    """Of the editor, whose strip says what it changes; "" without the right."""
    history_url: str
    is_empty: bool
    has_versions_before: bool
    """What was collected with them is in the history."""
    report: ReportLine | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Function:
    """What is done every day, one click away (R-05, R-06, R-07)."""

    name: str
    url: str
    icon: str
    is_first: bool = False
    """It is the one that stands out."""


class OverviewPanel(Component):
    """The panel; shown only to those who may read results."""

    name = "ocen_urzad"
    order = 50
    template_name = "wagtail_ocen_urzad/staff/home.html"

    class Media:
        css = {"all": ("wagtail_ocen_urzad/staff-home.css", "wagtail_ocen_urzad/staff-due.css")}

    def __init__(self, *, at: datetime, without_banner: Sequence[str] = ()) -> None:
        """Take what the floor above knows.

        Args:
            at: now.
            without_banner: names of websites whose home page carries no banner (R-10).
        """
        self.at = at
        self.without_banner = without_banner

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the template shows, in words."""
        user = parent_context["request"].user
        today = conf.local_date(at=self.at)
        # Whoever takes part in the external study alone sees its dates, and no survey.
        reads_results = READ_RESULTS.allows(user=user)
        standings = standing_of_surveys(at=self.at) if reads_results else []
        running = [(one, one.running) for one in standings if one.running is not None]
        may_report = MAKE_REPORT.allows(user=user) and bool(standings)
        # Whoever only types paper has no survey here to look at.
        has_paper = any(paper_is_on(survey=one.survey) for one in standings) or (
            not reads_results and bool(surveys_on_paper())
        )
        dues = dues_for(user=user, standings=standings, today=today)
        return {
            "reads_results": reads_results,
            "surveys": [
                _row(standing, open_part, may_edit=LOOK_AFTER.allows(user=user))
                for standing, open_part in running
            ],
            "is_one": len(running) == 1,
            "had_surveys": bool(standings),
            "offers": [] if running else _offers(user),
            "functions": list(_functions(user, has_paper=has_paper, may_report=may_report)),
            "waiting": [line for one in standings for line in _waiting(one)],
            "due": [(line, "") for line in lines_of(dues=dues[:SHOWN], today=today, user=user)],
            "due_url": reverse("ocen_urzad_due"),
            "without_banner": self.without_banner if reads_results else [],
            "banner_url": _banners(user),
        }


def _functions(user: Any, *, has_paper: bool, may_report: bool) -> Iterator[Function]:
    """The three functions of § 2, for those who have them; two of them while there is paper.

    The supervisor has none (R-24), and finds the sheet in the menu.
    """
    if has_paper:
        may_enter = LOOK_INTO_ENTRY.allows(user=user)
        if may_enter:
            yield Function(
                name=_("Enter a (paper) questionnaire"),
                url=reverse("ocen_urzad_paper:start"),
                icon="keyboard",
                is_first=True,
            )
        if may_enter or may_report:
            yield Function(
                name=_("Download a questionnaire to print (pdf)"),
                url=reverse("ocen_urzad_print:index"),
                icon="download",
            )
    if may_report:
        yield Function(
            name=_("Generate a report"),
            url=reverse("ocen_urzad_reports:generate"),
            icon="doc-full",
        )


def _waiting(standing: Standing) -> Iterator[dict[str, str]]:
    """What came in after reports of a survey, and where the reports are that it belongs to."""
    survey, periodic = standing.survey, standing.last_periodic
    if standing.late_waiting:
        query = urlencode({"ankieta": survey.code})
        yield {
            "survey": survey.title,
            "text": came_in_late(forms=standing.late_waiting),
            "link": _("Reports"),
            "url": f"{reverse('ocen_urzad_report_register')}?{query}",
        }
    if standing.periodic_waiting and periodic is not None:
        yield {
            "survey": survey.title,
            "text": came_in_since(report=periodic, forms=standing.periodic_waiting),
            "link": report_title(report=periodic),
            "url": reverse("ocen_urzad_reports:show", args=[survey.code, periodic.number]),
        }


def may_see(*, user: Any) -> bool:
    """Say whether the panel is for this user."""
    return SEE_DATES.allows(user=user)


def _banners(user: Any) -> str:
    """Where a missing banner is mended; "" for those who may not."""
    if not user.has_perm("wagtail_ocen_urzad.add_rateofficebanner"):
        return ""
    return reverse("wagtailsnippets_wagtail_ocen_urzad_rateofficebanner:list")


def _offers(user: Any) -> list[Offer]:
    return offers(user=user) if LOOK_AFTER.allows(user=user) else []


def _row(standing: Standing, running: Running, *, may_edit: bool) -> SurveyRow:
    opened = {
        "number": running.version.number,
        "date": day(on=conf.local_date(at=running.version.opened_on)),
    }
    report = standing.last_report
    return SurveyRow(
        title=standing.survey.title,
        forms=whole(number=running.forms),
        unit=npgettext("home page", "questionnaire", "questionnaires", running.forms),
        parts=tuple(_parts(running)),
        version=_("Version %(number)s of the survey, in force since %(date)s") % opened,
        draft=draft_in_words(page=standing.survey.page),
        draft_url=reverse("wagtailadmin_pages:edit", args=[standing.survey.page_id])
        if may_edit and has_draft(page=standing.survey.page)
        else "",
        history_url=reverse("ocen_urzad_history:survey", args=[standing.survey.code]),
        is_empty=running.forms == 0,
        has_versions_before=running.version.number > 1,
        report=_report_line(standing.survey, running, report) if report else None,
    )


def _parts(running: Running) -> Iterator[Part]:
    start = 0.0
    for channel, forms in running.channels:
        length = BAR * forms / running.forms
        yield Part(
            channel=channel,
            name=channel_name(channel=channel),
            forms=whole(number=forms),
            start=f"{start:.2f}",
            length=f"{length:.2f}",
        )
        start += length


def _report_line(survey: Survey, running: Running, report: ReportSnapshot) -> ReportLine:
    made_on = day(on=conf.local_date(at=report.created_on))
    since = running.forms_since(report=report)
    return ReportLine(
        title=report_title(report=report),
        url=reverse("ocen_urzad_reports:show", args=[survey.code, report.number]),
        facts=f"{made_on} · {forms_counted(forms=report.forms)}",
        since=_("Since this report: %(forms)s.") % {"forms": forms_counted(forms=since)}
        if since is not None
        else "",
    )

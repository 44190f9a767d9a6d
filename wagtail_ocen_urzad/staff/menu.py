"""One menu group for everything of ours; every entry asks the rule of the page it leads to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.staff.permissions import (
    LOOK_AFTER,
    LOOK_INTO_ENTRY,
    MAKE_REPORT,
    PRINT,
    READ_BATCHES,
    READ_MANUAL,
    READ_RESULTS,
    RUN_PROCEDURE,
    SEE_DATES,
    SEE_STUDIES,
    Rule,
)
from wagtail_ocen_urzad.survey.queries import surveys_on_paper

ORDER = 90
"""Before Wagtail's own groups, which begin at 100."""


class Entry(MenuItem):
    """A page of ours in the menu."""

    def __init__(
        self,
        *,
        label: Promise,
        url_name: str,
        rule: Rule,
        icon_name: str,
        order: int,
        begins_group: bool = False,
    ) -> None:
        self.rule = rule
        super().__init__(
            label,
            reverse(url_name),
            name=url_name.replace(":", "-"),
            icon_name=icon_name,
            order=order,
            # A thin line above, drawn by staff-menu.css: no headings, no deeper menus.
            attrs={"data-ou-first": ""} if begins_group else None,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to those who may open the page."""
        return self.rule.allows(user=request.user)


class PaperEntry(Entry):
    """A page about paper: gone while no survey uses paper (R-11)."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to those who may open the page, and only where there is paper."""
        return super().is_shown(request) and _has_paper(request)


def _has_paper(request: Any) -> bool:
    """Say whether any survey uses paper; asked once for all entries of a page."""
    if not hasattr(request, "ocen_urzad_has_paper"):
        request.ocen_urzad_has_paper = bool(surveys_on_paper())
    return bool(request.ocen_urzad_has_paper)


class StudyEntry(Entry):
    """The external study; an office that has not adopted the procedure has none."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to those who have a part in it, and to whoever may adopt the procedure."""
        if not super().is_shown(request):
            return False
        may_adopt = RUN_PROCEDURE.allows(user=request.user)
        return may_adopt or queries.offices_with_procedure().exists()


def menu_item() -> SubmenuMenuItem:
    """Return the group „Oceń Urząd”: every-day functions · results · paper · set-up."""
    return SubmenuMenuItem(
        _("Rate the Office"),
        Menu(items=_entries()),
        name="ocen-urzad",
        icon_name="clipboard-list",
        order=ORDER,
    )


def _entries() -> list[Any]:
    return [*_results(), *_paper(), *_study(), *_set_up()]


def _results() -> list[Any]:
    """Every day, and what came of it."""
    return [
        Entry(
            label=_("Generate a report"),
            url_name="ocen_urzad_reports:generate",
            rule=MAKE_REPORT,
            icon_name="doc-full",
            order=10,
        ),
        Entry(
            label=_("Reports"),
            url_name="ocen_urzad_report_register",
            rule=READ_RESULTS,
            icon_name="doc-full-inverse",
            order=20,
            begins_group=True,
        ),
        Entry(
            label=_("Answers to check"),
            url_name="ocen_urzad_review:index",
            rule=LOOK_AFTER,
            icon_name="view",
            order=25,
        ),
        Entry(
            label=_("Dates"),
            url_name="ocen_urzad_due",
            rule=SEE_DATES,
            icon_name="calendar-alt",
            order=27,
        ),
    ]


def _study() -> list[Any]:
    """The yearly external study."""
    return [
        StudyEntry(
            label=_("External study"),
            url_name="ocen_urzad_study:index",
            rule=SEE_STUDIES,
            icon_name="calendar-check",
            order=28,
            begins_group=True,
        ),
    ]


def _paper() -> list[Any]:
    """The box and what was in it."""
    return [
        PaperEntry(
            label=_("Enter a (paper) questionnaire"),
            url_name="ocen_urzad_paper:start",
            rule=LOOK_INTO_ENTRY,
            icon_name="keyboard",
            order=4,
        ),
        PaperEntry(
            label=_("Download a questionnaire to print (pdf)"),
            url_name="ocen_urzad_print:index",
            rule=PRINT,
            icon_name="download",
            order=6,
        ),
        PaperEntry(
            label=_("Batches of paper questionnaires"),
            url_name="ocen_urzad_batch_register",
            rule=READ_BATCHES,
            icon_name="folder-open-inverse",
            order=27,
            begins_group=True,
        ),
    ]


def _set_up() -> list[Any]:
    """What is asked, by which office, and whether the books agree."""
    return [
        Entry(
            label=_("Surveys"),
            url_name="ocen_urzad_surveys",
            rule=READ_RESULTS,
            icon_name="form",
            order=30,
            begins_group=True,
        ),
        Entry(
            label=_("Version history"),
            url_name="ocen_urzad_history:index",
            rule=READ_RESULTS,
            icon_name="history",
            order=35,
        ),
        Entry(
            label=_("Office data"),
            url_name="ocen_urzad_office:index",
            rule=READ_RESULTS,
            icon_name="home",
            order=40,
        ),
        Entry(
            label=_("Consistency check"),
            url_name="ocen_urzad_consistency",
            rule=READ_RESULTS,
            icon_name="check",
            order=90,
        ),
        Entry(
            label=_("User manual"),
            url_name="ocen_urzad_manual:index",
            rule=READ_MANUAL,
            icon_name="help",
            order=95,
        ),
    ]

"""What is due, in words: date · what · where from · state (screens/staff.md, 1)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.duties.documents import what
from wagtail_ocen_urzad.duties.due import Due, in_order
from wagtail_ocen_urzad.duties.queries import (
    EditionDue,
    StudyTaskDue,
    YearlyReportDue,
    dues_of_editions,
    dues_of_studies,
    dues_of_surveys,
)
from wagtail_ocen_urzad.procedure.queries import roles_of
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.reports.calendar import DutyState
from wagtail_ocen_urzad.reports.documents.typesetting import day, whole
from wagtail_ocen_urzad.reports.standing import Standing
from wagtail_ocen_urzad.staff.due.places import address
from wagtail_ocen_urzad.staff.permissions import (
    MAKE_REPORT,
    READ_STUDIES,
    SEE_STUDIES,
)
from wagtail_ocen_urzad.staff.wording import near_day
from wagtail_ocen_urzad.survey.models import Office


@dataclass(frozen=True, kw_only=True, slots=True)
class DueLine:
    """One duty: date · what · where from · state."""

    key: str
    on: date
    date_text: str
    first_date_text: str
    """The day as it was before it was moved; "" when it was not."""
    what: str
    url: str
    """"" for those who may not do it."""
    source: str
    state: str
    kind: DutyState


def lines_of(*, dues: Sequence[Due], today: date, user: Any) -> list[DueLine]:
    """Return duties in words, in the order given.

    Args:
        dues: what is due.
        today: day for which „za 8 dni” is said.
        user: whose rights decide what is a link.
    """
    surveys = {due.survey.pk for due in dues if isinstance(due, YearlyReportDue)}
    return [
        DueLine(
            key=due.key,
            on=due.on,
            date_text=near_day(on=due.on, today=today),
            first_date_text=near_day(on=due.first_on, today=today) if due.first_on else "",
            what=what(line=due),
            url=address(line=due) if _may_do(due, user) else "",
            source=_source(due, today, names_survey=len(surveys) > 1),
            state=_state(due),
            kind=due.state,
        )
        for due in dues
    ]


def dues_for(*, user: Any, standings: Sequence[Standing], today: date) -> list[Due]:
    """Return what is due and may be known to this user, late ones first.

    The study is asked for those only who have to do with it.

    Args:
        user: somebody with a right of ours.
        standings: how the surveys stand; none of those who may not read results.
        today: in the office's zone.
    """
    dues: list[Due] = list(dues_of_surveys(standings=standings))
    if SEE_STUDIES.allows(user=user):
        of_offices: list[tuple[Due, Office]] = [
            *((due, due.study.office) for due in dues_of_studies(today=today)),
            *((due, due.office) for due in dues_of_editions(today=today)),
        ]
        read = _offices_read_by({office for _due, office in of_offices}, user)
        dues += [due for due, office in of_offices if office.pk in read]
    return sorted(dues, key=in_order)


def _offices_read_by(offices: Collection[Office], user: Any) -> set[int]:
    """Asked once an office, whatever the number of dates."""
    if user.has_perm(READ_STUDIES):
        return {office.pk for office in offices}
    # The heads of units only add issues; they read nothing.
    return {
        office.pk
        for office in offices
        if roles_of(user=user, office=office) - {Role.DEPARTMENT_HEAD}
    }


def _may_do(due: Due, user: Any) -> bool:
    """Whether there is anything behind the link; the page itself asks who may act."""
    return isinstance(due, StudyTaskDue | EditionDue) or MAKE_REPORT.allows(user=user)


def _source(due: Due, today: date, *, names_survey: bool) -> str:
    """Where the duty comes from, and what was done about it."""
    if isinstance(due, YearlyReportDue):
        title = due.survey.title if names_survey else ""
        return ". ".join(filter(None, (title, _yearly_source(due, today))))
    if isinstance(due, EditionDue):
        return _("The edition of this year has not been begun; by then its date is to be agreed")
    if isinstance(due, StudyTaskDue):
        words = {"year": due.study.year, "number": due.stage}
        source = _("External study %(year)s, step %(number)s") % words
        if due.first_on is None:
            return source
        moved = _("moved from %(date)s") % {"date": near_day(on=due.first_on, today=today)}
        return f"{source}; {moved}"
    raise TypeError(due)


def _yearly_source(due: YearlyReportDue, today: date) -> str:
    if due.is_late and conf.yearly_report() == "calendar_year":
        return _("No periodic report was generated in %(year)s") % {"year": due.on.year}
    if due.last_made_on is None:
        return _("Not less often than once a year; none has been generated yet")
    if due.last_made_on.year == today.year:
        words = {
            "year": due.last_made_on.year,
            "date": near_day(on=due.last_made_on, today=today),
        }
        return _("Generated in %(year)s: %(date)s") % words
    return _("Last one: %(date)s") % {"date": day(on=due.last_made_on)}


def _state(due: Due) -> str:
    is_yearly = isinstance(due, YearlyReportDue)
    if due.state is DutyState.MET and is_yearly and conf.yearly_report() == "calendar_year":
        return _("ready for this year")
    if due.state in {DutyState.MET, DutyState.AHEAD}:
        return _("in time")
    if due.is_late:
        text = ngettext("Overdue by %(count)s day", "Overdue by %(count)s days", due.days)
    elif due.days == 0:
        return _("today")
    else:
        text = ngettext("in %(count)s day", "in %(count)s days", due.days)
    return text % {"count": whole(number=due.days)}

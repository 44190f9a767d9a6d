"""The letters that call a duty to mind; a site may put templates of its own in their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wagtail_ocen_urzad import people
from wagtail_ocen_urzad.duties.due import Due
from wagtail_ocen_urzad.duties.queries import EditionDue, StudyTaskDue, YearlyReportDue
from wagtail_ocen_urzad.procedure.words import Names, task_title
from wagtail_ocen_urzad.reports.documents.typesetting import NBSP, day, whole

LANGUAGE = "pl"
"""Of everything that leaves the office."""
TEMPLATES = "wagtail_ocen_urzad/duties"


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One e-mail, ready to be sent."""

    to: str
    subject: str
    text: str


def letter(*, line: Due, person: Any, url: str) -> Letter:
    """Return the letter to one person about one duty.

    Args:
        line: what is due.
        person: user with an e-mail address.
        url: where the duty is done, in the admin.
    """
    with override(LANGUAGE):
        template, about = _about(line)
        words = about | {"due": day(on=line.on), "overdue": _overdue(line), "url": url}
        text = render_to_string(f"{TEMPLATES}/{template}.txt", words)
        return Letter(
            to=address(person=person), subject=_plain(_subject(line)), text=_plain(text.strip())
        )


def _about(line: Due) -> tuple[str, dict[str, str]]:
    if isinstance(line, YearlyReportDue):
        return "yearly_report", {
            "survey": line.survey.title,
            "office": line.survey.office.name,
            "last": _day_or_none(line.last_made_on),
        }
    if isinstance(line, StudyTaskDue):
        return "study_task", {
            "year": str(line.study.year),
            "office": line.study.office.name,
            "task": what(line=line),
            "role": line.study.procedure.adaptation.named(role=line.role),
            "first": day(on=line.first_on) if line.first_on else "",
        }
    if isinstance(line, EditionDue):
        return "edition", {
            "year": str(line.year),
            "office": line.office.name,
            "role": line.role_name,
        }
    raise TypeError(line)


def _day_or_none(on: date | None) -> str:
    """Without the full stop of „r.”: a sentence ends after it."""
    return day(on=on).removesuffix(".") if on else _("none yet")


def _subject(line: Due) -> str:
    words = {"what": what(line=line), "date": day(on=line.on)}
    if line.is_late:
        return _("%(what)s: overdue since %(date)s") % words
    return _("%(what)s: due on %(date)s") % words


def address(*, person: Any) -> str:
    """Return a user's e-mail address; "" when there is none."""
    return people.address_of(user=person)


def what(*, line: Due) -> str:
    """Return what is to be done, in two or three words."""
    if isinstance(line, YearlyReportDue):
        return _("Next periodic report") if line.last_made_on else _("Periodic report")
    if isinstance(line, StudyTaskDue):
        names = Names(adaptation=line.study.procedure.adaptation)
        return task_title(task=line.task, names=names)
    if isinstance(line, EditionDue):
        return _("Beginning of the external study %(year)s") % {"year": line.year}
    raise TypeError(line)


def _overdue(line: Due) -> str:
    if not line.is_late:
        return ""
    text = ngettext(
        "The date passed %(count)s day ago.", "The date passed %(count)s days ago.", line.days
    )
    return text % {"count": whole(number=line.days)}


def _plain(text: str) -> str:
    """No-break spaces are for pages; mail programs show some of them as signs."""
    return text.replace(NBSP, " ")

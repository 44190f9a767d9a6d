"""The draft's state and its differences in words."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.typesetting import day, tied, whole
from wagtail_ocen_urzad.staff.survey.differences import (
    Aspect,
    Differences,
    Effect,
    Line,
    QuestionDifference,
)
from wagtail_ocen_urzad.staff.survey.draft_state import DraftState
from wagtail_ocen_urzad.survey.models import QuestionSetVersion
from wagtail_ocen_urzad.survey.questionnaire import QuestionKind

KINDS: dict[str, Promise] = {
    QuestionKind.RATING: gettext_lazy("rating"),
    QuestionKind.SINGLE: gettext_lazy("one answer"),
    QuestionKind.MULTIPLE: gettext_lazy("several answers"),
    QuestionKind.DEPARTMENT: gettext_lazy("choice of a department"),
    QuestionKind.TEXT: gettext_lazy("free text"),
}
ASPECTS: dict[Aspect, Promise] = {
    Aspect.HELP: gettext_lazy("hint"),
    Aspect.KIND: gettext_lazy("kind of question"),
    Aspect.SCALE: gettext_lazy("scale"),
    Aspect.OPTION_NEW: gettext_lazy("new options"),
    Aspect.OPTION_GONE: gettext_lazy("option taken out"),
    Aspect.OPTION_RENAMED: gettext_lazy("text of an option"),
    Aspect.OPTION_ORDER: gettext_lazy("order of options"),
    Aspect.OPTION_TAKES_TEXT: gettext_lazy("with room to write from now on"),
    Aspect.OPTION_TAKES_NO_TEXT: gettext_lazy("without room to write from now on"),
    Aspect.GOOD_MARKS: pgettext_lazy("of a scale", "good marks"),
    Aspect.TABLE_LEAD: gettext_lazy("beginning of the sentence above the table"),
    Aspect.WAY_ON: gettext_lazy("way on after an answer"),
    Aspect.LENGTH: gettext_lazy("longest answer, in characters"),
    Aspect.PLACE: gettext_lazy("number in the survey"),
    Aspect.AREA: gettext_lazy("area"),
    Aspect.LEAD: gettext_lazy("sentence under the heading"),
    Aspect.TITLE: pgettext_lazy("of an area", "title"),
}
"""What stands before the words that changed; the question's own text stands alone."""
SWITCHES: dict[tuple[Aspect, bool], Promise] = {
    (Aspect.REQUIRED, True): gettext_lazy("the answer becomes required"),
    (Aspect.REQUIRED, False): gettext_lazy("the answer is no longer required"),
    (Aspect.NOT_APPLICABLE, True): gettext_lazy("with “not applicable / hard to say” from now on"),
    (Aspect.NOT_APPLICABLE, False): gettext_lazy("“not applicable / hard to say” is taken out"),
    (Aspect.DEMOGRAPHICS, True): gettext_lazy("becomes part of the respondent's details"),
    (Aspect.DEMOGRAPHICS, False): gettext_lazy("no longer part of the respondent's details"),
    (Aspect.DIRECTION, True): gettext_lazy("the highest number is now the best mark"),
    (Aspect.DIRECTION, False): gettext_lazy("the lowest number is now the best mark"),
    (Aspect.TABLE, True): gettext_lazy("stands in a table from now on"),
    (Aspect.TABLE, False): gettext_lazy("no longer stands in a table"),
}
EFFECTS: dict[Effect, Promise] = {
    Effect.EDITORIAL: gettext_lazy("Editorial change"),
    Effect.NEW_SERIES: gettext_lazy("New series of results"),
    Effect.ADDED: gettext_lazy("New question"),
    Effect.REMOVED: gettext_lazy("Question taken out"),
    Effect.REPLACED: gettext_lazy("Another question"),
}
AREA_EFFECTS: dict[Effect, Promise] = {
    Effect.EDITORIAL: gettext_lazy("Editorial change"),
    Effect.ADDED: gettext_lazy("New heading"),
    Effect.REMOVED: gettext_lazy("Heading taken out"),
}


def label_of(line: Line) -> str:
    """Return what a line is about, e.g. „skala”, or the whole line of a switch."""
    if line.is_on is not None:
        return str(SWITCHES[line.aspect, line.is_on])
    return str(ASPECTS.get(line.aspect, ""))


def consequence(difference: QuestionDifference, *, number: int) -> str:
    """Return what the difference does to results, for the table.

    Args:
        number: of the version that is opened.
    """
    version = {"number": number}
    if difference.effect is Effect.EDITORIAL:
        return _("no effect on comparability")
    if difference.effect is Effect.REPLACED:
        return _("a new series from version %(number)s on; results so far stay in the reports") % (
            version
        )
    if difference.last_asked:
        facts = {**version, "last": difference.last_asked}
        return _("asked until version %(last)s; a new series begins with version %(number)s") % (
            facts
        )
    if difference.effect is Effect.ADDED:
        return _("a series of its own, from version %(number)s on") % version
    if difference.effect is Effect.REMOVED:
        return _("results so far stay in the reports")
    if difference.cause is Aspect.KIND:
        return _("another kind of question; comparison begins with version %(number)s") % version
    if difference.cause is Aspect.SCALE:
        return _("another scale; comparison begins with version %(number)s") % version
    if difference.cause is Aspect.DIRECTION:
        return _("the scale runs the other way; comparison begins with version %(number)s") % (
            version
        )
    if difference.cause is Aspect.GOOD_MARKS:
        return _("other marks count as good; comparison begins with version %(number)s") % version
    return _("an option with answers is gone; comparison begins with version %(number)s") % version


def in_one_line(difference: QuestionDifference) -> str:
    """Return what the difference does to results, for the strip, after the question."""
    words = {
        Effect.EDITORIAL: _("editorial change, results are still compared"),
        Effect.ADDED: _("new question, a series of its own"),
        Effect.REMOVED: _("taken out, results so far stay in the reports"),
    }
    words[Effect.REPLACED] = _("another question: a new series of results begins")
    if difference.last_asked:
        return _("asked before, until version %(last)s: a new series of results begins") % {
            "last": difference.last_asked
        }
    if difference.effect in words:
        return words[difference.effect]
    causes = {
        Aspect.KIND: _("another kind of question: a new series of results begins"),
        Aspect.SCALE: _("another scale: a new series of results begins"),
        Aspect.DIRECTION: _("the scale runs the other way: a new series of results begins"),
        Aspect.GOOD_MARKS: _("other marks count as good: a new series of results begins"),
    }
    fallback = _("an option with answers is gone: a new series of results begins")
    return causes.get(difference.cause or Aspect.TEXT, fallback)


def what_the_draft_changes(state: DraftState) -> str:
    """Return „ten szkic zmienia 2 pytania”."""
    if not state.is_changed:
        return _("this draft does not change the questions")
    count = len(state.differences.questions)
    if not count:
        return _("this draft changes the introduction or the headings")
    return ngettext(
        "this draft changes %(count)s question", "this draft changes %(count)s questions", count
    ) % {"count": whole(number=count)}


def heading_of_changes(found: Differences) -> str:
    """Return „Co się zmieni: 2 pytania”."""
    count = len(found.questions)
    if not count:
        return _("What will change")
    return ngettext(
        "What will change: %(count)s question", "What will change: %(count)s questions", count
    ) % {"count": whole(number=count)}


def since(version: QuestionSetVersion) -> str:
    """Return the day on which a version was opened, as „2 czerwca 2025 r.” is."""
    return day(on=conf.local_date(at=version.opened_on))


def forms_of_version(state: DraftState) -> str:
    """Return „ankiet wersji 3”, to stand under the figure."""
    assert state.version is not None  # noqa: S101 - only asked for when there is one
    return ngettext(
        "questionnaire of version %(number)s",
        "questionnaires of version %(number)s",
        state.forms,
    ) % {"number": state.version.number}


def report_of(forms: int) -> str:
    """Return „raport z 412 ankiet”."""
    return ngettext(
        "a report of %(count)s questionnaire", "a report of %(count)s questionnaires", forms
    ) % {"count": whole(number=forms)}


def basis_of_report(state: DraftState) -> str:
    """Return „ (§ 5 zdanie drugie zarządzenia)”, to stand after the report; "" when not known."""
    legal = (state.office or {}).get("legal_basis") or {}
    basis = f"{legal.get('edit_paragraph', '')} {legal.get('act_genitive', '')}".strip()
    return f" ({basis})" if basis else ""


def what_scheduling_does(state: DraftState) -> str:
    """Return what „Opublikuj” does with a draft that changes questions, but on a later day."""
    assert state.publishes_on is not None  # noqa: S101 - only asked for when there is such a day
    facts = {
        **_moment(state.publishes_on),
        "basis": basis_of_report(state),
        "next": state.number,
    }
    return (
        _(
            "After “Publish” nothing changes until %(day)s, %(time)s. Then a report is made by"
            " itself%(basis)s, and version %(next)s comes into force."
        )
        % facts
    )


def scheduled_for(state: DraftState) -> str:
    """Return when a scheduled publication is due, and that its report is made then."""
    assert state.goes_live_on is not None  # noqa: S101 - only asked for when one is scheduled
    moment = _moment(state.goes_live_on)
    if state.version is None or not state.schedule_changes:
        return _("Publication is scheduled for %(day)s, %(time)s.") % moment
    return (
        _("Publication is scheduled for %(day)s, %(time)s. The report will then be made by itself.")
        % moment
    )


def _moment(at: datetime) -> dict[str, str]:
    local = at.astimezone(conf.time_zone())
    return {"day": day(on=local.date()), "time": date_format(local, "G.i")}


def report_to_come(state: DraftState) -> str:
    """Return the sentence „Powstanie raport nr 7 (przed zmianą) z 412 ankiet”."""
    return ngettext(
        "Report no. %(number)s (before a change) is made of %(count)s questionnaire.",
        "Report no. %(number)s (before a change) is made of %(count)s questionnaires.",
        state.forms,
    ) % {"number": state.next_report, "count": whole(number=state.forms)}


def last_report(state: DraftState) -> str:
    """Return the sentence „Ostatni raport (nr 6 z 30 kwietnia 2026 r.) obejmował 388 ankiet”."""
    report = state.last_report
    if report is None:
        return _("This will be the first report of this survey.")
    text = ngettext(
        "The last report (no. %(number)s of %(date)s) covered %(count)s questionnaire.",
        "The last report (no. %(number)s of %(date)s) covered %(count)s questionnaires.",
        report.forms,
    )
    made_on = day(on=conf.local_date(at=report.created_on))
    facts = {"number": report.number, "date": made_on, "count": whole(number=report.forms)}
    return tied(text=text % facts)

"""What a sheet says in the office's stead (domain 3.6), in the language that is active."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.reports.documents.typesetting import day, quoted
from wagtail_ocen_urzad.survey.office_texts import text_of
from wagtail_ocen_urzad.survey.questionnaire import Question, QuestionKind


def not_applicable_words() -> str:
    """Return the words of the answer that is none, in a rating or a choice."""
    return _("not applicable / hard to say")


def not_applicable(*, question: Question) -> str:
    """Return the words of the answer that is none."""
    if question.kind is QuestionKind.DEPARTMENT:
        return _("I do not remember / hard to say")
    return not_applicable_words()


def goes_on(*, target: int) -> str:
    """Say where an answer leads: to the question of this number, or 0 when it was the last."""
    if target:
        return _("(please go on to question %(number)s)") % {"number": target}
    return _("(then this was the last question)")


def notes(*, question: Question, goes_on: Mapping[str, int]) -> str:
    """Return what is said beside a question: its help, how to mark it, where marks lead.

    Args:
        question: the one that is asked.
        goes_on: number of the next question by answer, 0 for none; said here of ratings only.
    """
    said = [question.help_text]
    if question.kind is QuestionKind.MULTIPLE:
        said.append(_("You may mark several answers."))
    if question.kind is QuestionKind.TEXT:
        request = _("Please do not give personal data, neither your own nor of others.")
        said.append("" if request in question.help_text else request)
    labels = {str(one.value): one.label for one in question.scale.points} if question.scale else {}
    said += [_led(label, goes_on[value]) for value, label in labels.items() if value in goes_on]
    return " ".join(filter(None, said))


def instruction(*, office: Mapping[str, Any], place: str) -> str:
    """Return how the sheet is filled in and where it goes; the way to the web is at the foot.

    Args:
        office: its data, for its own words.
        place: where the box stands; '' when the sheet names no desk.
    """
    head = text_of(office=office, name="sheet_head", miejsce=place)
    # Not the office's to change: whoever reads the sheet relies on it.
    mistake = _("If you make a mistake, please fill in the whole box and put an X into another.")
    return f"{head} {mistake}"


def foot(*, office: Mapping[str, Any], version: int, opened: date, has_serial: bool) -> str:
    """Return the small print of every page.

    Args:
        office: its data, for its own words.
        version: number of the version of the questions, 0 of a draft.
        opened: day since when it has been asked.
        has_serial: every sheet has a number of its own.
    """
    said = [
        _("Questionnaire version %(version)s of %(date)s.")
        % {"version": version, "date": day(on=opened)}
        if version
        else _("Draft of %(date)s.") % {"date": day(on=opened)},
        text_of(office=office, name="sheet_foot"),
        _("The number of the sheet serves only to keep the pages of a questionnaire together.")
        if has_serial
        else "",
        text_of(office=office, name="complaints_note"),
    ]
    return " ".join(filter(None, said))


def _led(label: str, target: int) -> str:
    words = {"answer": quoted(text=label), "number": target}
    if target:
        return _("If %(answer)s, please go on to question %(number)s.") % words
    return capfirst(_("if %(answer)s, this was the last question.") % words)

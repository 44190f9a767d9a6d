"""Hand-counted totals of one box: questions and options with their numbers, sums checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad.paper import operations, printed, queries
from wagtail_ocen_urzad.reports.documents.typesetting import whole
from wagtail_ocen_urzad.staff.paper import batch_words
from wagtail_ocen_urzad.staff.paper.asked import Ask, sheet_of
from wagtail_ocen_urzad.staff.paper.heads import address_of, head
from wagtail_ocen_urzad.staff.paper.layout import layout_of
from wagtail_ocen_urzad.staff.paper.lookup import batch_at
from wagtail_ocen_urzad.staff.paper.protocol_form import MANY
from wagtail_ocen_urzad.staff.permissions import ENTER, guarded
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch
from wagtail_ocen_urzad.survey.operations import NothingCounted, UnableToTally, WrongTotals
from wagtail_ocen_urzad.survey.queries import questionnaire_of

NONE = "@none"
"""How the domain calls „brak odpowiedzi” in a tally."""

Totals = dict[str, dict[str, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One number to type."""

    name: str
    label: str
    typed: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One question with its numbers."""

    ask: Ask
    cells: tuple[Cell, ...]
    sum: int
    problem: str = ""


@guarded(rule=ENTER, of=batch_at)
def tally(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Ask for the totals of a box, and store them together."""
    address = address_of(batch=batch)
    if batch.kind != Batch.Kind.TALLY:
        return redirect("ocen_urzad_paper:batch", *address)
    typed = _stored(batch)
    forms = str(batch.entered or "")
    said: str = ""
    problems: Mapping[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST[name].strip() for name in request.POST}
        forms = typed.get("forms", "")
        said, problems = _recorded(request, batch, typed, forms)
        if not said and not problems:
            messages.success(request, _("The totals have been saved."))
            return redirect("ocen_urzad_paper:batch", *address)
    desks = queries.desk_names(survey=batch.survey)
    context = {
        "batch": batch,
        "forms": forms,
        "rows": list(_rows(batch, typed, problems)),
        "problem": said,
        "problems": problems,
        "is_open": batch.is_entered_into,
        "meta": batch_words.meta(batch=batch, desks=desks),
        "address": address,
        **head(title=_("Totals counted by hand"), icon="table", below=batch),
    }
    status = 422 if said or problems else 200
    return render(request, "wagtail_ocen_urzad/staff/paper/tally.html", context, status=status)


def _recorded(
    request: HttpRequest, batch: PaperBatch, typed: Mapping[str, str], forms: str
) -> tuple[str, Mapping[str, str]]:
    """Store the totals; give what is wrong with all of them, and with single questions."""
    wrong = _("Write whole numbers only, %(many)s at most.") % {"many": whole(number=MANY)}
    if not forms.isdecimal():
        return _("Write how many questionnaires were counted."), {}
    if not _is_count(forms):
        return wrong, {}
    totals: Totals = {}
    problems: dict[str, str] = {}
    for ask in _asks(batch):
        numbers = {value: typed.get(_name(ask, value), "") for value, _label in _values(ask)}
        if not all(_is_count(one) for one in numbers.values() if one):
            problems[ask.field] = wrong
        elif any(numbers.values()):
            totals[ask.field] = {value: int(one or 0) for value, one in numbers.items()}
    if problems:
        return "", problems
    try:
        operations.record_totals(batch=batch, forms=int(forms), totals=totals, by=request.user)
    except WrongTotals as error:
        return "", {code: _problem(str(one), forms) for code, one in error.problems.items()}
    except NothingCounted:
        return _("No question has a number."), {}
    except UnableToTally as error:
        return batch_words.refusal(error=error), {}
    return "", {}


def _is_count(text: str) -> bool:
    """Whether the text is a number that a box may hold."""
    return text.isdecimal() and len(text) <= len(str(MANY)) and int(text) <= MANY


def _problem(kind: str, forms: str) -> str:
    said = {
        "sum": _("The numbers of this question do not add up to %(forms)s."),
        "more_than_forms": _("A number is greater than %(forms)s, the questionnaires counted."),
    }
    return said.get(kind, _("These numbers cannot be stored.")) % {"forms": forms}


def _asks(batch: PaperBatch) -> Sequence[Ask]:
    version = batch.version
    departments = dict(layout_of(version=version).departments)
    # The box may hold sheets of older runs, which named other departments.
    for listed in printed.department_lists(version=version):
        for code, name in listed:
            departments.setdefault(code, name)
    stored = queries.tally_of(batch=batch)
    sheet = sheet_of(
        questionnaire=questionnaire_of(version=version),
        departments=list(departments.items()),
        given=stored.totals if stored else None,
        names=queries.department_names(survey=batch.survey),
    )
    return [one for one in sheet.asks if not one.is_text]


def _values(ask: Ask) -> Iterator[tuple[str, str]]:
    for mark in ask.marks:
        yield mark.value or NONE, mark.label


def _name(ask: Ask, value: str) -> str:
    return f"{ask.field}:{value}"


def _rows(
    batch: PaperBatch, typed: Mapping[str, str], problems: Mapping[str, str]
) -> Iterator[Row]:
    for ask in _asks(batch):
        cells = tuple(
            Cell(name=_name(ask, value), label=label, typed=typed.get(_name(ask, value), ""))
            for value, label in _values(ask)
        )
        added = sum(int(one.typed) for one in cells if _is_count(one.typed))
        yield Row(ask=ask, cells=cells, sum=added, problem=problems.get(ask.field, ""))


def _stored(batch: PaperBatch) -> dict[str, str]:
    stored = queries.tally_of(batch=batch)
    return {
        f"{question}:{value}": str(number)
        for question, numbers in (stored.totals if stored else {}).items()
        for value, number in numbers.items()
    }

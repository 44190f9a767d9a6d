"""A supplement beside the report that it belongs to: what was reported, this one, and both."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_ocen_urzad.reports.documents.presentation import Column, Line, Table, TableChapter
from wagtail_ocen_urzad.reports.documents.questions import heading
from wagtail_ocen_urzad.reports.documents.snapshot import Data
from wagtail_ocen_urzad.reports.documents.typesetting import (
    NOTHING,
    decimal,
    listed,
    tied,
    whole,
)
from wagtail_ocen_urzad.reports.documents.words import supplemented


def together(*, data: Data) -> Iterator[TableChapter]:
    """Yield the one chapter that only a supplement has."""
    supplements = data["supplements"]
    if not supplements:
        return
    number = {"number": supplements["number"]}
    sentence = _("This report supplements %(report)s, whose figures stay as they are.")
    sentences = [sentence % {"report": supplemented(supplements=supplements)}]
    if supplements["earlier"]:
        earlier = listed(items=[str(one) for one in supplements["earlier"]])
        text = _("Counted with it here are its earlier supplements: no. %(numbers)s.")
        sentences.append(text % {"numbers": earlier})
    yield TableChapter(
        anchor="razem",
        title=_("Together with report no. %(number)s") % number,
        sentence=tied(text=" ".join(sentences)),
        tables=(_whole(data), *_ratings(data), *_choices(data), *_texts(data)),
    )


def _columns(first: str, data: Data) -> tuple[Column, ...]:
    name = _("report no. %(number)s") % {"number": data["supplements"]["number"]}
    if data["supplements"]["earlier"]:
        name = _("%(report)s with supplements") % {"report": name}
    return (
        Column(title=first, is_number=False),
        Column(title=tied(text=name)),
        Column(title=pgettext("report", "this supplement")),
        Column(title=pgettext("report", "together")),
    )


def _whole(data: Data) -> Table:
    before, both = data["supplements"]["before"], data["supplements"]["together"]
    forms = (before["forms"], data["forms"]["all"], both["forms"])
    lines = [
        Line(heading=_("Number of questionnaires"), cells=tuple(whole(number=one) for one in forms))
    ]
    if both["index"] is not None:
        indices = (before["index"], data["summary"]["index"], both["index"])
        cells = tuple(decimal(text=one) for one in indices)
        lines.append(Line(heading=_("Overall index"), cells=cells))
    return Table(
        caption=_("Number of questionnaires"),
        columns=_columns(pgettext("report", "Figure"), data),
        lines=tuple(lines),
    )


def _ratings(data: Data) -> Iterator[Table]:
    lines = []
    for before, alone, both in _threes(data):
        if not both["rating"]:
            continue
        means = tuple(
            decimal(text=one["rating"]["mean"] if one else None) for one in (before, alone, both)
        )
        cells = (*means, decimal(text=both["rating"]["index"]), whole(number=both["valid"]))
        lines.append(Line(heading=_heading(both), cells=cells))
    if lines:
        yield Table(
            caption=_("Means of the ratings"),
            columns=(
                *_columns(pgettext("report", "Question"), data),
                Column(title=_("index together")),
                Column(title=_("valid answers together")),
            ),
            lines=tuple(lines),
        )


def _choices(data: Data) -> Iterator[Table]:
    for before, alone, both in _threes(data):
        if both["rating"] or not both["options"]:
            continue
        lines = []
        for option in both["options"]:
            cells = tuple(_count(one, option["value"]) for one in (before, alone, both))
            share = decimal(text=option["share_valid"])
            lines.append(Line(heading=tied(text=option["label"]), cells=(*cells, share)))
        totals = tuple(whole(number=one["valid"]) if one else "0" for one in (before, alone, both))
        lines.append(Line(heading=_("Valid answers"), cells=(*totals, "")))
        share_of = (
            _("percent of those with an answer")
            if both["kind"] == "multiple"
            else _("percent of valid answers")
        )
        yield Table(
            caption=_heading(both),
            columns=(*_columns(pgettext("report", "Answer"), data), Column(title=share_of)),
            lines=tuple(lines),
        )


def _texts(data: Data) -> Iterator[Table]:
    lines = [
        Line(
            heading=_heading(both),
            cells=tuple(
                whole(number=one["texts"] or 0) if one else NOTHING for one in (before, alone, both)
            ),
        )
        for before, alone, both in _threes(data)
        if both["texts"] is not None
    ]
    if lines:
        yield Table(
            caption=_("Answers in own words"),
            columns=_columns(pgettext("report", "Question"), data),
            lines=tuple(lines),
        )


def _threes(data: Data) -> Iterator[tuple[Data | None, Data | None, Data]]:
    """Yield each question before, in this supplement, and together."""
    before = {_key(one): one for one in data["supplements"]["before"]["questions"]}
    alone = {_key(one): one for one in data["questions"]}
    for both in data["supplements"]["together"]["questions"]:
        yield before.get(_key(both)), alone.get(_key(both)), both


def _key(question: Data) -> tuple[str, int]:
    return question["code"], question["series"]


def _count(question: Data | None, value: object) -> str:
    options = question["options"] if question else ()
    return whole(number=sum(one["n"] for one in options if one["value"] == value))


def _heading(question: Data) -> str:
    return tied(text=heading(number=question["number"], text=question["text"]))

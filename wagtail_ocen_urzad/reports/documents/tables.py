"""Tables over several questions or over whole forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_ocen_urzad.reports.documents.fills import length
from wagtail_ocen_urzad.reports.documents.presentation import Column, Line, Table
from wagtail_ocen_urzad.reports.documents.questions import heading
from wagtail_ocen_urzad.reports.documents.snapshot import Data, period_of
from wagtail_ocen_urzad.reports.documents.typesetting import (
    NOTHING,
    day,
    decimal,
    percent,
    period,
    tied,
    whole,
)
from wagtail_ocen_urzad.reports.documents.words import channel_name, questionnaires
from wagtail_ocen_urzad.reports.statistics import SMALL_NUMBER, share
from wagtail_ocen_urzad.reports.statistics import percent as rounded_percent

SMALL_MARK = "*"


def ranking(*, found: Sequence[Data], caption: str, good: str) -> Table | None:
    """Return the best or the weakest questions; None when there are none.

    Args:
        found: lines of the summary.
        caption: which of the two.
        good: what the good marks are called.
    """
    if not found:
        return None
    return Table(
        caption=caption,
        columns=(
            Column(title=pgettext("report", "Question"), is_number=False),
            Column(title=pgettext("report", "Mean")),
            Column(title=good),
            Column(title=pgettext("report", "Index")),
            Column(title=_("Valid answers")),
        ),
        lines=tuple(
            Line(
                heading=tied(text=one["text"]),
                cells=(
                    decimal(text=one["mean"]),
                    percent(text=one["good_share"]),
                    decimal(text=one["index"]),
                    _counted(one["valid"]),
                ),
            )
            for one in found
        ),
        notes=_small_note([one["valid"] for one in found]),
    )


def versions(*, data: Data) -> Table:
    """Return which version was open when, and how many forms belong to it."""
    first, last = period_of(data=data)
    return Table(
        caption=_("Versions of the questionnaire"),
        columns=(
            Column(title=pgettext("report", "Version"), is_number=False),
            Column(title=_("Open in this period"), is_number=False),
            Column(title=pgettext("report", "Questionnaires")),
        ),
        lines=tuple(
            Line(
                heading=pgettext("report", "version %(number)s") % {"number": one["number"]},
                cells=(_open_in(one, first, last), whole(number=one["forms"])),
            )
            for one in data["versions"]
        ),
    )


def _open_in(version: Data, first: date, last: date) -> str:
    """Return when a version was open in the period; answers to others may be dated in it, too."""
    opened = date.fromisoformat(version["opened"])
    closed = date.fromisoformat(version["closed"]) if version["closed"] else last
    if closed < first:
        text = _("no: closed on %(date)s, the questionnaires came in afterwards")
        return tied(text=text % {"date": day(on=closed)})
    if opened > last:
        text = _("no: opened on %(date)s, the questionnaires are dated before")
        return tied(text=text % {"date": day(on=opened)})
    return period(first=max(first, opened), last=min(last, closed))


def indices(*, data: Data) -> Iterator[Table]:
    """Yield the index of each area, if any has rating questions."""
    rated = [area for area in data["areas"] if area["index"] is not None]
    if not rated:
        return
    # A code whose series broke in the period stands there once more, without a number.
    numbers = {
        one["code"]: one["number"]
        for one in data["questions"]
        if one["rating"] and one["number"] is not None
    }
    yield Table(
        caption=_("Index of areas"),
        columns=(
            Column(title=pgettext("report", "Area"), is_number=False),
            Column(title=pgettext("report", "Questions"), is_number=False),
            Column(title=_("Index (0–100)")),
        ),
        lines=tuple(
            Line(
                heading=tied(text=area["title"]),
                cells=(
                    ", ".join(str(numbers[code]) for code in area["questions"] if code in numbers),
                    decimal(text=area["index"]),
                ),
                bar=round(Decimal(area["index"])),
            )
            for area in rated
        ),
        notes=(_("The index of an area is the mean of the indices of its rating questions."),),
    )


def departments(*, data: Data) -> Iterator[Table]:
    """Yield the forms of each department, if any form names one."""
    found = data["forms"]["departments"]
    if any(one["code"] for one in found):
        yield _forms_table(
            caption=pgettext("report", "Departments"),
            first_column=pgettext("report", "Department"),
            found=[(_department(one), one["forms"]) for one in found],
            total=data["forms"]["all"],
        )


def channels(*, data: Data) -> Iterator[Table]:
    """Yield forms by channel and by service point, and the ratings of each channel apart."""
    forms = data["forms"]
    names = [one["channel"] for one in forms["channels"]]
    if len(names) > 1:
        yield _forms_table(
            caption=pgettext("report", "Channels"),
            first_column=pgettext("report", "Channel"),
            found=[
                (channel_name(channel=one["channel"]), one["forms"]) for one in forms["channels"]
            ],
            total=forms["all"],
        )
    if forms["service_points"]:
        yield _forms_table(
            caption=pgettext("report", "Service points"),
            first_column=pgettext("report", "Service point"),
            found=[(one["name"], one["forms"]) for one in forms["service_points"]],
            total=forms["all"],
        )
    rated = [one for one in data["questions"] if one["channels"]]
    if rated and len(names) > 1:
        yield _ratings_apart(rated, names)


def _forms_table(
    *, caption: str, first_column: str, found: Sequence[tuple[str, int]], total: int
) -> Table:
    lines = []
    for name, forms in found:
        part = rounded_percent(value=share(part=forms, whole=total))
        cells = (whole(number=forms), decimal(text=part))
        bar = length(part=forms, whole=total)
        lines.append(Line(heading=tied(text=name), cells=cells, bar=bar))
    return Table(
        caption=caption,
        columns=(
            Column(title=first_column, is_number=False),
            Column(title=pgettext("report", "Questionnaires")),
            Column(title=_("percent of questionnaires")),
        ),
        lines=tuple(lines),
        notes=(_("Base: %(forms)s.") % {"forms": questionnaires(forms=total)},),
    )


def _department(one: Data) -> str:
    if not one["code"]:
        return _("Department not given")
    return f"{one['name']} ({one['symbol']})" if one["symbol"] else one["name"]


def _ratings_apart(rated: Sequence[Data], names: Sequence[str]) -> Table:
    columns = [Column(title=pgettext("report", "Question"), is_number=False)]
    for channel in names:
        name = {"channel": channel_name(channel=channel)}
        columns += [
            Column(title=_("mean: %(channel)s") % name),
            Column(title=_("valid answers: %(channel)s") % name),
        ]
    counts = []
    lines = []
    for question in rated:
        by_channel = {one["channel"]: one for one in question["channels"]}
        cells = []
        for channel in names:
            found = by_channel.get(channel)
            cells += [
                decimal(text=found["mean"] if found else None),
                _counted(found["valid"]) if found else NOTHING,
            ]
            counts.append(found["valid"] if found else 0)
        title = heading(number=question["number"], text=question["text"])
        lines.append(Line(heading=tied(text=title), cells=tuple(cells)))
    return Table(
        caption=_("Ratings by channel"),
        columns=tuple(columns),
        lines=tuple(lines),
        notes=_small_note(counts),
    )


def _counted(valid: int) -> str:
    return whole(number=valid) + (SMALL_MARK if valid < SMALL_NUMBER else "")


def _small_note(counts: Sequence[int]) -> tuple[str, ...]:
    if all(one >= SMALL_NUMBER for one in counts):
        return ()
    text = _("%(mark)s Small number of answers (fewer than %(limit)s).")
    return (text % {"mark": SMALL_MARK, "limit": SMALL_NUMBER},)

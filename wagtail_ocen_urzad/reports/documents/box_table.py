"""The protocol of the boxes, desk by desk: issued, returned, invalid (domain 3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_ocen_urzad.reports.documents.presentation import Column, Line, Table
from wagtail_ocen_urzad.reports.documents.snapshot import Data
from wagtail_ocen_urzad.reports.documents.typesetting import NOTHING, percent, tied, whole

PARTLY = "*"


def box_table(*, data: Data) -> Table | None:
    """Return the protocol of the boxes, desk by desk with their sum; None without a closed box."""
    paper = data.get("paper")
    if not paper or not paper["total"]["batches"]:
        return None
    # A desk whose boxes are all open still has its forms told in a sentence.
    desks = [one for one in paper["desks"] if one["batches"]]
    lines = [_line(one["name"] or _("Service point not given"), one) for one in desks]
    if len(desks) > 1:
        lines.append(_line(pgettext("report", "Total"), paper["total"]))
    return Table(
        caption=_("Paper questionnaires by service point"),
        columns=(
            Column(title=pgettext("report", "Service point"), is_number=False),
            Column(title=pgettext("report", "Issued")),
            Column(title=pgettext("report", "Returned")),
            Column(title=pgettext("report", "Entered")),
            Column(title=pgettext("report", "Blank")),
            Column(title=pgettext("report", "Invalid")),
            Column(title=_("Return rate")),
        ),
        lines=tuple(lines),
        notes=tuple(tied(text=note) for note in _notes(paper["total"])),
    )


def _line(name: str, one: Data) -> Line:
    counted = one["batches"] - one["issued_unknown"]
    issued = whole(number=one["issued"]) if counted else NOTHING
    if counted and one["issued_unknown"]:
        issued += PARTLY
    return Line(
        heading=tied(text=name),
        cells=(
            issued,
            whole(number=one["returned"]),
            whole(number=one["entered"]),
            whole(number=one["blank"]),
            whole(number=one["invalid"]),
            percent(text=one["return_rate"]) if one["return_rate"] is not None else NOTHING,
        ),
    )


def _notes(total: Data) -> Iterator[str]:
    yield _("Boxes with a closed protocol. Return rate = returned / issued · 100%.")
    if not total["issued_unknown"]:
        return
    yield _("No rate is given where it is not known how many questionnaires were issued.")
    if total["issued_unknown"] < total["batches"]:
        yield _("%(mark)s Not known for all boxes.") % {"mark": PARTLY}

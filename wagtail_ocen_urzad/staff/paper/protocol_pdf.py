"""The protocol of a box on paper, to be signed by those who opened it (paper 2)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from wagtail_ocen_urzad import pdf
from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.reports.documents.title import address
from wagtail_ocen_urzad.reports.documents.typesetting import day, period, tied, whole
from wagtail_ocen_urzad.staff.paper import batch_words
from wagtail_ocen_urzad.staff.paper.heads import batch_title
from wagtail_ocen_urzad.survey.models import PaperBatch

LANGUAGE = "pl"
"""As all papers of the office, whatever language a clerk reads the admin in."""
TEMPLATE = "wagtail_ocen_urzad/staff/paper/protocol_pdf.html"
STYLESHEETS = (
    "wagtail_ocen_urzad/paper/face.css",
    "wagtail_ocen_urzad/paper/protocol.css",
)
SIGNATURES = 2
"""Lines where nobody is named: a box is opened by two (domain 3.5)."""


def protocol_pdf(*, batch: PaperBatch, on: date) -> bytes:
    """Return the protocol as a tagged PDF; the same protocol on the same day gives the same bytes.

    Args:
        batch: in any state; one that is still open, or withdrawn, says so.
        on: the day of which it tells.

    Raises:
        OSError: the machine had no room even for what typesetting puts aside.
    """
    in_force = batch.survey.office.in_force
    office = in_force.data if in_force else {}
    with override(LANGUAGE):
        html = render_to_string(TEMPLATE, _context(batch, office, on))
    start, end_of_head, body = html.partition("</head>")
    return pdf.render(html=start + end_of_head + tied(text=body), stylesheets=STYLESHEETS)


def signatories(*, opened_by: str) -> list[str]:
    """Return the names of the team, one for each line to sign on; blanks where none is written.

    Args:
        opened_by: as typed in the protocol, e.g. „Anna Nowicka, Piotr Wrona”.
    """
    names = [name for part in re.split(r"[,;\n]| i ", opened_by) if (name := part.strip())]
    return names or [""] * SIGNATURES


def _context(batch: PaperBatch, office: dict[str, Any], on: date) -> dict[str, Any]:
    return {
        "batch": batch,
        "title": batch_title(batch=batch),
        "office": office.get("name") or batch.survey.title,
        "address": address(office=office),
        "facts": [(term, text) for term, text in _facts(batch, office) if text],
        "sum": _sum(batch),
        "differs": batch_words.mismatch_of_sum(batch=batch),
        "standing": batch_words.facts(batch=batch)[1:],
        "state_line": batch_words.state_line(batch=batch),
        "corrections": [
            (one.recorded_on, batch_words.correction(one=one, batch=batch))
            for one in queries.corrections_of(batch=batch)
        ],
        "names": signatories(opened_by=batch.opened_by),
        "as_of": day(on=on),
        "made": on.isoformat(),
    }


def _facts(batch: PaperBatch, office: dict[str, Any]) -> list[batch_words.Fact]:
    # A desk that is no longer in use is named, too: its box may be emptied late.
    desks = {one["code"]: one["name"] for one in office.get("service_points", ())}
    collected = ""
    if batch.period_from and batch.period_to:
        collected = period(first=batch.period_from, last=batch.period_to)
    return [
        (_("Survey"), batch.survey.title),
        (_("Version"), str(batch.version.number)),
        (_("Service point"), desks.get(batch.service_point, batch.service_point) or _("not known")),
        (_("Date of opening the box"), day(on=batch.opened_on)),
        (_("Collected from – to"), collected),
        (_("Opened by"), batch.opened_by),
        (
            _("Number of issued"),
            _("not known") if batch.issued is None else whole(number=batch.issued),
        ),
        (_("Case number"), batch.case_number),
    ]


def _sum(batch: PaperBatch) -> dict[str, str]:
    return {
        "found": _("not counted yet") if batch.found is None else whole(number=batch.found),
        "entered": whole(number=batch.entered),
        "blank": whole(number=batch.blank),
        "invalid": whole(number=batch.invalid),
    }

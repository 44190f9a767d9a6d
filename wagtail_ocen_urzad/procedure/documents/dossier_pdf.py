"""The file of an edition on paper: PDF/UA-1, places for signatures, the hash in every foot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from wagtail_ocen_urzad import conf, pdf
from wagtail_ocen_urzad.one_moment import one_moment
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.documents.dossier import Dossier, dossier_of, moment
from wagtail_ocen_urzad.procedure.documents.letterhead import office_data
from wagtail_ocen_urzad.procedure.documents.saying import text_of, value_of
from wagtail_ocen_urzad.procedure.models import Contract, DateAgreement, FindingAssessment, Study
from wagtail_ocen_urzad.procedure.steps import AIM, OUTPUT, TaskCode
from wagtail_ocen_urzad.reports.documents.typesetting import (
    day,
    in_fours,
    period,
    tied,
    whole,
)

LANGUAGE = "pl"
STYLESHEETS = (
    "wagtail_ocen_urzad/reports/report-pdf.css",
    "wagtail_ocen_urzad/procedure/dossier.css",
)
HALF = 40
"""Characters of a hash in groups of four, in the first line of the foot."""

Fact = tuple[str, str]


def dossier_pdf(*, study: Study, made_by: str, at: datetime) -> bytes:
    """Return the file of an edition as a tagged PDF.

    Args:
        study: with its office and procedure.
        made_by: name of who asks for it.
        at: now; printed, and the day for which open deadlines are said.
    """
    with override(LANGUAGE), one_moment():
        dossier = dossier_of(study=study, today=conf.local_date(at=at))
        hash_in_fours = in_fours(sha256=dossier.head)
        html = render_to_string(
            "wagtail_ocen_urzad/procedure/dossier.html",
            {
                "dossier": dossier,
                "office": office_data(study=study),
                "year": study.year,
                "aim": AIM,
                "output": OUTPUT,
                "facts": tuple(_facts(dossier)),
                "made": f"{moment(at=at)}, {made_by}" if made_by else moment(at=at),
                "made_iso": conf.local_date(at=at).isoformat(),
                "hash_in_fours": (hash_in_fours[:HALF], hash_in_fours[HALF:]),
                "missing": [one for one in dossier.files if not one.is_whole],
            },
        )
    head, end_of_head, body = html.partition("</head>")
    return pdf.render(html=head + end_of_head + tied(text=body), stylesheets=STYLESHEETS)


def _facts(dossier: Dossier) -> Iterator[Fact]:
    """Yield what stands on the title page; what is not known yet is left out."""
    study = dossier.study
    told = {one.name: one for one in study._meta.concrete_fields}
    yield str(capfirst(told["kind"].verbose_name)), study.get_kind_display()
    for name in ("method", "sample"):
        if text := text_of(value=getattr(study, name)):
            yield str(capfirst(told[name].verbose_name)), text
    yield from _days(study)
    yield _("Unit that conducts the study"), study.procedure.adaptation.unit
    yield from _contract(study)
    yield from _assessment(study)
    if study.case_number:
        yield _("Case number"), study.case_number
    yield _("State of the edition"), _state(study)
    counts = {"entries": whole(number=len(dossier.entries)), "files": len(dossier.files)}
    yield _("Written down"), _("entries: %(entries)s, files: %(files)s") % counts


def _days(study: Study) -> Iterator[Fact]:
    """Yield the days that were agreed last; before that those that are planned."""
    agreed = {one.task: one for one in queries.records_of(study=study, kind=DateAgreement)}
    found = agreed.get(TaskCode.EXACT_DATE) or agreed.get(TaskCode.DATE)
    if found is not None:
        yield _("Days of the study"), period(first=found.fieldwork_from, last=found.fieldwork_to)
    elif study.fieldwork_from and study.fieldwork_to:
        planned = period(first=study.fieldwork_from, last=study.fieldwork_to)
        yield _("Planned days of the study"), planned


def _contract(study: Study) -> Iterator[Fact]:
    contract = queries.records_of(study=study, kind=Contract).last()
    if contract is not None:
        words = {
            "number": contract.number,
            "date": day(on=contract.signed_on),
            "firm": contract.contractor_name,
        }
        yield _("Contract and contractor"), _("no. %(number)s of %(date)s, %(firm)s") % words


def _assessment(study: Study) -> Iterator[Fact]:
    found = queries.records_of(study=study, kind=FindingAssessment).last()
    if found is not None:
        column = next(one for one in found.columns() if one.name == "finding")
        yield str(capfirst(column.verbose_name)), value_of(record=found, field=column)


def _state(study: Study) -> str:
    if study.closed_on is None:
        return pgettext("edition", "open")
    return pgettext("edition", "closed on %(date)s") % {"date": day(on=study.closed_on)}

"""The catalogue of issues as PDF and workbook, quotes and firms as workbooks (P-04, P-06, P-09)."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from wagtail_ocen_urzad import conf, pdf
from wagtail_ocen_urzad.procedure.documents.letterhead import office_data
from wagtail_ocen_urzad.procedure.models import (
    Contractor,
    Handover,
    Issue,
    IssueCatalogue,
    Study,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.queries import comparison_of_quotes, contractors_of, records_of
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.reports.documents.typesetting import day, tied
from wagtail_ocen_urzad.spreadsheets import Cell, Sheet, workbook
from wagtail_ocen_urzad.survey.models import Office

LANGUAGE = "pl"
STYLESHEETS = ("wagtail_ocen_urzad/procedure/letter.css",)
FIRM_COLUMNS = ("name", "address", "tax_number", "email", "phone", "contact", "notes", "is_active")


def issue_rows(*, study: Study) -> list[dict[str, Any]]:
    """Return the issues that count, in the order of writing."""
    with override(LANGUAGE):
        return [
            {
                "number": number,
                "text": one.text,
                "source": one.get_source_display(),
                "supplied_by": one.supplied_by,
                "supplied_on": day(on=one.supplied_on),
            }
            for number, one in enumerate(records_of(study=study, kind=Issue), start=1)
        ]


def catalogue_pdf(*, study: Study, discussion: str = "") -> bytes:
    """Return the catalogue, with its discussion once it was written, as a tagged PDF.

    Args:
        study: with its office and procedure.
        discussion: with which it is about to be handed over.
    """
    compiled = records_of(study=study, kind=IssueCatalogue).last()
    handover = (
        records_of(study=study, kind=Handover).filter(task=TaskCode.CATALOGUE_HANDOVER).last()
    )
    begun = conf.local_date(at=study.begun_on)
    newest = records_of(study=study, kind=Issue).aggregate(on=Max("supplied_on"))["on"]
    is_longer = compiled is not None and newest is not None and newest > compiled.compiled_on
    context = {
        "office": office_data(study=study),
        "year": study.year,
        "compiled_on": day(on=compiled.compiled_on) if compiled else "",
        "added_on": day(on=newest) if is_longer else "",
        "dated": compiled.compiled_on if compiled else begun,
        "issues": issue_rows(study=study),
        "discussion": (handover.discussion if handover else discussion).splitlines(),
    }
    with override(LANGUAGE):
        html = render_to_string("wagtail_ocen_urzad/procedure/catalogue.html", context)
    start, end_of_head, body = html.partition("</head>")
    return pdf.render(html=start + end_of_head + tied(text=body), stylesheets=STYLESHEETS)


def catalogue_workbook(*, study: Study) -> bytes:
    """Return the catalogue as a workbook."""
    with override(LANGUAGE):
        title = _("Catalogue of issues %(year)s") % {"year": study.year}
        header = (_("No."), *_names(Issue, "text", "source", "supplied_by", "supplied_on"))
        rows: list[tuple[Cell, ...]] = [
            (number, one.text, one.get_source_display(), one.supplied_by, one.supplied_on)
            for number, one in enumerate(records_of(study=study, kind=Issue), start=1)
        ]
        return workbook(title=title, sheets=[Sheet(title=title, header=header, rows=rows)])


def quotes_workbook(*, study: Study) -> bytes:
    """Return the comparison of quotes as a workbook; the lowest net price is marked in words."""
    with override(LANGUAGE):
        title = _("Comparison of quotes %(year)s") % {"year": study.year}
        header = (
            _("Firm"),
            _("Sent on"),
            pgettext("quote", "Reply"),
            _("Date of the reply"),
            _("Net price (PLN)"),
            _("Gross price (PLN)"),
            _("Lowest net price"),
            _("Notes"),
        )
        rows: list[tuple[Cell, ...]] = []
        for one in comparison_of_quotes(study=study):
            quote = one.quote
            rows.append(
                (
                    one.recipient.name,
                    one.recipient.sent_on,
                    _reply(quote),
                    quote.noted_on if quote else None,
                    quote.net if quote else None,
                    quote.gross if quote else None,
                    pgettext("choice", "yes") if one.is_lowest else "",
                    quote.note if quote else "",
                )
            )
        return workbook(title=title, sheets=[Sheet(title=title, header=header, rows=rows)])


def firms_workbook(*, office: Office) -> bytes:
    """Return the office's register of firms as a workbook."""
    with override(LANGUAGE):
        title = _("Research firms")
        rows: list[tuple[Cell, ...]] = [
            (
                *(getattr(firm, name) for name in FIRM_COLUMNS[:-1]),
                pgettext("choice", "yes") if firm.is_active else pgettext("choice", "no"),
            )
            for firm in contractors_of(office=office)
        ]
        header = _names(Contractor, *FIRM_COLUMNS)
        return workbook(title=title, sheets=[Sheet(title=title, header=header, rows=rows)])


def _names(model: type[StudyRecord | Contractor], *columns: str) -> tuple[str, ...]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return tuple(str(capfirst(fields[name].verbose_name)) for name in columns)


def _reply(quote: Any) -> str:
    if quote is None:
        return _("awaited")
    return _("quote") if quote.is_reply else _("no reply")

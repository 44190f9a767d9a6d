"""The letter that asks firms for a price, with the catalogue as its annex (P-05, domain 3.6)."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from wagtail_ocen_urzad import pdf
from wagtail_ocen_urzad.procedure.documents.catalogue import issue_rows
from wagtail_ocen_urzad.procedure.documents.letterhead import office_data
from wagtail_ocen_urzad.procedure.models import PriceEnquiry, Study, StudyKind
from wagtail_ocen_urzad.procedure.queries import records_of
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.reports.documents.typesetting import day, tied

LANGUAGE = "pl"
STYLESHEETS = ("wagtail_ocen_urzad/procedure/letter.css",)
UNTIL = "{termin}"
"""In the text of the letter: the day until which replies are awaited."""


def default_letter(*, study: Study) -> str:
    """Return the text that the tool ships, to be edited; the day of replies is filled in later."""
    with override(LANGUAGE):
        kind = (
            pgettext("letter", "of clients' satisfaction")
            if study.kind == StudyKind.SATISFACTION
            else pgettext("letter", "of the quality of services")
        )
        return _(
            "We kindly ask for the net and gross price of a study %(kind)s %(office)s according to"
            " the attached catalogue of issues. Please send your reply by %(until)s. This enquiry"
            " is no offer within the meaning of the Civil Code."
        ) % {
            "kind": kind,
            "office": office_data(study=study).get("name_genitive", ""),
            "until": UNTIL,
        }


def letter_text(*, enquiry: PriceEnquiry) -> str:
    """Return the text of the letter with the day filled in."""
    with override(LANGUAGE):
        # The sentence may end with the day, and „r.” brings its own point.
        text = enquiry.letter.replace(f"{UNTIL}.", day(on=enquiry.reply_by))
        return text.replace(UNTIL, day(on=enquiry.reply_by))


def letter_pdf(*, study: Study) -> bytes:
    """Return the letter as a tagged PDF; the same records give the same bytes.

    The edition must have a letter.
    """
    enquiry = records_of(study=study, kind=PriceEnquiry).last()
    if enquiry is None:
        raise LookupError(study.pk)
    office = office_data(study=study)
    context = {
        "office": office,
        "dated": enquiry.dated,
        "place_and_day": ", ".join(filter(None, (office.get("town"), day(on=enquiry.dated)))),
        "case_number": enquiry.case_number,
        "paragraphs": [line for line in letter_text(enquiry=enquiry).splitlines() if line.strip()],
        "signed_by": study.procedure.adaptation.named(role=Role.UNIT_HEAD),
        "issues": issue_rows(study=study),
        "unit": study.procedure.adaptation.unit,
        "year": study.year,
    }
    with override(LANGUAGE):
        html = render_to_string("wagtail_ocen_urzad/procedure/letter.html", context)
    start, end_of_head, body = html.partition("</head>")
    return pdf.render(html=start + end_of_head + tied(text=body), stylesheets=STYLESHEETS)

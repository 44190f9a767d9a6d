"""What the clerk of step 1 asks: weak questions, firms, what they answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from wagtail_ocen_urzad.procedure.models import (
    Contractor,
    EnquiryRecipient,
    Quote,
    Study,
)
from wagtail_ocen_urzad.procedure.queries.records import records_of
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import Office


@dataclass(frozen=True, kw_only=True, slots=True)
class WeakQuestion:
    """A question among the weakest of the last report: „dodaj z ostatniego raportu”."""

    report_number: int
    survey_code: str
    survey: str
    """Its title."""
    code: str
    text: str
    index: str
    """0–100, with a point."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteLine:
    """One row of the comparison of quotes."""

    recipient: EnquiryRecipient
    quote: Quote | None
    is_lowest: bool


def comparison_of_quotes(*, study: Study) -> list[QuoteLine]:
    """Return what each firm that was asked answered, the lowest net price marked."""
    recipients = list(records_of(study=study, kind=EnquiryRecipient).exclude(sent_on=None))
    quotes = {one.recipient_id: one for one in records_of(study=study, kind=Quote)}
    prices = [one.net for one in quotes.values() if one.is_reply and one.net is not None]
    lowest = min(prices, default=None)
    lines = []
    for recipient in recipients:
        quote = quotes.get(recipient.pk)
        is_lowest = quote is not None and quote.is_reply and quote.net == lowest
        lines.append(QuoteLine(recipient=recipient, quote=quote, is_lowest=is_lowest))
    return lines


def contractors_of(*, office: Office, active_only: bool = False) -> QuerySet[Contractor]:
    """Return the firms in the office's register, by name."""
    firms = Contractor.objects.filter(office=office)
    if active_only:
        firms = firms.filter(is_active=True)
    return firms.order_by("name")


def weak_questions(*, office: Office) -> list[WeakQuestion]:
    """Return the weakest questions of the last report of each of the office's surveys (P-04).

    A supplement tells of the forms that came late, and of no others: it is not the last report.
    """
    found: list[WeakQuestion] = []
    reports = ReportSnapshot.objects.filter(survey__office=office, forms__gt=0).exclude(
        reason=ReportReason.SUPPLEMENT
    )
    for survey_id in sorted(set(reports.values_list("survey_id", flat=True))):
        report = (
            reports.filter(survey_id=survey_id).select_related("survey").order_by("-number").first()
        )
        if report is None:
            continue
        found += [
            WeakQuestion(
                report_number=report.number,
                survey_code=report.survey.code,
                survey=report.data["survey"]["title"],
                code=line["code"],
                text=line["text"],
                index=line["index"],
            )
            for line in report.data["summary"]["weakest"]
        ]
    return found

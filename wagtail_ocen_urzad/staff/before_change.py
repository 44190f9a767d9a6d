"""What both confirm pages share: why there is a report first, the need, what was saved (§ 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.sentences import legal_basis
from wagtail_ocen_urzad.reports.documents.typesetting import whole
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.staff import dates
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import OfficeDataVersion, QuestionSetVersion


def typed_date() -> forms.DateInput:
    """Return a field for a date as it is written in Poland, whatever the browser's language is."""
    return forms.DateInput(attrs={"autocomplete": "off", "size": "10"}, format="%d.%m.%Y")


@dataclass(frozen=True, kw_only=True)
class Need:
    """The need that was signalled in the office, as far as it was written down."""

    signalled_by: str = ""
    subject: str = ""
    signalled_on: date | None = None

    def record(self, *, of: QuestionSetVersion | OfficeDataVersion, by: Any, at: datetime) -> None:
        """Keep it with the change it led to, unless nothing was said."""
        if self.signalled_by or self.subject or self.signalled_on:
            operations.record_need(
                of=of,
                signalled_by=self.signalled_by,
                subject=self.subject,
                signalled_on=self.signalled_on,
                by=by,
                at=at,
            )


class NeedForm(forms.Form):
    """Asks for the need (R-18). Nothing is required: nobody shall invent one to get through."""

    signalled_by = forms.CharField(
        label=gettext_lazy("Who signalled it"), max_length=200, required=False
    )
    subject = forms.CharField(
        label=gettext_lazy("What the need is about"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signalled_on = forms.DateField(
        label=gettext_lazy("Date of signalling"),
        help_text=gettext_lazy("For example 16.06.2026."),
        required=False,
        input_formats=dates.TYPED,
        widget=typed_date(),
    )

    def clean_signalled_on(self) -> date | None:
        """Refuse a date that has not come yet."""
        day: date | None = self.cleaned_data["signalled_on"]
        if day is not None and day > conf.local_date(at=timezone.now()):
            raise ValidationError(_("This date has not come yet."))
        return day

    def need(self) -> Need:
        """Return what was said about the need, perhaps nothing."""
        return Need(**self.cleaned_data)


def why(*, office: Mapping[str, Any] | None) -> dict[str, str]:
    """Return the rule as the ordinance says it, and where; the latter "" when not known.

    Args:
        office: office data in force.
    """
    source = legal_basis(data={"reason": "before_edit", "office": {"data": office}})
    return {
        "rule": _("Before changes, a report of the results so far must be generated."),
        "source": source,
    }


def report_saved(*, report: ReportSnapshot) -> str:
    """Return the sentence „Raport nr 7 (przed zmianą) został zapisany i obejmuje 413 ankiet”."""
    return ngettext(
        "Report no. %(number)s (before a change) was saved and covers %(count)s questionnaire.",
        "Report no. %(number)s (before a change) was saved and covers %(count)s questionnaires.",
        report.forms,
    ) % {"number": report.number, "count": whole(number=report.forms)}

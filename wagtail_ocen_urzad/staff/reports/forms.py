"""What is asked before a report is generated."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_ocen_urzad.reports.documents.typesetting import day, period
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.staff import dates
from wagtail_ocen_urzad.survey.models import Survey

EARLIEST = date(2000, 1, 1)
"""No survey of this kind is older; a year before it is a slip of the keyboard."""


class Span(StrEnum):
    """Periods that are chosen by one click."""

    LAST_YEAR = "last_year"
    THIS_YEAR = "this_year"
    OTHER = "other"


class ReportForm(forms.Form):
    """Survey (when there are several), reason, period, case number."""

    known = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The report that was made last when the form was asked for."""

    survey = forms.ModelChoiceField(
        label=gettext_lazy("Survey"),
        queryset=Survey.objects.none(),
        to_field_name="code",
        empty_label=None,
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)
    span = forms.ChoiceField(label=gettext_lazy("Period"), widget=forms.RadioSelect)
    first = forms.DateField(
        label=gettext_lazy("Period from"),
        required=False,
        input_formats=dates.TYPED,
        widget=forms.DateInput(format=dates.SHOWN, attrs={"autocomplete": "off"}),
    )
    last = forms.DateField(
        label=gettext_lazy("Period to"),
        required=False,
        input_formats=dates.TYPED,
        widget=forms.DateInput(format=dates.SHOWN, attrs={"autocomplete": "off"}),
    )
    case_number = forms.CharField(
        label=gettext_lazy("Case number"),
        help_text=gettext_lazy("For example OR.0643.1.2026. May stay empty."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, surveys: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        survey: Any = self.fields["survey"]
        survey.queryset = surveys
        if len(surveys) == 1:
            self.initial["survey"] = surveys[0]
            survey.widget = forms.HiddenInput()
        reason: Any = self.fields["reason"]
        reason.choices = [
            (ReportReason.PERIODIC.value, _("periodic (at least once a year)")),
            (ReportReason.ON_DEMAND.value, _("on demand")),
        ]
        span: Any = self.fields["span"]
        span.choices = [
            (Span.LAST_YEAR.value, self._offered(_("last year"), Span.LAST_YEAR)),
            (Span.THIS_YEAR.value, self._offered(_("this year until today"), Span.THIS_YEAR)),
            (Span.OTHER.value, _("another period")),
        ]
        for name in ("first", "last"):
            self.fields[name].help_text = _("dd.mm.yyyy, for example %(example)s") % {
                "example": today.strftime(dates.SHOWN)
            }
            self.fields[name].error_messages["invalid"] = _(
                "Write the date as dd.mm.yyyy, for example %(example)s."
            ) % {"example": today.strftime(dates.SHOWN)}

    def clean(self) -> dict[str, Any]:
        """Work out the period; what is typed must not be passed over in silence."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("span") == Span.OTHER:
            self._check_typed(cleaned)
        elif cleaned.get("first") or cleaned.get("last"):
            fault = _("Dates have been typed: choose “another period” or clear them.")
            self.add_error("span", fault)
        return cleaned

    def period(self) -> tuple[date, date]:
        """Return first and last day of the valid form."""
        span = Span(self.cleaned_data["span"])
        if span is Span.OTHER:
            return self.cleaned_data["first"], self.cleaned_data["last"]
        return self._span(span)

    def period_field(self) -> str:
        """Return the field at which a fault of the period is told."""
        return "last" if self.cleaned_data["span"] == Span.OTHER else "span"

    def _check_typed(self, cleaned: dict[str, Any]) -> None:
        for name in ("first", "last"):
            typed = cleaned.get(name)
            if typed is None and name not in self.errors:
                self.add_error(name, _("Enter the date."))
            elif typed is not None and typed < EARLIEST:
                text = _("Enter a date not earlier than %(date)s.")
                self.add_error(name, text % {"date": day(on=EARLIEST)})

    def _offered(self, name: str, span: Span) -> str:
        first, last = self._span(span)
        return f"{name} ({period(first=first, last=last)})"

    def _span(self, span: Span) -> tuple[date, date]:
        year = self.today.year
        if span is Span.LAST_YEAR:
            return date(year - 1, 1, 1), date(year - 1, 12, 31)
        return date(year, 1, 1), self.today

"""The protocol of a box as it is typed (paper 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.operations import Protocol
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff import dates
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion, Survey

MANY = 1_000_000
"""More sheets than any box holds: a slip of the keyboard."""


def _day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=dates.TYPED,
        widget=forms.DateInput(format=dates.SHOWN, attrs={"autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Write the date as dd.mm.yyyy.")},
        **options,
    )


def _count_field(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MANY,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Write a whole number.")},
        required=False,
        **options,
    )


class ProtocolForm(forms.Form):
    """One box: whose, when, by whom, and how many sheets of which kind."""

    service_point = forms.ChoiceField(label=gettext_lazy("Service point"), required=False)
    opened_on = _day_field(gettext_lazy("Date of opening the box"))
    period_from = _day_field(gettext_lazy("Collected from"), required=False)
    period_to = _day_field(gettext_lazy("Collected to"), required=False)
    version = forms.ChoiceField(label=gettext_lazy("Version of the survey"), required=False)
    opened_by = forms.CharField(
        label=gettext_lazy("Opened by"),
        help_text=gettext_lazy("The people who opened the box, as in its protocol."),
        max_length=200,
        required=False,
    )
    found = _count_field(gettext_lazy("Number of returned"))
    blank = _count_field(pgettext_lazy("sheets", "blank"))
    blank_shown = forms.IntegerField(widget=forms.HiddenInput, required=False)
    """Of the blank sheets, how many the page showed before anything was typed."""
    invalid = _count_field(pgettext_lazy("sheets", "invalid"))
    issued = _count_field(
        gettext_lazy("Number of issued"),
        help_text=gettext_lazy("Optional. Without it no return rate is given."),
    )
    second_entry = forms.ChoiceField(
        label=gettext_lazy("Second entry"),
        choices=PaperBatch.SecondEntry.choices,
        help_text=gettext_lazy("How many sheets another person types once more, as a check."),
        initial=PaperBatch.SecondEntry.SAMPLE,
    )
    case_number = forms.CharField(label=gettext_lazy("Case number"), max_length=60, required=False)

    def __init__(
        self,
        *args: Any,
        service_points: Sequence[tuple[str, str]],
        versions: Iterable[QuestionSetVersion] = (),
        is_fixed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        point: Any = self.fields["service_point"]
        point.choices = [("", _("not known")), *service_points]
        choices = [(str(one.number), _version_words(one)) for one in versions]
        if choices:
            version: Any = self.fields["version"]
            version.choices = [("", _("in force on the date of opening")), *choices]
        else:
            del self.fields["version"]
        # Sheets carry the desk and the date of their box: with the first one both are settled.
        for name in ("service_point", "opened_on") if is_fixed else ():
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """A period has two ends, in their order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if not {"period_from", "period_to"}.isdisjoint(self.errors):
            return cleaned
        if bool(first) != bool(last):
            self.add_error("period_to" if first else "period_from", _("Enter the date."))
        elif first and last and first > last:
            self.add_error("period_to", _("The period ends before it begins."))
        return cleaned

    def protocol(self) -> Protocol:
        """Return what the valid form says."""
        said = self.cleaned_data
        period = (said["period_from"], said["period_to"]) if said["period_from"] else None
        return Protocol(
            opened_on=said["opened_on"],
            service_point=said["service_point"],
            opened_by=said["opened_by"],
            period=period,
            issued=said["issued"],
            found=said["found"],
            blank=said["blank"] or 0,
            invalid=said["invalid"] or 0,
            second_entry=said["second_entry"],
            case_number=said["case_number"],
        )


def points_of(*, survey: Survey) -> list[tuple[str, str]]:
    """Return (code, name) of the desks that a box may come from, those in use first."""
    in_use = queries.desks_of(survey=survey)
    codes = dict(in_use)
    idle = [
        (code, _("%(desk)s (out of use)") % {"desk": name})
        for code, name in queries.desk_names(survey=survey).items()
        if code not in codes
    ]
    return [*in_use, *idle]


def as_typed(*, batch: PaperBatch) -> dict[str, Any]:
    """Return the protocol of a batch as initial values of the form."""
    names = (
        "service_point", "opened_on", "period_from", "period_to", "opened_by", "found", "blank",
        "invalid", "issued", "second_entry", "case_number",
    )  # fmt: skip
    return {"blank_shown": batch.blank, **{name: getattr(batch, name) for name in names}}


def too_early(*, today: date) -> str:
    """Return what is said of a box that is opened tomorrow."""
    return _("The date lies ahead of today (%(date)s).") % {"date": day(on=today)}


def _version_words(version: QuestionSetVersion) -> str:
    return _("version %(number)d") % {"number": version.number}

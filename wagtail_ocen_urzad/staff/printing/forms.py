"""What is asked before something is printed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.paper.printing.posters import Format
from wagtail_ocen_urzad.reports.documents.typesetting import day, whole
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.queries import versions_of

FORMATS = {
    Format.A4: gettext_lazy("poster, A4"),
    Format.A5: gettext_lazy("poster, A5"),
    Format.CARD: gettext_lazy("card for a desk, A6"),
}


class SheetForm(forms.Form):
    """Version, size of print, and the desk whose box the sheet names."""

    version = forms.TypedChoiceField(label=gettext_lazy("Version"), coerce=int)
    layout = forms.ChoiceField(
        label=gettext_lazy("Size of print"),
        choices=PrintRun.Layout.choices,
        initial=PrintRun.Layout.ORDINARY,
    )
    service_point = forms.ChoiceField(
        label=gettext_lazy("Service point"),
        help_text=gettext_lazy("Printed as the place of the box and kept in the web address."),
        required=False,
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {one.number: one for one in versions_of(survey=survey)}
        version: Any = self.fields["version"]
        version.choices = [(one.number, _version(one)) for one in self.versions.values()]
        version.initial = next(iter(self.versions))
        point: Any = self.fields["service_point"]
        point.choices = [("", _("without a name of a desk")), *queries.desks_of(survey=survey)]

    def chosen_version(self) -> QuestionSetVersion:
        """Return the version that was chosen, once the form is valid."""
        return self.versions[self.cleaned_data["version"]]


class NumberedForm(SheetForm):
    """The same, and how many."""

    copies = forms.IntegerField(label=gettext_lazy("How many sheets"), min_value=1, initial=50)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copies: Any = self.fields["copies"]
        most = conf.print_copies()
        copies.help_text = _("At most %(most)s in one run.") % {"most": whole(number=most)}
        copies.max_value = most
        copies.widget.attrs["max"] = most


class PosterForm(forms.Form):
    """Format and desk."""

    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=list(FORMATS.items()))
    service_point = forms.ChoiceField(label=gettext_lazy("Service point"), required=False)

    ALL = "-"
    """Every desk, a page each."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = queries.desks_of(survey=survey)
        point: Any = self.fields["service_point"]
        several = [(self.ALL, _("every desk, a page each"))] if len(self.desks) > 1 else []
        point.choices = [*several, *self.desks, ("", _("without a name of a desk"))]
        point.initial = point.choices[0][0]

    def chosen_desks(self) -> list[tuple[str, str]]:
        """Return (code, name) of the desks that get a page; ('', '') names none."""
        chosen = self.cleaned_data["service_point"]
        if chosen == self.ALL:
            return self.desks
        return [(chosen, dict(self.desks).get(chosen, ""))]


def _version(version: QuestionSetVersion) -> str:
    words = {
        "number": version.number,
        "date": day(on=conf.local_date(at=version.opened_on)),
    }
    if version.is_open:
        return _("version %(number)s, in force since %(date)s") % words
    return _("version %(number)s of %(date)s, closed") % words

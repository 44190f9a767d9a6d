"""A correction of a batch that a report covers: traced, and never written over (paper 2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.staff.paper import batch_words
from wagtail_ocen_urzad.staff.paper.heads import address_of, head
from wagtail_ocen_urzad.staff.paper.lookup import batch_at
from wagtail_ocen_urzad.staff.paper.protocol_form import MANY
from wagtail_ocen_urzad.staff.permissions import ENTER, guarded
from wagtail_ocen_urzad.survey.models import PaperBatch

COUNTED = ("issued", "found", "blank", "invalid")


def _count_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MANY, required=False)


class CorrectionForm(forms.Form):
    """What is wrong, and the numbers as they should have been."""

    text = forms.CharField(
        label=gettext_lazy("What is corrected, and why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )
    issued = _count_field(gettext_lazy("Number of issued"))
    found = _count_field(gettext_lazy("Number of returned"))
    blank = _count_field(pgettext_lazy("sheets", "blank"))
    invalid = _count_field(pgettext_lazy("sheets", "invalid"))

    def changes(self, *, batch: PaperBatch) -> dict[str, Any]:
        """Return the numbers that differ from the protocol.

        Issued may turn out not to have been counted; any other number left empty stays.
        """
        typed = {name: self.cleaned_data[name] for name in COUNTED}
        may_be_unknown = {"issued"} & set(self.data)
        return {
            name: number
            for name, number in typed.items()
            if number != getattr(batch, name) and (number is not None or name in may_be_unknown)
        }


@guarded(rule=ENTER, of=batch_at)
def correct(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Ask what is wrong, and write the correction down."""
    form = CorrectionForm(
        request.POST or None, initial={name: getattr(batch, name) for name in COUNTED}
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.record_correction(
                batch=batch,
                text=form.cleaned_data["text"],
                by=request.user,
                at=timezone.now(),
                numbers=form.changes(batch=batch),
            )
        except operations.UnableToCorrectBatch as error:
            form.add_error(None, batch_words.refusal(error=error))
        else:
            messages.success(request, _("The correction has been written down."))
            return redirect("ocen_urzad_paper:batch", *address_of(batch=batch))
    return render(
        request,
        "wagtail_ocen_urzad/staff/paper/correct.html",
        {
            "form": form,
            "address": address_of(batch=batch),
            "covered": batch_words.covered(numbers=queries.covered_by(batch=batch)),
            **head(title=_("Correction of the batch"), icon="edit", below=batch),
        },
    )

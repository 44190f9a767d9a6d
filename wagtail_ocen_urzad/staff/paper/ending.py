"""Ending a second entry that nobody can finish."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.staff.paper import batch_words, second_words
from wagtail_ocen_urzad.staff.paper.heads import address_of, head
from wagtail_ocen_urzad.staff.paper.lookup import batch_at
from wagtail_ocen_urzad.staff.permissions import ENTER, guarded
from wagtail_ocen_urzad.survey.models import PaperBatch


class EndingForm(forms.Form):
    """Why nobody types the rest."""

    because = forms.CharField(
        label=gettext_lazy("Why nobody types the rest again"),
        help_text=gettext_lazy("Stays with the batch, with your name."),
        max_length=operations.REASON_LIMIT,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )


def may_end(*, batch: PaperBatch, standing: queries.SecondEntryStanding | None) -> bool:
    """Say whether sheets of a closed batch wait, and nothing else does."""
    if standing is None or batch.state != PaperBatch.State.CLOSED:
        return False
    return bool(standing.waiting) and not standing.open_mismatches


@guarded(rule=ENTER, of=batch_at)
def end(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Say what it means, ask for the reason, and end the second entry."""
    form = EndingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.end_second_entry(
                batch=batch,
                because=form.cleaned_data["because"],
                by=request.user,
                at=timezone.now(),
            )
        except operations.UnableToEndCheck as error:
            messages.error(request, batch_words.refusal(error=error))
        else:
            messages.success(request, _("The second entry has been ended."))
        return redirect("ocen_urzad_paper:batch", *address_of(batch=batch))
    context = {
        "form": form,
        "may_end": may_end(batch=batch, standing=queries.second_entry_of(batch=batch)),
        "standing": second_words.standing(batch=batch),
        "address": address_of(batch=batch),
        **head(title=_("End the second entry"), icon="warning", below=batch),
    }
    return render(request, "wagtail_ocen_urzad/staff/paper/end_check.html", context)

"""Screens of a batch: the protocol of its box, closing, opening again, withdrawing, correcting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.staff.paper import batch_words, ending, protocol_form
from wagtail_ocen_urzad.staff.paper.heads import address_of, batch_title, head
from wagtail_ocen_urzad.staff.paper.late import supplements_of
from wagtail_ocen_urzad.staff.paper.lookup import batch_at
from wagtail_ocen_urzad.staff.paper.protocol_pdf import protocol_pdf
from wagtail_ocen_urzad.staff.permissions import (
    ENTER,
    ENTER_BY_POST,
    READ_BATCHES,
    guarded,
)
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch

TEMPLATES = "wagtail_ocen_urzad/staff/paper"
ICON = "folder-open-inverse"
REASON_LIMIT = 300


class ReasonForm(forms.Form):
    """Why a batch is withdrawn."""

    because = forms.CharField(
        label=gettext_lazy("Reason for withdrawing"),
        help_text=gettext_lazy("Goes into the log with your name."),
        max_length=REASON_LIMIT,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )


@guarded(rule=READ_BATCHES, of=batch_at)
def batch(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Show the protocol; a form to those who enter paper, as long as it may change."""
    return shown(request, batch, _form(batch))


@guarded(rule=READ_BATCHES, of=batch_at)
def protocol(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Hand out the protocol to be signed, as it is now; nothing of it is kept."""
    try:
        content = protocol_pdf(batch=batch, on=conf.local_date(at=timezone.now()))
    except OSError:
        messages.error(
            request,
            _("There is no room left on the server, so nothing was laid out. Please try later."),
        )
        return _back(batch)
    name = f"protokol-urny-{batch.survey.code}-{batch.number}.pdf"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response


@guarded(rule=ENTER_BY_POST, of=batch_at)
def save(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Save the protocol of an open box."""
    form = _form(batch, request.POST)
    if not form.is_valid() or not _changed(form, batch, request):
        return shown(request, batch, form)
    messages.success(request, _("The protocol has been saved."))
    return _back(batch)


@guarded(rule=ENTER_BY_POST, of=batch_at)
def close(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Save the protocol and close the batch; a sum that does not hold wants a reason."""
    form = _form(batch, request.POST)
    if not form.is_valid() or not _changed(form, batch, request):
        return shown(request, batch, form)
    # The next look at the form starts from what is stored now, blank sheets counted meanwhile too.
    form = _form(batch, _with_blank(request.POST, shown=batch.blank, typed=batch.blank))
    because = request.POST.get("because", "").strip()[:REASON_LIMIT]
    try:
        operations.close_batch(batch=batch, because=because, by=request.user, at=timezone.now())
    except operations.ProtocolDiffers:
        batch.refresh_from_db()
        return shown(request, batch, form, is_refused=True)
    except operations.UnableToCloseBatch as error:
        at_field = "found" if isinstance(error, operations.FoundUnknown) else None
        form.add_error(at_field, batch_words.refusal(error=error))
        return shown(request, batch, form)
    messages.success(request, _("The batch has been closed."))
    return _back(batch)


@guarded(rule=ENTER_BY_POST, of=batch_at)
def reopen(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Open a closed batch again."""
    try:
        operations.reopen_batch(batch=batch, by=request.user)
    except operations.UnableToReopenBatch as error:
        messages.error(request, batch_words.refusal(error=error))
    else:
        messages.success(request, _("The batch is open again."))
    return _back(batch)


@guarded(rule=ENTER, of=batch_at)
def withdraw(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Say what leaves the figures, ask for the reason, and withdraw the batch."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            left = operations.withdraw_batch(
                batch=batch,
                because=form.cleaned_data["because"],
                by=request.user,
                at=timezone.now(),
            )
        except operations.UnableToWithdraw as error:
            messages.error(request, batch_words.refusal(error=error))
        else:
            done = _("The batch has been withdrawn.")
            messages.success(request, f"{done} {batch_words.leaves(forms=left)}")
        return _back(batch)
    return render(
        request,
        f"{TEMPLATES}/withdraw.html",
        {
            "batch": batch,
            "form": form,
            "leaves": batch_words.leaves(forms=batch.entered),
            "covered": batch_words.covered(
                numbers=queries.covered_by(batch=batch), is_open=batch.is_entered_into
            ),
            "address": address_of(batch=batch),
            **head(title=_("Withdraw the batch"), icon="warning", below=batch),
        },
    )


def shown(
    request: HttpRequest,
    batch: PaperBatch,
    form: protocol_form.ProtocolForm,
    *,
    is_refused: bool = False,
) -> HttpResponse:
    """Return the page of a batch.

    Args:
        request: who looks.
        batch: whose protocol.
        form: as typed.
        is_refused: the batch was not closed because the sum does not hold.
    """
    numbers = queries.covered_by(batch=batch)
    may_enter = ENTER.allows(user=request.user)
    is_over = not batch.is_entered_into
    second = queries.second_entry_of(batch=batch) if may_enter else None
    desks = queries.desk_names(survey=batch.survey)
    return render(
        request,
        f"{TEMPLATES}/batch.html",
        {
            "batch": batch,
            "form": form,
            "is_tally": batch.kind == Batch.Kind.TALLY,
            "is_open": not is_over,
            "may_enter": may_enter,
            "may_change": may_enter and batch.is_entered_into,
            "may_reopen": may_enter and batch.state == PaperBatch.State.CLOSED and not numbers,
            "may_withdraw": may_enter and not batch.is_withdrawn and not numbers,
            "may_correct": may_enter and bool(numbers) and is_over and not batch.is_withdrawn,
            "meta": batch_words.meta(batch=batch, desks=desks),
            "desk": desks.get(batch.service_point, batch.service_point),
            "facts": batch_words.facts(batch=batch),
            "differs": batch_words.mismatch_of_sum(batch=batch),
            "because": request.POST.get("because", batch.difference_because),
            "is_refused": is_refused,
            "covered": batch_words.covered(numbers=numbers, is_open=batch.is_entered_into),
            "state_line": batch_words.state_line(batch=batch),
            "second": second,
            "may_end_check": ending.may_end(batch=batch, standing=second),
            "more_than_issued": batch_words.more_than_issued(batch=batch),
            "late": supplements_of(version=batch.version, day=batch.opened_on, user=request.user),
            "corrections": batch_words.corrections(batch=batch),
            "address": address_of(batch=batch),
            **head(title=_title(batch), icon=ICON),
        },
    )


def _title(batch: PaperBatch) -> str:
    what = _("tally") if batch.kind == Batch.Kind.TALLY else _("protocol of the box")
    return f"{batch_title(batch=batch)}: {what}"


def _form(batch: PaperBatch, data: Any = None) -> protocol_form.ProtocolForm:
    points = protocol_form.points_of(survey=batch.survey)
    if batch.service_point and batch.service_point not in dict(points):
        points = [*points, (batch.service_point, batch.service_point)]
    return protocol_form.ProtocolForm(
        data,
        initial=protocol_form.as_typed(batch=batch),
        service_points=points,
        is_fixed=batch.entered > 0,
    )


def _with_blank(sent: QueryDict, *, shown: int, typed: int) -> QueryDict:
    """Return what was sent, with other blank sheets."""
    changed = sent.copy()
    changed["blank_shown"], changed["blank"] = str(shown), str(typed)
    return changed


def _changed(form: protocol_form.ProtocolForm, batch: PaperBatch, request: HttpRequest) -> bool:
    """Save the valid form; False after telling it why not."""
    at = timezone.now()
    protocol = form.protocol()
    try:
        operations.change_protocol(
            batch=batch,
            protocol=protocol,
            by=request.user,
            at=at,
            blank_shown=form.cleaned_data["blank_shown"],
        )
    except operations.OpenedAhead:
        form.add_error("opened_on", protocol_form.too_early(today=conf.local_date(at=at)))
    except operations.BlankCounted as error:
        # Sent once more, the number typed holds: it was seen beside the one that is stored.
        form.data = _with_blank(request.POST, shown=error.blank, typed=protocol.blank)
        form.add_error("blank", batch_words.blank_counted(blank=error.blank))
    except operations.UnableToChangeBatch as error:
        form.add_error(None, batch_words.refusal(error=error))
    else:
        batch.refresh_from_db()
        return True
    return False


def _back(batch: PaperBatch) -> HttpResponse:
    return redirect(reverse("ocen_urzad_paper:batch", args=address_of(batch=batch)))

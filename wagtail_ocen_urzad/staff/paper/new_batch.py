"""A new batch: the header of the protocol is typed once, before the sheets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper import operations
from wagtail_ocen_urzad.staff.paper import batch_words, protocol_form
from wagtail_ocen_urzad.staff.paper.heads import address_of, batch_title, head
from wagtail_ocen_urzad.staff.permissions import ENTER, guarded
from wagtail_ocen_urzad.survey import queries as surveys
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, Survey

TEMPLATES = "wagtail_ocen_urzad/staff/paper"


@guarded(rule=ENTER)
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the survey when there are several, then for the protocol, and open the batch."""
    found = surveys.surveys_on_paper()
    code = request.POST.get("ankieta") or request.GET.get("ankieta", "")
    chosen = next((one for one in found if one.code == code), found[0] if len(found) == 1 else None)
    kind = Batch.Kind.TALLY if "zestawienie" in request.GET else Batch.Kind.PAPER
    title = _("New tally") if kind == Batch.Kind.TALLY else _("New batch")
    context = head(title=title, icon="folder-open-inverse")
    if chosen is None:
        context |= {"surveys": found, "kind": kind}
        return render(request, f"{TEMPLATES}/which_survey.html", context)
    form = protocol_form.ProtocolForm(
        request.POST or None,
        initial={
            "opened_on": conf.local_date(at=timezone.now()),
            "version": request.GET.get("wersja", ""),
        },
        service_points=protocol_form.points_of(survey=chosen),
        versions=surveys.versions_of(survey=chosen),
    )
    if request.method == "POST" and form.is_valid():
        batch = _opened(form, chosen, kind, request)
        if batch is not None:
            return _onwards(request, batch)
    context |= {"form": form, "survey": chosen, "is_tally": kind == Batch.Kind.TALLY}
    return render(request, f"{TEMPLATES}/new.html", context)


def _opened(
    form: protocol_form.ProtocolForm, survey: Survey, kind: Batch.Kind, request: HttpRequest
) -> PaperBatch | None:
    """Open the batch; None after telling the form why not."""
    at = timezone.now()
    number = form.cleaned_data.get("version")
    version = survey.versions.get(number=int(number)) if number else None
    try:
        return operations.open_batch(
            survey=survey,
            protocol=form.protocol(),
            kind=kind,
            version=version,
            by=request.user,
            at=at,
        )
    except operations.OpenedAhead:
        form.add_error("opened_on", protocol_form.too_early(today=conf.local_date(at=at)))
    except operations.NoVersion as error:
        form.add_error("opened_on", batch_words.refusal(error=error))
    except operations.UnableToOpenBatch as error:
        form.add_error(None, batch_words.refusal(error=error))
    return None


def _onwards(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """To the first sheet, or to the totals."""
    words = {"batch": batch_title(batch=batch)}
    messages.success(request, _("%(batch)s has been opened.") % words)
    name = "tally" if batch.kind == Batch.Kind.TALLY else "entry"
    url = reverse(f"ocen_urzad_paper:{name}", args=address_of(batch=batch))
    code = request.GET.get("kod", "")
    return redirect(f"{url}?kod={code}" if code else url)

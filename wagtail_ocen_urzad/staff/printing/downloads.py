"""The PDFs themselves. Nothing asks for a page in between: an address is a paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.paper.operations import printing
from wagtail_ocen_urzad.paper.printing import sheets
from wagtail_ocen_urzad.paper.printing.style import STYLES
from wagtail_ocen_urzad.staff.permissions import ENTERERS, LOOK_AFTER, PRINT, guarded
from wagtail_ocen_urzad.staff.printing.addresses import web_address
from wagtail_ocen_urzad.staff.printing.forms import SheetForm
from wagtail_ocen_urzad.staff.printing.lookup import draft_at, run_at, survey_on_paper
from wagtail_ocen_urzad.staff.printing.pages import no_room
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.queries import survey_of
from wagtail_ocen_urzad.survey.questionnaire import UnableToRead


@guarded(rule=PRINT, of=survey_on_paper)
def sheet(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Hand out the sheet that is photocopied; without a choice, of the version in force."""
    at = timezone.now()

    def made(order: printing.Order) -> bytes:
        run = printing.print_for_copying(order=order, by=request.user, at=at)
        content: bytes = printing.pdf_of_run(run=run)
        return content

    return _of_an_order(request, survey, "ankieta", made)


@guarded(rule=PRINT, of=survey_on_paper)
def accessible(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Hand out the copy that is read on a screen or aloud."""
    at = timezone.now()

    def made(order: printing.Order) -> bytes:
        content: bytes = printing.accessible_pdf(order=order, at=at)
        return content

    return _of_an_order(request, survey, "ankieta-dostepna", made)


@guarded(rule=PRINT, of=run_at)
def run(request: HttpRequest, run: PrintRun) -> HttpResponse:
    """Hand out the sheets of a run; those with numbers only to those who may print them."""
    may_number = any(request.user.has_perm(right) for right in ENTERERS)
    survey = run.version.survey
    if run.copies and not may_number:
        messages.error(request, _("Sheets with numbers are printed by those who enter paper."))
        return redirect("ocen_urzad_print:survey", survey.code)
    try:
        content = printing.pdf_of_run(run=run)
    except printing.BlankIsLost:
        messages.error(request, _blank_is_lost())
        return redirect("ocen_urzad_print:survey", survey.code)
    name = f"ankieta-{survey.code}-{run.version.number}-{run.mark}.pdf"
    return _pdf(content, name)


@guarded(rule=LOOK_AFTER, of=draft_at)
def draft(request: HttpRequest, page: Any) -> HttpResponse:
    """Show how the draft of a page would be printed: marked as a draft, without any code."""
    try:
        questionnaire = page.questionnaire()
    except UnableToRead:
        messages.error(request, _("The draft cannot be printed yet: its questions do not fit."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    survey = survey_of(page_id=page.pk)
    in_force = survey.office.in_force if survey else None
    try:
        content = sheets.draft(
            questionnaire=questionnaire,
            title=page.title,
            office=in_force.data if in_force else None,
            address=web_address(request=request, survey=survey) if survey else "",
            style=STYLES["ordinary"],
            made_on=conf.local_date(at=timezone.now()),
        )
    except OSError:
        messages.error(request, no_room())
        return redirect("wagtailadmin_pages:edit", page.pk)
    return _pdf(content, f"szkic-{page.pk}.pdf")


def _of_an_order(
    request: HttpRequest,
    survey: Survey,
    name: str,
    made: Callable[[printing.Order], bytes],
) -> HttpResponse:
    order = _order(request, survey)
    if order is None:
        messages.error(request, _("There is no such version or service point."))
        return redirect("ocen_urzad_print:survey", survey.code)
    try:
        content = made(order)
    except printing.BlankIsLost:
        messages.error(request, _blank_is_lost())
    except printing.NoRoom:
        messages.error(request, no_room())
    else:
        size = "" if order.layout == PrintRun.Layout.ORDINARY else "-duzy-druk"
        return _pdf(content, f"{name}-{survey.code}-{order.version.number}{size}.pdf")
    return redirect("ocen_urzad_print:survey", survey.code)


def _order(request: HttpRequest, survey: Survey) -> printing.Order | None:
    form = SheetForm(survey=survey)
    asked = {
        name: request.GET.get(name, field.initial or "") for name, field in form.fields.items()
    }
    form = SheetForm(asked, survey=survey)
    if not form.is_valid():
        return None
    point = form.cleaned_data["service_point"]
    return printing.Order(
        version=form.chosen_version(),
        layout=form.cleaned_data["layout"],
        service_point=point,
        address=web_address(request=request, survey=survey, service_point=point),
    )


def _blank_is_lost() -> str:
    return _(
        "The laid-out sheet of this run is missing from the private files or was damaged. Bring it"
        " back from a backup, or print a new run."
    )


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response

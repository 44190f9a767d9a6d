"""„Pobierz ankietę do wydrukowania (pdf)”: what can be printed, and what was (R-06)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper import printed, queries
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.paper.operations import printing
from wagtail_ocen_urzad.reports.documents.typesetting import day, whole
from wagtail_ocen_urzad.staff.permissions import (
    ENTER_BY_POST,
    PRINT,
    guarded,
)
from wagtail_ocen_urzad.staff.printing.addresses import printed_address, web_address
from wagtail_ocen_urzad.staff.printing.forms import NumberedForm, SheetForm
from wagtail_ocen_urzad.staff.printing.lookup import survey_on_paper
from wagtail_ocen_urzad.staff.wording import person
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.queries import surveys_on_paper

TEMPLATES = "wagtail_ocen_urzad/staff/printing"
MOST_RUNS = 50
"""Shown on one page; older ones stay in the database and in the log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLine:
    """One print run, in words."""

    made: str
    what: str
    sheets: str
    desk: str
    by: str
    url: str
    """Of its PDF; '' without the right."""


@guarded(rule=PRINT)
def index(request: HttpRequest) -> HttpResponse:
    """Lead to the only survey, or list those that use paper."""
    surveys = surveys_on_paper()
    if len(surveys) == 1:
        return redirect("ocen_urzad_print:survey", surveys[0].code)
    return render(
        request, f"{TEMPLATES}/index.html", {"surveys": surveys, **_header(title=_title())}
    )


@guarded(rule=PRINT, of=survey_on_paper)
def survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Offer the sheets of a survey, and list its print runs."""
    return _shown(request, survey, NumberedForm(survey=survey, prefix="numbered"))


@guarded(rule=ENTER_BY_POST, of=survey_on_paper)
def numbered(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Lay out sheets with numbers of their own."""
    form = NumberedForm(request.POST, survey=survey, prefix="numbered")
    if form.is_valid():
        run = _numbered(form, request, survey)
        if run is not None:
            address = [survey.code, run.version.number, run.mark]
            pdf = reverse("ocen_urzad_print:run", args=address)
            words = ngettext(
                "%(count)s sheet with a number of its own is ready.",
                "%(count)s sheets with numbers of their own are ready.",
                run.copies,
            ) % {"count": whole(number=run.copies)}
            messages.success(request, words, buttons=[messages.button(pdf, _("Download PDF"))])
            return redirect("ocen_urzad_print:survey", survey.code)
    return _shown(request, survey, form)


def _numbered(form: NumberedForm, request: HttpRequest, survey: Survey) -> PrintRun | None:
    """Return the run, or say in the form why there is none."""
    point = form.cleaned_data["service_point"]
    order = printing.Order(
        version=form.chosen_version(),
        layout=form.cleaned_data["layout"],
        service_point=point,
        address=web_address(request=request, survey=survey, service_point=point),
    )
    try:
        return printing.print_numbered(
            order=order,
            copies=form.cleaned_data["copies"],
            by=request.user,
            at=timezone.now(),
        )
    except printing.TooManySheets as error:
        words = _("At most %(most)s in one run.") % {"most": whole(number=error.limit)}
        form.add_error("copies", words)
    except printing.NoRoom:
        form.add_error(None, no_room())
    return None


def no_room() -> str:
    """Say that nothing could be laid out."""
    return _("There is no room left on the server, so nothing was laid out. Please try later.")


def _shown(request: HttpRequest, survey: Survey, form: NumberedForm) -> HttpResponse:
    may_number = ENTER_BY_POST.allows(user=request.user)
    title = _title()
    return render(
        request,
        f"{TEMPLATES}/survey.html",
        {
            "survey": survey,
            "form": SheetForm(survey=survey),
            "numbered": form if may_number else None,
            "printed": printed_address(request=request, survey=survey),
            "runs": _runs(survey, may_number=may_number),
            "posters_url": reverse("ocen_urzad_print:posters", args=[survey.code]),
            **_header(title=title, survey=survey),
        },
    )


def _runs(survey: Survey, *, may_number: bool) -> list[RunLine]:
    desks = dict(queries.desks_of(survey=survey))
    return [
        RunLine(
            made=day(on=conf.local_date(at=run.made_on)),
            what=_("version %(version)s, %(size)s")
            % {"version": run.version.number, "size": run.get_layout_display()},
            sheets=whole(number=run.copies) if run.copies else _("for copying"),
            desk=desks.get(run.service_point, run.service_point),
            by=person(user=run.made_by),
            url=reverse("ocen_urzad_print:run", args=[survey.code, run.version.number, run.mark])
            if may_number or not run.copies
            else "",
        )
        for run in printed.runs_of(survey=survey)[:MOST_RUNS]
    ]


def _title() -> str:
    return _("Download a questionnaire to print (pdf)")


def _header(*, title: str, survey: Survey | None = None) -> dict[str, Any]:
    index_url = reverse("ocen_urzad_print:index")
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if survey is not None and len(surveys_on_paper()) > 1:
        crumbs += [{"url": index_url, "label": title}, {"url": "", "label": survey.title}]
    else:
        crumbs.append({"url": "", "label": title})
    return {"header_title": title, "header_icon": "download", "breadcrumbs_items": crumbs}

"""Posters and cards with the code of a desk, so that answers on the web name it (domain 8)."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper.printing.posters import Desk, Format, Poster, posters
from wagtail_ocen_urzad.staff.permissions import PRINT, View, guarded
from wagtail_ocen_urzad.staff.printing.addresses import printed_address, web_address
from wagtail_ocen_urzad.staff.printing.forms import PosterForm
from wagtail_ocen_urzad.staff.printing.lookup import published_survey
from wagtail_ocen_urzad.staff.printing.pages import no_room
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.survey.queries import open_version_of, questionnaire_of
from wagtail_ocen_urzad.survey.timing import estimated_minutes

TEMPLATE = "wagtail_ocen_urzad/staff/printing/posters.html"


class Words(Protocol):
    """What says the words of the banner, which the poster repeats."""

    def __call__(self, *, page_id: int | None) -> tuple[str, str]:
        """Return title and line of the newest banner that leads to a page."""


@guarded(rule=PRINT, of=published_survey)
def choose(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Ask for format and desk."""
    title = _("Posters and cards for desks")
    return render(
        request,
        TEMPLATE,
        {
            "form": PosterForm(survey=survey),
            "survey": survey,
            "printed": printed_address(request=request, survey=survey),
            "is_open": open_version_of(survey=survey) is not None,
            "pdf_url": reverse("ocen_urzad_print:poster", args=[survey.code]),
            "header_title": title,
            "header_icon": "image",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("ocen_urzad_surveys"), "label": _("Surveys")},
                {"url": "", "label": title},
            ],
        },
    )


def hanging(*, words: Words) -> View:
    """Return the view that hands out posters.

    Args:
        words: the residents' banner, which this floor may not reach for by itself.
    """

    @guarded(rule=PRINT, of=published_survey)
    def poster(request: HttpRequest, survey: Survey) -> HttpResponse:
        asked = {
            "format": request.GET.get("format", Format.A4.value),
            "service_point": request.GET.get("service_point", ""),
        }
        form = PosterForm(asked, survey=survey)
        if not form.is_valid():
            messages.error(request, _("There is no such format or service point."))
            return redirect("ocen_urzad_print:posters", survey.code)
        try:
            content = _made(request, survey, form, words)
        except OSError:
            messages.error(request, no_room())
            return redirect("ocen_urzad_print:posters", survey.code)
        response = HttpResponse(content, content_type="application/pdf")
        name = f"plakat-{survey.code}-{form.cleaned_data['format']}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        patch_cache_control(response, private=True, no_store=True)
        return response

    return poster


def _made(request: HttpRequest, survey: Survey, form: PosterForm, words: Words) -> bytes:
    title, line = words(page_id=survey.page_id)
    version = open_version_of(survey=survey)
    minutes = estimated_minutes(questionnaire=questionnaire_of(version=version)) if version else 1
    in_force = survey.office.in_force
    return posters(
        poster=Poster(
            title=title,
            line=line,
            minutes=minutes,
            made_on=conf.local_date(at=timezone.now()),
        ),
        desks=[
            Desk(
                name=name,
                address=web_address(request=request, survey=survey, service_point=code),
            )
            for code, name in form.chosen_desks()
        ],
        paper=Format(form.cleaned_data["format"]),
        office=in_force.data if in_force else None,
    )

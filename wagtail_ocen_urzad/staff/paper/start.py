"""Where entering begins: the open boxes, and the code of a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.staff.paper import batch_words
from wagtail_ocen_urzad.staff.paper.coded import Coded, UnableToFindSheet, coded, read
from wagtail_ocen_urzad.staff.paper.heads import address_of, batch_title, head
from wagtail_ocen_urzad.staff.paper.lookup import batch_at
from wagtail_ocen_urzad.staff.paper.typed import is_by_script, seen_before
from wagtail_ocen_urzad.staff.permissions import LOOK_INTO_ENTRY, guarded
from wagtail_ocen_urzad.survey import queries as surveys
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch

TEMPLATES = "wagtail_ocen_urzad/staff/paper"
OPEN = (PaperBatch.State.OPEN, PaperBatch.State.REOPENED)


@guarded(rule=LOOK_INTO_ENTRY)
def start(request: HttpRequest) -> HttpResponse:
    """Show the boxes that are open; a code leads straight to its sheet's questions."""
    said, code = "", request.GET.get("kod", "").strip()
    if code:
        try:
            return _to_sheet(read(text=code), code)
        except UnableToFindSheet as error:
            said = error.words
    found = surveys.surveys_on_paper()
    opened = queries.batches().filter(kind=Batch.Kind.PAPER, state__in=OPEN, survey__in=found)
    desks = {one.pk: queries.desk_names(survey=one) for one in found}
    to_check = queries.batches_to_check(by=request.user).filter(survey__in=found)

    def rows(batches: Iterable[PaperBatch], address: str) -> list[dict[str, str]]:
        return [
            {
                "title": batch_title(batch=one),
                "survey": one.survey.title,
                "desk": desks[one.survey_id].get(one.service_point, ""),
                "meta": batch_words.meta(batch=one, desks={}),
                "entered": batch_words.entered_of(batch=one),
                "url": reverse(f"ocen_urzad_paper:{address}", args=address_of(batch=one)),
                "batch_url": reverse("ocen_urzad_paper:batch", args=address_of(batch=one)),
            }
            for one in batches
        ]

    context = {
        "rows": rows(opened, "entry"),
        "to_check": rows(to_check, "second"),
        "surveys": found,
        "problem": said,
        "code": code,
        **head(title=_("Enter a (paper) questionnaire"), icon="keyboard", in_list=False),
    }
    return render(request, f"{TEMPLATES}/start.html", context, status=422 if said else 200)


@guarded(rule=LOOK_INTO_ENTRY, of=batch_at)
def find_sheet(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Say what a code means while a batch is entered; without the script, go there."""
    text = request.GET.get("kod", "").strip()
    url = reverse("ocen_urzad_paper:entry", args=address_of(batch=batch))
    there = f"{url}?{urlencode({'kod': text})}"
    if not is_by_script(request=request):
        return redirect(there)
    try:
        found = coded(batch=batch, text=text)
    except UnableToFindSheet as error:
        return JsonResponse({"outcome": "refused", "text": error.words})
    if found.is_other_than(batch=batch):
        return JsonResponse({"outcome": "goto", "url": there})
    said = {"outcome": "here", "code": text, "text": found.words}
    serial = found.code.serial
    if serial and queries.is_seen(version=found.version, serial=serial):
        said |= {"outcome": "ask", "ask": seen_before(serial=serial)}
    return JsonResponse(said)


def _to_sheet(found: Coded, text: str) -> HttpResponse:
    """Into an open box of its survey, of its own version if there is one; else a new box."""
    survey = found.version.survey
    opened = queries.batches_of(survey=survey).filter(kind=Batch.Kind.PAPER, state__in=OPEN)
    batch = opened.filter(version=found.version).first() or opened.first()
    query = {"kod": text}
    if batch is None:
        query |= {"ankieta": survey.code, "wersja": str(found.version.number)}
        return redirect(f"{reverse('ocen_urzad_paper:new')}?{urlencode(query)}")
    url = reverse("ocen_urzad_paper:entry", args=address_of(batch=batch))
    return redirect(f"{url}?{urlencode(query)}")

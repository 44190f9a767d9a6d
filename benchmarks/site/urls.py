"""Our addresses and Wagtail's pages, and the least that a Django view can do with a form."""

from __future__ import annotations

import json
from http import HTTPStatus
from uuid import uuid4

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """Read a form, insert one row, lead on: no question is judged, and nothing is counted."""
    answers = {name: request.POST.getlist(name) for name in request.POST}
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare VALUES (%s, %s)", [uuid4(), json.dumps(answers)])
    return HttpResponseRedirect("/", status=HTTPStatus.SEE_OTHER)


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("ocen-urzad/", include("wagtail_ocen_urzad.urls")),
    path("nic/", bare),
    path("", include(wagtail_urls)),
]

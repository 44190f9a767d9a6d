"""„Terminy”: everything that is due, late first, and what was called to mind already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.duties import queries
from wagtail_ocen_urzad.reports.documents.typesetting import whole
from wagtail_ocen_urzad.reports.standing import standing_of_surveys
from wagtail_ocen_urzad.staff.due.lines import dues_for, lines_of
from wagtail_ocen_urzad.staff.permissions import READ_RESULTS, SEE_DATES, guarded
from wagtail_ocen_urzad.staff.wording import near_day


@guarded(rule=SEE_DATES)
def index(request: HttpRequest) -> HttpResponse:
    """Show all dates that concern whoever looks."""
    at = timezone.now()
    today = conf.local_date(at=at)
    standings = standing_of_surveys(at=at) if READ_RESULTS.allows(user=request.user) else []
    dues = dues_for(user=request.user, standings=standings, today=today)
    lines = lines_of(dues=dues, today=today, user=request.user)
    sent = queries.sent_about(lines=dues)
    title = _("Dates")
    return render(
        request,
        "wagtail_ocen_urzad/staff/due.html",
        {
            "lines": [(line, _sent(line.key, sent, today)) for line in lines],
            "header_title": title,
            "header_icon": "calendar-alt",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": title},
            ],
        },
    )


def _sent(key: str, sent: Mapping[str, queries.Sent], today: date) -> str:
    """Return „Przypomniano e-mailem 1 listopada, 3 osobom”; "" when nobody was."""
    about = sent.get(key)
    if about is None:
        return ""
    text = ngettext(
        "Called to mind by e-mail to %(count)s person, last on %(date)s",
        "Called to mind by e-mail to %(count)s people, last on %(date)s",
        about.people,
    )
    return text % {
        "count": whole(number=about.people),
        "date": near_day(on=about.last_on, today=today),
    }

"""Addresses of the staff side, below the admin's own."""

from __future__ import annotations

from django.urls import include, path

from wagtail_ocen_urzad.staff import (
    batch_register,
    consistency,
    paper_switch,
    registers,
    survey_list,
)
from wagtail_ocen_urzad.staff.due import views as due

urlpatterns = [
    path("raporty/", registers.reports, name="ocen_urzad_report_register"),
    path("raporty/", include("wagtail_ocen_urzad.staff.reports.urls")),
    path("ankiety/", survey_list.index, name="ocen_urzad_surveys"),
    path(
        "ankiety/<slug:code>/papier/",
        paper_switch.switch,
        name="ocen_urzad_paper_switch",
    ),
    path("kontrola/", consistency.index, name="ocen_urzad_consistency"),
    path("kontrola/sprawdz/", consistency.check_now, name="ocen_urzad_consistency_check"),
    path("partie/", batch_register.batches, name="ocen_urzad_batch_register"),
    path("", include("wagtail_ocen_urzad.staff.paper.urls")),
    path("terminy/", due.index, name="ocen_urzad_due"),
    path("instrukcja/", include("wagtail_ocen_urzad.staff.manual.urls")),
    path("badanie/firmy/", registers.firms, name="ocen_urzad_firm_register"),
    path("badanie/", include("wagtail_ocen_urzad.staff.procedure.urls")),
    path("do-sprawdzenia/", include("wagtail_ocen_urzad.staff.review.urls")),
]

"""Addresses of the survey's desk inside Wagtail's admin."""

from __future__ import annotations

from django.urls import path

from wagtail_ocen_urzad.staff.survey import confirmation, strip_refreshing

app_name = "ocen_urzad_changes"
urlpatterns = [
    path("<int:page_id>/<int:revision_id>/", confirmation.confirm, name="confirm"),
    path("<int:page_id>/", strip_refreshing.strip, name="strip"),
]

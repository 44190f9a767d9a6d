"""Addresses of the history of versions inside Wagtail's admin; the preview's is a switchboard's."""

from __future__ import annotations

from django.urls import path

from wagtail_ocen_urzad.staff.survey import history

app_name = "ocen_urzad_history"
urlpatterns = [
    path("", history.index, name="index"),
    path("<str:code>/", history.show_survey, name="survey"),
    path("<str:code>/<int:version>/", history.show_version, name="version"),
    path("<str:code>/<int:version>/potrzeba/", history.add_need, name="need"),
]

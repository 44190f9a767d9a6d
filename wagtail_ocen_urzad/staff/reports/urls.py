"""Addresses of the reports desk, below the admin's own."""

from __future__ import annotations

from django.urls import path

from wagtail_ocen_urzad.staff.reports import logos, views

app_name = "ocen_urzad_reports"
urlpatterns = [
    path("generuj/", views.generate, name="generate"),
    path("<slug:code>/<int:number>/", views.show, name="show"),
    path("<slug:code>/<int:number>/uzupelnij/", views.supplement, name="supplement"),
    path("<slug:code>/<int:number>/pdf/", views.pdf, name="pdf"),
    path("<slug:code>/<int:number>/logo/<slug:sha256>/", logos.show, name="logo"),
]

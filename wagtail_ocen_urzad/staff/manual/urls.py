"""Addresses of the user manual, below the admin's own."""

from __future__ import annotations

from django.urls import path

from wagtail_ocen_urzad.staff.manual import views

app_name = "ocen_urzad_manual"
urlpatterns = [
    path("", views.index, name="index"),
    path("pdf/", views.pdf, name="pdf"),
    path("obrazy/<str:picture>/", views.picture, name="picture"),
    path("<slug:chapter>/", views.chapter, name="chapter"),
]

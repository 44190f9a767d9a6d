"""Addresses of the review desk, below the admin's own. None holds the id of an answer."""

from __future__ import annotations

from django.urls import path

from wagtail_ocen_urzad.staff.review import views

app_name = "ocen_urzad_review"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/", views.answers, name="answers"),
    path("<slug:code>/<slug:key>/", views.answer, name="answer"),
    path("<slug:code>/<slug:key>/wyklucz/", views.exclude, name="exclude"),
    path("<slug:code>/<slug:key>/przywroc/", views.restore, name="restore"),
]

"""Addresses of the office desk inside Wagtail's admin."""

from __future__ import annotations

from django.urls import path

from wagtail_ocen_urzad.staff.office import confirmation, draft, history, in_force, listing

app_name = "ocen_urzad_office"
urlpatterns = [
    path("", listing.index, name="index"),
    path("<int:office_id>/", draft.edit, name="edit"),
    path("<int:office_id>/zmiana/", confirmation.confirm, name="confirm"),
    path("<int:office_id>/obowiazujace/", in_force.show, name="in_force"),
    path("<int:office_id>/historia/", history.show_office, name="history"),
    path("<int:office_id>/historia/<int:version>/", history.show_version, name="version"),
    path("<int:office_id>/historia/<int:version>/potrzeba/", history.add_need, name="need"),
]

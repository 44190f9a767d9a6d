"""Addresses of a portal that also offers Wagtail's write API (from Wagtail 8 on)."""

from django.urls import path
from wagtail.api.v3.urls import api

from example_site import urls

urlpatterns = [path("api/v3/", api.urls), *urls.urlpatterns]

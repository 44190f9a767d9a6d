"""Our addresses and Wagtail's pages."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("ocen-urzad/", include("wagtail_ocen_urzad.urls")),
    path("", include(wagtail_urls)),
]

"""Addresses of the portal: the admin, the survey's permanent addresses, then Wagtail's pages."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from example_site import policy
from example_site.home.views import search, site_map

decorate_urlpatterns(wagtailadmin_urls.urlpatterns, policy.for_wagtail)

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("szukaj/", search, name="search"),
    path("mapa-strony/", site_map, name="site_map"),
    path("ocen-urzad/", include("wagtail_ocen_urzad.urls")),
]

if getattr(settings, "SERVE_MEDIA", False):
    urlpatterns.append(
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    )

urlpatterns.append(path("", include(wagtail_urls)))

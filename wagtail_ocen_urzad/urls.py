"""Public addresses: one permanent address per survey and desk, and where forms are sent."""

from __future__ import annotations

from django.urls import path, register_converter

from wagtail_ocen_urzad.residents import logos, views
from wagtail_ocen_urzad.staff.permissions import PUBLIC, PUBLIC_FORM, declared, guarded
from wagtail_ocen_urzad.survey import queries


class PublicCode:
    """Five characters of our alphabet; small letters are forgiven."""

    regex = "[A-HJ-NP-Za-hj-np-z2-9]{5}"

    def to_python(self, value: str) -> str:
        """Return the code as stored."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """Return the code as printed."""
        return value


register_converter(PublicCode, "ocen_urzad_code")

permanent = guarded(rule=PUBLIC)(views.permanent)
submit = declared(rule=PUBLIC_FORM)(views.submit)
thanks = guarded(rule=PUBLIC)(views.thanks)
logo = guarded(rule=PUBLIC, of=queries.project_logo)(logos.show)

app_name = "ocen_urzad"
urlpatterns = [
    path("logo/<slug:sha256>/", logo, name="logo"),
    path("<ocen_urzad_code:code>/", permanent, name="permanent"),
    path("<ocen_urzad_code:code>/wyslij/", submit, name="submit"),
    path("<ocen_urzad_code:code>/dziekujemy/", thanks, name="thanks"),
    path("<ocen_urzad_code:code>/<ocen_urzad_code:desk>/", permanent, name="desk"),
]

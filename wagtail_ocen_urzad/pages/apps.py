"""The opt-in app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OcenUrzadPagesConfig(AppConfig):
    """Pages of Oceń Urząd."""

    name = "wagtail_ocen_urzad.pages"
    label = "wagtail_ocen_urzad_pages"
    verbose_name = _("Pages of Rate the Office")
    default_auto_field = "django.db.models.BigAutoField"

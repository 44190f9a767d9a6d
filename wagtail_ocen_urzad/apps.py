"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OcenUrzadConfig(AppConfig):
    """Oceń Urząd."""

    name = "wagtail_ocen_urzad"
    verbose_name = _("Rate the Office")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the deletion of pages to the rule, and register the checks."""
        from wagtail_ocen_urzad import checks
        from wagtail_ocen_urzad.residents import deletion

        checks.register()
        deletion.connect()

"""The app of the town's own pages."""

from django.apps import AppConfig


class OwnPagesConfig(AppConfig):
    """Pages on a base of the town's own."""

    name = "tests.own_pages"
    label = "own_pages"
    default_auto_field = "django.db.models.BigAutoField"

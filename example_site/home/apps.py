"""Names the app, so that its tables do not depend on where the package stands."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The portal's own app, label ``home``."""

    name = "example_site.home"
    label = "home"
    verbose_name = "Portal miasta"

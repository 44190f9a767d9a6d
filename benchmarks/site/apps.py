"""The pages that ours is compared with."""

from __future__ import annotations

from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """Two kinds of pages."""

    name = "benchmarks.site"
    label = "benchmarks"
    default_auto_field = "django.db.models.BigAutoField"

"""Compile the translations during the build, with no gettext on the machine."""

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    """Write `django.mo` beside each `django.po`: for the wheel, the sdist and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue of the package; unfinished (fuzzy) entries are left out."""
        for source in Path(self.root, "wagtail_ocen_urzad", "locale").rglob("*.po"):
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))

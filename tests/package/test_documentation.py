"""The documentation says everything that can be set or run."""

from __future__ import annotations

import re
from pathlib import Path

from wagtail_ocen_urzad import conf

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
COMMANDS = ROOT / "wagtail_ocen_urzad" / "management" / "commands"


def test_every_setting_has_its_chapter_and_every_chapter_its_setting() -> None:
    reference = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")

    described = re.findall(r"^## `(OCEN_URZAD_\w+)`$", reference, flags=re.MULTILINE)

    assert sorted(described) == sorted(conf.DEFAULTS)


def test_every_command_has_its_chapter_and_every_chapter_its_command() -> None:
    reference = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")

    described = re.findall(r"^## `(ocen_urzad_\w+)`$", reference, flags=re.MULTILINE)

    assert sorted(described) == sorted(path.stem for path in COMMANDS.glob("ocen_urzad_*.py"))


def test_readme_shows_both_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "make demo" in readme
    assert "make test" in readme

"""The documentation says everything that can be set or run."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.lines import COMPARISONS
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


def test_the_table_of_figures_has_every_bar_and_says_truly_which_are_met() -> None:
    page = (DOCS / "explanation" / "performance.md").read_text(encoding="utf-8")
    table = page.partition("## Figures")[2].partition("What each ratio means")[0]
    rows = [row.split(" | ") for row in re.findall(r"^\| ([0-9]+ \| .*) \|$", table, re.MULTILINE)]

    assert {int(row[0]) for row in rows} == {1, 2, 3, 4, 5, 13, 14, 15, 17, 18}
    for _bar, what, goal, measured, _spread, met, *_figures in rows:
        comparison, bound = goal.split()
        value = float(measured.split()[0].replace("−", "-"))
        assert (met == "yes") == COMPARISONS[comparison](value, float(bound)), what
    assert len(re.findall(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b", page)) == 1

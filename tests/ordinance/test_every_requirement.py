"""Every requirement of the founding documents is named by a test here that says its sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import wagtail_ocen_urzad

HERE = Path(__file__).parent
PAPER = {"R-05", "R-06", "R-11", "R-12", "R-13"}
"""Of the room `paper`: they are asked for where it is."""


def named() -> set[str]:
    """Return the requirements that the texts of modules and tests name."""
    texts = [
        ast.get_docstring(node) or ""
        for path in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Module | ast.FunctionDef)
    ]
    return set(re.findall(r"\b[PR]-\d\d\b", " ".join(texts))) | _ranges(" ".join(texts))


def _ranges(text: str) -> set[str]:
    """Return what „P-18 to P-20” stands for."""
    found = re.findall(r"\b([PR])-(\d\d) to [PR]-(\d\d)\b", text)
    return {
        f"{letter}-{number:02d}"
        for letter, first, last in found
        for number in range(int(first), int(last) + 1)
    }


def test_every_requirement_of_the_procedure_has_its_test() -> None:
    assert {f"P-{number:02d}" for number in range(1, 24)} - named() == set()


def test_every_requirement_of_the_ordinances_has_its_test() -> None:
    rooms = {path.name for path in Path(wagtail_ocen_urzad.__file__).parent.iterdir()}
    elsewhere = set() if "paper" in rooms else PAPER

    assert {f"R-{number:02d}" for number in range(1, 26)} - named() - elsewhere == set()

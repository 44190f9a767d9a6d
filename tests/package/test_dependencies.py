"""Whoever installs the package gets everything that it imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "wagtail_ocen_urzad"


def test_everything_that_is_imported_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_normal(re.split(r"[<>=~!\[]", line)[0]) for line in project["dependencies"]}
    providers = packages_distributions()

    imported = set(_imported()) - sys.stdlib_module_names - {PACKAGE.name}

    missing = {
        name
        for name in imported
        if not declared & {_normal(one) for one in providers.get(name, ())}
    }
    assert missing == set()


def _imported() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        never_run = {
            id(node)
            for block in ast.walk(tree)
            if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
            for node in ast.walk(block)
        }
        for node in ast.walk(tree):
            if id(node) in never_run:
                continue  # read by mypy alone, which has its own group of dependencies
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def _normal(name: str) -> str:
    return name.strip().lower().replace("_", "-")

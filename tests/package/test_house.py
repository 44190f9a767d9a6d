"""Habits of the house that no linter knows (docs/explanation/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

PACKAGE = Path(__file__).parents[2] / "wagtail_ocen_urzad"
NAMES_THAT_SAY_NOTHING = {"common", "helpers", "misc", "services", "tools", "utils"}
MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "migrations" not in path.parts and path.read_text(encoding="utf-8").strip()
]


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(PACKAGE)}:{node.name}", node


def test_every_file_says_by_its_name_what_is_in_it() -> None:
    assert [path.name for path in MODULES if path.stem in NAMES_THAT_SAY_NOTHING] == []


def test_a_file_is_read_in_one_go() -> None:
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES]

    assert median(lines) <= 90


def _length(function: ast.FunctionDef) -> int:
    """Lines from the signature to the end, without the docstring."""
    described = ast.get_docstring(function, clean=False)
    lines = (function.end_lineno or 0) - function.lineno + 1
    return lines - (described.count("\n") + 1 if described else 0)


def test_a_function_fits_on_a_screen() -> None:
    assert [f"{name} {_length(node)}" for name, node in _functions() if _length(node) > 45] == []


def test_verbs_and_questions_take_their_arguments_by_name() -> None:
    """What a room of the domain offers to others; methods and private parts are free."""
    doors = {
        *PACKAGE.glob("*/operations.py"),
        *PACKAGE.glob("*/operations/*.py"),
        *PACKAGE.glob("*/queries.py"),
        PACKAGE / "survey" / "editing.py",
        PACKAGE / "revision.py",
    }
    positional = [
        f"{path.relative_to(PACKAGE)}:{node.name}"
        for path in sorted(doors)
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.args.args or node.args.posonlyargs
    ]

    assert positional == []

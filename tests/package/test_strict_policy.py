"""Nothing of ours needs a loosened Content Security Policy: no inline script, no inline style."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(
    path
    for folder in ("wagtail_ocen_urzad", "example_site")
    for path in (ROOT / folder).rglob("templates/**/*")
    if path.suffix in {".html", ".svg"}
)
MODULES = sorted(
    path
    for folder in ("wagtail_ocen_urzad", "example_site")
    for path in (ROOT / folder).rglob("*.py")
)


class _InlineParts(HTMLParser):
    """Collects what a strict policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in values):
            self.found.append(f"<{tag}>, line {self.getpos()[0]}")
        self.found += [
            f"{name}=, line {self.getpos()[0]}"
            for name, value in attrs
            if name == "style" or name.startswith("on") or (value or "").startswith("javascript:")
        ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_is_clean(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    without_comments = re.sub(
        r"\{#.*?#\}|\{% comment.*?endcomment %\}",
        lambda comment: "\n" * comment.group().count("\n"),
        text,
        flags=re.DOTALL,
    )
    parser = _InlineParts()
    parser.feed(re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "value", without_comments)))

    assert parser.found == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_module_writes_no_inline_parts(module: Path) -> None:
    markup = r"<[a-z][a-z0-9-]*\s[^<>]*\b(?:style|on[a-z]+)=|<style|<script(?![^<>]*\bsrc=)"

    assert re.findall(markup, module.read_text(encoding="utf-8")) == []

"""The only door to markdown-it: our own Markdown as HTML, in which nothing typed is live HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LINK, PICTURE = "href", "src"
"""Kinds of address that a text holds, by the attribute that holds them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading of a text."""

    level: int
    """1 to 6, as in the source."""
    text: str
    anchor: str
    """What its element is called in the HTML."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """A text as HTML, and what is in it."""

    html: SafeString
    headings: tuple[Heading, ...]


def render(
    *,
    text: str,
    address: Callable[[str, str], dict[str, str]],
    lower_by: int = 0,
    anchor_prefix: str = "",
    tables_called: str = "",
) -> Rendered:
    """Turn CommonMark with tables into HTML that a strict Content Security Policy lets pass.

    HTML in the source comes out as the characters that it is made of.

    Args:
        text: the source.
        address: takes the kind of an address (`LINK`, `PICTURE`) and the address, and gives the
            attributes of its element, that one included.
        lower_by: how many levels lower each heading is put.
        anchor_prefix: put before the name of each heading, where several texts share a page.
        tables_called: „Tabela”: each table becomes a part of its own that scrolls by itself, as a
            narrow screen needs it, and is called by this word and its number.
    """
    parser = _parser()
    tokens = parser.parse(text)
    headings = tuple(_headings(tokens, anchor_prefix))
    _put_headings(tokens, headings, lower_by)
    for token in _all(tokens):
        _put_address(token, address)
        if token.type in {"th_open", "td_open"}:
            _put_cell(token)
    html = parser.renderer.render(tokens, parser.options, {})
    if tables_called:
        html = _let_tables_scroll(html, tables_called)
    # markdown-it has escaped every character of the source; html is off.
    return Rendered(html=mark_safe(html), headings=headings)  # noqa: S308 - see the line above


def _parser() -> MarkdownIt:
    # Loading it costs some 30 ms, and only those pay who read the manual.
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see the line above

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def _headings(tokens: list[Token], prefix: str) -> Iterator[Heading]:
    """Name each heading as MkDocs does, so that a link to a place works in both."""
    taken: Counter[str] = Counter()
    for opening, inside in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        parts = [one for one in inside.children or [] if one.type in {"text", "code_inline"}]
        text = "".join(one.content for one in parts)
        name = slugify(text)
        again = f"_{taken[name]}" if taken[name] else ""
        taken[name] += 1
        yield Heading(level=int(opening.tag[1]), text=text, anchor=f"{prefix}{name}{again}")


def _put_headings(tokens: list[Token], headings: tuple[Heading, ...], lower_by: int) -> None:
    left = iter(headings)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{int(token.tag[1]) + lower_by}"
        if token.type == "heading_open":
            token.attrSet("id", next(left).anchor)


def _put_address(token: Token, address: Callable[[str, str], dict[str, str]]) -> None:
    kind = {"link_open": LINK, "image": PICTURE}.get(token.type)
    if kind is None:
        return
    for name, value in address(kind, str(token.attrs[kind])).items():
        token.attrSet(name, value)


def _put_cell(token: Token) -> None:
    """Say the place of a cell's text by a class, for which no inline style is needed."""
    style = token.attrs.pop("style", "")
    if style == "text-align:center":
        token.attrSet("class", "ou-center")
    elif style == "text-align:right":
        token.attrSet("class", "ou-number")
    if token.tag == "th":
        token.attrSet("scope", "col")


def _let_tables_scroll(html: str, name: str) -> str:
    """Put each table into a part of its own, with a name, that the keyboard can reach."""
    first, *rest = html.split("<table>")
    parts = [first]
    for number, part in enumerate(rest, start=1):
        table, _, after = part.partition("</table>")
        opening = format_html(
            '<div class="ou-scroll" tabindex="0" role="region" aria-label="{} {}">', name, number
        )
        parts.append(f"{opening}<table>{table}</table></div>{after}")
    return "".join(parts)

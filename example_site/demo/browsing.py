"""A browser without a screen: addresses, cookies, forms. Standard library only."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin

Fields = list[tuple[str, str]]


@dataclass
class Form:
    """A form of a page, as a browser would send it untouched."""

    action: str = ""
    id: str = ""
    fields: Fields = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    """Values that radios, checkboxes and selects offer, by name."""


class _Reader(HTMLParser):
    """Collects forms and links."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self._form: Form | None = None
        self._select = ""
        self._area: str | None = None
        self._text: list[str] = []
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._href, self._text = values.get("href"), []
        elif tag == "form":
            self._form = Form(action=values.get("action", ""), id=values.get("id", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, values, self._form)

    def _control(self, tag: str, values: Mapping[str, str], form: Form) -> None:
        name = values.get("name", "")
        if tag == "input" and name:
            kind = values.get("type", "text")
            if kind in {"radio", "checkbox"}:
                form.choices.setdefault(name, []).append(values.get("value", "on"))
                if "checked" in values:
                    form.fields.append((name, values.get("value", "on")))
            elif kind not in {"submit", "button", "file", "image"}:
                form.fields.append((name, values.get("value", "")))
        elif tag == "textarea" and name:
            self._area, self._text = name, []
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(values.get("value", ""))
            if "selected" in values:
                form.fields.append((self._select, values.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.links.append((" ".join("".join(self._text).split()), self._href))
            self._href = None
        elif tag == "textarea" and self._area is not None and self._form is not None:
            self._form.fields.append((self._area, "".join(self._text).removeprefix("\n")))
            self._area = None
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        self._text.append(data)


@dataclass(frozen=True)
class Page:
    """An answer of the server."""

    address: str
    status: int
    body: bytes
    forms: Sequence[Form]
    links: Sequence[tuple[str, str]]

    @property
    def text(self) -> str:
        """The body as text, with plain spaces where no-break ones stand."""
        return self.body.decode().replace("\u00a0", " ")

    def form(self, *, holding: str) -> Form:
        """Return the form that has a field of this name.

        Raises:
            LookupError: no form has.
        """
        for one in self.forms:
            if holding in one.choices or any(name == holding for name, _ in one.fields):
                return one
        raise LookupError(f"no form with {holding!r} on {self.address}")

    def link(self, *, saying: str) -> str:
        """Return where the first link with these words leads.

        Raises:
            LookupError: no link says so.
        """
        for text, href in self.links:
            if saying in text:
                return href
        raise LookupError(f"no link saying {saying!r} on {self.address}")


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, *, root: str) -> None:
        self.root = root
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), urllib.request.ProxyHandler({})
        )

    def get(self, address: str) -> Page:
        """Fetch an address, following redirects."""
        return self._fetch(urllib.request.Request(urljoin(self.root, address)))  # noqa: S310 - loopback

    def send(self, page: Page, form: Form, fields: Fields) -> Page:
        """Send a form with these fields, following redirects."""
        target = urljoin(page.address, form.action)
        request = urllib.request.Request(  # noqa: S310 - the root is on this machine
            target, data=urlencode(fields).encode(), headers={"Referer": page.address}
        )
        return self._fetch(request)

    def _fetch(self, request: Any) -> Page:
        try:
            with self._opener.open(request, timeout=120) as answer:
                return _page(answer)
        except HTTPError as refusal:
            with refusal:
                return _page(refusal)


def _page(answer: Any) -> Page:
    body = answer.read()
    reader = _Reader()
    if "html" in answer.headers.get("Content-Type", ""):
        reader.feed(body.decode())
    return Page(answer.url, answer.status, body, reader.forms, reader.links)

"""Every address of ours, read from the URLconf itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OURS = "ocen_urzad"
SNIPPETS = ("wagtailsnippets_", "wagtailsnippetchoosers_")


@dataclass(frozen=True, kw_only=True)
class Address:
    """One pattern of the URLconf."""

    name: str
    """With its namespaces: „ocen_urzad_reports:show”."""
    parameters: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def is_wagtails(self) -> bool:
        """A view of Wagtail's own for a snippet of ours."""
        return self.name.startswith(SNIPPETS)


def our_addresses() -> list[Address]:
    """Return whatever leads to a view of ours, or was named by us."""
    return [address for address in _walk(get_resolver(), ()) if _is_ours(address)]


def _is_ours(address: Address) -> bool:
    module = getattr(address.view, "__module__", "")
    return module.startswith("wagtail_ocen_urzad") or OURS in address.name


def _walk(resolver: URLResolver, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(
                name=":".join((*namespaces, pattern.name or "")),
                parameters=tuple(pattern.pattern.converters),
                view=pattern.callback,
            )

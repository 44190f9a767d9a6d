"""Is this form sent from our own page? Asked without a cookie."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_site(*, request: HttpRequest) -> bool:
    """Say whether a POST comes from a page of this very host.

    The browser's own word (`Sec-Fetch-Site`) counts most, then `Origin`, then `Referer`. With
    none of the three the signed token alone has to do.
    """
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from:
        return fetched_from in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin:
        return _host(origin) == request.get_host()
    referer = request.headers.get("Referer")
    if referer:
        return _host(referer) == request.get_host()
    return True


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""

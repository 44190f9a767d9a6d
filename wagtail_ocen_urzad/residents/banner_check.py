"""Is the banner on the home page? The ordinances want it there (R-10), and templates change.

The home page is rendered as an editor's preview is, and its links are looked at. So a banner that
the town made by itself counts, too, and a tag that was lost from a template is noticed.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.models import Site

from wagtail_ocen_urzad import shared_cache
from wagtail_ocen_urzad.residents.banner_showing import EDITION
from wagtail_ocen_urzad.survey.models import Survey

logger = logging.getLogger(__name__)

KEPT_SECONDS = 300
OUR_CLASS = "ou-banner"
PICTURES = frozenset({"img", "picture", "svg"})
CARRIES, MISSING, UNKNOWN, NO_SURVEY = "carries", "missing", "unknown", "no survey"


def banner_is_missing(*, site: Site) -> bool:
    """Return True when the home page of a website certainly carries no banner.

    False, too, when the home page cannot be judged: it does not answer, or it leads elsewhere.
    The answer is up to five minutes old, but younger than the first survey and the last banner
    that was saved: whoever has just mended it sees so.
    """
    edition = shared_cache.get(key=EDITION) or ""
    key = f"ocen_urzad.banner_check.{edition}.{site.pk}"
    state: str | None = shared_cache.get(key=key)
    if state is None:
        state = _state(site)
        if state != NO_SURVEY:
            shared_cache.put(key=key, value=state, seconds=KEPT_SECONDS)
    return state == MISSING


def carries_banner(*, html: str, base: str, addresses: Collection[str]) -> bool:
    """Return whether a page carries the banner.

    That is our own, or any link to a survey that holds a picture; a line in a menu is none.

    Args:
        html: the page.
        base: its own address.
        addresses: paths under which surveys answer.
    """
    links = _Links()
    links.feed(html)
    return any(
        is_banner and urlsplit(urljoin(base, href)).path.rstrip("/") in addresses
        for href, is_banner in links.found
    )


def _state(site: Site) -> str:
    home = site.root_page.specific
    addresses = _addresses()
    if not addresses:
        return NO_SURVEY
    try:
        # Goes through the site's middleware, which may change the language.
        with override(get_language()):
            response = home.make_preview_request()
    except Exception:  # the page is the town's, so anything may happen in it
        logger.warning("The home page of %s could not be rendered.", site, exc_info=True)
        return UNKNOWN
    if response.status_code != HTTPStatus.OK or response.streaming:
        return UNKNOWN
    html = response.content.decode(response.charset, "replace")
    found = carries_banner(html=html, base=site.root_url, addresses=addresses)
    return CARRIES if found else MISSING


def _addresses() -> frozenset[str]:
    """Paths of every survey whose page is live: its page's own, and the permanent one."""
    found = set()
    for survey in Survey.objects.filter(page__live=True).select_related("page"):
        if survey.page is not None:
            found.add(urlsplit(survey.page.get_url() or "").path)
            found.add(reverse("ocen_urzad:permanent", args=[survey.code]))
    return frozenset(address.rstrip("/") for address in found if address)


class _Links(HTMLParser):
    """Collects (href, is a banner) of every link; HTML does not nest them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self._is_open = True
            is_ours = OUR_CLASS in (values.get("class") or "").split()
            self.found.append((values.get("href") or "", is_ours))
        elif tag in PICTURES and self._is_open:
            self.found[-1] = (self.found[-1][0], True)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._is_open = False

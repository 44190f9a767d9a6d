"""The banner in a town's page: at most one, kept rendered for a minute."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.blocks import StaticBlock
from wagtail.models import Site

from wagtail_ocen_urzad import conf, shared_cache
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner

TEMPLATE = "wagtail_ocen_urzad/residents/banner.html"
KEPT_SECONDS = 60
EDITION = "ocen_urzad.banner.edition"
"""Key of a value that changes with every saved banner, so that an editor sees it at once."""


def banner_html(*, request: HttpRequest, at: datetime) -> SafeString:
    """Return the newest banner that this website shows now, or "".

    One page carries one banner, and the survey carries none: a second call in one request, and
    a call from the survey itself, give "". When the rendering is kept, no database is asked.
    """
    site = Site.find_for_request(request)
    if site is None or getattr(request, "ocen_urzad_banner_shown", False):
        return SafeString()
    address, html = _kept(request=request, site=site, at=at)
    if not html or address == request.path:
        return SafeString()
    request.ocen_urzad_banner_shown = True  # type: ignore[attr-defined]  # our own mark
    return html


def forget(**_signal: Any) -> None:
    """Make every kept banner out of date."""
    shared_cache.put(key=EDITION, value=uuid4().hex, seconds=None)


post_save.connect(forget, sender=RateOfficeBanner)
post_delete.connect(forget, sender=RateOfficeBanner)


def _kept(*, request: HttpRequest, site: Site, at: datetime) -> tuple[str, SafeString]:
    on = conf.local_date(at=at)
    edition = shared_cache.get(key=EDITION) or ""
    key = f"ocen_urzad.banner.{edition}.{site.pk}.{get_language()}.{on.isoformat()}"
    kept: tuple[str, str] | None = shared_cache.get(key=key)
    if kept is None:
        kept = _rendered(request=request, site=site, at=at)
        shared_cache.put(key=key, value=kept, seconds=KEPT_SECONDS)
    address, html = kept
    # A cache that writes JSON gives back a plain string, which a template would escape.
    return address, SafeString(html)


def _rendered(*, request: HttpRequest, site: Site, at: datetime) -> tuple[str, SafeString]:
    banner = (
        RateOfficeBanner.objects.shown(site=site, on=conf.local_date(at=at))
        .select_related("page", "picture", "narrow_picture")
        .first()
    )
    address = (banner.page.get_url(request) or "") if banner else ""
    if not address:
        return "", SafeString()
    return address, render_to_string(TEMPLATE, {"banner": banner, "address": address})


class RateOfficeBannerBlock(StaticBlock):
    """The banner as a block of a town's own page; what it shows is set in the snippet."""

    class Meta:
        icon = "link-external"
        template = "wagtail_ocen_urzad/residents/banner_block.html"

"""Addresses that are printed: of the office's own website, whatever host the admin stands on."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from wagtail_ocen_urzad.survey.models import Survey

NOT_OUTSIDE = (".localhost", ".local", ".internal", ".lan")
"""Ends of names that mean something inside one network only."""
CHANGE_SITES = "wagtailcore.change_site"


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedAddress:
    """What sheets and posters will carry."""

    url: str
    is_reachable: bool
    """A resident's phone may find it. Wagtail's first website is called localhost."""
    mend_url: str
    """Where the website's address is set; '' without the right."""


def printed_address(*, request: HttpRequest, survey: Survey) -> PrintedAddress:
    """Return the address that will be printed, and say whether residents can follow it."""
    url = web_address(request=request, survey=survey)
    user = request.user
    return PrintedAddress(
        url=url,
        is_reachable=is_reachable(url=url),
        mend_url=_sites() if user.has_perm(CHANGE_SITES) else "",
    )


def web_address(*, request: HttpRequest, survey: Survey, service_point: str = "") -> str:
    """Return the permanent address of a survey, with the code of a desk if one is named."""
    name = "ocen_urzad:desk" if service_point else "ocen_urzad:permanent"
    path = reverse(name, args=[survey.code, *([service_point] if service_point else [])])
    site = survey.office.site
    return f"{site.root_url}{path}" if site else request.build_absolute_uri(path)


def is_reachable(*, url: str) -> bool:
    """Say whether an address means something outside this machine and its network."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(NOT_OUTSIDE)


def _sites() -> str:
    try:
        return reverse("wagtailsites:index")
    except NoReverseMatch:
        # Wagtail's app for websites is not installed: code sets their addresses.
        return ""

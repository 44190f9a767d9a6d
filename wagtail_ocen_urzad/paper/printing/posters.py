"""Posters and cards that lead to the survey on the web: one page for every desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wagtail_ocen_urzad import pdf
from wagtail_ocen_urzad.paper.printing import signs
from wagtail_ocen_urzad.paper.printing.sheet import FACE, LANGUAGE, TEMPLATES
from wagtail_ocen_urzad.paper.printing.sheets import kept_pictures
from wagtail_ocen_urzad.reports.documents.typesetting import tied


class Format(StrEnum):
    """Size of the paper."""

    A4 = "a4"
    A5 = "a5"
    CARD = "card"
    """A6, lying, to be stood on a desk."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """One page."""

    name: str
    """'' names no desk."""
    address: str
    """Permanent address of the survey with the desk's code."""

    @property
    def host(self) -> str:
        """Of the address."""
        return urlsplit(self.address).netloc

    @property
    def path(self) -> str:
        """Of the address, behind the host."""
        return urlsplit(self.address).path.rstrip("/")

    @property
    def code(self) -> SafeString:
        """The address as a QR code."""
        words = _("Code that leads to %(address)s") % {"address": self.host + self.path}
        return signs.qr_drawing(text=self.address, name=words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """What every page says."""

    title: str
    """„Oceń Urząd”."""
    line: str
    """Why and how long, in a sentence or two; '' for our own."""
    minutes: int
    """That answering takes."""
    made_on: date


def posters(
    *, poster: Poster, desks: Sequence[Desk], paper: Format, office: Mapping[str, Any] | None
) -> bytes:
    """Return the pages as a tagged PDF (PDF/UA-1).

    Args:
        poster: the words.
        desks: a page each.
        paper: size of the paper.
        office: data in force, for name and logo.
    """
    pictures = kept_pictures(office=office) if office else {}
    logo = office["logo"] if office else None
    with override(LANGUAGE):
        html = render_to_string(
            f"{TEMPLATES}/poster.html",
            {
                "poster": poster,
                "line": poster.line or _our_line(poster.minutes),
                "desks": desks,
                "office": office,
                "logo": logo
                and logo["sha256"] in pictures
                and (pdf.picture_url(name=logo["sha256"]), logo["alt"]),
            },
        )
    head, end_of_head, body = html.partition("</head>")
    return pdf.render(
        html=head + end_of_head + tied(text=body),
        stylesheets=(FACE, f"{TEMPLATES}/poster.css", f"{TEMPLATES}/poster-{paper}.css"),
        pictures=pictures,
    )


def _our_line(minutes: int) -> str:
    return ngettext(
        "Tell us how we served you. It takes about %(minutes)s minute.",
        "Tell us how we served you. It takes about %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}

"""Set a sheet: the one that is printed, with its geometry, and the one that is read aloud."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.translation import override

from wagtail_ocen_urzad import pdf
from wagtail_ocen_urzad.paper.geometry import (
    Box,
    Field,
    PageGeometry,
    SheetGeometry,
    marker_ids,
)
from wagtail_ocen_urzad.paper.printing import signs, wording
from wagtail_ocen_urzad.paper.printing.content import content_of
from wagtail_ocen_urzad.paper.printing.presentation import Content
from wagtail_ocen_urzad.paper.printing.style import ORDINARY, Style
from wagtail_ocen_urzad.pdf.layout import LaidOut, lay_out
from wagtail_ocen_urzad.pdf.stamping import Stamp, stamped
from wagtail_ocen_urzad.reports.documents.typesetting import tied
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

WORD_JOINER = "\u2060"
_JOINS = re.compile(r"(?P<tag><[^<>]*>)|(?<=\w)-(?=\w)")
"""„e-mail” is one word, which no line may break, and no measure expects to be broken."""

LANGUAGE = "pl"
"""Residents read it, whatever language the clerk's screen has."""
TEMPLATES = "wagtail_ocen_urzad/paper"
FACE = f"{TEMPLATES}/face.css"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """All that a sheet says beside its questions."""

    title: str
    office: str
    street: str
    """Address of the office in one line; may be empty."""
    version: int
    """0 of a draft, which carries no code at all."""
    opened: date
    """First day of the version."""
    place: str
    """Where the box stands, in words; may be empty."""
    address: str
    """Of the survey on the web, as a code holds it; '' before the survey was first published."""
    intro: str
    """Filled in; may be empty."""
    made_on: date
    departments: tuple[tuple[str, str], ...] = ()
    logo: tuple[str, str] | None = None
    """(SHA-256, alternative text)."""
    complaints_url: str = ""
    project: tuple[str, ...] = ()
    """Name of the project and its funding note (R-02)."""
    project_logos: tuple[tuple[str, str], ...] = ()
    """(SHA-256, alternative text) of each."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    own_words: Mapping[str, Any] = field(default_factory=dict)
    """Data of the office, for texts that it may change."""

    def shown(self, *logos: tuple[str, str] | None) -> list[tuple[str, str]]:
        """Return (address, alternative text) of those logos that can be had."""
        return [
            (pdf.picture_url(name=sha256), alt)
            for sha256, alt in filter(None, logos)
            if sha256 in self.pictures
        ]

    @property
    def short_address(self) -> str:
        """As it is printed and typed."""
        return self.host + self.path

    @property
    def host(self) -> str:
        """Of the address."""
        return urlsplit(self.address).netloc

    @property
    def path(self) -> str:
        """Of the address, behind the host."""
        return urlsplit(self.address).path.rstrip("/")


def set_sheet(
    *, questionnaire: Questionnaire, sheet: Sheet, style: Style, has_serial: bool
) -> tuple[bytes, SheetGeometry]:
    """Return the blank PDF of a sheet, fiducials and all but its codes, and its geometry.

    Args:
        questionnaire: of the version.
        sheet: what stands around the questions.
        style: size of print.
        has_serial: every copy will get a number of its own.
    """
    laid_out, content = _laid_out(questionnaire, sheet, style, has_serial=has_serial)
    fiducials = [
        Stamp(rectangles=signs.markers(page=number))
        for number in range(1, len(laid_out.places) + 1)
    ]
    blank = stamped(blank=laid_out.content, copies=[fiducials])
    return blank, _geometry(laid_out, content, sheet.departments)


def draft_sheet(*, questionnaire: Questionnaire, sheet: Sheet, style: Style) -> bytes:
    """Return a preview of a draft: marked as such on every page, without any code or fiducial."""
    laid_out, _asked = _laid_out(questionnaire, sheet, style, has_serial=False)
    return laid_out.content


def accessible_sheet(*, questionnaire: Questionnaire, sheet: Sheet) -> bytes:
    """Return the questions as a tagged PDF (PDF/UA-1) to be read, on a screen or aloud."""
    content = _content(questionnaire, sheet, ORDINARY)
    html = _html("accessible", sheet, content, ORDINARY, has_serial=False)
    return pdf.render(
        html=html, stylesheets=(FACE, f"{TEMPLATES}/accessible.css"), pictures=sheet.pictures
    )


def _laid_out(
    questionnaire: Questionnaire, sheet: Sheet, style: Style, *, has_serial: bool
) -> tuple[LaidOut, Content]:
    content = _content(questionnaire, sheet, style)
    html = _html("sheet", sheet, content, style, has_serial=has_serial)
    stylesheets = [FACE, f"{TEMPLATES}/sheet.css", f"{TEMPLATES}/sheet-{style.name}.css"]
    return lay_out(html=html, stylesheets=stylesheets, pictures=sheet.pictures), content


def _content(questionnaire: Questionnaire, sheet: Sheet, style: Style) -> Content:
    with override(LANGUAGE):
        return content_of(questionnaire=questionnaire, departments=sheet.departments, style=style)


def _html(template: str, sheet: Sheet, content: Content, style: Style, *, has_serial: bool) -> str:
    with override(LANGUAGE):
        context: dict[str, Any] = {
            "sheet": sheet,
            "content": content,
            "style": style,
            "logo": next(iter(sheet.shown(sheet.logo)), None),
            "project_logos": sheet.shown(*sheet.project_logos),
            "instruction": wording.instruction(office=sheet.own_words, place=sheet.place),
            "foot": wording.foot(
                office=sheet.own_words,
                version=sheet.version,
                opened=sheet.opened,
                has_serial=has_serial,
            ),
            "web_code": signs.qr_drawing(text=sheet.address, name=sheet.short_address)
            if sheet.version
            else "",
        }
        html = render_to_string(f"{TEMPLATES}/{template}.html", context)
    head, end_of_head, body = html.partition("</head>")
    return head + end_of_head + _JOINS.sub(_joined, tied(text=body))


def _joined(match: re.Match[str]) -> str:
    return match["tag"] or f"-{WORD_JOINER}"


def _geometry(
    laid_out: LaidOut, content: Content, departments: Sequence[tuple[str, str]]
) -> SheetGeometry:
    rows = tuple(content.rows())
    return SheetGeometry(
        pages=tuple(
            PageGeometry(
                markers=marker_ids(page=number),
                questions=tuple(row.code for row in rows if f"q-{row.code}" in places),
                boxes=tuple(
                    Box(question=m.question, value=m.value, key=m.key, **_sides(places[m.id]))
                    for row in rows
                    for m in row.marks
                    if m.id in places
                ),
                fields=tuple(
                    Field(question=row.code, option=option, **_sides(places[name]))
                    for row in rows
                    for name, option in [
                        (row.frame_id, ""),
                        *((mark.line_id, mark.value) for mark in row.marks),
                    ]
                    if name in places
                ),
            )
            for number, places in enumerate(laid_out.places, start=1)
        ),
        departments=tuple(departments),
    )


def _sides(place: Any) -> dict[str, float]:
    return {"x": place.x, "y": place.y, "width": place.width, "height": place.height}

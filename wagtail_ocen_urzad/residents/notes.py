"""The notes around the form, filled in with the office's data (domain 3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.survey.office_texts import gaps, text_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Logo:
    """A picture, and what stands for it where it is not seen."""

    url: str
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    """What is said about privacy, complaints, and who paid for the tool."""

    privacy_short: str
    privacy_full: str
    """Empty until the office has filled in all that it names."""
    complaints_note: str
    complaints_url: str
    project: str = ""
    """Name of the project and its funding note, a line each (R-02)."""
    project_logos: tuple[Logo, ...] = ()


def notes_of(*, office: Mapping[str, Any] | None) -> Notes:
    """Return the notes for an office; without office data those that need none."""
    return Notes(
        privacy_short=text_of(office=office, name="privacy_short"),
        privacy_full=_full(office) if office else "",
        complaints_note=text_of(office=office, name="complaints_note"),
        complaints_url=office["complaints_url"] if office else "",
        project=_project(office["project"]) if office else "",
        project_logos=tuple(_logos(office["project"])) if office else (),
    )


def intro_of(*, intro: str, office: Mapping[str, Any] | None, minutes: int) -> str:
    """Return the intro with {urzad_dop}, {urzad_msc} and {minuty} filled in."""
    words = {
        "{urzad_dop}": office["name_genitive"] if office else _("the Office (genitive)"),
        "{urzad_msc}": office["name_locative"] if office else _("the Office (locative)"),
        "{minuty}": str(minutes),
    }
    for placeholder, word in words.items():
        intro = intro.replace(placeholder, word)
    return intro


def paper_note_of(*, office: Mapping[str, Any]) -> str:
    """Return where somebody who would rather write by hand gets a sheet that can be read in."""
    return _("The questionnaire on paper can be had in %(office)s.") % {
        "office": office["name_locative"]
    }


def _project(project: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (project["name"], project["funding_note"])))


def _logos(project: Mapping[str, Any]) -> Iterator[Logo]:
    for logo in filter(None, project["logos"]):
        yield Logo(url=reverse("ocen_urzad:logo", args=[logo["sha256"]]), alt=logo["alt"])


def _full(office: Mapping[str, Any]) -> str:
    if gaps(office=office, name="privacy_notice"):
        return ""
    return text_of(office=office, name="privacy_notice")

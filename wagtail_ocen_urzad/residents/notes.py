"""The notes around the form, filled in with the office's data (domain 3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    """What is said about privacy, complaints, and who paid for the tool."""

    privacy_short: str
    privacy_full: str
    """Empty until the office has named its data controller."""
    complaints_note: str
    complaints_url: str
    project: str = ""
    """Name of the project and its funding note, a line each (R-02)."""


def notes_of(*, office: Mapping[str, Any] | None) -> Notes:
    """Return the notes for an office; without office data those that need none."""
    return Notes(
        privacy_short=_(
            "We collect nothing that could tell who filled in the questionnaire. Please do not"
            " enter personal data in the field for remarks."
        ),
        privacy_full=_full(office) if office and office["controller"] else "",
        complaints_note=_("The questionnaire is not for complaints and motions."),
        complaints_url=office["complaints_url"] if office else "",
        project=_project(office["project"]) if office else "",
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


def _full(office: Mapping[str, Any]) -> str:
    return _(
        "The controller of the data is %(controller)s, %(address)s. Contact to the data"
        " protection officer: %(dpo)s. Should personal data be given in the field for remarks,"
        " they will be processed only to remove them from the text and to assess the quality of"
        " service, on the basis of art. 6(1)(e) GDPR, for no longer than %(retention)s. The data"
        " may be received by the party that maintains the website. You have the right of access"
        " to the data, to their rectification, erasure, restriction of processing, to object, and"
        " to lodge a complaint with the President of the Personal Data Protection Office. Giving"
        " data is not required."
    ) % {
        "controller": office["controller"],
        "address": office["controller_address"],
        "dpo": office["dpo_contact"],
        "retention": office["retention"],
    }

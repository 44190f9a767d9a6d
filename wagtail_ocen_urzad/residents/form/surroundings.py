"""What stands around the questions and, like them, is the same for every visitor of a version.

Everything else in the page, its title, the address and the token of the form, is not in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from wagtail_ocen_urzad.residents.form.memory import Key, Memory
from wagtail_ocen_urzad.residents.form.outline import PartLink, part_links
from wagtail_ocen_urzad.residents.notes import Notes, intro_of, notes_of
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire
from wagtail_ocen_urzad.survey.timing import estimated_minutes

TEMPLATES = "wagtail_ocen_urzad/residents"


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """Facts, and the three pieces of the page that are made of them alone."""

    intro: str
    minutes: int
    notes: Notes
    parts: list[PartLink]
    above: SafeString
    """Intro, and what is promised about privacy and time."""
    rail: SafeString
    """List of the parts."""
    below: SafeString
    """Button, note on complaints, project."""


def surroundings(
    *,
    questionnaire: Questionnaire,
    office: Mapping[str, Any] | None,
    can_be_sent: bool = True,
) -> Surroundings:
    """Return what stands around these questions, in the active language.

    Args:
        questionnaire: what is asked.
        office: the office data that names and notes are taken from.
        can_be_sent: False leaves the button out.
    """
    minutes = estimated_minutes(questionnaire=questionnaire)
    notes = notes_of(office=office)
    parts = part_links(questionnaire=questionnaire)
    intro = intro_of(intro=questionnaire.intro, office=office, minutes=minutes)
    above = {"intro": intro, "minutes": minutes, "notes": notes}
    return Surroundings(
        intro=intro,
        minutes=minutes,
        notes=notes,
        parts=parts,
        above=render_to_string(f"{TEMPLATES}/survey_above.html", above),
        rail=render_to_string(f"{TEMPLATES}/survey_rail.html", {"parts": parts}),
        below=render_to_string(
            f"{TEMPLATES}/survey_below.html", {"notes": notes, "can_be_sent": can_be_sent}
        ),
    )


_memory: Memory[Surroundings] = Memory()


def cached_surroundings(
    *, key: Key, questionnaire: Questionnaire, office: Mapping[str, Any] | None
) -> Surroundings:
    """Return what stands around the form of a version, rendered once per process.

    Args:
        key: stands for the other two.
        questionnaire: read when nothing is remembered.
        office: the same.
    """
    return _memory.get(key, make=lambda: surroundings(questionnaire=questionnaire, office=office))

"""What an office may not adapt."""

from __future__ import annotations

from decimal import Decimal

from wagtail_ocen_urzad.procedure.adaptation.shapes import DEADLINES, ROLE_NAMES, Adaptation
from wagtail_ocen_urzad.procedure.steps import (
    FEWEST_ENQUIRIES,
    Role,
    TaskCode,
)

TOO_MUCH = Decimal(10**10)
"""Złotys: what no column of a price holds."""


def problems_of(*, adaptation: Adaptation) -> list[str]:
    """Return what is wrong with an adaptation, as codes; nothing when it may be adopted."""
    problems = []
    if adaptation.fewest_enquiries < FEWEST_ENQUIRIES:
        problems.append("fewest_enquiries")
    if adaptation.remind_days < 0:
        problems.append("remind_days")
    if not adaptation.unit_name.strip():
        problems.append("unit_name")
    if not all(adaptation.role_names.get(role, ROLE_NAMES[role]).strip() for role in Role):
        problems.append("role_names")
    if set(DEADLINES) - set(adaptation.deadlines):
        # The document dates these two; an office moves the day and does not drop it.
        problems.append("deadlines_missing")
    if not _are_days(adaptation):
        problems.append("deadlines")
    problems += _problems_of_thresholds(adaptation)
    return problems + _problems_of_own_steps(adaptation)


def is_amount(*, net: Decimal) -> bool:
    """Say whether something is an amount above zero that a record can hold, in złotys."""
    return net.is_finite() and 0 < net < TOO_MUCH


def _are_days(adaptation: Adaptation) -> bool:
    codes = {*TaskCode, *(step.code for step in adaptation.own_steps)}
    try:
        for day in adaptation.deadlines.values():
            day.in_year(year=2024)
    except ValueError:
        return False
    return set(adaptation.deadlines) <= codes


def _problems_of_thresholds(adaptation: Adaptation) -> list[str]:
    days = [one.valid_from for one in adaptation.thresholds]
    fine = len(set(days)) == len(days) and all(
        is_amount(net=one.net) for one in adaptation.thresholds
    )
    return [] if fine else ["thresholds"]


def _problems_of_own_steps(adaptation: Adaptation) -> list[str]:
    codes = [step.code for step in adaptation.own_steps]
    problems = []
    if len(set(codes)) < len(codes) or set(codes) & set(TaskCode):
        problems.append("own_steps_codes")
    if not all(step.code and step.title.strip() for step in adaptation.own_steps):
        problems.append("own_steps_titles")
    if any(step.actor is Role.AUDITOR for step in adaptation.own_steps):
        # The auditor reads and writes nothing.
        problems.append("own_steps_actors")
    return problems

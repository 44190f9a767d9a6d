"""Reading the data of a report; everything the documents show comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wagtail_ocen_urzad.survey.office_texts import text_of

Data = Mapping[str, Any]


def period_of(*, data: Data) -> tuple[date, date]:
    """Return the first and the last day of the report."""
    period = data["period"]
    return date.fromisoformat(period["from"]), date.fromisoformat(period["to"])


def clients_of(*, data: Data) -> str:
    """Return whom the office serves, in the genitive: „klientów”."""
    return text_of(office=office_of(data=data), name="clients_genitive")


def office_of(*, data: Data) -> Data:
    """Return the office data as they were; empty when the survey had none."""
    office: Data = (data["office"] or {}).get("data") or {}
    return office


def made_on(*, data: Data) -> date:
    """Return the day on which the figures were frozen."""
    return date.fromisoformat(data["created"]["on"])


def uses_paper(*, data: Data) -> bool:
    """Paper belongs to the survey: the office lays it out, or such forms were counted."""
    counted = [one["channel"] for one in data["forms"]["channels"]]
    came_in = "paper" in counted or bool(data.get("paper"))
    is_laid_out = office_of(data=data).get("uses_paper") and data["survey"].get("uses_paper", True)
    return bool(is_laid_out) or came_in

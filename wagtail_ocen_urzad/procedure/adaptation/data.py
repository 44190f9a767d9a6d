"""An adaptation as plain data of a canonical shape, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wagtail_ocen_urzad.procedure.adaptation.shapes import Adaptation, OwnStep, ProcurementThreshold
from wagtail_ocen_urzad.procedure.calendar import DayOfYear
from wagtail_ocen_urzad.procedure.steps import (
    Role,
    StageCode,
)


def to_data(*, adaptation: Adaptation) -> dict[str, Any]:
    """Return plain data for canonical JSON."""
    return {
        "unit_name": adaptation.unit_name,
        "unit_symbol": adaptation.unit_symbol,
        "role_names": {role.value: adaptation.named(role=role) for role in Role},
        "deadlines": {
            str(task): [day.month, day.day] for task, day in adaptation.deadlines.items()
        },
        "remind_days": adaptation.remind_days,
        "fewest_enquiries": adaptation.fewest_enquiries,
        "thresholds": [
            {"valid_from": one.valid_from.isoformat(), "net": f"{one.net:.2f}"}
            for one in adaptation.thresholds
        ],
        "own_steps": [
            {
                "code": one.code,
                "title": one.title,
                "description": one.description,
                "stage": one.stage.value,
                "actor": one.actor.value,
                "is_required": one.is_required,
            }
            for one in adaptation.own_steps
        ],
    }


def from_data(*, data: Mapping[str, Any]) -> Adaptation:
    """Return the adaptation of plain data."""
    return Adaptation(
        unit_name=data["unit_name"],
        unit_symbol=data["unit_symbol"],
        role_names={Role(role): name for role, name in data["role_names"].items()},
        deadlines={
            task: DayOfYear(month=month, day=day)
            for task, (month, day) in data["deadlines"].items()
        },
        remind_days=data["remind_days"],
        fewest_enquiries=data["fewest_enquiries"],
        thresholds=tuple(
            ProcurementThreshold(
                valid_from=date.fromisoformat(one["valid_from"]), net=Decimal(one["net"])
            )
            for one in data["thresholds"]
        ),
        own_steps=tuple(
            OwnStep(
                code=one["code"],
                title=one["title"],
                description=one["description"],
                stage=StageCode(one["stage"]),
                actor=Role(one["actor"]),
                is_required=one["is_required"],
            )
            for one in data["own_steps"]
        ),
    )

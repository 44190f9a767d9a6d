"""What an office may say otherwise than the document, and what the document says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from wagtail_ocen_urzad.procedure.calendar import REMIND_DAYS, DayOfYear
from wagtail_ocen_urzad.procedure.steps import (
    FEWEST_ENQUIRIES,
    Role,
    StageCode,
    TaskCode,
)

ROLE_NAMES: dict[Role, str] = {
    Role.COORDINATOR: "Pracownik Oddziału Komunikacji Społecznej (OS)",
    Role.UNIT_HEAD: "Kierownik OS",
    Role.DESK_HEAD: "Kierownik Biura Obsługi Klienta (BOK)",
    Role.COMPLAINTS_CLERK: "Pracownik ds. skarg, wniosków i interwencji",
    Role.DEPARTMENT_HEAD: "Kierownicy komórek organizacyjnych",
    Role.QUALITY_REPRESENTATIVE: "Pełnomocnik ds. ZSZ",
    Role.QUALITY_TEAM: "Zespół ds. ZSZ",
    Role.OFFICE_HEAD: "Prezydent",
    Role.AUDITOR: "Auditor",
}
"""As the document names them; the auditor is not named there."""


DEADLINES: dict[str, DayOfYear] = {
    TaskCode.DATE: DayOfYear(month=6, day=15),
    TaskCode.EXACT_DATE: DayOfYear(month=6, day=30),
}
"""„nie później niż połowa czerwca”, „nie później niż koniec czerwca” (P-10, P-13)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcurementThreshold:
    """From when on an order of at least this value follows the public procurement act."""

    valid_from: date
    net: Decimal
    """Złotys, net."""


THRESHOLDS = (
    ProcurementThreshold(valid_from=date(2021, 1, 1), net=Decimal(130_000)),
    ProcurementThreshold(valid_from=date(2026, 1, 1), net=Decimal(170_000)),
)
"""Dz.U. 2025 poz. 1173; a procedure begun earlier stays under the old one (domain 5.3)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnStep:
    """A step that the office adds to the seven."""

    code: str
    title: str
    description: str = ""
    stage: StageCode
    """The step at whose end it stands."""
    actor: Role
    is_required: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Adaptation:
    """The procedure as one office has adopted it."""

    unit_name: str = "Oddział Komunikacji Społecznej"
    unit_symbol: str = "OS"
    role_names: Mapping[Role, str] = field(default_factory=lambda: dict(ROLE_NAMES))
    deadlines: Mapping[str, DayOfYear] = field(default_factory=lambda: dict(DEADLINES))
    """By code of the task."""
    remind_days: int = REMIND_DAYS
    fewest_enquiries: int = FEWEST_ENQUIRIES
    thresholds: tuple[ProcurementThreshold, ...] = THRESHOLDS
    own_steps: tuple[OwnStep, ...] = ()

    @property
    def unit(self) -> str:
        """The unit that conducts the study, with its symbol."""
        return f"{self.unit_name} ({self.unit_symbol})" if self.unit_symbol else self.unit_name

    def named(self, *, role: Role) -> str:
        """Return what the office calls a role."""
        return self.role_names.get(role) or ROLE_NAMES[role]


DOCUMENT = Adaptation()
"""The document to the letter."""

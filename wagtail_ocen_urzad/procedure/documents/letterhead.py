"""Who writes: the office as its papers name it."""

from __future__ import annotations

from typing import Any

from wagtail_ocen_urzad.procedure.models import Study


def office_data(*, study: Study) -> dict[str, Any]:
    """Return the office's data in force; of an office that has none yet, its draft."""
    office = study.office
    if office.in_force is not None:
        data: dict[str, Any] = office.in_force.data
        return data
    names = ("name", "name_genitive", "street", "postcode", "town", "phone", "email")
    return {name: getattr(office, name) for name in names}

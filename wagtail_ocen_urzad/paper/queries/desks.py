"""What a sheet of a survey may name. Nothing here writes."""

from __future__ import annotations

from wagtail_ocen_urzad.survey import queries as survey_queries
from wagtail_ocen_urzad.survey.models import Survey


def known_codes_of(*, survey: Survey) -> survey_queries.KnownCodes:
    """Return the departments and desks that a sheet of this survey may name."""
    in_force = survey.office.in_force
    return survey_queries.known_codes(
        office_version_id=in_force.pk if in_force else None,
        sha256=in_force.sha256 if in_force else "",
    )


def desks_of(*, survey: Survey) -> list[tuple[str, str]]:
    """Return (code, name) of the desks where paper may lie now, in the office's order."""
    in_force = survey.office.in_force
    listed = in_force.data["service_points"] if in_force else []
    return [(one["code"], one["name"]) for one in listed if one["is_active"]]


def desk_names(*, survey: Survey) -> dict[str, str]:
    """Return the names of all desks by their codes, in the office's order.

    Among them those no longer in use: their last boxes are opened afterwards (domain 2.4, no. 3).
    """
    in_force = survey.office.in_force
    listed = in_force.data["service_points"] if in_force else []
    return {one["code"]: one["name"] for one in listed}


def department_names(*, survey: Survey) -> dict[str, str]:
    """Return the names of all departments that an answer may carry, by their codes."""
    in_force = survey.office.in_force
    listed = in_force.data["departments"] if in_force else []
    names = {code: code for code in known_codes_of(survey=survey).departments}
    return names | {one["code"]: one["name"] for one in listed}


def departments_of(*, survey: Survey) -> list[tuple[str, str]]:
    """Return (code, name) of the departments that a sheet offers now, in the office's order."""
    in_force = survey.office.in_force
    listed = in_force.data["departments"] if in_force else []
    return [(one["code"], one["name"]) for one in listed if one["is_active"]]

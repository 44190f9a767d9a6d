"""Which departments and desks stay because they were in force once."""

from __future__ import annotations

from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import Office


def codes_so_far(*, office: Office) -> frozenset[str]:
    """Return the codes of all departments and desks of any version that was in force.

    Answers and printed sheets carry them, so none of them may go away.
    """
    in_force = office.in_force
    known = queries.known_codes(
        office_version_id=in_force.pk if in_force else None,
        sha256=in_force.sha256 if in_force else "",
    )
    return known.departments | known.service_points

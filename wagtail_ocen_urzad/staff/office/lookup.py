"""From the number in an address to an office."""

from __future__ import annotations

from wagtail_ocen_urzad.survey.models import Office


def office_of(*, office_id: int) -> Office | None:
    """Return this office with its data in force and its surveys, None when there is none."""
    found: Office | None = (
        Office.objects.filter(pk=office_id)
        .select_related("in_force", "site")
        .prefetch_related("surveys")
        .first()
    )
    return found

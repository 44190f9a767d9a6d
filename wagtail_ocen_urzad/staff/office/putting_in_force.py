"""`put_in_force`: what the page before a change of office data does when its button is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.staff.before_change import Need
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import Office
from wagtail_ocen_urzad.survey.questionnaire import canonical_json, digest


class UnableToPutInForce(Exception):
    """Nothing came into force and no report was made."""


class DraftChanged(UnableToPutInForce):
    """The draft is not the one that was shown."""


class DataChanged(UnableToPutInForce):
    """Somebody else has put other data in force meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the page showed when it was opened."""

    in_force: int
    """Number of the version in force, 0 when there was none."""
    draft: str
    """Hash of the draft."""


def hash_of_draft(*, office: Office) -> str:
    """Return the hash that the draft would have as a version."""
    return digest(text=canonical_json(value=queries.office_data(office=office)))


def put_in_force(
    *, office: Office, shown: Shown, need: Need, by: Any, at: datetime
) -> revision.OfficeChanged:
    """Put exactly the draft that was shown in force, reports of all its surveys first (R-20).

    Args:
        office: whose data.
        shown: what the administrator agreed to.
        need: what led to the change (R-18); may be empty.
        by: the administrator.
        at: now.

    Raises:
        UnableToPutInForce: nothing has changed; the kinds say why.
        UnableToChangeOffice: a logo could not be kept; nothing has changed.
    """
    with transaction.atomic():
        locked = Office.objects.select_for_update().get(pk=office.pk)
        number = locked.in_force.number if locked.in_force else 0
        if number != shown.in_force:
            raise DataChanged
        if hash_of_draft(office=locked) != shown.draft:
            raise DraftChanged
        changed = revision.change_office(office=locked, by=by, at=at)
        if changed.is_new:
            need.record(of=changed.version, by=by, at=at)
    return changed

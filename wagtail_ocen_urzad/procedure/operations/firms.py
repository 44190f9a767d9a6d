"""The office's register of firms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import Contractor
from wagtail_ocen_urzad.procedure.operations.actors import UnableToAct
from wagtail_ocen_urzad.survey.models import Office

CONTRACTOR_FIELDS = frozenset(
    {"name", "address", "tax_number", "email", "phone", "contact", "notes", "is_active"}
)


class UnableToChangeContractor(UnableToAct):
    """The register of firms is as it was before."""


def register_contractor(*, office: Office, name: str, by: Any, **fields: Any) -> Contractor:
    """Put a firm into the office's register.

    Args:
        fields: `address`, `tax_number`, `email`, `phone`, `contact`, `notes`.

    Raises:
        UnableToChangeContractor: the name is empty or there already, or a value is refused.
    """
    return _save_contractor(Contractor(office=office, name=name.strip()), by, fields)


def change_contractor(*, contractor: Contractor, by: Any, **fields: Any) -> Contractor:
    """Change a firm in the register; editions keep the name that it had then.

    Args:
        fields: as in `register_contractor`, and `name`, `is_active`.

    Raises:
        UnableToChangeContractor: the name is empty or there already, or a value is refused.
    """
    return _save_contractor(Contractor.objects.get(pk=contractor.pk), by, fields)


def _save_contractor(contractor: Contractor, by: Any, fields: dict[str, Any]) -> Contractor:
    if unknown := sorted(set(fields) - CONTRACTOR_FIELDS):
        raise UnableToChangeContractor(*(Lack(what=Lacking.VALUE, field=one) for one in unknown))
    for name, value in fields.items():
        setattr(contractor, name, value)
    try:
        contractor.full_clean()
    except ValidationError as error:
        lacks = (Lack(what=Lacking.VALUE, field=name) for name in error.error_dict)
        raise UnableToChangeContractor(*lacks) from error
    with transaction.atomic():
        contractor.save()
        audit.record(
            action=audit.CHANGE_CONTRACTOR, of=contractor.office, by=by, firm=contractor.name
        )
    return contractor

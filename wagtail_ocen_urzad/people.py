"""The staff, whatever model a site has for them: a user need not have a name but that of login."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

NAMES = ("first_name", "last_name")
"""Fields that Django's own model has, and a site's may lack."""


def name_of(*, user: Any) -> str:
    """Return a person's full name, else the name of the account; "" of nobody."""
    if user is None:
        return ""
    full_name = getattr(user, "get_full_name", None)
    return str((full_name and full_name()) or user.get_username())


def address_of(*, user: Any) -> str:
    """Return a person's e-mail address; "" when there is none."""
    return str(getattr(user, user.get_email_field_name(), "") or "")


def name_fields() -> tuple[str, ...]:
    """Return the fields of the user model by which a person is looked for."""
    model: Any = get_user_model()
    fields = {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - Django's, public
    return (model.USERNAME_FIELD, *(name for name in NAMES if name in fields))

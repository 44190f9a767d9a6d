"""Who works in the demo office (everybody is fictional), and the one password of all."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

PASSWORD = "przykladow-2026"


def person(*, name: str, first: str, last: str, group: str) -> Any:
    """Return the user of this name, made and put into the group when there was none."""
    user, is_new = get_user_model().objects.get_or_create(
        username=name,
        defaults={"first_name": first, "last_name": last, "email": f"{name}@przykladow.example"},
    )
    if is_new:
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name=group))
    return user

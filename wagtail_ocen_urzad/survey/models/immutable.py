"""Records that are written once: no edit, no deletion (domain 2.4, no. 10)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver

Kept = TypeVar("Kept", bound="ImmutableModel")


class ImmutableRecord(Exception):
    """Somebody tried to change or delete a record that stays as it was written."""


class ImmutableQuerySet(models.QuerySet[Kept]):
    """Refuses every bulk door; the database's own constraints stand behind it."""

    def update(self, **kwargs: Any) -> int:
        """Refuse, except for the model's `changing_fields`."""
        _refuse_others(self.model, kwargs)
        return super().update(**kwargs)

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> int:
        """Refuse, except for the model's `changing_fields`."""
        _refuse_others(self.model, fields)
        return super().bulk_update(objs, fields, *args, **kwargs)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Kept]:
        """Insert; refuse to overwrite what is there."""
        if kwargs.get("update_conflicts"):
            raise ImmutableRecord(self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise ImmutableRecord(self.model.__name__)


ImmutableManager = models.Manager.from_queryset(ImmutableQuerySet)
"""Its querysets refuse what the model refuses."""


class ImmutableModel(models.Model):
    """A row that can be inserted and read."""

    changing_fields: ClassVar[frozenset[str]] = frozenset()
    """What is no part of the record and may be set later."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; refuse to overwrite."""
        if self._state.adding:
            # Without this a new instance with a known key would overwrite the row.
            kwargs["force_insert"] = True
        else:
            _refuse_others(type(self), kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise ImmutableRecord(type(self).__name__)


@receiver(pre_save, dispatch_uid="ocen_urzad_refuse_overwriting")
def _refuse_overwriting(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Refuse a fixture that would overwrite: `loaddata` calls no `save()` of ours."""
    is_fixture = kwargs["raw"] and isinstance(instance, ImmutableModel)
    if is_fixture and sender.objects.filter(pk=instance.pk).exists():
        raise ImmutableRecord(sender.__name__)


def _refuse_others(model: type[Any], fields: Collection[str] | None) -> None:
    if not fields or not model.changing_fields.issuperset(fields):
        raise ImmutableRecord(model.__name__)

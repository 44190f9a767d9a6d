"""Records that are written once (domain 2.4, no. 10), and rows of which a part stays (R-20)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models, transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver

Kept = TypeVar("Kept", bound="ImmutableModel")
Edited = TypeVar("Edited", bound="PartlyKeptModel")


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


class PartlyKeptQuerySet(models.QuerySet[Edited]):
    """Refuses to change the model's `kept_fields` in bulk; anything else may be edited."""

    def update(self, **kwargs: Any) -> int:
        """Refuse to change what stays."""
        _refuse_kept(self.model, kwargs)
        return super().update(**kwargs)

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> int:
        """Refuse to change what stays."""
        _refuse_kept(self.model, fields)
        return super().bulk_update(objs, fields, *args, **kwargs)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Edited]:
        """Insert; refuse to write over what is there."""
        if kwargs.get("update_conflicts"):
            raise ImmutableRecord(self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)


PartlyKeptManager = models.Manager.from_queryset(PartlyKeptQuerySet)
"""Its querysets refuse to change what stays."""


class PartlyKeptModel(models.Model):
    """A row that is edited but for what was said once, or is said elsewhere.

    Whoever may say it goes past the manager, as `survey.editing` does.
    """

    kept_fields: ClassVar[tuple[str, ...]] = ()
    """Relations that no edit changes."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save; the lock of `_keep_fields` holds until it is written."""
        with transaction.atomic():
            return super().save(*args, **kwargs)


@receiver(pre_save, dispatch_uid="ocen_urzad_keep_fields")
def _keep_fields(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Take what stays from the row, not from what is saved.

    A form that was opened before a change, or an old fixture, would put old office data in force
    again without a report.
    """
    if not isinstance(instance, PartlyKeptModel):
        return
    names = [f"{name}_id" for name in instance.kept_fields]
    with transaction.atomic():
        for kept in sender.objects.select_for_update().filter(pk=instance.pk).values(*names):
            for name, value in kept.items():
                setattr(instance, name, value)


@receiver(pre_save, dispatch_uid="ocen_urzad_refuse_overwriting")
def _refuse_overwriting(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Refuse a fixture that would overwrite: `loaddata` calls no `save()` of ours."""
    is_fixture = kwargs["raw"] and isinstance(instance, ImmutableModel)
    if is_fixture and sender.objects.filter(pk=instance.pk).exists():
        raise ImmutableRecord(sender.__name__)


def _refuse_others(model: type[Any], fields: Collection[str] | None) -> None:
    if not fields or not model.changing_fields.issuperset(fields):
        raise ImmutableRecord(model.__name__)


def _refuse_kept(model: type[Any], fields: Collection[str]) -> None:
    for name in model.kept_fields:
        if not {name, f"{name}_id"}.isdisjoint(fields):
            raise ImmutableRecord(name)

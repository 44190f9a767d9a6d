"""What every record of an edition has: whose it is, who wrote it, and itself as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure.models.plain import plain
from wagtail_ocen_urzad.procedure.models.studies import Study

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OUTSIDE = frozenset({"id", "study", "recorded_by", "recorded_on"})
"""What the entry in the chain says by itself."""


FIXED = OUTSIDE | {
    "acknowledged_by",
    "author",
    "contractor",
    "contractor_name",
    "decided_by",
    "effect_checked_by",
    "is_withdrawn",
    "moved_by",
    "name",
    "ordered_by",
    "proposed",
    "published_by",
    "recipient",
    "sha256",
    "step",
    "task",
    "threshold",
    "version",
}
"""What no correction changes: whoever named the wrong firm or file withdraws the record, and who
decided, ordered or wrote something is said by the account that did."""


def price(label: StrOrPromise, *, is_optional: bool = False) -> models.DecimalField[Any, Any]:
    """Return a column for an amount in złotys, never negative."""
    return models.DecimalField(
        label,
        max_digits=12,
        decimal_places=2,
        null=is_optional,
        blank=is_optional,
        validators=[MinValueValidator(0)],
    )


class StudyRecord(models.Model):
    """One thing written down in an edition.

    It changes only by a verb, and every verb writes the whole record into the edition's chain: a
    row that was changed past the verbs differs from the last entry about it.
    """

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="%(class)s_set")
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)
    """Written by mistake; it counts no more and stays to be seen."""
    recorded_on = models.DateTimeField()
    recorded_by = models.ForeignKey(
        conf.user_model(), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    demanded: ClassVar[tuple[str, ...]] = ()
    """Fields that may never be empty, not even by a correction."""
    happened: ClassVar[tuple[str, ...]] = ()
    """Days that cannot lie ahead: what is recorded has happened."""
    spans: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of a first and a last day."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        default_permissions = ()

    @classmethod
    def record_kind(cls) -> str:
        """What the chain calls records of this sort."""
        name: str = cls._meta.model_name or ""
        return name

    @classmethod
    def record_name(cls) -> StrOrPromise:
        """What people call one record of this sort."""
        return cls._meta.verbose_name or ""

    @classmethod
    def columns(cls) -> list[models.Field[Any, Any]]:
        """Return the fields that have a column."""
        return list(cls._meta.concrete_fields)

    def demands(self) -> tuple[str, ...]:
        """Return the fields that may not be empty in this very record."""
        return self.demanded

    def empty_fields(self) -> list[str]:
        """Return which of them are empty."""
        columns = {field.name: field.attname for field in self.columns()}
        return [name for name in self.demands() if _is_empty(getattr(self, columns[name]))]

    def as_data(self) -> dict[str, Any]:
        """Return the record as plain data, the same before and after it was stored."""
        return {
            field.attname: plain(getattr(self, field.attname))
            for field in self._meta.concrete_fields
            if field.name not in OUTSIDE
        }


def _is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())

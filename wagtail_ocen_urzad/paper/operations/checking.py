"""The second entry: another person types a part of the batch once more, blind (paper 3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.paper.models import CheckedSheet, Mismatch
from wagtail_ocen_urzad.paper.operations import refusals
from wagtail_ocen_urzad.paper.operations.comparing import differing, judged
from wagtail_ocen_urzad.paper.operations.drawing import draw_in_place_of_missing, settle_when_done
from wagtail_ocen_urzad.paper.operations.entering import Given
from wagtail_ocen_urzad.paper.operations.locking import locked_batch
from wagtail_ocen_urzad.survey.models import PaperBatch


def type_again(*, checked: CheckedSheet, given: Given, by: Any, at: datetime) -> int:
    """Take what the second person typed. Texts are not compared.

    Args:
        checked: a sheet that was drawn.
        given: as for `enter_sheet`.
        by: another person than the typist.
        at: now.

    Returns:
        fields that the two typed differently.

    Raises:
        UnableToCheck: `SamePerson`, `AlreadyChecked`, `BatchIsOpen`, `BatchIsWithdrawn`.
        survey.operations.InvalidAnswers: the answers do not fit the questions.
    """
    with transaction.atomic():
        batch, found = _waiting(checked, by)
        response = found.sheet.response
        second = judged(response=response, given=given)
        fields = differing(response=response, second=second)
        Mismatch.objects.bulk_create(
            Mismatch(checked=found, question=code, second=second.get(code))
            for code, is_different in fields.items()
            if is_different
        )
        found.state, found.checked_by = CheckedSheet.State.TYPED, by
        found.fields = len(fields)
        found.save(update_fields=["state", "checked_by", "fields"])
        settle_when_done(batch=batch, at=at)
        batch.save()
    return sum(fields.values())


def say_missing(*, checked: CheckedSheet, by: Any, at: datetime) -> None:
    """Say that the sheet is not to be found, which is lawful, and counted; another one is drawn.

    Args:
        checked: a sheet that was drawn.
        by: another person than the typist.
        at: now.

    Raises:
        UnableToCheck: `SamePerson`, `AlreadyChecked`, `BatchIsOpen`, `BatchIsWithdrawn`.
    """
    with transaction.atomic():
        batch, found = _waiting(checked, by)
        found.state, found.checked_by = CheckedSheet.State.MISSING, by
        found.save(update_fields=["state", "checked_by"])
        draw_in_place_of_missing(batch=batch)
        settle_when_done(batch=batch, at=at)
        batch.save()


def _waiting(checked: CheckedSheet, by: Any) -> tuple[PaperBatch, CheckedSheet]:
    """Lock the batch, and return it with the sheet that waits for another person than the typist.

    The typist does not say either that a sheet is missing: it would be out of the check.
    """
    batch = locked_batch(batch=checked.sheet.batch)
    if batch.is_withdrawn:
        raise refusals.BatchIsWithdrawn
    if batch.is_entered_into:
        raise refusals.BatchIsOpen
    found = (
        CheckedSheet.objects.filter(pk=checked.pk, state=CheckedSheet.State.WAITING)
        .select_related("sheet__response__version__survey__office__in_force")
        .first()
    )
    if found is None:
        raise refusals.AlreadyChecked
    if by is not None and found.sheet.typist_id == by.pk:
        raise refusals.SamePerson
    return batch, found

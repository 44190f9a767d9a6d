"""Steps that the office added to the seven."""

from __future__ import annotations

from functools import lru_cache, partial

from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.models import ExtraStepRecord
from wagtail_ocen_urzad.procedure.verbs import Verb
from wagtail_ocen_urzad.staff.procedure.acts.act import Act, papers, until
from wagtail_ocen_urzad.staff.procedure.fields import form_of

FORM = form_of(ExtraStepRecord, "done_on", "note", past=["done_on"], files=papers())


@lru_cache(maxsize=64)
def act_of(*, step: str) -> Act:
    """Return the one act of an own step."""
    return Act(
        verb=Verb.COMPLETE_EXTRA_STEP,
        slug="wykonaj",
        heading=_("The step is done"),
        button=_("Save as done"),
        form=FORM,
        do=partial(operations.complete_extra_step, step=step),
        offered=until(ExtraStepRecord),
        task=step,
    )

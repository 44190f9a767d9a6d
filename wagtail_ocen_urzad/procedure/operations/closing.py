"""An edition is closed (P-22)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.procedure.models import (
    Study,
)
from wagtail_ocen_urzad.procedure.operations.acting import (
    begin_act,
)
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.editions import append_study
from wagtail_ocen_urzad.procedure.progress import study_standing
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToCloseStudy(UnableToAct):
    """The edition stays open; `lacks` is all that is missing."""


def close_study(*, study: Study, by: Any, at: datetime) -> Study:
    """Close an edition: every step is done or does not apply, both outputs are there (P-22).

    Raises:
        UnableToCloseStudy: with everything that is missing.
    """
    actor = Actor(by=by, at=at, refusal=UnableToCloseStudy)
    with transaction.atomic():
        begun = begin_act(study=study, verb=Verb.CLOSE, actor=actor)
        standing = study_standing(facts=begun.facts, today=actor.today)
        actor.refuse_if(*standing.lacks)
        begun.study.closed_on = actor.today
        begun.study.save(update_fields=["closed_on"])
        append_study(begun=begun)
    return begun.study

"""Step 4: the study is monitored together with two heads (P-15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.models import MonitoringEntry, Study
from wagtail_ocen_urzad.procedure.operations.acting import Act, act
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct, name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.procedure.verbs import Verb


class UnableToMonitor(UnableToAct):
    """Nothing was written into the log of monitoring."""


def record_monitoring(
    *,
    study: Study,
    observed_on: date,
    observation: str,
    by: Any,
    at: datetime,
    with_unit_head: bool = False,
    with_desk_head: bool = False,
    others: str = "",
    reaction: str = "",
    files: Sequence[NewFile] = (),
) -> MonitoringEntry:
    """Write down what was seen, who looked on, and what was done about it.

    One of the two heads who writes an entry took part in it.

    Raises:
        UnableToMonitor: the exact date or the handed over questionnaire lacks, the observation is
            empty, ahead, closed, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToMonitor)

    def make(begun: Act) -> MonitoringEntry:
        return MonitoringEntry(
            observed_on=observed_on,
            author=name_of(user=by),
            with_unit_head=with_unit_head or begun.role is Role.UNIT_HEAD,
            with_desk_head=with_desk_head or begun.role is Role.DESK_HEAD,
            others=others,
            observation=observation,
            reaction=reaction,
        )

    return act(study=study, verb=Verb.MONITOR, actor=actor, make=make, files=files)

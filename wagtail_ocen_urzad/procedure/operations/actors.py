"""Who acts, and how an act is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad import conf, people
from wagtail_ocen_urzad.procedure.facts import Lack


class UnableToAct(Exception):
    """Nothing was written. `lacks` says what is lacking, as data for a screen to say."""

    def __init__(self, *lacks: Lack) -> None:
        self.lacks = lacks
        super().__init__(*(f"{one.what}:{one.task or one.field}" for one in lacks))


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, as what, when. The last three arguments of every verb."""

    by: Any
    at: datetime
    refusal: type[UnableToAct]
    """What is raised when the act is refused."""

    @property
    def today(self) -> date:
        """Day of the act where the office is."""
        return conf.local_date(at=self.at)

    def refuse_if(self, *lacks: Lack | None) -> None:
        """Refuse the act when anything is lacking."""
        if found := tuple(one for one in lacks if one is not None):
            raise self.refusal(*found)


def name_of(*, user: Any) -> str:
    """Return a person's full name, else the name of the account; '' of nobody."""
    return people.name_of(user=user)

"""From records to facts: one query a table, however many editions are asked for."""

from wagtail_ocen_urzad.procedure.gathering.gathered import (
    facts_of_studies,
)

__all__ = [
    "facts_of_studies",
]

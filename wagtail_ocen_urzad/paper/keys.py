"""Which key answers which option: printed above the box, typed by the clerk, the same everywhere.

One assignment for the sheet and the entry screen, so that nobody translates while typing. The
keys of one question are all of one length, so that the last one typed can move on at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail_ocen_urzad.survey.questionnaire import (
    NOT_APPLICABLE,
    Question,
    QuestionKind,
    RatingScale,
)

NO_ANSWER_KEYS = ("0", ".")
"""„Brak odpowiedzi” in every question: no option ever has one of them."""

INVALID_KEY = "*"
"""„Odpowiedź nieważna” in every question."""

NOT_APPLICABLE_KEY = "N"
"""„Nie dotyczy” in every question that allows it."""

LETTERS = "ABCDEFGHJKLMPQRSTUVWXYZ"
"""Without N, which is „nie dotyczy”, and without I and O: who reads them as 1 and 0 would type
another answer, or none, and never know."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionKey:
    """One option of a question with its key."""

    value: str
    """Option or department code, the mark as text, or `NOT_APPLICABLE`."""
    label: str
    """Words of the option; '' of `NOT_APPLICABLE`, which the desk words itself."""
    key: str
    """Upper case. One character, or as many digits as a very long list needs."""
    also: str = ""
    """A digit that is taken for the same where the keys are letters: the option's place."""
    takes_text: bool = False
    """„inna (jaka?)”: a line to write on stands beside it."""


def keys_of(
    *, question: Question, departments: Sequence[tuple[str, str]] = ()
) -> tuple[OptionKey, ...]:
    """Return the options of a question in the order printed, with their keys; none of a text.

    Marks from 1 to 9 are their own key and greater ones have letters. A scale that goes down to 0
    has letters only: 0 means no answer, and a clerk who typed it for „nie” would never know.
    Options have letters; lists longer than the letters have numbers, from 10, so that none
    begins with 0.

    Args:
        question: the one that is asked.
        departments: (code, name) as printed, for a question about the department.
    """
    options: list[tuple[str, str, bool]] = []
    fixed: dict[str, str] = {}
    if question.scale is not None:
        options = [(str(point.value), point.label, False) for point in question.scale.points]
        fixed = _digits(question.scale)
    elif question.choices:
        options = [(choice.code, choice.label, choice.takes_text) for choice in question.choices]
    elif question.kind is QuestionKind.DEPARTMENT:
        options = [(code, name, False) for code, name in departments]
    keyed = _keyed(options, fixed, has_places=question.scale is None)
    if question.allows_not_applicable and keyed:
        keyed.append(OptionKey(value=NOT_APPLICABLE, label="", key=NOT_APPLICABLE_KEY))
    return tuple(keyed)


def _digits(scale: RatingScale) -> dict[str, str]:
    """Return the marks that are their own key."""
    if scale.minimum < 1:
        return {}
    return {str(value): str(value) for value in scale.values if value <= 9}


def _keyed(
    options: Sequence[tuple[str, str, bool]], fixed: dict[str, str], *, has_places: bool
) -> list[OptionKey]:
    free = [value for value, _label, _takes_text in options if value not in fixed]
    has_letters = len(free) <= len(LETTERS)
    names = list(LETTERS) if has_letters else _numbers(len(free))
    given = {**fixed, **dict(zip(free, names, strict=False))}
    places = {value: place for place, value in enumerate(free, start=1)}
    return [
        OptionKey(
            value=value,
            label=label,
            key=given[value],
            also=str(places[value]) if has_places and has_letters and places[value] < 10 else "",
            takes_text=takes_text,
        )
        for value, label, takes_text in options
    ]


def _numbers(count: int) -> list[str]:
    """Return so many numbers of one length: 10 to 99, or 100 to 999."""
    first = 10
    while count > first * 9:
        first *= 10
    return [str(number) for number in range(first, first + count)]

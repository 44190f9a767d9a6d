"""Answers that lead past questions: what is said beside them, and what the stylesheet may hide.

Without a script a form can hide a question only by a rule that is written beforehand. The
stylesheet holds `SLOTS` of them: while an input of the class `ou-skip-1` is marked, and none of
`ou-bars-1` is, everything of the class `ou-skipped-1` is hidden, and so on.

What is hidden is never counted (`judging.validate`), whatever was marked in whatever order:

- A slot is one question and the place that it leads to. While its answer is marked, the questions
  in between are hidden.
- An answer may stay marked in a question that is hidden itself; it leads nowhere then. If it leads
  no further than the one that hides it, nothing is wrong. If it leads further, the earlier answer
  bars it, and the questions farther on stay.
- The slots are given in the order of the form. Further skips are said in words only: the questions
  stay, and what is answered there does not count, as the form says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wagtail_ocen_urzad.survey.judging import skipped_after
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

SLOTS = 12
"""Pairs of question and target for which the stylesheet has a rule."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """What one answer leads to."""

    target: int
    """Number of the question that comes next; 0 when nothing is left."""
    classes: str
    """Of the input: its slot, and those that it bars."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Skips:
    """All skips of a form."""

    leads: Mapping[tuple[str, str], Lead]
    """By question and answer; a skip to the very next question is none."""
    slots: Mapping[str, tuple[int, ...]]
    """Slots that hide a question, by its code."""

    def hidden_with(self, *codes: str) -> str:
        """Return the classes of something that is there only for these questions."""
        shared = set.intersection(*(set(self.slots.get(code, ())) for code in codes))
        return "".join(f" ou-skipped-{slot}" for slot in sorted(shared))


NO_SKIPS = Skips(leads={}, slots={})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Jump:
    place: int
    """Of the question, from 0."""
    to: int
    """Place of the target; one past the last when nothing is left."""


def skips_of(*, questionnaire: Questionnaire) -> Skips:
    """Return what the answers of this form lead to."""
    questions = list(questionnaire.questions())
    if not any(question.skips for question in questions):
        return NO_SKIPS
    jumps: dict[tuple[str, str], _Jump] = {}
    for place, question in enumerate(questions):
        for skip in question.skips:
            passed = skipped_after(
                questionnaire=questionnaire, code=question.code, answer=skip.answer
            )
            if passed:
                to = place + 1 + len(passed)
                jumps[question.code, skip.answer] = _Jump(place=place, to=to)
    distinct = list(dict.fromkeys(jumps.values()))
    slots = {jump: number for number, jump in enumerate(distinct[:SLOTS], start=1)}
    return Skips(
        leads={
            key: Lead(
                target=jump.to + 1 if jump.to < len(questions) else 0,
                classes=_classes(jump, slots),
            )
            for key, jump in jumps.items()
        },
        slots={
            question.code: tuple(
                slot for jump, slot in slots.items() if jump.place < place < jump.to
            )
            for place, question in enumerate(questions)
        },
    )


def _classes(jump: _Jump, slots: Mapping[_Jump, int]) -> str:
    own = [f"ou-skip-{slots[jump]}"] if jump in slots else []
    barred = [
        f"ou-bars-{slot}"
        for other, slot in slots.items()
        if jump.place < other.place < jump.to < other.to
    ]
    return " ".join(own + barred)

"""What is printed: one JSON line a bar."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measured figure against its bar.

    `rounds` holds one figure a round; what is counted rather than timed has one round.
    """

    bar: int
    what: str
    unit: str
    goal: str
    """`<=` or `>=`, a space, a number."""
    rounds: Sequence[float]
    note: str = ""

    @property
    def value(self) -> float:
        """The median of the rounds."""
        return median(self.rounds)

    @property
    def is_met(self) -> bool:
        """Whether the median keeps to the goal."""
        comparison, bound = self.goal.split(" ")
        return COMPARISONS[comparison](self.value, float(bound))

    def as_json(self) -> str:
        """Return the line as it is printed."""
        shown = {
            "bar": self.bar,
            "value": _short(self.value),
            "goal": self.goal,
            "met": self.is_met,
            "spread": [_short(min(self.rounds)), _short(max(self.rounds))],
            "what": self.what,
            "unit": self.unit,
        }
        if self.note:
            shown["note"] = self.note
        return json.dumps(shown, ensure_ascii=False)


def ratios(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Return first / second of every round: both saw the same weather."""
    return [one / other for one, other in zip(first, second, strict=True)]


def _short(value: float) -> float:
    return float(f"{value:.4g}")

"""The arithmetic of reports (domain 4.3). Pure: numbers in, exact fractions or decimals out.

Nothing is rounded before the end; what is rounded is rounded half up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

SMALL_NUMBER = 30
"""Fewer valid answers than this are flagged „mała liczba odpowiedzi”."""

MEAN_PLACES = 2
SHARE_PLACES = 1
INDEX_PLACES = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingFigures:
    """Figures of one rating question, unrounded."""

    valid: int
    total: int
    """Sum of the marks, in points."""
    minimum: int
    """Lowest mark of the scale, in points."""
    maximum: int
    """Highest mark of the scale, in points."""
    lowest_is_best: bool = False
    """The scale runs the other way: its lowest mark is the best."""
    good: int
    """Answers with a mark that counts as good."""
    median: Fraction | None
    """In points; None without valid answers."""

    @property
    def mean(self) -> Fraction | None:
        """Mean over valid answers, in points."""
        return Fraction(self.total, self.valid) if self.valid else None

    @property
    def good_share(self) -> Fraction | None:
        """Good marks among valid answers, as a share from 0 to 1."""
        return Fraction(self.good, self.valid) if self.valid else None

    @property
    def index(self) -> Fraction | None:
        """Share of the way from the worst mark to the best, from 0 to 100, from the unrounded mean.

        (mean − min) / (max − min) · 100; of a scale whose lowest mark is the best,
        (max − mean) / (max − min) · 100.
        """
        if self.mean is None:
            return None
        way = self.maximum - self.mean if self.lowest_is_best else self.mean - self.minimum
        return way / (self.maximum - self.minimum) * 100


def rating_figures(
    *,
    counts: Mapping[int, int],
    values: Sequence[int],
    good: Iterable[int],
    lowest_is_best: bool = False,
) -> RatingFigures:
    """Return the figures of one rating question.

    Args:
        counts: answers by mark; „nie dotyczy” and missing answers are not among them.
        values: every mark of the scale.
        good: marks that count as good.
        lowest_is_best: which way the scale runs; the mean and the median do not ask.
    """
    marks = {value: counts.get(value, 0) for value in values}
    return RatingFigures(
        valid=sum(marks.values()),
        total=sum(value * n for value, n in marks.items()),
        minimum=min(values),
        maximum=max(values),
        lowest_is_best=lowest_is_best,
        good=sum(marks[value] for value in good),
        median=median(counts=marks),
    )


def median(*, counts: Mapping[int, int]) -> Fraction | None:
    """Return the median of counted marks, in points; the mean of the two middle ones if even."""
    n = sum(counts.values())
    if n == 0:
        return None
    lower = _mark_at(counts, (n - 1) // 2)
    upper = _mark_at(counts, n // 2)
    return Fraction(lower + upper, 2)


def share(*, part: int, whole: int) -> Fraction | None:
    """Return part of whole, from 0 to 1; None of nothing."""
    return Fraction(part, whole) if whole else None


def mean_of(*, values: Iterable[Fraction | None]) -> Fraction | None:
    """Return the plain mean of what is there (the overall index, an area's index)."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def best_and_weakest(
    *, indices: Mapping[str, Fraction | None], at_most: int = 3
) -> tuple[list[str], list[str]]:
    """Return the codes with the highest and the lowest index, no code in both.

    Ties keep the order of the questions. Fewer than two rated questions have neither best nor
    weakest; with fewer than twice `at_most`, the middle one is in neither.
    """
    known = [(code, value) for code, value in indices.items() if value is not None]
    many = min(at_most, len(known) // 2)
    best = [code for code, _ in sorted(known, key=lambda pair: -pair[1])][:many]
    rising = [code for code, _ in sorted(known, key=lambda pair: pair[1])]
    return best, [code for code in rising if code not in best][:many]


def rounded(*, value: Fraction | None, places: int) -> str | None:
    """Return a decimal string rounded half up, with exactly these places; None stays None."""
    if value is None:
        return None
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = -1 if value < 0 and whole else 1
    return str(Decimal(sign * whole).scaleb(-places)) if places else str(sign * whole)


def percent(*, value: Fraction | None) -> str | None:
    """Return a share as percent with one place: Fraction(1, 3) gives '33.3'."""
    return rounded(value=None if value is None else value * 100, places=SHARE_PLACES)


def per_thousand(*, part: int, whole: int) -> str | None:
    """Return how many of a thousand, with one place: 1 of 180 gives '5.6'; None of nothing."""
    part_of = share(part=part, whole=whole)
    return rounded(value=None if part_of is None else part_of * 1000, places=SHARE_PLACES)


def plain(*, value: Fraction | None) -> str | None:
    """Return a median: '4' or '3.5'."""
    if value is None or value.denominator == 1:
        return None if value is None else str(value.numerator)
    return rounded(value=value, places=1)


def _mark_at(counts: Mapping[int, int], position: int) -> int:
    passed = 0
    for mark in sorted(counts):
        passed += counts[mark]
        if passed > position:
            return mark
    raise IndexError(position)

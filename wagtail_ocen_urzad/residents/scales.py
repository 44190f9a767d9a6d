"""Ready scales, and the scale that an editor makes up: from the draft and back.

The labels are content that residents read, Polish on purpose like the starter sets; a version
keeps number and label (domain 3.3). Which marks are good is that of domain 4.3 until the draft
says otherwise.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wagtail_ocen_urzad.survey.questionnaire import Best, RatingScale, ScalePoint

OWN = "own"
"""Code of a scale that is not a ready one."""

MOST_POINTS = 11
"""Points of an own scale: more than from 0 to 10 nobody tells apart."""

Marks = tuple[str, tuple[str, ...]]
"""Direction and numbers of an own scale."""


def _scale(code: str, labels: Sequence[str], *, good: int, lowest: int = 1) -> RatingScale:
    """Return a scale whose highest number is best; the first `good` marks count as good."""
    highest = lowest + len(labels) - 1
    return RatingScale(
        code=code,
        points=tuple(
            ScalePoint(value=highest - place, label=label, is_good=place < good)
            for place, label in enumerate(labels)
        ),
    )


FIVE_POINTS = _scale("five", ("bardzo dobrze", "dobrze", "średnio", "źle", "bardzo źle"), good=2)
HIGH_LOW = _scale(
    "high_low", ("bardzo wysoko", "wysoko", "średnio", "nisko", "bardzo nisko"), good=2
)
SCHOOL = _scale(
    "school",
    ("celujący", "bardzo dobry", "dobry", "dostateczny", "dopuszczający", "niedostateczny"),
    good=2,
)
FOUR_POINTS = _scale("four", ("tak", "raczej tak", "raczej nie", "nie"), good=2)
FACES = _scale("faces", ("pozytywnie", "neutralnie", "negatywnie"), good=1)
"""In words: a smile means different things to different people, and nothing when read aloud."""
YES_NO = _scale("yes_no", ("tak", "nie"), good=1, lowest=0)
"""Its mean is the share of „tak”."""
TEN_POINTS = _scale("ten", ("10 (najlepiej)", *map(str, range(9, 1, -1)), "1 (najgorzej)"), good=3)

READY = {
    scale.code: scale
    for scale in (FIVE_POINTS, HIGH_LOW, SCHOOL, FOUR_POINTS, FACES, YES_NO, TEN_POINTS)
}
"""By code, the default first."""


def read_scale(*, value: Mapping[str, Any]) -> RatingScale:
    """Return the scale of a rating or a table as the draft has it.

    An own scale whose points have no usable numbers is numbered here.

    Args:
        value: `scale`, `good`, `best` and `points` of the block; what is missing, or is nothing
            that the editor offers, is read as the default.
    """
    code = str(value.get("scale"))
    if code != OWN:
        return _with_good(READY.get(code, FIVE_POINTS), value.get("good"))
    best = Best.LOW if value.get("best") == Best.LOW else Best.HIGH
    points = list(value.get("points") or ())
    numbers = [_number(point.get("value")) for point in points]
    given = [number for number in numbers if number is not None]
    if len(set(given)) != len(points):
        given = numbers_of(count=len(points), best=best)
    return RatingScale(
        code=OWN,
        best=best,
        points=tuple(
            ScalePoint(
                value=number,
                label=str(point.get("label") or "").strip(),
                is_good=bool(point.get("is_good")),
            )
            for number, point in zip(given, points, strict=True)
        ),
    )


def write_scale(*, scale: RatingScale) -> dict[str, Any]:
    """Return what the draft says of a scale: a ready one by its code, others point by point."""
    for ready in READY.values():
        if scale == ready:
            return {"scale": ready.code}
        good = sum(point.is_good for point in scale.points)
        if good and scale == _with_good(ready, good):
            return {"scale": ready.code, "good": good}
    return {
        "scale": OWN,
        "best": scale.best.value,
        "points": [
            {
                "type": "item",
                "id": str(uuid.uuid4()),
                "value": {"label": one.label, "is_good": one.is_good, "value": str(one.value)},
            }
            for one in scale.points
        ],
    }


def numbers_of(*, count: int, best: Best) -> list[int]:
    """Return the numbers of an own scale, best first: n to 1, or 1 to n."""
    rising = list(range(1, count + 1))
    return rising if best is Best.LOW else rising[::-1]


def good_by_default(*, count: int) -> int:
    """Return how many of the best marks count as good when nobody has said so.

    The two best, fewer of a short scale, three of ten: as of the ready ones (domain 4.3).
    """
    return min(count // 2, 2) if count < len(TEN_POINTS.points) else 3


def marks_of(*, value: Mapping[str, Any]) -> Marks | None:
    """Return direction and numbers of an own scale in a raw draft; None of a ready one."""
    if value.get("scale") != OWN:
        return None
    points = value.get("points") or ()
    return str(value.get("best")), tuple(str(one["value"].get("value") or "") for one in points)


def renumbered(*, value: Mapping[str, Any], known: Collection[Marks]) -> dict[str, Any]:
    """Return a raw block with the points of its own scale numbered from the best on.

    Args:
        value: the block as the editor sends it; left as it is.
        known: direction and numbers of the scales of the draft before. Such a scale keeps its
            numbers, whatever they are: it came from elsewhere, and another number is another
            scale.
    """
    marks = marks_of(value=value)
    if marks is None or (marks in known and "" not in marks[1]):
        return dict(value)
    best = Best.LOW if value.get("best") == Best.LOW else Best.HIGH
    numbers = numbers_of(count=len(value["points"]), best=best)
    points = [
        {**point, "value": {**point["value"], "value": str(number)}}
        for point, number in zip(value["points"], numbers, strict=True)
    ]
    return {**value, "points": points}


def mark_words(*, point: ScalePoint) -> str:
    """Return „1 – nie”: how a mark is named where one is picked out."""
    number = str(point.value)
    return point.label if point.label.startswith(number) else f"{number} – {point.label}"


def mark_of(*, words: str, scale: RatingScale) -> str:
    """Return the mark that an editor has named by its number or its label, else the words."""
    words = words.strip()
    number = re.match(r"([0-9]{1,9})(?![0-9])", words)
    if number and int(number[1]) in scale.values:
        return str(int(number[1]))
    same = (p for p in scale.points if p.label.casefold() == words.casefold())
    return next((str(point.value) for point in same), words)


def _with_good(scale: RatingScale, good: Any) -> RatingScale:
    """Return the scale with so many of its best marks counted as good."""
    if not isinstance(good, int) or isinstance(good, bool) or good < 1:
        return scale
    points = (replace(p, is_good=place < good) for place, p in enumerate(scale.points))
    return replace(scale, points=tuple(points))


def _number(value: Any) -> int | None:
    text = str(value)
    is_plain = text.isascii() and text.isdecimal()
    # Nine figures fit every database.
    return int(text) if is_plain and len(text) < 10 else None

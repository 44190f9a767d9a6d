"""Adding up the frozen figures of several reports: what a supplement shows beside its own.

Exact, because the snapshots hold counts: nothing is taken from a rounded figure, and no answer is
counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from wagtail_ocen_urzad.reports import statistics

Data = Mapping[str, Any]

COUNTED = ("asked", "skipped", "valid", "not_applicable", "no_answer", "invalid")
"""What is simply added up, question by question."""


def joined(*, parts: Sequence[Data]) -> dict[str, Any]:
    """Return the figures of these reports together.

    Args:
        parts: data of reports whose answers do not overlap; the first says the order and the
            words, what only later ones ask comes after.
    """
    entries: dict[tuple[str, int], list[Data]] = {}
    for part in parts:
        for question in part["questions"]:
            entries.setdefault((question["code"], question["series"]), []).append(question)
    found = [_question(same) for same in entries.values()]
    indices = [index for data, index in found if data["number"] is not None]
    return {
        "forms": sum(part["forms"]["all"] for part in parts),
        "index": statistics.rounded(
            value=statistics.mean_of(values=indices), places=statistics.INDEX_PLACES
        ),
        "questions": [data for data, _ in found],
    }


def _question(same: Sequence[Data]) -> tuple[dict[str, Any], Fraction | None]:
    first = same[0]
    data: dict[str, Any] = {name: sum(one[name] for one in same) for name in COUNTED}
    options: dict[int | str, Data] = {}
    counts: Counter[int | str] = Counter()
    for one in same:
        for option in one["options"]:
            options.setdefault(option["value"], option)
            counts[option["value"]] += option["n"]
    rating = _rating(first, options, counts)
    named = ("code", "series", "number", "kind", "text")
    return {
        **{name: first[name] for name in named},
        **data,
        "texts": _texts(same),
        "options": [
            {
                "value": value,
                "label": option["label"],
                "n": counts[value],
                "share_valid": statistics.percent(
                    value=statistics.share(part=counts[value], whole=data["valid"])
                ),
            }
            for value, option in options.items()
        ],
        "rating": rating
        and {
            "mean": statistics.rounded(value=rating.mean, places=statistics.MEAN_PLACES),
            "good_share": statistics.percent(value=rating.good_share),
            "index": statistics.rounded(value=rating.index, places=statistics.INDEX_PLACES),
        },
    }, rating.index if rating else None


def _texts(same: Sequence[Data]) -> int | None:
    """Return how many forms said something in words; None when none of the wordings takes any."""
    counted = [one["texts"] for one in same if one["texts"] is not None]
    return sum(counted) if counted else None


def _rating(
    question: Data, options: Mapping[int | str, Data], counts: Mapping[int | str, int]
) -> statistics.RatingFigures | None:
    if question["rating"] is None:
        return None
    marks = {int(value): n for value, n in counts.items()}
    return statistics.rating_figures(
        counts=marks,
        values=[int(value) for value in options],
        good=[int(value) for value, option in options.items() if option["is_good"]],
        lowest_is_best=question["rating"]["best"] == "low",
    )

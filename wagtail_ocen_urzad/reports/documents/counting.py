"""The rules of counting in words, so that a reader can check every figure (domain 4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from wagtail_ocen_urzad.reports.documents.snapshot import Data
from wagtail_ocen_urzad.reports.documents.typesetting import listed, quoted, tied, whole
from wagtail_ocen_urzad.reports.documents.words import has_good_and_very_good
from wagtail_ocen_urzad.reports.statistics import SMALL_NUMBER


def rules(*, data: Data) -> tuple[str, ...]:
    """Return the rules that this report needs, one per point."""
    return tuple(tied(text=rule) for rule in _rules(data))


def index_formula(*, data: Data) -> str:
    """Return the formula of the index, with the ends of the scale when all scales share them."""
    ends = {(one["minimum"], one["maximum"], one["best"]) for one in _scales(data)}
    if len(ends) == 1:
        [(low, high, best)] = ends
        formula = _("Index 0–100 = (mean − %(low)s) / (%(high)s − %(low)s) · 100.")
        if best == "low":
            formula = _("Index 0–100 = (%(high)s − mean) / (%(high)s − %(low)s) · 100.")
        return tied(text=formula % {"low": low, "high": high})
    directions = {best for _low, _high, best in ends}
    upwards = _("Index 0–100 = (mean − lowest mark) / (highest mark − lowest mark) · 100.")
    downwards = _("Index 0–100 = (highest mark − mean) / (highest mark − lowest mark) · 100.")
    if directions == {"low"}:
        return tied(text=downwards)
    if "low" not in directions:
        return tied(text=upwards)
    where = _("Where the lowest mark is the best: (highest mark − mean) instead of the difference.")
    return tied(text=f"{upwards} {where}")


def _rules(data: Data) -> Iterator[str]:
    yield _(
        "Percentages are counted from valid answers, unless the column says otherwise; they are"
        " rounded to one decimal place, so their sum may differ from 100%."
    )
    yield _(
        "“Not applicable / hard to say”, missing answers and answers that are not valid are shown"
        " apart and never counted as zero."
    )
    if not _scales(data):
        return
    yield _("Mean and median are counted from valid answers.")
    yield from _good(data)
    yield index_formula(data=data)
    if data["summary"]["index"] is not None:
        yield _(
            "The overall index is the mean of the indices of all rating questions (%(count)s),"
            " from unrounded means."
        ) % {"count": whole(number=data["summary"]["rated"])}
    yield _("Fewer than %(limit)s valid answers are marked as a small number of answers.") % {
        "limit": SMALL_NUMBER
    }


def _scales(data: Data) -> list[Data]:
    return [one["rating"] for one in data["questions"] if one["rating"]]


def _good(data: Data) -> Iterator[str]:
    """Yield which marks count as good: by name, when all rating questions share them."""
    rated = [one for one in data["questions"] if one["rating"]]
    found = {
        tuple(option["label"] for option in one["options"] if option["is_good"]) for one in rated
    }
    are_two = all(has_good_and_very_good(question=one) for one in rated)
    if len(found) > 1:
        yield (
            _("Good and very good marks are those that the scale marks as good.")
            if are_two
            else _("Good marks are those that the scale marks as good.")
        )
    elif labels := found.pop():
        text = (
            _("Good and very good marks are the answers %(labels)s.")
            if are_two
            else _("Good marks are the answers %(labels)s.")
        )
        yield text % {"labels": listed(items=[quoted(text=label) for label in labels])}

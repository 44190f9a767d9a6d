"""What keeps a draft from being asked: in words, and where it stands in the editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from wagtail_ocen_urzad.residents.draft_skips import Order, target_of
from wagtail_ocen_urzad.residents.freezing import TABLE, order_of
from wagtail_ocen_urzad.survey.questionnaire import END

SKIP_LEADS_NOWHERE = "skip_target"
OF_AREAS = frozenset({"double_area", "demographics_last"})
"""Reasons whose place is an area."""
PROBLEMS = {
    "no_questions": gettext_lazy("The survey has no question yet."),
    "two_departments": gettext_lazy("The question about the department may be asked only once."),
    "no_options": gettext_lazy("A question with options needs at least two of them."),
    "no_option_text": gettext_lazy("An option has no text."),
    "no_text": gettext_lazy("A question has no text."),
    "no_characters": gettext_lazy("A text has characters that cannot be stored."),
    "no_scale": gettext_lazy("A scale needs at least two marks."),
    "no_mark_text": gettext_lazy("A mark of the scale has no name."),
    "matrix": gettext_lazy("Only ratings may stand in a table."),
    "matrix_scale": gettext_lazy("All items of a table have the same scale."),
    "matrix_parted": gettext_lazy("The items of a table stand together."),
    "skip_double": gettext_lazy("Two different ways on are set for one answer."),
    "skip_answer": gettext_lazy("A way on is set for an answer that is not there."),
    SKIP_LEADS_NOWHERE: gettext_lazy(
        "After one of the answers the survey would go on at a question that is none of the later"
        " ones."
    ),
    "demographics_last": gettext_lazy(
        "The questions about the respondent come last, and this area comes after them."
    ),
    "demographics_required": gettext_lazy("A question about the respondent is never required."),
    "code": gettext_lazy("The question has no valid code; save the draft again."),
    "double_code": gettext_lazy("Two questions have the same code; save the draft again."),
    "double_area": gettext_lazy("Two areas have the same code; save the draft again."),
    "option_codes": gettext_lazy("Two options have the same code; save the draft again."),
    "schema": gettext_lazy("The questions were written by another release."),
}
"""By reason of `UnableToRead`."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a question, or an area, stands in the editor."""

    block: int
    """Index of its block."""
    anchor: str
    """Fragment of the address."""
    number: int = 0
    """Of the question."""
    title: str = ""
    """Of the area."""


def question_places(*, stream: Iterable[Any]) -> dict[str, Place]:
    """Return the place of each question by its code, or by `#` and its number."""
    found: dict[str, Place] = {}
    number = 0
    for block, child in enumerate(stream):
        if child.block_type == "area":
            continue
        parts = child.value["rows"].bound_blocks if child.block_type == TABLE else [child]
        for part in parts:
            number += 1
            place = Place(block=block, anchor=f"block-{part.id}-section", number=number)
            found.setdefault(part.value.get("code") or f"#{number}", place)
    return found


def area_places(*, stream: Iterable[Any]) -> dict[str, Place]:
    """Return the place of each area that has a heading, by its code."""
    return {
        child.value.get("code"): Place(
            block=block,
            anchor=f"block-{child.id}-section",
            title=child.value.get("title") or "",
        )
        for block, child in enumerate(stream)
        if child.block_type == "area"
    }


def errors_in_editor(
    *, problems: Iterable[tuple[str, str]], stream: Any
) -> StreamBlockValidationError:
    """Return all problems as the editor shows them: in a list above, and each at its block.

    Args:
        problems: (reason, place) pairs of `UnableToRead`.
        stream: the draft.
    """
    questions, areas = question_places(stream=stream), area_places(stream=stream)
    summary: list[str] = []
    by_block: dict[int, list[str]] = {}
    for reason, code in dict.fromkeys(problems):
        place = (areas if reason in OF_AREAS else questions).get(code)
        for words in _words(reason, place, stream):
            summary.append(_placed(words, place))
            if place is not None:
                by_block.setdefault(place.block, []).append(summary[-1])
    return StreamBlockValidationError(
        block_errors={
            block: StructBlockValidationError(non_block_errors=[ValidationError(w) for w in words])
            for block, words in by_block.items()
        },
        non_block_errors=[ValidationError(words) for words in summary],
    )


def _placed(words: str, place: Place | None) -> str:
    if place is None:
        return words
    if place.number:
        return _("Question %(number)s: %(problem)s") % {"number": place.number, "problem": words}
    return _("Area “%(title)s”: %(problem)s") % {"title": place.title, "problem": words}


def _words(reason: str, place: Place | None, stream: Any) -> list[str]:
    if reason == SKIP_LEADS_NOWHERE and place is not None:
        return list(_lost_ways(stream, place))
    return [str(PROBLEMS.get(reason, _("The questions cannot be read.")))]


def _lost_ways(stream: Any, place: Place) -> Iterator[str]:
    """Name each way that leads nowhere: who has typed a number looks for that number."""
    order: Order = order_of(children=[(child.block_type, child.value) for child in stream])
    later = {*order.codes[place.number :], END}
    value = stream[place.block].value
    for way in [*(value.get("options") or ()), *(value.get("skips") or ())]:
        to = target_of(value=way, order=order)
        if to is not None and to not in later:
            yield _(
                "After the answer “%(answer)s” the survey would go on at “%(target)s”, and that is"
                " none of the later questions."
            ) % {
                "answer": way.get("label") or way.get("answer") or "",
                "target": way.get("skip_to"),
            }

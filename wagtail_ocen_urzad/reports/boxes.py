"""The box protocol in a report: what was issued, what came back, what was checked (domain 3.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail_ocen_urzad.reports import statistics
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch

COUNTED = (
    "batches",
    "open_batches",
    "issued",
    "issued_unknown",
    "returned",
    "entered",
    "blank",
    "invalid",
    "open_forms",
    "tallied",
    "unverified",
    "checked_sheets",
    "checked_fields",
    "mismatches",
)
"""What is simply added up, box by box; of closed ones unless its name says otherwise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportedBox:
    """A box, and what of it a report counts."""

    box: PaperBatch
    forms: int
    """Forms that lay in it and that the report counts."""
    is_said: bool = True
    """The report says the protocol of the box, and not only its forms."""


def box_figures(
    *, boxes: Iterable[ReportedBox], office: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """Return the protocol of these boxes, desk by desk and together; None without any.

    Args:
        boxes: none of them withdrawn.
        office: data of the office in force, which names the desks and says their order.
    """
    by_desk: dict[str, list[ReportedBox]] = defaultdict(list)
    for one in boxes:
        by_desk[one.box.service_point].append(one)
    if not by_desk:
        return None
    names = {one["code"]: one["name"] for one in (office["service_points"] if office else [])}
    places = {code: place for place, code in enumerate(names)}
    # In the office's order, then desks it never named, at last the boxes of no desk.
    codes = sorted(by_desk, key=lambda code: (not code, places.get(code, len(places)), code))
    every = [one for code in codes for one in by_desk[code]]
    return {
        "desks": [
            {"code": code, "name": names.get(code, code), **_line(by_desk[code])} for code in codes
        ],
        "total": _line(every),
        "differences": _differences(one.box for one in every if one.is_said),
    }


def _line(boxes: Sequence[ReportedBox]) -> dict[str, Any]:
    """Add up the boxes of one desk, or all of them."""
    line: dict[str, Any] = dict.fromkeys(COUNTED, 0)
    for one in boxes:
        _add(line, one)
    # A rate is known only when every box says how many were issued (domain 3.5).
    is_known = line["batches"] and not line["issued_unknown"]
    line["return_rate"] = (
        statistics.percent(value=statistics.share(part=line["returned"], whole=line["issued"]))
        if is_known
        else None
    )
    line["error_rate"] = statistics.per_thousand(
        part=line["mismatches"], whole=line["checked_fields"]
    )
    return line


def _add(line: dict[str, Any], one: ReportedBox) -> None:
    box = one.box
    if box.kind == Batch.Kind.TALLY:
        line["tallied"] += one.forms
    elif not is_verified(box=box):
        line["unverified"] += one.forms
    if box.is_entered_into:
        line["open_batches"] += 1
        line["open_forms"] += one.forms
    if one.is_said:
        _add_protocol(line, box)


def _add_protocol(line: dict[str, Any], box: PaperBatch) -> None:
    for name in ("checked_sheets", "checked_fields", "mismatches"):
        line[name] += getattr(box, name)
    if box.is_entered_into:
        return
    line["batches"] += 1
    line["issued"] += box.issued or 0
    line["issued_unknown"] += box.issued is None
    line["returned"] += box.found or 0
    for name in ("entered", "blank", "invalid"):
        line[name] += getattr(box, name)


def _differences(boxes: Iterable[PaperBatch]) -> list[dict[str, Any]]:
    """Return the closed boxes whose sum does not hold, each with the reason in its protocol."""
    unlike = [box for box in boxes if box.difference and not box.is_entered_into]
    return [
        {
            "batch": box.number,
            **{name: getattr(box, name) for name in ("found", "entered", "blank", "invalid")},
            "because": box.difference_because,
        }
        for box in sorted(unlike, key=lambda box: box.number)
    ]


def is_verified(*, box: PaperBatch) -> bool:
    """Say whether a second person has typed as much of it as was meant, and it held."""
    is_meant = box.second_entry != PaperBatch.SecondEntry.NONE
    # Where every drawn sheet was missing, nothing was checked.
    is_checked = box.checked_fields > 0 or not box.entered
    return is_meant and is_checked and box.settled_on is not None and not box.is_refused
